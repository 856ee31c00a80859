"""The doctor looks at everything, changes nothing, and says what to do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.upkeep.doctor import SPACE, Disk, Finding, Level, Secret, of_database, of_disk, of_queues, of_secret
from process.message import Notice
from process.outcome import Due, Outgoing
from storage import appointments, inbox, migrations, outbox
from storage.condition import Condition, Queues, examine
from storage.engines import sqlite_engine
from storage.queries import heartbeats
from storage.tables import Appointment, Kept
from storage.unit import Unit
from tests.clock import A_MONDAY, ManualClock
from tests.conftest import KEY, Database
from tests.operator.conftest import Do, Table
from tests.operator.terminal import Terminal

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
CALM = Queues({}, 0, None, 0, 0, 0, 0, None, 0)


def keys(findings: object, level: Level) -> list[str]:
    return [each.key for each in findings if each.level is level]  # type: ignore[attr-defined]


async def _lives(do: Do) -> None:
    now = datetime.now(UTC)
    for name in ("bot", "bot:telegram"):
        await do(lambda unit, name=name: heartbeats.beat(unit, name, now))


async def test_beside_a_bot_that_is_well_there_is_nothing_to_do(do: Do, terminal: Terminal) -> None:
    await _lives(do)
    said = await terminal.types("doctor")
    assert (said.code, "✘" in said.text) == (0, False), said.text
    assert "The bot hears Telegram." in said.text
    assert said.text.endswith("All is well.\n")
    dutch = await terminal.types("doctor", VINKJE_LANGUAGE="nl")
    assert "De bot hoort Telegram." in dutch.text


async def test_what_is_wrong_is_named_with_what_to_do(
    do: Do, table: Table, terminal: Terminal, clock: ManualClock
) -> None:
    def neglect(unit: Unit) -> None:
        outbox.enqueue(unit, Outgoing(table.member.person_id, Notice("kanarie")), clock.now())
        appointments.keep(unit, Due("remind", 1, "1", clock.now()))
        inbox.fail(unit, "console", "m1", code="ABC", payload=b"kanarie", now=clock.now())

    clock.set(datetime.now(UTC) - timedelta(hours=2))
    await do(neglect)
    terminal.key.chmod(0o644)
    said = await terminal.types("doctor")
    assert said.code == 1
    for words in (
        "The bot does not run",
        "Messages that should have gone: 1, the oldest 120 minutes ago",
        "What should have been done: 1, the oldest 120 minutes ago",
        "Things that went wrong: 1. See vinkje inbox list.",
        f"chmod 600 {terminal.key}",
        "To do: 6.",
    ):
        assert words in said.text
    assert "kanarie" not in said.text


async def test_queues_are_counted_as_they_stand(do: Do, table: Table, clock: ManualClock) -> None:
    from storage.condition import queues

    person, now = table.member.person_id, clock.now()

    def fill(unit: Unit) -> None:
        for state in (Kept.FAILED, Kept.WAITING):
            unit.session.add(
                Appointment(
                    kind="remind", subject=1, occurrence=state.value, due_at=now, state=state,
                    done_at=now if state is Kept.FAILED else None,
                )
            )  # fmt: skip
        outbox.enqueue(unit, Outgoing(person, Notice("now")), now)
        outbox.enqueue(unit, Outgoing(person, Notice("later"), not_before=now + timedelta(days=2)), now)

    await do(fill)
    clock.move(timedelta(minutes=7))
    found = await do(lambda unit: queues(unit, clock.now()))
    assert (found.waiting, found.oldest_waiting) == (1, timedelta(minutes=7))
    assert (found.overdue, found.most_overdue, found.failed_appointments) == (1, timedelta(minutes=7), 1)


@on_sqlite
async def test_a_damaged_file_is_noticed_and_nothing_is_written(
    database: Database, tmp_path: Path, do: Do, store: object
) -> None:
    store.close()  # type: ignore[attr-defined]
    file = tmp_path / "data" / "vinkje.db"
    engine = sqlite_engine(file, KEY)
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute(
            "INSERT INTO seat (round_id, member_id, state, late, reminders) VALUES (7, 7, 'invited', 0, 0)"
        )
    engine.dispose()
    condition = examine(database.url, KEY, A_MONDAY)
    assert condition is not None
    assert condition.damage == ("seat: a row refers to nothing",)
    assert keys(of_database(condition, A_MONDAY), Level.WRONG) == ["doctor.damaged"]


async def test_a_schema_of_another_age_is_told_and_left_alone(store: object, database: Database) -> None:
    with store.engines[0].begin() as connection:  # type: ignore[attr-defined]
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    condition = examine(database.url, KEY, A_MONDAY)
    assert condition is not None
    assert keys(of_database(condition, A_MONDAY), Level.WRONG) == ["doctor.schema_newer"]
    assert keys(of_database(Condition("0000"), A_MONDAY), Level.HINT) == ["doctor.schema_older"]
    with store.engines[0].begin() as connection:  # type: ignore[attr-defined]
        connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": migrations.HEAD})


@on_sqlite
async def test_with_another_key_it_says_so(terminal: Terminal, database: Database) -> None:
    terminal.key.write_text("YW5vdGhlciBrZXkgZm9yIHRoZSB0ZXN0cyAuLi4uLi4=")
    said = await terminal.types("doctor")
    assert said.code == 1
    assert "cannot be read with this key" in said.text


@on_sqlite
async def test_without_a_database_none_is_made(terminal: Terminal, tmp_path: Path) -> None:
    nowhere = tmp_path / "new" / "vinkje.db"
    said = await terminal.types("doctor", VINKJE_DATABASE__URL=f"sqlite:///{nowhere}")
    assert "There is no database yet" in said.text
    assert not nowhere.parent.exists()


@pytest.mark.parametrize(("seconds", "level"), [(90, Level.WELL), (91, Level.WRONG)])
def test_a_bot_lives_for_a_minute_and_a_half_after_its_last_sign(seconds: int, level: Level) -> None:
    then = A_MONDAY - timedelta(seconds=seconds)
    queues = Queues({"bot": then, "bot:telegram": then}, 0, None, 0, 0, 0, 0, None, 0)
    assert [each.level for each in of_queues(queues, A_MONDAY)][:2] == [level, level]


@pytest.mark.parametrize(("minutes", "level"), [(5, Level.WELL), (6, Level.WRONG)])
def test_what_waits_longer_than_five_minutes_is_late(minutes: int, level: Level) -> None:
    late = timedelta(minutes=minutes)
    queues = Queues({}, 1, late, 0, 0, 0, 1, late, 0)
    assert [each.level for each in of_queues(queues, A_MONDAY)][2:] == [level, level]


def test_messages_that_did_not_arrive_are_a_hint_and_no_fault() -> None:
    queues = Queues({}, 0, None, 2, 3, 0, 0, None, 0)
    assert list(of_queues(queues, A_MONDAY))[-1] == Finding(
        Level.HINT, "doctor.stranded", {"unknown": 2, "dead": 3}
    )
    assert keys(of_queues(CALM, A_MONDAY), Level.HINT) == []


@pytest.mark.parametrize(("free", "level"), [(SPACE + 7, Level.WELL), (SPACE + 6, Level.WRONG)])
def test_a_disk_needs_room_for_a_copy_of_the_database(free: int, level: Level) -> None:
    assert of_disk(Disk(free, 7)).level is level


@pytest.mark.parametrize(("mode", "wrong"), [(0o600, 0), (0o400, 0), (0o640, 1), (0o604, 1), (None, 1)])
def test_a_secret_is_for_its_owner_alone(mode: int | None, wrong: int) -> None:
    assert len(list(of_secret(Secret(Path("master.key"), mode)))) == wrong
