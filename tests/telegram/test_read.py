from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.press import PressSeal
from bot.telegram.read import Reader, salvage
from process.incoming import (
    Act,
    Back,
    Command,
    Edited,
    Gone,
    Grouped,
    GroupNews,
    Kind,
    Other,
    Press,
    Tap,
    Words,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SENT = datetime(2026, 11, 23, 8, 59, tzinfo=UTC)
SEAL = PressSeal(b"0123456789abcdef")
READER = Reader(SEAL, "Vinkje_bot")

ANNA = {"id": 5, "is_bot": False, "first_name": "Anna", "last_name": "de Vries", "language_code": "nl-NL"}
PRIVATE = {"id": 5, "type": "private", "first_name": "Anna"}
GROUP = {"id": -9, "type": "supergroup", "title": "Oost"}


def message(**fields: Any) -> dict[str, Any]:
    return {"message_id": 3, "date": int(SENT.timestamp()), "chat": PRIVATE, "from": ANNA, **fields}


def act_of(**fields: Any) -> Act | None:
    found = READER.read({"update_id": 1, "message": message(**fields)}, NOW)
    return None if found is None else found.act


def test_a_text_is_words_of_the_person_in_the_chat() -> None:
    found = READER.read({"update_id": 1, "message": message(text="Hoi")}, NOW)
    assert found is not None
    assert found.act == Words("Hoi", "3")
    assert (found.channel, found.address, found.key) == ("telegram", "5", "m5:3")
    assert (found.sent_at, found.language, found.called) == (SENT, "nl", "Anna de Vries")


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("/start abc-DEF_1", Command("start", "abc-DEF_1")),
        ("/MENU", Command("menu")),
        ("/menu@vinkje_bot", Command("menu")),
        ("/menu@OtherBot", None),
        ("/idee  een plan\nmet twee regels", Command("idee", "een plan\nmet twee regels")),
        ("/ dit is geen commando", Words("/ dit is geen commando", "3")),
        ("/5,50 per uur", Words("/5,50 per uur", "3")),
        ("//", Words("//", "3")),
        ("a\0b\ud800", Words("a\ufffdb\ufffd", "3")),
    ],
)
def test_a_command_is_told_from_words(text: str, act: Act | None) -> None:
    assert act_of(text=text) == act


@pytest.mark.parametrize(("code", "language"), [("nl", "nl"), ("nl-BE", "nl"), ("de", "en"), (None, "en")])
def test_the_language_of_the_phone_is_a_hint(code: str | None, language: str) -> None:
    person = {**ANNA, "language_code": code}
    found = READER.read({"update_id": 1, "message": message(**{"from": person}, text="x")}, NOW)
    assert found is not None
    assert found.language == language


def test_another_bot_is_not_listened_to() -> None:
    assert act_of(**{"from": {**ANNA, "is_bot": True}}, text="Hoi") is None


def test_a_message_without_sender_still_counts() -> None:
    raw = message(text="Hoi")
    del raw["from"]
    found = READER.read({"update_id": 1, "message": raw}, NOW)
    assert found is not None
    assert (found.act, found.language, found.called) == (Words("Hoi", "3"), None, None)


def test_somebody_without_a_name_is_heard_all_the_same() -> None:
    raw = message(**{"from": {"id": 5, "is_bot": False, "first_name": ""}}, text="Hoi")
    found = READER.read({"update_id": 1, "message": raw}, NOW)
    assert found is not None
    assert (found.act, found.called) == (Words("Hoi", "3"), None)


def test_what_the_phone_service_puts_in_the_chat_is_not_answered() -> None:
    assert act_of(message_auto_delete_timer_changed={"message_auto_delete_time": 86400}) is None


def test_a_photo_with_words_below_it_is_a_picture() -> None:
    size = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}
    assert act_of(photo=[size], caption="Kijk") == Other(Kind.PICTURE, "3", "Kijk")


def test_what_is_not_known_is_other() -> None:
    assert act_of(hologram={"depth": 3}) == Other(Kind.UNKNOWN, "3")


def tap(data: str, **query: Any) -> dict[str, Any]:
    shown = message(chat=PRIVATE)
    whole = {"id": "77", "from": ANNA, "chat_instance": "1", "message": shown, "data": data, **query}
    return {"update_id": 1, "callback_query": whole}


def test_a_tap_is_its_press_dated_at_its_arrival() -> None:
    press = Press("a", (7, "red"))
    found = READER.read(tap(SEAL.write(press, "5")), NOW)
    assert found is not None
    assert (found.act, found.key, found.sent_at) == (Tap(press, "3", "77"), "q77", NOW)


def test_a_tap_with_data_that_is_not_ours_has_no_press() -> None:
    found = READER.read(tap("a.07.red" + "A" * 11), NOW)
    assert found is not None
    assert found.act == Tap(None, "3", "77")


def test_a_tap_on_a_message_too_old_to_be_shown_is_still_a_tap() -> None:
    press = Press("a")
    old = {"message_id": 2, "date": 0, "chat": PRIVATE}
    found = READER.read(tap(SEAL.write(press, "5"), message=old), NOW)
    assert found is not None
    assert found.act == Tap(press, "2", "77")


def test_a_tap_in_a_group_presses_nothing() -> None:
    found = READER.read(tap(SEAL.write(Press("a"), "-9"), message=message(chat=GROUP)), NOW)
    assert found is None


def test_two_edits_of_one_message_are_two_events() -> None:
    at = int(NOW.timestamp())
    first, second = (
        READER.read({"update_id": n, "edited_message": message(text="Nee", edit_date=at)}, NOW)
        for n in (8, 9)
    )
    assert first is not None
    assert second is not None
    assert (first.act, first.sent_at) == (Edited("Nee", "3"), NOW)
    assert first.key != second.key


def test_the_new_caption_of_a_picture_is_looked_at_as_an_edit() -> None:
    at = int(NOW.timestamp())
    new = READER.read({"update_id": 1, "edited_message": message(caption="x", edit_date=at)}, NOW)
    assert new is not None
    assert new.act == Edited("x", "3")
    assert READER.read({"update_id": 1, "edited_message": message(edit_date=at)}, NOW) is None


def membership(chat: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    bot = {"id": 1, "is_bot": True, "first_name": "Vinkje"}

    def member(status: str) -> dict[str, Any]:
        return {"user": bot, "status": status, **({"until_date": 0} if status == "kicked" else {})}

    change = {"chat": chat, "from": ANNA, "date": int(SENT.timestamp())}
    whole = {**change, "old_chat_member": member(old), "new_chat_member": member(new)}
    return {"update_id": 12, "my_chat_member": whole}


@pytest.mark.parametrize(
    ("chat", "old", "new", "act"),
    [
        (PRIVATE, "member", "kicked", Gone()),
        (PRIVATE, "kicked", "member", Back()),
        (GROUP, "left", "member", Grouped(GroupNews.ADDED, "5")),
        (GROUP, "member", "kicked", Grouped(GroupNews.REMOVED, "5")),
    ],
)
def test_coming_and_going(chat: dict[str, Any], old: str, new: str, act: Act) -> None:
    found = READER.read(membership(chat, old, new), NOW)
    assert found is not None
    assert found.act == act


def test_what_is_said_in_a_group_is_not_read() -> None:
    for said in ("/menu", "hallo", "/start", "/start@other_bot abc", "/privacy@other_bot"):
        assert READER.read({"update_id": 1, "message": message(chat=GROUP, text=said)}, NOW) is None
    edited = {"update_id": 1, "edited_message": message(chat=GROUP, text="/privacy", edit_date=1)}
    assert READER.read(edited, NOW) is None


def test_of_a_group_only_a_link_a_question_about_privacy_and_a_move_come_further() -> None:
    assert act_of(chat=GROUP, text="/privacy") == Grouped(GroupNews.ASKED, "5")
    assert act_of(chat=GROUP, text="/start@vinkje_bot abc") == Grouped(GroupNews.LINK, "5", "abc")
    assert act_of(chat=GROUP, migrate_to_chat_id=-100) == Grouped(GroupNews.MOVED, to="-100")
    assert READER.read(membership(GROUP, "left", "left"), NOW) is None


def test_a_kind_of_update_that_we_did_not_ask_for_is_nothing() -> None:
    assert READER.read({"update_id": 1, "something_new": {"id": "1"}}, NOW) is None


def test_of_a_message_that_cannot_be_read_we_know_that_it_came() -> None:
    broken = {"update_id": 4, "message": {"chat": PRIVATE, "text": ["no", "text"]}}
    found = salvage(broken, NOW)
    assert found is not None
    assert (found.act, found.address, found.key) == (Other(Kind.UNKNOWN, ""), "5", "u4")


@pytest.mark.parametrize("update", [{}, {"message": None}, {"message": {"chat": 5}}, {"callback_query": "x"}])
def test_of_an_update_without_a_chat_we_know_nothing(update: dict[str, Any]) -> None:
    assert salvage({"update_id": 4, **update}, NOW) is None
