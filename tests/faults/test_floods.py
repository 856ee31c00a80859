"""Telegram asks for patience: each chat waits as long as was asked, the others wait for nobody."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot.channel import Again, Parcel, Receipt, Sent
from bot.delivery import Delivery
from bot.pace import Pace
from bot.telegram import TelegramChannel
from process.message import Notice
from process.outcome import Outgoing, Urgency
from simulator import Simulator
from simulator.faults import Fault
from simulator.limits import TELEGRAM
from storage import outbox
from storage.queries import people
from storage.store import Store
from storage.tables import Outbox, Passage
from storage.unit import Unit
from tests.clock import ManualClock
from tests.delivery.letterbox import key_of, words_from
from tests.faults.conftest import SEAL, SHORT, Waits

PEOPLE = 500
REFUSED = 0.2
LONGEST = 60


class Watched(TelegramChannel):
    """Telegram, with a note of when each message was tried and what came of it."""

    tried: list[tuple[datetime, str, Receipt]]

    async def send(self, parcel: Parcel) -> Receipt:
        at = self._clock.now()
        receipt = await super().send(parcel)
        self.tried.append((at, parcel.address, receipt))
        return receipt


@pytest.fixture
async def simulator(clock: ManualClock) -> AsyncIterator[Simulator]:
    async with Simulator(clock.now) as simulator:
        simulator.limits = TELEGRAM
        yield simulator


@pytest.fixture
async def channel(simulator: Simulator, clock: ManualClock, waits: Waits) -> AsyncIterator[Watched]:
    channel = Watched(simulator.token, simulator.url, SEAL, clock, timeouts=SHORT, sleep=waits.sleep)
    channel.tried = []
    yield channel
    await channel.close()


@pytest.fixture
def delivery(store: Store, channel: Watched, clock: ManualClock, waits: Waits) -> Delivery:
    pace = Pace(25, lambda: clock.now().timestamp(), waits.sleep)
    return Delivery(store, {channel.name: channel}, words_from(key_of), clock, pace=pace, sleep=waits.sleep)


async def everyone(simulator: Simulator, store: Store, clock: ManualClock, people_: int) -> None:
    """People who once wrote to the bot, each with one message that is due now."""
    addresses = []
    for number in range(people_):
        person = simulator.person(f"Persoon {number}")
        await person.says("/start")
        addresses.append(str(person.id))

    def work(unit: Unit) -> None:
        for address in addresses:
            person = people.new_person(unit, "telegram", address, "nl", clock.now())
            outbox.enqueue(unit, Outgoing(person.id, Notice("hello"), Urgency.BULK), clock.now())

    await store.run(work, name="put")


async def delivered(delivery: Delivery, store: Store, clock: ManualClock) -> None:
    """Deliver, and let time pass to the next instant at which something may go, until nothing is left."""
    while True:
        await delivery.drain()
        due = await store.read(outbox.next_due, name="next")
        if due is None:
            return
        clock.set(max(due, clock.now() + timedelta(milliseconds=1)))


async def test_five_hundred_messages_of_which_many_are_refused_all_arrive_once(
    delivery: Delivery,
    channel: Watched,
    simulator: Simulator,
    store: Store,
    clock: ManualClock,
) -> None:
    await everyone(simulator, store, clock, PEOPLE)
    chance = random.Random(429)  # noqa: S311 - a seed, no secret

    def by_chance(method: str) -> Fault | None:
        if method == "sendMessage" and chance.random() < REFUSED:
            return Fault.flood(chance.randint(1, LONGEST))
        return None

    simulator.faults.rule = by_chance
    begun = clock.now()
    await delivered(delivery, store, clock)

    arrived = Counter(address for _, address, receipt in channel.tried if isinstance(receipt, Sent))
    assert len(arrived) == PEOPLE
    assert set(arrived.values()) == {1}
    states = await store.read(lambda unit: set(unit.session.exec(select(Outbox.state))), name="states")
    assert states == {Passage.SENT}

    asked: dict[str, datetime] = defaultdict(lambda: begun)
    refusals = 0
    for at, address, receipt in channel.tried:
        assert at >= asked[address], "tried again before Telegram had asked to"
        if isinstance(receipt, Again):
            refusals += 1
            asked[address] = at + timedelta(seconds=receipt.seconds)
    assert refusals > PEOPLE * REFUSED / 2
    assert clock.now() <= max(asked.values()) + timedelta(seconds=60)

    unhindered = [at for at, address, _ in channel.tried if asked[address] == begun]
    assert len(unhindered) > PEOPLE / 2
    assert max(unhindered) <= begun + timedelta(seconds=PEOPLE / 25 + 10), "some waited for the others"


async def test_a_chat_that_telegram_is_strict_with_holds_up_no_other_chat(
    delivery: Delivery, channel: Watched, simulator: Simulator, store: Store, clock: ManualClock
) -> None:
    await everyone(simulator, store, clock, 60)
    simulator.faults.next("sendMessage", Fault.flood(3600))
    await delivery.drain()
    waiting = [address for _, address, receipt in channel.tried if isinstance(receipt, Again)]
    assert len(waiting) == 1
    assert sum(isinstance(receipt, Sent) for _, _, receipt in channel.tried) == 59
    await delivered(delivery, store, clock)
    assert [address for _, address, _ in channel.tried][-1] == waiting[0]
