"""Each refusal of the simulator, in Telegram's words; without its rule the call would pass."""

from __future__ import annotations

import io
import struct
from typing import Any

import aiohttp
import pytest

from simulator import Limits, Rate
from simulator.contents import PIXEL
from simulator.uploads import photo_size


def button(**action: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Ja", **action}]]}


SEND_REFUSALS = {
    "nothing to say": ({"text": ""}, "message text is empty"),
    "only white space": ({"text": " \n "}, "message text is empty"),
    "only tags": ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
    "one sign too long": ({"text": "x" * 4097}, "message is too long"),
    "too long in UTF-16": ({"text": "🟢" * 2049}, "message is too long"),
    "number for a text": ({"text": 5}, 'field "text" must be of type String'),
    "text for a boolean": (
        {"text": "x", "disable_notification": "yes"},
        'field "disable_notification" must be of type Boolean',
    ),
    "misspelt parameter": ({"text": "x", "parsemode": "HTML"}, 'unknown field "parsemode" in sendMessage'),
    "unknown parse_mode": ({"text": "x", "parse_mode": "XML"}, "unsupported parse_mode"),
    "misspelt field of a button": (
        {"text": "x", "reply_markup": button(calback_data="a")},
        'unknown field "reply_markup.inline_keyboard[0][0].calback_data" in InlineKeyboardButton',
    ),
    "callback_data over 64 bytes": (
        {"text": "x", "reply_markup": button(callback_data="я" * 33)},
        "BUTTON_DATA_INVALID",
    ),
    "empty callback_data": (
        {"text": "x", "reply_markup": button(callback_data="")},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    "button without action": (
        {"text": "x", "reply_markup": button()},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    "button with two actions": (
        {"text": "x", "reply_markup": button(callback_data="a", url="https://a.nl")},
        "can't parse inline keyboard button: exactly one action field must be used",
    ),
    "button without label": (
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": " ", "callback_data": "a"}]]}},
        "can't parse inline keyboard button: Button text must be non-empty",
    ),
    "button to nowhere": (
        {"text": "x", "reply_markup": button(url="not-a-url")},
        "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
    ),
    "button over FTP": (
        {"text": "x", "reply_markup": button(url="ftp://example.com")},
        "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
    ),
    "more than 100 buttons": (
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "a"}]] * 101}},
        "reply markup is too long",
    ),
    "keyboard that is no array of rows": (
        {"text": "x", "reply_markup": {"inline_keyboard": [{"text": "x", "callback_data": "a"}]}},
        'field "reply_markup.inline_keyboard[0]" must be of type Array',
    ),
    "reply to nothing": (
        {"text": "x", "reply_parameters": {"message_id": 999}},
        "message to be replied not found",
    ),
    "entity after the end": (
        {"text": "hello", "entities": [{"type": "bold", "offset": 100, "length": 1}]},
        "entity begins after the end of the text at UTF-16 offset 100",
    ),
    "entity past the end": (
        {"text": "hello", "entities": [{"type": "bold", "offset": 0, "length": 100}]},
        "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100",
    ),
    "entity before the start": (
        {"text": "hello", "entities": [{"type": "bold", "offset": -1, "length": 1}]},
        "receive an entity with incorrect offset -1",
    ),
}


@pytest.mark.parametrize("case", SEND_REFUSALS)
async def test_a_message_that_telegram_would_not_take_is_refused(call, anna, case):
    parameters, reason = SEND_REFUSALS[case]
    before = len(anna.chat.messages)
    body = await call("sendMessage", chat_id=anna.id, **parameters)
    assert (body["error_code"], body["description"]) == (400, f"Bad Request: {reason}")
    assert len(anna.chat.messages) == before


@pytest.mark.parametrize(
    "parameters",
    [
        {"text": "x" * 4096},
        {"text": "🟢" * 2048},
        {"text": "<b>" + "x" * 4096 + "</b>", "parse_mode": "HTML"},
        {"text": "x", "reply_markup": button(callback_data="я" * 32)},
        {"text": "x", "reply_parameters": {"message_id": 999, "allow_sending_without_reply": True}},
    ],
    ids=["4096 signs", "4096 units", "tags do not count", "64 bytes", "reply to nothing allowed"],
)
async def test_a_message_that_just_fits_is_sent(call, anna, parameters):
    assert (await call("sendMessage", chat_id=anna.id, **parameters))["ok"]


async def test_a_message_without_chat_or_text_is_refused(call, anna):
    assert (await call("sendMessage", text="x"))["description"] == "Bad Request: chat_id is empty"
    empty = await call("sendMessage", chat_id=anna.id)
    assert empty["description"] == "Bad Request: message text is empty"


@pytest.mark.parametrize("chat_id", [12345, -12345, "@nobody"])
async def test_a_chat_that_nobody_opened_is_not_found(call, chat_id):
    body = await call("sendMessage", chat_id=chat_id, text="x")
    assert (body["error_code"], body["description"]) == (400, "Bad Request: chat not found")


async def test_the_bot_cannot_write_first(call, sim):
    body = await call("sendMessage", chat_id=sim.person("Ben").id, text="x")
    assert body["error_code"] == 403
    assert body["description"] == "Forbidden: bot can't initiate conversation with a user"


async def test_the_bot_cannot_write_to_who_blocked_it_until_unblocked(call, anna):
    await anna.blocks()
    body = await call("sendMessage", chat_id=anna.id, text="x")
    assert (body["error_code"], body["description"]) == (403, "Forbidden: bot was blocked by the user")
    await anna.unblocks()
    assert (await call("sendMessage", chat_id=anna.id, text="x"))["ok"]


async def test_the_bot_cannot_write_to_who_left_telegram(call, anna):
    await anna.deletes_account()
    body = await call("sendChatAction", chat_id=anna.id, action="typing")
    assert (body["error_code"], body["description"]) == (403, "Forbidden: user is deactivated")


async def test_a_wrong_token_is_unauthorized_for_methods_and_unknown_for_files(sim, http):
    async with http.get(f"{sim.url}/bot1:wrong/getMe") as response:
        assert response.status == 401
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    async with http.get(f"{sim.url}/file/bot1:wrong/photos/x") as response:
        assert response.status == 404


async def test_a_method_that_does_not_exist_is_not_found(sim, http):
    async with http.get(f"{sim.url}/bot{sim.token}/sendMesage") as response:
        assert response.status == 404
        assert await response.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_a_body_that_is_no_json_is_refused(sim, http):
    headers = {"Content-Type": "application/json"}
    async with http.post(f"{sim.url}/bot{sim.token}/getMe", data=b"{", headers=headers) as response:
        assert (await response.json())["description"] == "Bad Request: can't parse request JSON object"


async def test_json_in_a_form_that_does_not_parse_is_refused(sim, http, anna):
    form = {"chat_id": str(anna.id), "text": "x", "reply_markup": "{no"}
    async with http.post(f"{sim.url}/bot{sim.token}/sendMessage", data=form) as response:
        assert (await response.json())["description"] == "Bad Request: can't parse reply_markup JSON object"


ABOUT_A_CHAT = [
    ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
    ("sendPhoto", {}, "there is no photo in the request"),
    ("sendDocument", {"document": "no-such-id"}, "wrong file identifier/HTTP URL specified"),
    ("sendDocument", {"document": "attach://part"}, 'there is no part "part" in the request'),
    ("editMessageText", {"message_id": 999, "text": "x"}, "message to edit not found"),
    ("editMessageText", {"text": "x"}, "message identifier is not specified"),
    ("editMessageCaption", {"message_id": 999, "caption": "x" * 1025}, "message caption is too long"),
    ("deleteMessage", {"message_id": 999}, "message to delete not found"),
    ("setChatMenuButton", {"menu_button": {"type": "x"}}, 'field "menu_button" must be of type MenuButton'),
    ("leaveChat", {}, "chat member status can't be changed in private chats"),
]


@pytest.mark.parametrize(("method", "parameters", "reason"), ABOUT_A_CHAT)
async def test_a_wrong_call_about_a_chat_is_refused(call, anna, method, parameters, reason):
    body = await call(method, chat_id=anna.id, **parameters)
    assert (body["error_code"], body["description"]) == (400, f"Bad Request: {reason}")


HOOK = "https://bot.example.nl/hook"
ABOUT_THE_BOT = [
    ("getFile", {"file_id": "x"}, "wrong file identifier/HTTP URL specified"),
    ("getUpdates", {"limit": 0}, "limit must be between 1 and 100"),
    ("getUpdates", {"limit": 101}, "limit must be between 1 and 100"),
    ("getUpdates", {"timeout": -1}, "timeout must not be negative"),
    ("getUpdates", {"allowed_updates": ["mesage"]}, 'unknown update type "mesage" in allowed_updates'),
    ("setWebhook", {"url": "http://a.nl"}, "bad webhook: An HTTPS URL must be provided for webhook"),
    ("setWebhook", {"url": HOOK, "secret_token": "a b"}, "secret token contains unallowed characters"),
    ("setWebhook", {"url": HOOK, "max_connections": 0}, "max_connections must be between 1 and 100"),
    ("setMyCommands", {"commands": [{"command": "Menu", "description": "x"}]}, "BOT_COMMAND_INVALID"),
    (
        "setMyCommands",
        {"commands": [{"command": "menu", "description": ""}]},
        "BOT_COMMAND_DESCRIPTION_INVALID",
    ),
    ("setMyCommands", {"commands": [{"command": "a", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    ("setMyDescription", {"description": "x" * 513}, "description is too long"),
    ("setMyShortDescription", {"short_description": "x" * 121}, "short_description is too long"),
    ("setMyName", {"name": "x" * 65}, "name is too long"),
    ("setMyName", {"name": "x", "language_code": "dutch"}, "invalid language code specified"),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
    ("answerCallbackQuery", {}, 'field "callback_query_id" is required in answerCallbackQuery'),
]


@pytest.mark.parametrize(("method", "parameters", "reason"), ABOUT_THE_BOT)
async def test_a_wrong_call_about_the_bot_is_refused(call, method, parameters, reason):
    body = await call(method, **parameters)
    assert (body["error_code"], body["description"]) == (400, f"Bad Request: {reason}")


async def test_an_edit_that_changes_nothing_is_refused(call, anna):
    keyboard = button(callback_data="a")
    sent = await call("sendMessage", chat_id=anna.id, text="Hoi", reply_markup=keyboard)
    message_id = sent["result"]["message_id"]
    same = {"chat_id": anna.id, "message_id": message_id, "reply_markup": keyboard}
    assert (await call("editMessageText", text=" Hoi ", **same))["description"] == (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )
    assert not (await call("editMessageReplyMarkup", **same))["ok"]
    assert (await call("editMessageText", chat_id=anna.id, message_id=message_id, text="Hoi"))["ok"]


async def test_only_what_a_message_has_can_be_edited(call, anna, bot):
    picture = await bot.send_photo(anna.id, PIXEL)
    words = await bot.send_message(anna.id, "Hoi")
    typed = await anna.says("Dag")
    about = {"chat_id": anna.id}
    no_text = await call("editMessageText", message_id=picture.message_id, text="x", **about)
    assert no_text["description"] == "Bad Request: there is no text in the message to edit"
    no_caption = await call("editMessageCaption", message_id=words.message_id, caption="x", **about)
    assert no_caption["description"] == "Bad Request: there is no caption in the message to edit"
    not_own = await call("editMessageText", message_id=typed.message_id, text="x", **about)
    assert not_own["description"] == "Bad Request: message can't be edited"


async def test_a_message_can_be_deleted_for_48_hours(call, anna, clock):
    messages = [await call("sendMessage", chat_id=anna.id, text="x") for _ in range(2)]
    first, second = (sent["result"]["message_id"] for sent in messages)
    clock.passes(hours=47, minutes=59)
    assert (await call("deleteMessage", chat_id=anna.id, message_id=first))["ok"]
    clock.passes(minutes=1)
    too_late = await call("deleteMessage", chat_id=anna.id, message_id=second)
    assert too_late["description"] == "Bad Request: message can't be deleted for everyone"


async def test_a_group_that_the_bot_is_not_in_cannot_be_left_or_get_a_menu(call, sim, anna):
    group = sim.group("Thuis in Oost", [anna])
    left = await call("leaveChat", chat_id=group.id)
    assert left["description"] == "Forbidden: bot is not a member of the group chat"
    menu = await call("setChatMenuButton", chat_id=group.id, menu_button={"type": "commands"})
    assert menu["description"] == "Bad Request: chat not found"


async def test_an_empty_body_is_a_call_without_parameters(sim, http):
    headers = {"Content-Type": "application/json"}
    async with http.post(f"{sim.url}/bot{sim.token}/getMe", data=b"", headers=headers) as response:
        assert (await response.json())["ok"]


async def test_in_a_group_the_bot_deletes_only_its_own(call, sim, anna):
    group = sim.group("Thuis in Oost", [anna])
    await anna.adds_bot(group)
    typed = await anna.says("/menu", in_=group)
    refused = await call("deleteMessage", chat_id=group.id, message_id=typed.message_id)
    assert refused["description"] == "Bad Request: message can't be deleted for everyone"


def png(width: int, height: int) -> bytes:
    return PIXEL[:16] + struct.pack(">II", width, height) + PIXEL[24:]


REFUSED_FILES = {
    "empty": ("sendDocument", b"", 0, "Bad Request: file must be non-empty"),
    "no picture": ("sendPhoto", b"%PDF-1.7", 8, "Bad Request: IMAGE_PROCESS_FAILED"),
    "sides too long": ("sendPhoto", png(9000, 1001), 67, "Bad Request: PHOTO_INVALID_DIMENSIONS"),
    "too narrow": ("sendPhoto", png(21, 1), 67, "Bad Request: PHOTO_INVALID_DIMENSIONS"),
    "over 10 MB": (
        "sendPhoto", PIXEL, 10485761, "Bad Request: file of size 10485761 bytes is too big for a photo"
    ),
    "over 50 MB": ("sendDocument", b"", 50 * 1024 * 1024 + 1, "Request Entity Too Large"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED_FILES)
async def test_a_file_that_telegram_would_not_take_is_refused(sim, http, anna, case):
    method, start, size, description = REFUSED_FILES[case]
    form = aiohttp.FormData({"chat_id": str(anna.id)})
    data = io.BytesIO(start.ljust(size, b"\0"))
    form.add_field(method.removeprefix("send").lower(), data, filename="file")
    async with http.post(f"{sim.url}/bot{sim.token}/{method}", data=form) as response:
        body = await response.json()
    assert response.status == body["error_code"] == (413 if case == "over 50 MB" else 400)
    assert body["description"] == description


JPEG = b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc0\x00\x11\x08" + struct.pack(">HH", 30, 40) + b"\x03"


def test_the_size_of_a_jpeg_is_read_from_its_frame():
    assert photo_size(JPEG) == (40, 30)


async def test_a_picture_cannot_be_sent_again_as_a_document(call, anna, bot):
    picture = await bot.send_photo(anna.id, PIXEL)
    body = await call("sendDocument", chat_id=anna.id, document=picture.photo[0].file_id)
    assert body["description"] == "Bad Request: can't use file of type Photo as Document"


async def test_a_file_over_20_mb_cannot_be_downloaded(call, anna, bot):
    large = await bot.send_document(anna.id, b"\0" * (20 * 1024 * 1024 + 1))
    body = await call("getFile", file_id=large.document.file_id)
    assert body["description"] == "Bad Request: file is too big"


async def test_more_than_the_limit_is_a_flood_until_time_has_passed(call, sim, anna, clock):
    sim.limits = Limits(per_chat=Rate(1, 1.0), overall=Rate(3, 10.0))
    people = [anna, *[sim.person(name) for name in ("Ben", "Cem", "Dia")]]
    for person in people[1:]:
        await person.says("/start")

    async def writes(person):
        return await call("sendMessage", chat_id=person.id, text="x")

    assert (await writes(anna))["ok"]
    flood = await writes(anna)
    assert flood["error_code"] == 429
    assert flood["description"] == "Too Many Requests: retry after 1"
    assert flood["parameters"] == {"retry_after": 1}
    assert (await writes(people[1]))["ok"]
    assert (await writes(people[2]))["ok"]
    assert (await writes(people[3]))["parameters"] == {"retry_after": 10}
    clock.passes(seconds=10)
    assert (await writes(people[3]))["ok"]
