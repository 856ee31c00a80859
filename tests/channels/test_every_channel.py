"""What every channel does, whatever carries it."""

from __future__ import annotations

import pytest

from bot.channel import (
    Attachment,
    Choice,
    Handled,
    Parcel,
    Reason,
    Refused,
    Screen,
    Sent,
    Span,
    Verdict,
)
from process.incoming import Command, Press, Tap, Words
from simulator.contents import PIXEL
from tests.channels.stage import Stage

YES, NO = Choice("🟢 Ja", Press("a", (7, "green"))), Choice("🔴 Nee", Press("a", (7, "red")))


def saying(text: str, *rows: tuple[Choice, ...], file: Attachment | None = None) -> Screen:
    return Screen(((Span("Thuis in Oost", strong=True), Span(" · 4 van 5")), (Span(text),)), rows, file)


async def test_what_is_typed_comes_in_as_words(stage: Stage) -> None:
    await stage.says("We bellen allebei dezelfde huurder")
    assert isinstance(act := stage.received[0].act, Words)
    assert act.text == "We bellen allebei dezelfde huurder"
    assert (stage.received[0].channel, stage.received[0].address) == (stage.channel.name, stage.address)


async def test_a_command_comes_in_lower_case_with_what_stands_behind_it(stage: Stage) -> None:
    await stage.says("/Start abc_DEF-1")
    assert stage.received[0].act == Command("start", "abc_DEF-1")


async def test_every_event_has_a_key_of_its_own(stage: Stage) -> None:
    for _ in range(3):
        await stage.says("nee")
    assert len({incoming.key for incoming in stage.received}) == 3


async def test_a_tap_comes_in_as_its_press_and_the_message_it_stood_on(stage: Stage) -> None:
    shown = await stage.shows(saying("Weet iedereen wie wat doet?", (YES, NO)))
    await stage.taps("🔴 Nee")
    assert isinstance(shown, Sent)
    assert isinstance(act := stage.received[0].act, Tap)
    assert (act.press, act.ref) == (NO.press, shown.ref)


async def test_a_tap_on_an_older_message_comes_in_as_that_message(stage: Stage) -> None:
    first = await stage.shows(saying("Eerste vraag", (YES,)))
    await stage.shows(saying("Tweede vraag", (NO,)))
    await stage.taps("🟢 Ja")
    assert isinstance(first, Sent)
    assert isinstance(act := stage.received[0].act, Tap)
    assert act.ref == first.ref


async def test_the_tapped_button_shows_a_word(stage: Stage) -> None:
    stage.handled = Handled(Verdict.ACKNOWLEDGED, "Opgeslagen")
    await stage.shows(saying("Weet iedereen wie wat doet?", (YES, NO)))
    await stage.taps("🟢 Ja")
    assert await stage.toast() == "Opgeslagen"


@pytest.mark.parametrize(
    "text",
    ["<b>niet vet</b> & \"zo\" 'niet'", "&lt;script&gt;", "*ster* _streep_ [x](y)", "a\u202eb", "{0}%n"],
)
async def test_a_text_is_seen_as_it_was_written(stage: Stage, text: str) -> None:
    await stage.shows(saying(text))
    assert text in stage.screen()


async def test_a_long_text_is_seen_to_its_end_with_the_buttons_last(stage: Stage) -> None:
    words = [f"woord{n}" for n in range(2000)]
    shown = await stage.shows(saying(" ".join(words), (YES,)))
    await stage.taps("🟢 Ja")
    assert [word for word in stage.screen().split() if word.startswith("woord")] == words
    assert isinstance(shown, Sent)
    assert isinstance(act := stage.received[0].act, Tap)
    assert act.ref == shown.ref


async def test_a_message_that_is_changed_shows_the_new_text_and_buttons(stage: Stage) -> None:
    shown = await stage.shows(saying("Vraag 4", (YES,)))
    assert isinstance(shown, Sent)
    assert await stage.shows(saying("Vraag 5", (NO,)), edit=shown.ref) == shown
    assert "Vraag 5" in stage.screen()
    assert not await stage.can_tap("🟢 Ja")
    assert await stage.can_tap("🔴 Nee")


async def test_changing_a_message_into_itself_is_fine(stage: Stage) -> None:
    shown = await stage.shows(saying("Vraag 4", (YES,)))
    assert isinstance(shown, Sent)
    assert await stage.shows(saying("Vraag 4", (YES,)), edit=shown.ref) == shown


async def test_the_buttons_of_a_retired_message_do_nothing_any_more(stage: Stage) -> None:
    old = await stage.shows(saying("Vraag 4", (YES,)))
    assert isinstance(old, Sent)
    new = await stage.shows(saying("Vraag 5", (NO,)), retire=old.ref)
    assert isinstance(new, Sent)
    assert not await stage.can_tap("🟢 Ja")
    assert await stage.can_tap("🔴 Nee")


async def test_retiring_what_is_not_there_does_not_stop_the_new_message(stage: Stage) -> None:
    assert isinstance(await stage.shows(saying("Vraag 5"), retire="4711"), Sent)
    assert "Vraag 5" in stage.screen()


@pytest.mark.parametrize(
    ("kind", "name", "content"),
    [("picture", "uitslag.png", PIXEL), ("document", "bespreekblad.pdf", b"%PDF-1.7 blad")],
)
async def test_an_attachment_arrives_whole_with_its_text_and_buttons(
    stage: Stage, kind: str, name: str, content: bytes
) -> None:
    file = Attachment(kind, name, content, "Wie wat doet: twee keer groen, drie keer rood.")
    assert isinstance(await stage.shows(saying("De uitslag", (YES,), file=file)), Sent)
    assert [got for _, got in stage.files()] == [content]
    assert kind == "picture" or stage.files()[0][0] == name
    assert "De uitslag" in stage.screen()
    assert await stage.can_tap("🟢 Ja")


async def test_a_long_text_goes_with_its_attachment(stage: Stage) -> None:
    file = Attachment("picture", "uitslag.png", PIXEL, "Twee keer groen.")
    shown = await stage.shows(saying("woord " * 400, (YES,), file=file))
    await stage.taps("🟢 Ja")
    assert stage.screen().count("woord") == 400
    assert len(stage.files()) == 1
    assert isinstance(shown, Sent)
    assert isinstance(act := stage.received[0].act, Tap)
    assert act.ref == shown.ref


async def test_who_cannot_be_reached_is_refused_for_good(stage: Stage) -> None:
    receipt = await stage.channel.send(Parcel(stage.elsewhere, saying("Hoi")))
    assert isinstance(receipt, Refused)
    assert receipt.reason is not Reason.MALFORMED


async def test_a_screen_without_words_is_refused_as_malformed(stage: Stage) -> None:
    receipt = await stage.shows(Screen(((Span(" "),),)))
    assert isinstance(receipt, Refused)
    assert receipt.reason is Reason.MALFORMED
