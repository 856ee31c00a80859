"""Whatever schema a database has: this program upgrades it, and reads what was in it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, create_engine, inspect, text
from sqlmodel import SQLModel, select

import storage.tables  # noqa: F401  registers the tables
from flows.answers import Answer, State
from process.message import Ask, Notice
from storage import inbox, migrations
from storage.codec import decode
from storage.engines import parse, postgres_engine
from storage.keys import SCHEMA, KeyStore
from storage.queries import drafts, floor, people, rounds
from storage.store import Store
from storage.tables import Appointment, Event, Heartbeat, Inbox, Invite, Outbox, Snapshot
from storage.unit import Unit
from tests.storage.schemas import make

RELEASED = sorted(path.name.split(".")[0] for path in make.FOLDER.glob("*.vinkje.sql"))


@pytest.fixture(params=RELEASED)
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The SQLite file as a program of that age left it, with the keys beside it."""
    for name in ("vinkje", "keys"):
        connection = sqlite3.connect(tmp_path / f"{name}.db")
        connection.executescript((make.FOLDER / f"{request.param}.{name}.sql").read_text("utf-8"))
        connection.close()
    return tmp_path / "vinkje.db"


@pytest.fixture(params=["sqlite", "postgres"])
def upgraded(request: pytest.FixtureRequest, released: Path) -> Iterator[Store]:
    """The same, opened by this program."""
    if request.param == "sqlite":
        store = Store.open(f"sqlite:///{released}", None, unencrypted=True)
        yield store
        store.close()
        return
    with request.getfixturevalue("postgres").bare_database() as url:
        _move(released, postgres_engine(parse(url), 1))
        store = Store.open(url, None, unencrypted=True)
        yield store
        store.close()


def _move(file: Path, to: Engine) -> None:
    """Bring the rows to a PostgreSQL database with the schema of the same age."""
    old = create_engine(f"sqlite:///{file}")
    with old.connect() as connection:
        age = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    migrations.upgrade(to, head=age)
    _copy(old, to, None)
    old.dispose()
    KeyStore(to).prepare()
    keys = create_engine(f"sqlite:///{file.with_name('keys.db')}")
    _copy(keys, to, SCHEMA)
    keys.dispose()
    to.dispose()


def _copy(old: Engine, new: Engine, schema: str | None) -> None:
    theirs, ours = MetaData(), MetaData()
    theirs.reflect(old)
    ours.reflect(new, schema=schema)
    with old.connect() as source, new.begin() as target:
        for table in ours.sorted_tables:
            if table.name == "alembic_version" or table.name not in theirs.tables:
                continue
            rows = [dict(row._mapping) for row in source.execute(theirs.tables[table.name].select())]
            for row in rows:
                target.execute(table.insert(), {**row, **_truths(table, row)})
            if "id" in table.columns and schema is None:
                sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
                target.execute(text(f"SELECT setval({sequence}, max(id)) FROM {table.name}"))  # noqa: S608


def _truths(table, row):  # type: ignore[no-untyped-def]
    """SQLite keeps a truth as a number."""
    return {
        column.name: bool(row[column.name])
        for column in table.columns
        if column.type.python_type is bool and row[column.name] is not None
    }


def test_every_revision_is_kept_filled() -> None:
    folder = Path(migrations.__file__).parent
    revisions = {script.revision for script in ScriptDirectory(str(folder)).walk_revisions()}
    assert set(RELEASED) == revisions, "run python -m tests.storage.schemas.make and keep what it writes"


def test_every_table_had_rows(released: Path) -> None:
    connection = sqlite3.connect(released)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    count = "SELECT count(*) FROM {}"
    empty = [name for name in names if not connection.execute(count.format(name)).fetchone()[0]]
    connection.close()
    assert empty == []


def test_every_table_of_today_is_in_the_newest() -> None:
    newest = (make.FOLDER / f"{RELEASED[-1]}.vinkje.sql").read_text("utf-8")
    made = set(re.findall(r'^CREATE TABLE "?(\w+)', newest, re.MULTILINE))
    assert set(SQLModel.metadata.tables) <= made


async def test_what_was_in_it_can_be_read(upgraded: Store) -> None:
    def look(unit: Unit) -> None:
        carla = people.person_at(unit, "telegram", "2")
        assert carla is not None
        (member,) = people.members_of_person(unit, carla.id)
        round_ = rounds.open_round(unit, member.partnership_id)
        assert round_ is not None
        seat = rounds.seat_of(unit, round_.id, member.id)
        assert seat is not None
        assert rounds.answers(unit, seat.id) == {
            "beeld": Answer("beeld", State.GIVEN, "red"),
            "beeld_merkt": Answer("beeld_merkt", State.GIVEN, make.WORDS),
        }
        held, draft = floor.floor(unit, carla.id), drafts.draft_of(unit, carla.id)
        assert held is not None
        assert draft is not None
        assert drafts.read(unit, draft) == make.WORDS
        asked, told = (decode(row.message) for row in unit.session.exec(select(Outbox).order_by(Outbox.id)))
        assert asked == Ask(seat.id, "weet", held.version)
        assert told == Notice("join.told", {"name": "Carla"})
        failed = unit.session.exec(select(Inbox).where(Inbox.code == "ABC234")).one()
        assert inbox.payload(unit, failed) == make.WORDS.encode()
        for table in (Event, Heartbeat, Invite, Snapshot):
            assert unit.session.exec(select(table)).one()
        first_look = select(Appointment.subject).where(Appointment.kind == "look")
        assert list(unit.session.exec(first_look)) == [member.partnership_id], "looked after from now on"

    await upgraded.read(look, name="look")
    assert migrations.revision(upgraded.engines[0]) == migrations.HEAD
    assert set(SQLModel.metadata.tables) <= set(inspect(upgraded.engines[0]).get_table_names())
