"""The schema of a database is what the tables say, and an upgrade loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  registers the tables
from storage import migrations
from storage.engines import parse, postgres_engine, sqlite_engine
from storage.queries import people
from storage.store import Store
from storage.trouble import StorageRefused
from tests.clock import ManualClock
from tests.conftest import KEY, Database

CATALOGUE = {
    "sqlite": ("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'",),
    "postgresql": (
        "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable"
        " FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace",
    ),
}


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without anything in it."""
    if request.param == "sqlite":
        engine = sqlite_engine(tmp_path / "empty.db", KEY)
        yield engine
        engine.dispose()
        return
    with request.getfixturevalue("postgres").bare_database() as url:
        engine = postgres_engine(parse(url), 2)
        yield engine
        engine.dispose()


def _catalogue(connection: Connection) -> set[tuple[str, ...]]:
    rows = [row for query in CATALOGUE[connection.dialect.name] for row in connection.exec_driver_sql(query)]
    flat = {tuple(_in_any_order(str(field)) for field in row) for row in rows}
    return {row for row in flat if "alembic_version" not in " ".join(row)}


def _in_any_order(sql: str) -> str:
    """The parts of a definition, sorted: the order of constraints means nothing."""
    plain = " ".join(sql.replace('"', "").split())  # SQLite quotes the name of a table that was rebuilt
    return " | ".join(sorted(part.strip(" )") for part in plain.split(", ")))


def test_the_revisions_make_the_tables_as_the_code_says(empty: Engine) -> None:
    migrations.upgrade(empty)
    with empty.connect() as connection:
        migrated = _catalogue(connection)
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []
    with empty.begin() as connection:
        SQLModel.metadata.drop_all(connection)
        SQLModel.metadata.create_all(connection)
        assert _catalogue(connection) == migrated


def test_the_head_is_the_newest_revision() -> None:
    folder = Path(migrations.__file__).parent
    assert ScriptDirectory(str(folder)).get_heads() == [migrations.HEAD]


def test_a_second_start_changes_nothing(empty: Engine) -> None:
    assert migrations.revision(empty) is None
    migrations.upgrade(empty)
    assert migrations.revision(empty) == migrations.HEAD
    migrations.upgrade(empty)
    assert migrations.revision(empty) == migrations.HEAD


def _pretend(database: Database, revision: str) -> None:
    """As if a program of another age had made the schema."""
    place = parse(database.url)
    is_file = place.get_backend_name() == "sqlite"
    engine = sqlite_engine(Path(place.database or ""), KEY) if is_file else postgres_engine(place, 1)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": revision})
    engine.dispose()


def test_a_database_from_a_newer_program_is_refused(database: Database) -> None:
    _pretend(database, "9999")
    with pytest.raises(StorageRefused, match=r"schema 9999.*start the newer version"):
        Store.open(database.url, database.key)
    _pretend(database, migrations.HEAD)
    Store.open(database.url, database.key).close()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_copy_is_made_before_an_upgrade(
    database: Database, tmp_path: Path, clock: ManualClock
) -> None:
    store = Store.open(database.url, database.key)
    await store.run(lambda unit: people.new_person(unit, "c", "1", "nl", clock.now()), name="new")
    store.close()
    _pretend(database, "0000")
    with pytest.raises(StorageRefused):
        Store.open(database.url, database.key)
    kept = sqlite_engine(tmp_path / "data" / f"vinkje.db.before-{migrations.HEAD}", KEY)
    with kept.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM person").scalar() == 1
    kept.dispose()


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(empty: Engine) -> None:
    with empty.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE seat (nonsense integer)")
    with pytest.raises(Exception, match="seat"):
        migrations.upgrade(empty)
    with empty.connect() as connection:
        names = {row[0] for row in _catalogue(connection)} | {row[1] for row in _catalogue(connection)}
    assert "person" not in names
    assert migrations.revision(empty) is None
