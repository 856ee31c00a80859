"""A copy of everything, also while the bot runs.

The database goes to a new file each time; the keys go to one file that is overwritten. A key that was
destroyed is then gone from the backup too, and with it the texts in all older copies of the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError
from sqlcipher3.dbapi2 import DatabaseError

from process.moment import Clock
from storage import migrations, pg_programs
from storage.engines import connect_sqlite, parse, sqlite_engine
from storage.keys import SCHEMA
from storage.trouble import StorageRefused, misfit, told


@dataclass(frozen=True)
class Backup:
    """Where the copies are."""

    database: Path
    keys: Path


def backup(
    url: str, key: bytes | None, to: Path, *, keys_url: str | None = None, clock: Clock | None = None
) -> Backup:
    """Copy database and keys to the folder `to` and check the copies.

    Copies of SQLite files are encrypted with the same key. Those of PostgreSQL are not: the texts in them
    are, names are not, so the folder must be on an encrypted volume.
    Raises StorageRefused (what, and how to fix it) or StorageTrouble; an earlier copy is then still there.
    """
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    stamp = (clock or Clock()).now().strftime("%Y%m%dT%H%M%SZ")
    place = parse(url)
    if place.get_backend_name() == "postgresql":
        keys_place = parse(keys_url) if keys_url else place
        made = Backup(to / f"vinkje-{stamp}.dump", to / "keys.dump")
        _dump(place, made.database, f"--exclude-schema={SCHEMA}")
        _dump(keys_place, made.keys, f"--schema={SCHEMA}")
        return made
    file = Path(place.database or "")
    keys_file = Path(parse(keys_url).database or "") if keys_url else file.with_name("keys.db")
    made = Backup(to / f"vinkje-{stamp}.db", to / "keys.db")
    _copy(file, key, made.database)  # first: a key is there before the text under it
    _copy(keys_file, key, made.keys)
    return made


def check(file: Path, key: bytes | None) -> None:
    """Read a whole SQLite file.

    Raises StorageRefused when the key does not open it, and when a page or a reference in it is damaged.
    """
    damaged = StorageRefused(f"the copy {file.name} is damaged", "check the disk, and try again elsewhere")
    connection = connect_sqlite(file, key)
    try:
        _open(connection)
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise damaged
        if key and connection.execute("PRAGMA cipher_integrity_check").fetchall():
            raise damaged
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            raise damaged
    except DatabaseError as error:
        raise damaged from error
    finally:
        connection.close()


def _open(connection: Any) -> None:
    """Read the first page, which is where a wrong key shows."""
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except DatabaseError as error:
        raise misfit() from error


def _copy(file: Path, key: bytes | None, to: Path) -> None:
    if not file.exists():
        raise StorageRefused(f"there is no database at {file}", "check the URL of the database")
    part = to.with_name(f"{to.name}.part")
    engine = sqlite_engine(file, key)
    try:
        migrations.copy_file(engine, part)
        check(part, key)
    except DBAPIError as error:
        raise told(error) from error
    finally:
        engine.dispose()
    part.replace(to)


def _dump(place: URL, to: Path, *what: str) -> None:
    part = to.with_name(f"{to.name}.part")
    pg_programs.run("pg_dump", place, "--format=custom", f"--file={part}", *what)
    part.chmod(0o600)
    part.replace(to)
