"""What a backup holds comes back whole; who was forgotten stays forgotten; nothing is sent a second time."""

from __future__ import annotations

import asyncio
import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, text
from sqlmodel import col, select

from flows.answers import Answer, State
from process.message import Hand, Notice
from process.outcome import Outgoing
from process.states import FloorKind, Role
from storage import outbox
from storage.backup import backup
from storage.keys import ForgottenError
from storage.queries import floor, membership, people, rounds
from storage.queries.forgetting import NOBODY
from storage.restore import LEAP, restore
from storage.store import Store
from storage.tables import Heartbeat, Member, Outbox, Person, StoredAnswer
from storage.trouble import StorageRefused
from storage.unit import Unit
from tests.clock import ManualClock
from tests.conftest import KEY, Database
from tests.operator.conftest import Do, Place, Table

BACKUPS = int(os.environ.get("BACKUPS", "3"))
on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def _says(table: Table, question: str, words: str, clock: ManualClock):  # type: ignore[no-untyped-def]
    return lambda unit: rounds.put_answer(
        unit, table.seat, Answer(question, State.GIVEN, words), words=True, now=clock.now()
    )


async def _copy(database: Database, to: Path, clock: ManualClock) -> None:
    await asyncio.to_thread(backup, database.url, database.key, to, clock=clock)


@pytest.mark.timeout(120 + 10 * BACKUPS)
async def test_a_backup_made_under_load_holds_all_that_was_committed_before_it(
    do: Do, table: Table, database: Database, elsewhere: Place, tmp_path: Path, clock: ManualClock
) -> None:
    committed = 0
    over = asyncio.Event()

    async def write() -> None:
        nonlocal committed
        while not over.is_set():
            await do(_says(table, f"q{committed}", f"answer {committed}", clock))
            committed += 1

    writing = asyncio.create_task(write())
    for _ in range(BACKUPS):
        clock.move(timedelta(minutes=1))
        before = committed
        await _copy(database, tmp_path / "safe", clock)
        await asyncio.to_thread(restore, elsewhere.url, KEY, tmp_path / "safe", replace=True, clock=clock)
        with elsewhere.opened() as copy:
            found = await copy.read(lambda unit: rounds.answers(unit, table.seat.id), name="look")
        assert len(found) >= before
        assert all(found[f"q{number}"].value == f"answer {number}" for number in range(len(found)))
    over.set()
    await writing
    assert committed > BACKUPS


async def test_who_was_forgotten_after_the_backup_stays_forgotten(
    do: Do,
    store: Store,
    table: Table,
    database: Database,
    elsewhere: Place,
    tmp_path: Path,
    clock: ManualClock,
) -> None:
    await do(_says(table, "why", "kanarie", clock))
    await _copy(database, tmp_path / "first", clock)
    store.words.forget(table.member.id)
    clock.move(timedelta(days=1))
    await _copy(database, tmp_path / "second", clock)
    (tmp_path / "first" / _keys(database)).write_bytes((tmp_path / "second" / _keys(database)).read_bytes())

    done = await asyncio.to_thread(restore, elsewhere.url, KEY, tmp_path / "first", clock=clock)

    assert done.forgotten == 1
    with elsewhere.opened() as copy:
        answers, member = await copy.read(
            lambda unit: (
                list(unit.session.exec(select(StoredAnswer))),
                people.member(unit, table.member.id),
            ),
            name="look",
        )
        assert answers == []
        assert member.name == NOBODY
        assert member.left_at is not None
        with pytest.raises(ForgottenError):
            copy.words.seal(table.member.id, "weer", "a")


async def test_the_key_store_that_stands_there_counts_when_it_is_newer(
    do: Do, store: Store, table: Table, database: Database, tmp_path: Path, clock: ManualClock
) -> None:
    """The backup is older than the forgetting, and is put back over the same installation."""
    await do(_says(table, "why", "kanarie", clock))
    await _copy(database, tmp_path / "safe", clock)
    store.words.forget(table.member.id)
    store.words.seal(table.member.id + 5, "later", "a")
    await asyncio.to_thread(restore, database.url, KEY, tmp_path / "safe", replace=True, clock=clock)
    copy = Store.open(database.url, KEY)
    try:
        assert copy.keys.forgotten() == [table.member.id]
        assert copy.keys.find(table.member.id) is None
        assert copy.keys.find(table.member.id + 5) is not None
    finally:
        copy.close()


async def test_the_keys_of_the_backup_count_when_an_empty_store_stands_there(
    do: Do, table: Table, database: Database, elsewhere: Place, tmp_path: Path, clock: ManualClock
) -> None:
    """Somebody made the database first, as the bot does at its start."""
    await do(_says(table, "why", "kanarie", clock))
    await _copy(database, tmp_path / "safe", clock)
    with elsewhere.opened():
        pass
    await asyncio.to_thread(restore, elsewhere.url, KEY, tmp_path / "safe", replace=True, clock=clock)
    with elsewhere.opened() as copy:
        found = await copy.read(lambda unit: rounds.answers(unit, table.seat.id), name="look")
    assert found["why"].value == "kanarie"


async def test_messages_that_waited_are_dropped_with_what_they_held(
    do: Do, table: Table, database: Database, elsewhere: Place, tmp_path: Path, clock: ManualClock
) -> None:
    person = table.member.person_id

    def put(unit: Unit) -> None:
        for message in (Notice("hello", {"name": "kanarie"}), Hand("invite", 1, 1, secret="kanarie")):
            outbox.enqueue(unit, Outgoing(person, message), clock.now())
        floor.set_floor(unit, person, FloorKind.QUESTION, seat_id=table.seat.id, question="why")

    await do(put)
    await do(lambda unit: outbox.claim(unit, clock.now(), 1))
    await _copy(database, tmp_path / "safe", clock)
    done = await asyncio.to_thread(restore, elsewhere.url, KEY, tmp_path / "safe", clock=clock)
    assert done.dropped == 2
    with elsewhere.opened() as copy:
        rows, address, held = await copy.read(
            lambda unit: (
                list(unit.session.exec(select(Outbox).order_by(col(Outbox.id)))),
                people.address_of(unit, person),
                floor.floor(unit, person),
            ),
            name="look",
        )
    assert [(row.state, row.message) for row in rows] == [
        ("dropped", '{"notice":{}}'),
        ("dropped", '{"hand":{}}'),
    ]
    assert address.lease_until is None
    assert held is not None
    assert held.version > LEAP


async def test_numbers_go_on_above_everything_that_was_ever_numbered(
    do: Do,
    store: Store,
    table: Table,
    database: Database,
    elsewhere: Place,
    tmp_path: Path,
    clock: ManualClock,
) -> None:
    store.words.seal(3 * LEAP, "of somebody who came after the backup", "a")
    await _copy(database, tmp_path / "safe", clock)
    await asyncio.to_thread(restore, elsewhere.url, KEY, tmp_path / "safe", clock=clock)

    def come(unit: Unit) -> tuple[int, int]:
        person = people.new_person(unit, "console", "bram", "nl", clock.now())
        member = membership.new_member(
            unit, person_id=person.id, partnership_id=table.partnership.id, organisation_id=None,
            layer=None, role=Role.PARTNER, name="Bram", consent="1", now=clock.now(),
        )  # fmt: skip
        return person.id, member.id

    with elsewhere.opened() as copy:
        person_id, member_id = await copy.run(come, name="come")
    assert person_id > LEAP
    assert member_id > 3 * LEAP


async def test_a_database_that_stands_there_is_not_replaced_unasked(
    do: Do, table: Table, database: Database, tmp_path: Path, clock: ManualClock
) -> None:
    await _copy(database, tmp_path / "safe", clock)
    with pytest.raises(StorageRefused, match="add --replace"):
        await asyncio.to_thread(restore, database.url, KEY, tmp_path / "safe", clock=clock)
    assert await do(lambda unit: unit.session.exec(select(func.count(col(Member.id)))).one()) == 1


async def test_a_database_in_use_is_not_replaced_at_all(
    do: Do, table: Table, database: Database, tmp_path: Path, clock: ManualClock
) -> None:
    await do(lambda unit: unit.session.add(Heartbeat(name="bot", at=clock.now())))
    await _copy(database, tmp_path / "safe", clock)
    clock.move(timedelta(seconds=89))
    with pytest.raises(StorageRefused, match="stop it first"):
        await asyncio.to_thread(restore, database.url, KEY, tmp_path / "safe", replace=True, clock=clock)
    assert await do(lambda unit: unit.session.exec(select(func.count(col(Member.id)))).one()) == 1


@on_sqlite
async def test_what_stood_there_is_kept_aside(
    do: Do, store: Store, table: Table, database: Database, tmp_path: Path, clock: ManualClock
) -> None:
    await _copy(database, tmp_path / "safe", clock)
    await do(lambda unit: people.new_person(unit, "console", "later", "nl", clock.now()))
    store.close()
    done = restore(database.url, KEY, tmp_path / "safe", replace=True, clock=clock)
    assert done.aside is not None
    for url, persons in ((f"sqlite:///{done.aside}", 2), (database.url, 1)):
        opened = Store.open(url, KEY)
        with opened.engines[1].connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM person")).scalar_one() == persons
        opened.close()
    assert not list(tmp_path.rglob("*.restoring*"))


@on_sqlite
@pytest.mark.parametrize("wrong", ["damaged", "key", "no keys", "nothing"])
async def test_a_backup_that_is_no_good_leaves_the_place_as_it_was(
    do: Do, table: Table, database: Database, elsewhere: Place, tmp_path: Path, clock: ManualClock, wrong: str
) -> None:
    safe = tmp_path / "safe"
    await _copy(database, safe, clock)
    (copy,) = safe.glob("vinkje-*.db")
    key = KEY
    match wrong:
        case "damaged":
            raw = bytearray(copy.read_bytes())
            raw[len(raw) // 2] ^= 255
            copy.write_bytes(raw)
        case "key":
            key = b"another key for the tests ......"
        case "no keys":
            (safe / "keys.db").unlink()
        case _:
            copy.unlink()
    said = {"damaged": "is damaged", "key": "with this key", "no keys": "own words", "nothing": "no backup"}
    with pytest.raises(StorageRefused, match=said[wrong]):
        restore(elsewhere.url, key, safe, clock=clock)
    assert not (tmp_path / "elsewhere" / "vinkje.db").exists()
    assert not (tmp_path / "elsewhere" / "keys.db").exists()


@on_sqlite
async def test_an_older_backup_can_be_named(
    do: Do, table: Table, database: Database, elsewhere: Place, tmp_path: Path, clock: ManualClock
) -> None:
    await _copy(database, tmp_path / "safe", clock)
    clock.move(timedelta(days=1))
    await do(lambda unit: people.new_person(unit, "console", "later", "nl", clock.now()))
    await _copy(database, tmp_path / "safe", clock)
    older, _ = sorted((tmp_path / "safe").glob("vinkje-*.db"))
    restore(elsewhere.url, KEY, older, clock=clock)
    with elsewhere.opened() as copy:
        persons = await copy.read(
            lambda unit: unit.session.exec(select(func.count(col(Person.id)))).one(), name="look"
        )
    assert persons == 1


def _keys(database: Database) -> str:
    return "keys.db" if database.url.startswith("sqlite") else "keys.dump"
