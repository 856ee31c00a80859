from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from bot import payload
from bot.channel import Handled, Verdict
from bot.receive import Desk, Receiver
from process.incoming import Act, Edited, Grouped, GroupNews, Incoming, Kind, Other, Press, Tap, Words
from process.message import Notice
from process.moment import Moment
from process.outcome import Due, Outcome, Outgoing
from storage import inbox, outbox
from storage.codec import decode
from storage.queries import people
from storage.store import Store
from storage.tables import Appointment, Inbox, Outbox
from storage.trouble import StorageTrouble
from storage.unit import Unit
from tests.clock import ManualClock

HELLO = Words("kanarie", "3")


def event(act: Act = HELLO, key: str = "m1", address: str = "anna") -> Incoming:
    return Incoming("letterbox", address, key, ManualClock().now(), act, "nl", "Anna")


def greet(unit: Unit, moment: Moment, incoming: Incoming) -> Outcome:
    """Answers everything with a greeting and an appointment, as a desk would."""
    person = people.person_at(unit, incoming.channel, incoming.address) or people.new_person(
        unit, incoming.channel, incoming.address, "en", moment.now
    )
    later = Due("remind", person.id, incoming.key, moment.now + timedelta(days=1))
    return Outcome((Outgoing(person.id, Notice("hello")),), (later,), "toast.saved")


def fails_with(error: Exception, after: Desk = greet) -> Desk:
    def desk(unit: Unit, moment: Moment, incoming: Incoming) -> Outcome:
        after(unit, moment, incoming)
        raise error

    return desk


class Reception:
    """A receiver on a real store, and what it told the rest."""

    def __init__(self, store: Store, clock: ManualClock) -> None:
        self.store = store
        self.clock = clock
        self.desk: Desk = greet
        self.posted = 0
        self.receiver = Receiver(
            store, self._attend, clock, self._on_post, lambda key, tongue: f"{key} {tongue}"
        )

    def _attend(self, unit: Unit, moment: Moment, incoming: Incoming) -> Outcome:
        return self.desk(unit, moment, incoming)

    def _on_post(self) -> None:
        self.posted += 1

    async def receive(self, incoming: Incoming) -> Handled:
        return await self.receiver.receive(incoming)

    async def outgoing(self) -> list[object]:
        rows: Callable[[Unit], list[Outbox]] = lambda unit: list(unit.session.exec(select(Outbox)))  # noqa: E731
        return [decode(row.message) for row in await self.store.read(rows, name="outbox")]

    async def kept(self) -> list[Inbox]:
        rows: Callable[[Unit], list[Inbox]] = lambda unit: list(unit.session.exec(select(Inbox)))  # noqa: E731
        return await self.store.read(rows, name="inbox")

    async def appointments(self) -> list[str]:
        def kinds(unit: Unit) -> list[str]:
            return [each.kind for each in unit.session.exec(select(Appointment))]

        return await self.store.read(kinds, name="appointments")


@pytest.fixture
def reception(store: Store, clock: ManualClock) -> Reception:
    return Reception(store, clock)


async def test_an_event_is_kept_with_its_answer_and_its_appointment(reception: Reception) -> None:
    handled = await reception.receive(event())
    assert handled == Handled(Verdict.ACKNOWLEDGED, "toast.saved en")
    assert await reception.outgoing() == [Notice("hello")]
    assert await reception.appointments() == ["remind"]
    assert reception.posted == 1


async def test_an_event_that_comes_twice_is_handled_once(reception: Reception) -> None:
    await reception.receive(event())
    assert await reception.receive(event()) == Handled(Verdict.ACKNOWLEDGED)
    assert await reception.outgoing() == [Notice("hello")]
    assert reception.posted == 1


async def test_an_event_that_comes_twice_at_once_is_handled_once(store: Store, clock: ManualClock) -> None:
    replicas = [Reception(store, clock), Reception(store, clock)]
    await asyncio.gather(*(replica.receive(event(key=f"m{n}")) for n in range(5) for replica in replicas))
    assert len(await replicas[0].outgoing()) == 5


async def test_an_event_without_answer_wakes_nobody(reception: Reception) -> None:
    reception.desk = lambda unit, moment, incoming: Outcome()
    assert await reception.receive(event()) == Handled(Verdict.ACKNOWLEDGED)
    assert reception.posted == 0


async def test_the_events_of_one_person_are_handled_in_order(reception: Reception) -> None:
    order: list[str] = []

    def desk(unit: Unit, moment: Moment, incoming: Incoming) -> Outcome:
        order.append(incoming.key)
        return Outcome()

    reception.desk = desk
    keys = [f"m{number}" for number in range(20)]
    await asyncio.gather(*(reception.receive(event(key=key)) for key in keys))
    assert order == keys


async def test_what_makes_the_program_fail_is_set_aside_and_the_person_hears_a_code(
    reception: Reception, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    reception.desk = fails_with(ValueError("kanarie"))
    poison = event(Tap(Press("a", (7, "red")), "2", "77"))
    assert await reception.receive(poison) == Handled(Verdict.FAILED)
    (row,) = await reception.kept()
    assert row.state.value == "failed"
    assert await reception.outgoing() == [Notice("error.sorry", {"code": str(row.code)})]
    assert await reception.appointments() == []
    assert reception.posted == 1
    assert str(row.code) in caplog.text
    assert "kanarie" not in caplog.text
    kept = await reception.store.read(lambda unit: inbox.payload(unit, row), name="payload")
    assert kept is not None
    assert payload.read(kept) == poison


async def test_what_was_set_aside_does_not_fail_again(reception: Reception) -> None:
    reception.desk = fails_with(ValueError())
    await reception.receive(event())
    assert await reception.receive(event()) == Handled(Verdict.ACKNOWLEDGED)
    assert len(await reception.outgoing()) == 1


async def test_after_a_failure_the_same_person_is_served_as_before(reception: Reception) -> None:
    reception.desk = fails_with(ValueError())
    await reception.receive(event(key="m1"))
    reception.desk = greet
    assert (await reception.receive(event(key="m2"))).verdict is Verdict.ACKNOWLEDGED


async def test_a_failure_in_a_group_is_told_to_nobody(reception: Reception) -> None:
    reception.desk = fails_with(ValueError())
    await reception.receive(event(Grouped(GroupNews.ADDED)))
    assert await reception.outgoing() == []
    assert len(await reception.kept()) == 1


async def test_when_the_database_is_in_trouble_nothing_is_kept_and_it_is_offered_again(
    reception: Reception,
) -> None:
    reception.desk = fails_with(StorageTrouble("disk full"))
    assert await reception.receive(event()) == Handled(Verdict.RETRY)
    assert await reception.kept() == []
    reception.desk = greet
    assert (await reception.receive(event())).verdict is Verdict.ACKNOWLEDGED


async def test_a_failure_that_cannot_be_set_aside_is_offered_again(reception: Reception) -> None:
    reception.desk = fails_with(ValueError())

    def fail(name: str, when: str) -> None:
        if name == "receive failure":
            raise StorageTrouble("disk full")

    reception.store.on_commit = fail
    assert await reception.receive(event()) == Handled(Verdict.RETRY)


async def test_an_event_that_is_being_handled_is_finished_when_the_channel_stops(
    reception: Reception,
) -> None:
    entered, go_on = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def slow(unit: Unit, moment: Moment, incoming: Incoming) -> Outcome:
        loop.call_soon_threadsafe(entered.set)
        assert go_on.wait(10)
        return greet(unit, moment, incoming)

    reception.desk = slow
    polling = asyncio.create_task(reception.receive(event()))
    await entered.wait()
    polling.cancel()
    stopping = asyncio.create_task(reception.receiver.stop())
    assert reception.receiver.in_flight == 1
    go_on.set()
    await stopping
    assert reception.receiver.in_flight == 0
    assert await reception.outgoing() == [Notice("hello")]
    assert reception.posted == 1


@pytest.mark.parametrize(
    "act",
    [
        HELLO,
        Edited("anders", "3"),
        Tap(None, None, "7"),
        Tap(Press("a", (1, "1")), "2", "7"),
        Grouped(GroupNews.ADDED),
    ]
    + [Other(kind, "3") for kind in Kind],
)
def test_what_came_in_is_the_same_after_it_was_set_aside(act: Act) -> None:
    assert payload.read(payload.write(event(act))) == event(act)


@pytest.mark.parametrize(
    "data", [b"[]", b"{}", b'{"kind": "Words"}', b'{"kind": ["x"]}', b'{"kind": "Path"}']
)
def test_what_is_no_event_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a payload"):
        payload.read(data)


async def test_pending_counts_what_was_answered(reception: Reception) -> None:
    await reception.receive(event())
    assert await reception.store.read(outbox.pending, name="pending") == 1
