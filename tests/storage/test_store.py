"""A unit of work: all of it is kept, or nothing."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import col, select

from storage.queries import people
from storage.store import Store
from storage.tables import Address, Organisation, Person
from storage.trouble import StorageRefused, StorageTrouble
from storage.unit import Unit
from tests.clock import ManualClock
from tests.conftest import Database


async def _person(store: Store, clock: ManualClock, address: str = "1") -> Person:
    return await store.run(
        lambda unit: people.new_person(unit, "console", address, "nl", clock.now()), name="new person"
    )


def _second_owner(unit: Unit, person: Person, taken: str) -> None:
    """What the database refuses: an address that is another's."""
    unit.session.add(Address(person_id=person.id, channel="console", address=taken))
    unit.session.flush()


async def _count(store: Store) -> int:
    return await store.read(lambda unit: len(unit.session.exec(select(Person)).all()), name="count")


async def test_what_a_unit_writes_is_there_when_it_returns(store: Store, clock: ManualClock) -> None:
    person = await _person(store, clock)
    found = await store.read(lambda unit: people.person_at(unit, "console", "1"), name="look")
    assert found is not None
    assert (found.id, found.created_at, found.slot) == (person.id, clock.now(), person.slot)


async def test_nothing_is_left_of_a_unit_that_raises(store: Store, clock: ManualClock) -> None:
    def begin_and_fail(unit: Unit) -> None:
        people.new_person(unit, "console", "1", "nl", clock.now())
        raise LookupError("half way")

    with pytest.raises(LookupError, match="half way"):
        await store.run(begin_and_fail, name="fails")
    assert await _count(store) == 0


async def test_units_that_wait_together_fail_apart(store: Store, clock: ManualClock) -> None:
    def work(number: int) -> object:
        def add(unit: Unit) -> int:
            person = people.new_person(unit, "console", str(number), "nl", clock.now())
            if number % 5 == 0:
                raise ValueError(number)
            if number % 7 == 0:
                _second_owner(unit, person, "1")
            return person.id

        return add

    await _person(store, clock, "1")
    ends = await asyncio.gather(
        *(store.run(work(number), name="add") for number in range(2, 52)), return_exceptions=True
    )
    assert sum(isinstance(end, ValueError) for end in ends) == 10
    assert sum(isinstance(end, IntegrityError) for end in ends) == 6
    assert await _count(store) == 1 + sum(isinstance(end, int) for end in ends) == 35


async def test_a_reader_cannot_write(store: Store, clock: ManualClock) -> None:
    with pytest.raises((StorageRefused, DBAPIError), match=r"read-?only|cannot be written"):
        await store.read(lambda unit: people.new_person(unit, "c", "1", "nl", clock.now()), name="sly")
    assert await _count(store) == 0


async def test_a_reader_sees_one_instant(store: Store, clock: ManualClock) -> None:
    loop = asyncio.get_running_loop()

    def look_twice(unit: Unit) -> tuple[int, int]:
        first = len(unit.session.exec(select(Person.id)).all())
        asyncio.run_coroutine_threadsafe(_person(store, clock), loop).result()
        return first, len(unit.session.exec(select(Person.id)).all())

    assert await store.read(look_twice, name="look twice") == (0, 0)
    assert await _count(store) == 1


async def test_many_at_once_add_up(store: Store, clock: ManualClock) -> None:
    person = await _person(store, clock)

    def count_up(unit: Unit) -> None:
        unit.session.exec(
            update(Address).where(col(Address.person_id) == person.id).values(term=col(Address.term) + 1)
        )

    await asyncio.gather(*(store.run(count_up, name="count up") for _ in range(60)))
    address = await store.read(lambda unit: people.address_of(unit, person.id), name="look")
    assert address.term == 60


async def test_two_that_wait_for_each_other_both_end(store: Store, clock: ManualClock) -> None:
    """On PostgreSQL this is a deadlock: one of them is run again."""
    one, two = await _person(store, clock, "1"), await _person(store, clock, "2")
    meeting = asyncio.Barrier(2)
    loop = asyncio.get_running_loop()
    is_postgres = store.engines[0].dialect.name == "postgresql"
    runs: list[str] = []

    def lock(first: Person, second: Person) -> object:
        def work(unit: Unit) -> None:
            runs.append("run")
            people.lock_person(unit, first.id)
            if is_postgres and len(runs) <= 2:
                asyncio.run_coroutine_threadsafe(meeting.wait(), loop).result()
            people.lock_person(unit, second.id)

        return work

    await asyncio.gather(store.run(lock(one, two), name="a"), store.run(lock(two, one), name="b"))
    assert len(runs) == (3 if is_postgres else 2)


async def test_work_that_was_cancelled_before_it_began_is_not_done(store: Store, clock: ManualClock) -> None:
    task = asyncio.ensure_future(_person(store, clock))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await _count(store) == 0


async def test_both_sides_of_a_commit_are_named(store: Store, clock: ManualClock) -> None:
    marks: list[tuple[str, str]] = []
    store.on_commit = lambda name, when: marks.append((name, when))
    await asyncio.gather(_person(store, clock, "1"), _person(store, clock, "2"))
    assert sorted(marks) == [("new person", "after")] * 2 + [("new person", "before")] * 2


async def test_an_error_on_the_way_to_the_commit_keeps_nothing(store: Store, clock: ManualClock) -> None:
    def refuse(name: str, when: str) -> None:
        if when == "before":
            raise RuntimeError(f"{name} stopped")

    store.on_commit = refuse
    ends = await asyncio.gather(
        *(_person(store, clock, address) for address in "123"), return_exceptions=True
    )
    assert [type(end) for end in ends] == [RuntimeError] * 3
    store.on_commit = None
    assert await _count(store) == 0


async def test_an_instant_without_a_zone_is_refused(store: Store) -> None:
    naive = datetime(2026, 11, 23, 9)  # noqa: DTZ001
    with pytest.raises(Exception, match="without a time zone"):
        await store.run(lambda unit: people.new_person(unit, "c", "1", "nl", naive), name="naive")


async def test_a_row_that_refers_to_nothing_is_refused(store: Store) -> None:
    def orphan(unit: Unit) -> None:
        unit.session.add(Organisation(partnership_id=404, name="Woonstad"))

    with pytest.raises(IntegrityError):
        await store.run(orphan, name="orphan")


async def test_an_error_never_tells_what_was_written(store: Store, clock: ManualClock) -> None:
    await _person(store, clock, "secret-address")
    other = await _person(store, clock, "other")
    with pytest.raises(IntegrityError) as caught:
        await store.run(lambda unit: _second_owner(unit, other, "secret-address"), name="taken")
    assert "secret-address" not in str(caught.value).split("DETAIL")[0]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
class TestSqlite:
    """What only a file can meet."""

    async def test_a_lock_held_by_another_process_is_trouble_that_passes(
        self, store: Store, database: Database, clock: ManualClock
    ) -> None:
        other = Store.open(database.url, database.key)
        with store.engines[0].begin() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        with other.engines[0].begin(), pytest.raises(StorageTrouble, match="locked"):
            await _person(store, clock)
        assert (await _person(store, clock)).id
        other.close()

    async def test_a_full_disk_is_trouble_that_passes(self, store: Store, clock: ManualClock) -> None:
        with store.engines[0].begin() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

        def big(unit: Unit) -> None:
            person = people.new_person(unit, "c", "big", "nl", clock.now())
            unit.session.flush()
            for number in range(200):
                unit.session.add(Address(person_id=person.id, channel="c", address=f"{number:060}"))

        ends = await asyncio.gather(
            store.run(big, name="big"), store.run(big, name="big"), return_exceptions=True
        )
        assert [type(end) for end in ends] == [StorageTrouble, StorageTrouble]
        with store.engines[0].begin() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages * 100}")
        await store.run(big, name="big")
        assert await _count(store) == 1

    def test_the_wrong_key_is_refused_in_words(self, database: Database) -> None:
        with pytest.raises(StorageRefused, match="cannot be read with this key"):
            Store.open(database.url, b"x" * 32)

    def test_a_folder_that_is_not_there_is_refused_in_words(self, database: Database, tmp_path: Path) -> None:
        with pytest.raises(StorageRefused, match="make its folder"):
            Store.open(f"sqlite:///{tmp_path}/nowhere/vinkje.db", b"x" * 32)

    def test_nothing_in_the_file_can_be_read_without_the_key(
        self, database: Database, tmp_path: Path
    ) -> None:
        assert b"SQLite format" not in (tmp_path / "data" / "vinkje.db").read_bytes()
        assert b"SQLite format" not in (tmp_path / "data" / "keys.db").read_bytes()

    def test_the_files_are_for_their_owner_alone(self, database: Database, tmp_path: Path) -> None:
        Store.open(f"sqlite:///{tmp_path}/vinkje.db", b"x" * 32).close()
        assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("*.db")} == {0o600}


@pytest.mark.parametrize(
    ("key", "words"), [(None, "has no key"), (b"short", "has 5 bytes"), (b"x" * 33, "has 33 bytes")]
)
def test_a_key_that_is_no_key_is_refused(tmp_path: Path, key: bytes | None, words: str) -> None:
    with pytest.raises(StorageRefused, match=words):
        Store.open(f"sqlite:///{tmp_path}/vinkje.db", key)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://host/name", "nonsense", ""])
def test_a_url_of_no_database_is_refused(url: str) -> None:
    with pytest.raises(StorageRefused, match="write sqlite:"):
        Store.open(url, b"x" * 32)


def test_the_demo_may_leave_its_file_plain(tmp_path: Path) -> None:
    Store.open(f"sqlite:///{tmp_path}/vinkje.db", None, unencrypted=True).close()
    assert (tmp_path / "vinkje.db").read_bytes().startswith(b"SQLite format")


def test_a_database_server_that_is_away_is_trouble() -> None:
    with pytest.raises(StorageTrouble):
        Store.open("postgresql://nobody@/nowhere?host=/nonexistent", b"x" * 32)


def test_an_sqlite_that_damages_files_is_refused() -> None:
    from storage.engines import check_library

    check_library((3, 51, 3))
    with pytest.raises(StorageRefused, match=r"3\.51\.2 can damage"):
        check_library((3, 51, 2))


async def test_a_reader_holds_no_row(store: Store, clock: ManualClock) -> None:
    """PostgreSQL refuses it in a transaction that only reads; here it is heard of on SQLite as well."""
    person = await _person(store, clock)
    with pytest.raises(RuntimeError, match="holds no row"):
        await store.read(lambda unit: people.lock_person(unit, person.id), name="holds")
    with pytest.raises(RuntimeError, match="holds no row"):
        await store.read(
            lambda unit: unit.session.get(Person, person.id, with_for_update=True), name="holds by id"
        )
    await store.run(lambda unit: people.lock_person(unit, person.id), name="may hold")
