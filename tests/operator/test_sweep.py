"""Once a day what is past its time goes: contents, ids, drafts, strangers; nothing that is still needed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import SQLModel, select

from bot.clock import Ticker
from bot.upkeep.sweeping import SWEPT, Sweeper
from process.message import Notice
from process.outcome import Outcome, Outgoing
from process.rules.keeping import Keeping
from storage import inbox, outbox
from storage.outbox import Uncertain
from storage.queries import drafts, floor, heartbeats, links, people
from storage.store import Store
from storage.sweep import Swept, sweep
from storage.tables import Address, Draft, FailedLink, Floor, Inbox, Outbox, Person
from storage.trouble import StorageTrouble
from storage.unit import Unit
from tests.clock import ManualClock
from tests.conftest import Database
from tests.operator.conftest import Do, Table

NOTHING = Swept(0, 0, 0, 0, 0, 0, 0)
on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class Broom:
    """Sweeps by the test's clock and looks at what is left."""

    def __init__(self, do: Do, clock: ManualClock) -> None:
        self._do = do
        self.clock = clock

    async def after(self, **time: float) -> Swept:
        """Sweep when so much time has passed; a second time finds nothing."""
        now = self.clock.move(timedelta(**time))
        swept: Swept = await self._do(lambda unit: sweep(unit, now))
        assert await self._do(lambda unit: sweep(unit, now)) == NOTHING
        return swept

    async def left(self, table: type[SQLModel]) -> int:
        return len(await self._do(lambda unit: unit.session.exec(select(table)).all()))


@pytest.fixture
def broom(do: Do, clock: ManualClock) -> Broom:
    return Broom(do, clock)


async def test_a_settled_message_loses_what_it_says_after_three_days_and_goes_after_thirty(
    do: Do, broom: Broom, table: Table, clock: ManualClock
) -> None:
    person, now = table.member.person_id, clock.now()

    def settle(unit: Unit) -> None:
        outbox.enqueue(unit, Outgoing(person, Notice("stop.told", {"name": "kanarie"})), now)
        (claimed,) = outbox.claim(unit, now, 1)
        outbox.note(unit, claimed, outbox.Delivered("7"), now)
        outbox.enqueue(unit, Outgoing(person, Notice("waits", {"name": "merel"})), now)

    await do(settle)
    assert await broom.after(days=3) == NOTHING
    assert (await broom.after(seconds=1)).emptied == 1
    settled, waiting = await do(lambda unit: unit.session.exec(select(Outbox).order_by(Outbox.id)).all())
    assert (settled.message, settled.state, settled.ref) == ('{"notice":{}}', "sent", "7")
    assert "merel" in waiting.message
    assert (await broom.after(days=27)).messages == 1
    assert await broom.left(Outbox) == 1


async def test_ids_go_after_three_days_and_failures_after_seven(
    do: Do, broom: Broom, clock: ManualClock
) -> None:
    def come(unit: Unit) -> None:
        inbox.admit(unit, "console", "m1", clock.now())
        inbox.fail(unit, "console", "m2", code="ABC", payload=b"kanarie", now=clock.now())

    await do(come)
    assert await broom.after(days=3) == NOTHING
    assert (await broom.after(seconds=1)).events == 1
    assert (await broom.after(days=4)).events == 1
    assert await broom.left(Inbox) == 0


async def test_links_that_failed_and_drafts_go_after_a_day(
    do: Do, broom: Broom, table: Table, clock: ManualClock
) -> None:
    person = table.member.person_id

    def come(unit: Unit) -> None:
        links.note_failed(unit, person, clock.now())
        drafts.keep(unit, person, "kanarie", clock.now())

    await do(come)
    assert await broom.after(days=1) == NOTHING
    swept = await broom.after(seconds=1)
    assert (swept.links, swept.drafts) == (1, 1)
    assert await broom.left(FailedLink) == await broom.left(Draft) == 0


async def test_a_stranger_is_forgotten_after_thirty_silent_days_and_a_member_never(
    do: Do, broom: Broom, table: Table, clock: ManualClock
) -> None:
    def come(unit: Unit) -> int:
        for name in ("stranger", "talks"):
            person = people.new_person(unit, "console", name, "nl", clock.now())
            floor.set_floor(unit, person.id, "none", form="met")
            outbox.enqueue(unit, Outgoing(person.id, Notice("hello")), clock.now())
            (claimed,) = outbox.claim(unit, clock.now(), 1)
            outbox.note(unit, claimed, Uncertain(), clock.now())
        return person.id

    talks = await do(come)
    assert (await broom.after(days=30)).strangers == 0
    await do(lambda unit: outbox.enqueue(unit, Outgoing(talks, Notice("hello")), clock.now()))
    assert (await broom.after(seconds=1)).strangers == 1
    assert await broom.left(Person) == await broom.left(Address) == 2
    assert await broom.left(Floor) == 1


async def test_who_made_a_partnership_and_who_left_one_are_no_strangers(
    do: Do, broom: Broom, table: Table, clock: ManualClock
) -> None:
    def leave(unit: Unit) -> None:
        member = people.member(unit, table.member.id)
        member.left_at = clock.now()
        unit.session.add(member)

    await do(leave)
    assert (await broom.after(days=400)).strangers == 0
    assert await broom.left(Person) == 1


async def test_it_is_done_once_a_day_from_three_in_the_morning_by_whichever_replica(
    store: Store, clock: ManualClock, do: Do
) -> None:
    one, two = (Sweeper(store, clock, "Europe/Amsterdam", Keeping()) for _ in range(2))
    swept_at = []
    for hour in range(0, 49):
        clock.set(datetime(2026, 11, 24, tzinfo=UTC) + timedelta(hours=hour))
        await two.sweep_daily()
        await one.sweep_daily()
        last = await do(lambda unit: heartbeats.last_beat(unit, SWEPT))
        if last == clock.now():
            swept_at.append(hour)
    assert swept_at == [0, 2, 26]


async def test_the_clock_of_the_bot_sweeps_and_a_fault_in_it_keeps_no_appointment_waiting(
    store: Store, clock: ManualClock, do: Do, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(name: str, when: str) -> None:
        if name == "sweep" and when == "before":
            raise ValueError("kanarie")

    store.on_commit = broken
    sweeper = Sweeper(store, clock, "Europe/Amsterdam", Keeping())
    ticker = Ticker(store, lambda *_: Outcome(), clock, lambda: None, daily=sweeper.sweep_daily)
    await ticker.tick()
    await ticker.tick()
    assert caplog.text.count("the sweep failed, tomorrow again: ValueError") == 1
    assert "kanarie" not in caplog.text
    store.on_commit = None
    clock.move(timedelta(days=1))
    await ticker.tick()
    assert await do(lambda unit: heartbeats.last_beat(unit, SWEPT)) == clock.now()


async def test_trouble_with_the_database_means_again_at_the_next_look(
    store: Store, clock: ManualClock, do: Do
) -> None:
    def away(name: str, when: str) -> None:
        raise StorageTrouble("away")

    store.on_commit = away
    sweeper = Sweeper(store, clock, "Europe/Amsterdam", Keeping())
    with pytest.raises(StorageTrouble):
        await sweeper.sweep_daily()
    store.on_commit = None
    await sweeper.sweep_daily()
    assert await do(lambda unit: heartbeats.last_beat(unit, SWEPT)) == clock.now()


@on_sqlite
async def test_the_journals_are_empty_afterwards(
    store: Store, database: Database, do: Do, table: Table, clock: ManualClock
) -> None:
    store.words.seal(table.member.id, "hoi", "a")
    store.words.forget(table.member.id)
    file = Path(database.url.removeprefix("sqlite:///"))
    journals = [file.with_name(name) for name in ("vinkje.db-wal", "keys.db-wal")]
    assert all(journal.stat().st_size for journal in journals)
    await Sweeper(store, clock, "Europe/Amsterdam", Keeping()).sweep_daily()
    assert [journal.stat().st_size for journal in journals] == [0, 0]
