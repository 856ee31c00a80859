"""Another master key for everything that is kept, while no bot runs.

SQLite files are encrypted anew beside their place and renamed into it, one by one; on PostgreSQL the keys of
free text are wrapped anew in one transaction. Cut off at any moment, the same call with the same two keys
finishes it: each file, and each key, is asked which of the two opens it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlcipher3.dbapi2 import DatabaseError
from sqlmodel import col, select

from process.moment import Clock
from storage import migrations
from storage.backup import check
from storage.engines import connect_sqlite, empty_journal, parse, postgres_engine, sqlite_engine
from storage.keys import KeyStore
from storage.tables import Heartbeat
from storage.trouble import StorageRefused, misfit, told

ALIVE = timedelta(seconds=90)
"""A bot says every half minute that it lives."""
_BOT = "bot"


@dataclass(frozen=True)
class Rotated:
    """How many files were encrypted anew and keys wrapped anew, without what was done before."""

    files: int
    keys: int


def rotate(url: str, old: bytes, new: bytes, *, clock: Clock | None = None) -> Rotated:
    """Let the new master key open what the old one opened.

    Raises StorageRefused (what, and how to fix it) or StorageTrouble; what was done until then stays done.
    """
    now = (clock or Clock()).now()
    place = parse(url)
    try:
        if place.get_backend_name() == "postgresql":
            return Rotated(0, _rotate_schema(postgres_engine(place, 1), old, new, now))
        file = Path(place.database or "")
        return _rotate_files(file, file.with_name("keys.db"), old, new, now)
    except DBAPIError as error:
        raise told(error) from error


def reencrypt(file: Path, old: bytes, new: bytes) -> None:
    """Give an SQLite file that nobody else uses another key, in its place. Not safe to be cut off."""
    connection = connect_sqlite(file, old)
    try:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        connection.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
    finally:
        connection.close()
    check(file, new)


def opens(file: Path, key: bytes) -> bool:
    """Whether this key opens an SQLite file."""
    connection = connect_sqlite(file, key)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except DatabaseError:
        return False
    finally:
        connection.close()
    return True


def wrap_anew(store: KeyStore, old: bytes, new: bytes, now: datetime) -> int:
    """The keys of free text under another master key. Raises StorageRefused when neither fits."""
    try:
        store.prepare()
        return store.rewrap(old, new, now)
    except InvalidTag:
        raise misfit() from None
    finally:
        store.close()


def _rotate_schema(engine: Engine, old: bytes, new: bytes, now: datetime) -> int:
    try:
        if migrations.revision(engine) is not None:
            _refuse_running(engine, now)
        return wrap_anew(KeyStore(engine), old, new, now)
    finally:
        engine.dispose()


def _rotate_files(file: Path, keys: Path, old: bytes, new: bytes, now: datetime) -> Rotated:
    if not file.exists():
        raise StorageRefused(
            f"there is no database at {file}", "without one there is nothing to change: vinkje keys new"
        )
    if opens(file, old):
        engine = sqlite_engine(file, old, read_only=True)
        try:
            _refuse_running(engine, now)
        finally:
            engine.dispose()
    files = wrapped = 0
    for each in (keys, file):  # the database last: with it opens the rest
        if each.exists() and not opens(each, new):
            part = _copied(each, old)
            reencrypt(part, old, new)
            if each == keys:
                wrapped = wrap_anew(KeyStore(sqlite_engine(part, new)), old, new, now)
            _into_place(part, each)
            files += 1
    return Rotated(files, wrapped)


def _copied(file: Path, key: bytes) -> Path:
    """What a file holds, beside it, with nothing left in its journals."""
    if not opens(file, key):
        raise misfit()
    part = file.with_name(f"{file.name}.rekeying")
    for end in ("", "-wal", "-shm", "-journal"):
        part.with_name(f"{part.name}{end}").unlink(missing_ok=True)
    engine = sqlite_engine(file, key)
    try:
        empty_journal(engine)
        migrations.copy_file(engine, part)
    finally:
        engine.dispose()
    journal = file.with_name(f"{file.name}-wal")
    if journal.exists() and journal.stat().st_size:
        raise StorageRefused(f"{file} is in use", "stop everything that uses it: Vinkje, and other commands")
    return part


def _into_place(part: Path, file: Path) -> None:
    with part.open("rb+") as written:
        os.fsync(written.fileno())
    for end in ("-wal", "-shm"):  # of the file as it was
        file.with_name(f"{file.name}{end}").unlink(missing_ok=True)
    part.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _refuse_running(engine: Engine, now: datetime) -> None:
    with engine.connect() as connection:
        found = connection.scalars(select(Heartbeat.at).where(col(Heartbeat.name) == _BOT)).first()
    if found is not None and timedelta(0) <= now - found < ALIVE:
        raise StorageRefused(
            "Vinkje runs on this database", "stop it first; after a crash, wait a minute and a half"
        )
