from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.clock import HEARTBEAT, TRIES, Ticker
from process.message import Notice
from process.moment import Moment
from process.outcome import Due, Outcome, Outgoing
from storage import appointments, outbox
from storage.queries import heartbeats, people
from storage.store import Store
from storage.tables import Appointment
from storage.trouble import StorageTrouble
from storage.unit import Unit
from tests.clock import ManualClock


class Diary:
    """Appointments on a real store, and what the ticker did with them."""

    def __init__(self, store: Store, clock: ManualClock) -> None:
        self.store = store
        self.clock = clock
        self.done: list[int] = []
        self.posted = 0
        self.failing: set[int] = set()
        self.error: type[Exception] = ValueError
        self.ticker = Ticker(store, self._keep, clock, self._on_post)

    def _keep(self, unit: Unit, moment: Moment, appointment: Appointment) -> Outcome:
        person = people.new_person(unit, "letterbox", str(appointment.subject), "nl", moment.now)
        if appointment.subject in self.failing:
            raise self.error("kanarie")
        self.done.append(appointment.subject)
        following = Due("follow", appointment.subject, "1", moment.now + timedelta(days=1))
        return Outcome((Outgoing(person.id, Notice("remind")),), (following,))

    def _on_post(self) -> None:
        self.posted += 1

    async def note(self, subject: int, in_minutes: float) -> None:
        due = Due("remind", subject, "1", self.clock.now() + timedelta(minutes=in_minutes))
        await self.store.run(lambda unit: appointments.keep(unit, due), name="note")

    async def after(self, minutes: float) -> None:
        self.clock.move(timedelta(minutes=minutes))
        await self.ticker.tick()

    async def states(self) -> list[tuple[int, str, int]]:
        def work(unit: Unit) -> list[tuple[int, str, int]]:
            first = select(Appointment).where(Appointment.kind == "remind").order_by(col(Appointment.id))
            return [(each.subject, each.state.value, each.attempts) for each in unit.session.exec(first)]

        return await self.store.read(work, name="states")

    async def pending(self) -> int:
        return await self.store.read(outbox.pending, name="pending")


@pytest.fixture
def diary(store: Store, clock: ManualClock) -> Diary:
    return Diary(store, clock)


async def test_what_is_due_is_kept_once_and_the_rest_waits(diary: Diary) -> None:
    await diary.note(1, in_minutes=5)
    await diary.note(2, in_minutes=10)
    await diary.after(minutes=4)
    assert diary.done == []
    await diary.after(minutes=1)
    await diary.after(minutes=1)
    assert diary.done == [1]
    assert await diary.pending() == 1
    assert diary.posted == 1


async def test_after_a_night_away_everything_is_kept_once_the_oldest_first(diary: Diary) -> None:
    for subject, minutes in ((1, 30), (2, 10), (3, 20)):
        await diary.note(subject, in_minutes=minutes)
    await diary.after(minutes=600)
    await diary.ticker.tick()
    assert diary.done == [2, 3, 1]


async def test_two_replicas_keep_each_appointment_once(store: Store, clock: ManualClock) -> None:
    import asyncio

    one, two = Diary(store, clock), Diary(store, clock)
    for subject in range(20):
        await one.note(subject, in_minutes=1)
    clock.move(timedelta(minutes=1))
    await asyncio.gather(one.ticker.tick(), two.ticker.tick())
    assert await one.pending() == 20


async def test_an_appointment_that_fails_holds_up_nobody_and_is_tried_ever_later(
    diary: Diary, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    diary.failing.add(1)
    await diary.note(1, in_minutes=0)
    await diary.note(2, in_minutes=0)
    await diary.after(minutes=0)
    assert diary.done == [2]
    assert await diary.pending() == 1
    for tries, minutes in ((2, 1), (3, 2), (4, 4)):
        await diary.after(minutes=minutes - 0.5)
        await diary.after(minutes=0.5)
        assert (await diary.states())[0] == (1, "waiting", tries)
    await diary.after(minutes=8)
    assert (await diary.states())[0] == (1, "failed", TRIES)
    assert "given up" in caplog.text
    assert "kanarie" not in caplog.text
    await diary.after(minutes=600)
    assert (await diary.states())[0] == (1, "failed", TRIES)


async def test_an_appointment_that_succeeds_in_the_end_is_kept(diary: Diary) -> None:
    diary.failing.add(1)
    await diary.note(1, in_minutes=0)
    await diary.after(minutes=0)
    diary.failing.clear()
    await diary.after(minutes=1)
    assert diary.done == [1]
    assert (await diary.states())[0] == (1, "done", 1)


async def test_trouble_with_the_database_is_not_the_fault_of_the_appointment(diary: Diary) -> None:
    diary.failing.add(1)
    diary.error = StorageTrouble
    await diary.note(1, in_minutes=0)
    await diary.after(minutes=0)
    assert (await diary.states())[0] == (1, "waiting", 0)


async def test_it_says_that_it_lives_every_half_minute(
    diary: Diary, store: Store, clock: ManualClock
) -> None:
    async def gap_now() -> timedelta | None:
        beat = await store.read(lambda unit: heartbeats.last_beat(unit, HEARTBEAT), name="gap")
        return None if beat is None else clock.now() - beat

    assert await gap_now() is None
    await diary.ticker.tick()
    await diary.after(minutes=0.25)
    assert await gap_now() == timedelta(seconds=15)
    await diary.after(minutes=0.25)
    assert await gap_now() == timedelta(0)
    clock.move(timedelta(hours=3))
    assert await gap_now() == timedelta(hours=3)


async def test_the_clock_ticks_by_itself_until_it_is_stopped(diary: Diary) -> None:
    import asyncio

    ticked = asyncio.Event()
    loop = asyncio.get_running_loop()

    def tell(name: str, when: str) -> None:
        loop.call_soon_threadsafe(ticked.set)

    diary.store.on_commit = tell
    diary.ticker.start()
    async with asyncio.timeout(10):
        await ticked.wait()
    diary.ticker.stop()
    diary.ticker.stop()
