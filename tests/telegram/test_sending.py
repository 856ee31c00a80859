from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.channel import (
    Again,
    Attachment,
    Choice,
    Link,
    Moved,
    Parcel,
    Reason,
    Receipt,
    Refused,
    Screen,
    Sent,
    Span,
    Stands,
    StopRunning,
    Unclear,
)
from bot.telegram import TelegramChannel
from process.incoming import Press
from simulator import Simulator
from simulator.contents import PIXEL
from simulator.faults import Fault
from simulator.person import Person
from tests.telegram.conftest import Desk

HELLO = Screen(((Span("Hoi"),),), ((Choice("Ja", Press("a")),),))
LONG = Screen(((Span("woord " * 1500),),))
PICTURE = Screen(
    ((Span("De uitslag"),),), (), Attachment("picture", "uitslag.png", PIXEL, "Twee keer groen.")
)


@pytest.fixture
async def anna(sim: Simulator) -> Person:
    person = sim.person("Anna")
    await person.says("/start")
    return person


def to(person: Person, screen: Screen = HELLO, edit: str | None = None, retire: str | None = None) -> Parcel:
    return Parcel(str(person.id), screen, edit, retire)


async def sent(channel: TelegramChannel, person: Person, screen: Screen = HELLO) -> str:
    receipt = await channel.send(to(person, screen))
    assert isinstance(receipt, Sent)
    return receipt.ref


NOT_THERE = [
    (Fault.flood(7), Again(7.0)),
    (Fault.refuses(429, "Too Many Requests: retry later"), Again(5.0)),
]
PERHAPS = [
    Fault.hang(),
    Fault.hang_after(),
    Fault.reset_before(),
    Fault.reset_after(),
    Fault.cut_answer(),
    Fault.html(),
    Fault.html(200),
    Fault.server_error(500),
    Fault.server_error(502),
    Fault.server_error_after(504),
]


def name_of(value: object) -> str | None:
    return value.name if isinstance(value, Fault) else None


@pytest.mark.parametrize(("fault", "receipt"), NOT_THERE, ids=name_of)
async def test_what_telegram_put_off_is_tried_again(
    sim: Simulator, channel: TelegramChannel, anna: Person, fault: Fault, receipt: Receipt
) -> None:
    sim.faults.next("sendMessage", fault)
    assert await channel.send(to(anna)) == receipt
    anna.sees_not("Hoi")


async def test_while_telegram_cannot_be_reached_everyone_waits(
    sim: Simulator, channel: TelegramChannel, anna: Person
) -> None:
    await sim.down()
    assert await channel.send(to(anna)) == Again(1.0, everyone=True)
    await sim.up()
    await sent(channel, anna)
    anna.sees("Hoi")


@pytest.mark.parametrize("fault", PERHAPS, ids=name_of)
async def test_what_may_have_arrived_is_unclear(
    sim: Simulator, channel: TelegramChannel, anna: Person, fault: Fault
) -> None:
    sim.faults.next("sendMessage", fault)
    assert await channel.send(to(anna)) == Unclear()


@pytest.mark.parametrize("fault", PERHAPS, ids=name_of)
async def test_an_edit_may_be_repeated(
    sim: Simulator, channel: TelegramChannel, anna: Person, fault: Fault
) -> None:
    ref = await sent(channel, anna)
    sim.faults.next("editMessageText", fault)
    changed = to(anna, Screen(((Span("Opgeslagen"),),)), edit=ref)
    assert await channel.send(changed) == Again(1.0, everyone=True)
    assert await channel.send(changed) == Sent(ref)
    assert anna.screen.text == "Opgeslagen"


async def test_who_blocked_the_bot_is_refused(channel: TelegramChannel, anna: Person) -> None:
    await anna.blocks()
    receipt = await channel.send(to(anna))
    assert isinstance(receipt, Refused)
    assert receipt.reason is Reason.BLOCKED


async def test_who_never_wrote_to_the_bot_is_refused(channel: TelegramChannel, sim: Simulator) -> None:
    receipt = await channel.send(to(sim.person("Bram")))
    assert isinstance(receipt, Refused)
    assert receipt.reason is Reason.BLOCKED


async def test_who_left_telegram_is_refused(channel: TelegramChannel, anna: Person) -> None:
    await anna.deletes_account()
    receipt = await channel.send(to(anna))
    assert isinstance(receipt, Refused)
    assert receipt.reason is Reason.GONE


async def test_what_telegram_cannot_read_is_refused_without_blaming_the_person(
    channel: TelegramChannel, anna: Person
) -> None:
    not_a_picture = Attachment("picture", "x.png", b"no picture", "")
    receipt = await channel.send(to(anna, Screen(((Span("Kijk"),),), (), not_a_picture)))
    assert isinstance(receipt, Refused)
    assert receipt.reason is Reason.MALFORMED


async def test_a_button_that_is_too_long_is_refused(channel: TelegramChannel, anna: Person) -> None:
    receipt = await channel.send(to(anna, Screen(((Span("Kies"),),), ((Choice("Ja", Press("x" * 70)),),))))
    assert isinstance(receipt, Refused)
    assert "64" in receipt.detail


async def test_half_a_long_text_that_arrived_is_unclear(
    sim: Simulator, channel: TelegramChannel, anna: Person
) -> None:
    sim.faults.next("sendPhoto", Fault.flood(5))
    long_with_picture = Screen(LONG.paragraphs, (), PICTURE.attachment)
    assert await channel.send(to(anna, long_with_picture)) == Unclear()
    anna.sees("woord")


async def test_a_message_that_is_gone_is_sent_anew(channel: TelegramChannel, anna: Person) -> None:
    receipt = await channel.send(to(anna, HELLO, edit="4711"))
    assert isinstance(receipt, Sent)
    assert receipt.ref != "4711"
    anna.sees("Hoi")


async def test_a_picture_that_becomes_a_text_is_sent_anew_and_loses_its_buttons(
    channel: TelegramChannel, anna: Person
) -> None:
    with_buttons = Screen(PICTURE.paragraphs, ((Choice("Bekijk alles", Press("all")),),), PICTURE.attachment)
    ref = await sent(channel, anna, with_buttons)
    receipt = await channel.send(to(anna, HELLO, edit=ref))
    assert isinstance(receipt, Sent)
    assert receipt.ref != ref
    assert [message.rows for message in anna.chat.messages.values() if message.keyboard] == [[["Ja"]]]


async def test_buttons_that_cannot_be_taken_away_do_not_spoil_the_new_message(
    sim: Simulator, channel: TelegramChannel, anna: Person
) -> None:
    ref = await sent(channel, anna)
    sim.faults.next("editMessageReplyMarkup", Fault.hang())
    assert isinstance(await channel.send(to(anna, LONG, retire=ref)), Sent)


async def test_many_messages_at_once_share_twenty_connections(
    sim: Simulator, channel: TelegramChannel, anna: Person
) -> None:
    receipts = await asyncio.gather(*(channel.send(to(anna)) for _ in range(60)))
    assert all(isinstance(receipt, Sent) for receipt in receipts)


async def test_a_token_revoked_while_sending_ends_the_listening(
    sim: Simulator, channel: TelegramChannel, anna: Person, desk: Desk
) -> None:
    listening = asyncio.create_task(channel.listen(desk.receive))
    await sim.confirmed()
    sim.faults.next("sendMessage", Fault.refuses(401, "Unauthorized"))
    receipt = await channel.send(to(anna))
    assert isinstance(receipt, Again)
    assert receipt.everyone
    with pytest.raises(StopRunning) as stop:
        await listening
    assert stop.value.code == 3


async def test_what_is_about_a_persons_own_message_shows_which(
    channel: TelegramChannel, anna: Person
) -> None:
    typed = await anna.says("Dit zei ik")
    await sent(channel, anna, replace(HELLO, about=str(typed.message_id)))
    assert anna.history[-1].reply_to == typed.message_id


async def test_a_message_that_is_gone_is_not_shown_and_nothing_is_held_up(
    channel: TelegramChannel, anna: Person
) -> None:
    await sent(channel, anna, replace(HELLO, about="987654"))
    assert anna.history[-1].text == "Hoi"
    assert anna.history[-1].reply_to is None


async def test_what_is_to_be_corrected_and_is_gone_stands_as_it_was(
    sim: Simulator, channel: TelegramChannel, anna: Person
) -> None:
    ref = await sent(channel, anna)
    sim.world.remove(anna.screen)
    shown = len(anna.history)
    for screen in (HELLO, PICTURE, LONG):
        receipt = await channel.send(to(anna, replace(screen, corrects=True), edit=ref))
        assert receipt == Stands(ref)
    assert len(anna.history) == shown, "a correction is never sent anew"


async def test_a_group_that_was_upgraded_says_where_it_is_now(
    sim: Simulator, channel: TelegramChannel, anna: Person
) -> None:
    group = sim.group("Overleg", [anna])
    await anna.adds_bot(group)
    old = str(group.id)
    await anna.upgrades(group)
    assert await channel.send(Parcel(old, HELLO)) == Moved(str(group.id))
    assert isinstance(await channel.send(Parcel(str(group.id), HELLO)), Sent)


async def test_a_link_is_a_button_that_opens_it(channel: TelegramChannel, anna: Person) -> None:
    await sent(channel, anna, replace(HELLO, links=(Link("Open", "https://t.me/vinkje_bot"),)))
    assert anna.screen.rows == [["Ja"], ["Open"]]
    assert (anna.screen.buttons[1].url, anna.screen.buttons[1].data) == ("https://t.me/vinkje_bot", None)
