"""What the simulator sends has the shape that the Bot API documents."""

from __future__ import annotations

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from simulator.contents import CONTENTS, PIXEL
from simulator.methods import METHODS
from simulator.schema import bot_api

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data="a")]])


def test_the_methods_are_those_of_the_schema():
    assert METHODS.keys() == bot_api().methods.keys()


async def test_every_update_has_the_documented_shape(sim, call, bot):
    anna = sim.person("Anna", username="anna")
    group = sim.group("Thuis in Oost", [anna])
    await anna.opens("https://t.me/vinkje_bot?start=x")
    for content in CONTENTS:
        await anna.sends(content, caption="erbij")
    sent = await bot.send_message(anna.id, "<b>?</b>", "HTML", reply_markup=KEYBOARD, protect_content=True)
    await anna.taps("Ja")
    question = anna.screen
    await bot.delete_message(anna.id, sent.message_id)
    await anna.taps_old(question, "Ja")
    await anna.edits(await anna.says("gron"), "groen")
    await anna.blocks()
    await anna.unblocks()
    await anna.adds_bot(group)
    await anna.says("/menu", in_=group)
    await anna.removes_bot(group)
    updates = (await call("getUpdates"))["result"]
    assert len(updates) == sim.unconfirmed == len(CONTENTS) + 11
    kinds = {kind for update in updates for kind in update} - {"update_id"}
    assert kinds == {"message", "edited_message", "callback_query", "my_chat_member"}


async def test_every_answer_has_the_documented_shape(sim, anna, call, bot):
    about = {"chat_id": anna.id}
    group = sim.group("Thuis in Oost", [anna])
    await anna.adds_bot(group)
    picture = await bot.send_photo(anna.id, PIXEL, caption="x")
    file_id = picture.photo[-1].file_id
    await call("getMe")
    await call("getWebhookInfo")
    sent = await call("sendMessage", text="Hoi", **about)
    message_id = sent["result"]["message_id"]
    markup = {"inline_keyboard": [[{"text": "Ja", "callback_data": "a"}]]}
    await call("editMessageReplyMarkup", message_id=message_id, reply_markup=markup, **about)
    await call("editMessageText", message_id=message_id, text="Dag", **about)
    await call("sendPhoto", photo=file_id, caption="<i>x</i>", parse_mode="HTML", **about)
    media = {"type": "photo", "media": file_id}
    edited = await call("editMessageMedia", message_id=message_id, media=media, **about)
    assert edited["result"]["edit_date"]
    await call("editMessageCaption", message_id=message_id, caption="y", **about)
    answered = await call("sendMessage", text="!", reply_parameters={"message_id": message_id}, **about)
    assert answered["result"]["reply_to_message"]["caption"] == "y"
    for chat_id in (anna.id, group.id):
        assert (await call("getChat", chat_id=chat_id))["ok"]
    assert (await call("getFile", file_id=file_id))["ok"]
    assert (await call("setChatMenuButton", menu_button={"type": "commands"}))["ok"]
    assert (await call("getMyCommands"))["result"] == []


@pytest.mark.parametrize("how", ["query", "form", "multipart", "json", "other case"])
async def test_a_call_may_come_in_every_documented_way(sim, http, anna, how):
    url = f"{sim.url}/bot{sim.token}/{'SENDMESSAGE' if how == 'other case' else 'sendMessage'}"
    plain = {"chat_id": str(anna.id), "text": "5", "disable_notification": "true"}
    match how:
        case "query":
            request = http.get(url, params=plain)
        case "multipart":
            request = http.post(url, data=_multipart(plain))
        case "json" | "other case":
            request = http.post(url, json={"chat_id": anna.id, "text": "5", "disable_notification": True})
        case _:
            request = http.post(url, data=plain)
    async with request as response:
        assert (await response.json())["result"]["text"] == "5"
    assert anna.screen.silent


def _multipart(fields):
    form = aiohttp.FormData(default_to_multipart=True)
    for name, value in fields.items():
        form.add_field(name, value)
    return form


@pytest.mark.parametrize(
    ("types", "value", "complaint"),
    [
        (("Integer",), True, 'field "x" must be of type Integer'),
        (("Integer",), 2**52, 'field "x" must be of type Integer'),
        (("Integer", "String"), 1.5, 'field "x" must be of type Integer or String'),
        (("Boolean",), 1, 'field "x" must be of type Boolean'),
        (("True",), False, 'field "x" must be of type True'),
        (("Float",), "1.5", 'field "x" must be of type Float'),
        (("Array of String",), ["a", 1], 'field "x[1]" must be of type String'),
        (("Array of Array of Integer",), [1], 'field "x[0]" must be of type Array'),
        (("User",), {"id": 1, "is_bot": False}, 'field "x.first_name" is required in User'),
        (("User",), 1, 'field "x" must be of type Object'),
        (("BotCommandScope",), {"type": "chat"}, 'field "x.chat_id" is required in BotCommandScopeChat'),
        (("BotCommandScope",), {"type": "?"}, 'field "x" must be of type BotCommandScope'),
        (("PassportData",), {}, 'field "x" is of type PassportData, which this simulator does not have'),
    ],
)
def test_the_schema_tells_what_is_wrong_with_a_value(types, value, complaint):
    assert bot_api().complaints(types, value, "x") == [complaint]


async def test_a_number_too_large_for_an_id_is_no_id(call):
    body = await call("sendMessage", chat_id=2**60, text="x")
    assert body["description"] == 'Bad Request: field "chat_id" must be of type Integer or String'


async def test_the_library_accepts_what_the_bot_says_of_itself(bot: Bot):
    me = await bot.get_me()
    assert (me.username, me.is_bot, me.can_read_all_group_messages) == ("vinkje_bot", True, False)
