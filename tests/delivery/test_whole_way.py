"""From a person's phone through the store and back, over HTTP, with what can break in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.channel import Choice, Screen, Span
from bot.delivery import Delivery
from bot.press import PressSeal
from bot.receive import Receiver
from bot.telegram import TelegramChannel, Timeouts
from process.incoming import Gone, Incoming, Press, Tap, Words
from process.message import Notice
from process.moment import Moment
from process.outcome import Copies, Outcome, Outgoing
from simulator import Simulator
from simulator.faults import Fault
from storage.outbox import Claimed
from storage.queries import people
from storage.store import Store
from storage.unit import Unit
from tests.clock import ManualClock
from tests.delivery.conftest import Pauses


def counting_desk(unit: Unit, moment: Moment, incoming: Incoming) -> Outcome:
    """Echoes words under the next number of this person, and takes a tap as a new round."""
    person = people.person_at(unit, incoming.channel, incoming.address) or people.new_person(
        unit, incoming.channel, incoming.address, "nl", moment.now
    )
    match incoming.act:
        case Words(text):
            values = {"text": text}
            return Outcome((Outgoing(person.id, Notice("echo", values), copies=Copies.TWICE),))
        case Tap(press, ref):
            values = {"text": str(press.args[0]) if press else "nothing"}
            return Outcome((Outgoing(person.id, Notice("tapped", values), edit=ref),), toast="saved")
        case Gone():
            return Outcome()
    return Outcome((Outgoing(person.id, Notice("echo", {"text": "?"})),))


async def compose(claimed: Claimed) -> Screen:
    assert isinstance(claimed.message, Notice)
    text = str(claimed.message.values["text"])
    if claimed.message.key == "tapped":
        return Screen(((Span(f"tapped {text}"),),))
    return Screen(((Span(f"echo {text}"),),), ((Choice("Ja", Press("yes", (text,))),),))


class House:
    """The simulator, the channel, the store and all between, running."""

    def __init__(self, sim: Simulator, store: Store, clock: ManualClock, pauses: Pauses) -> None:
        self.sim = sim
        self.channel = TelegramChannel(
            sim.token,
            sim.url,
            PressSeal(b"0123456789abcdef"),
            clock,
            timeouts=Timeouts(read=0.5, poll=1),
            sleep=pauses.sleep,
        )
        self.delivery = Delivery(store, {"telegram": self.channel}, compose, clock, sleep=pauses.sleep)
        self.receiver = Receiver(store, counting_desk, clock, self.delivery.wake, lambda key, _: key)
        sim.settle = self.settle

    async def settle(self) -> None:
        await self.sim.confirmed()
        await self.delivery.drain()


@pytest.fixture
async def house(store: Store, clock: ManualClock) -> AsyncIterator[House]:
    pauses = Pauses(clock)
    async with Simulator(clock.now) as sim:
        opened = House(sim, store, clock, pauses)
        listening = asyncio.create_task(opened.channel.listen(opened.receiver.receive))
        yield opened
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await opened.receiver.stop()
        await opened.delivery.stop()
        await opened.channel.close()


async def test_what_anna_says_is_answered_and_her_tap_changes_the_answer(house: House) -> None:
    anna = house.sim.person("Anna")
    await anna.says("Hoi")
    shown = anna.sees("echo Hoi")
    await anna.taps("Ja")
    assert anna.sees("tapped Hoi").message_id == shown.message_id
    assert anna.buttons() == []


async def test_a_forwarded_button_does_nothing_for_somebody_else(house: House) -> None:
    anna, bram = house.sim.person("Anna"), house.sim.person("Bram")
    await anna.says("Hoi")
    await bram.says("Hallo")
    own = bram.sees("echo Hallo")
    stolen = anna.sees("echo Hoi").buttons[0].data
    house.sim.world.ask(bram.account, bram.chat, own, str(stolen))
    await house.settle()
    bram.sees("tapped nothing")


async def test_many_people_at_once_are_all_answered_once(house: House) -> None:
    crowd = [house.sim.person(f"Persoon {number}") for number in range(30)]
    house.sim.settle = None
    for person in crowd:
        await person.says("een")
        await person.says("twee")
    await house.settle()
    for person in crowd:
        answers = [message.text for message in person.chat.messages.values() if message.from_bot]
        assert answers == ["echo een", "echo twee"]


@pytest.mark.parametrize(
    "fault",
    [Fault.reset_after(), Fault.hang_after(), Fault.cut_answer(), Fault.server_error()],
    ids=lambda f: f.name,
)
async def test_a_question_on_a_bad_line_arrives_at_most_twice(
    house: House, clock: ManualClock, fault: Fault
) -> None:
    from datetime import timedelta

    anna = house.sim.person("Anna")
    house.sim.faults.next("sendMessage", fault)
    await anna.says("Hoi")
    clock.move(timedelta(seconds=5))
    await house.delivery.drain()
    answers = [message.text for message in anna.chat.messages.values() if message.from_bot]
    assert answers == ["echo Hoi"] * (2 if fault.carried_out else 1)


async def test_who_blocks_the_bot_gets_nothing_more(house: House) -> None:
    anna = house.sim.person("Anna")
    await anna.says("Hoi")
    house.sim.settle = None
    await anna.says("Nog iets")
    await anna.blocks()
    await house.settle()
    assert [m.text for m in anna.chat.messages.values() if m.from_bot] == ["echo Hoi"]
