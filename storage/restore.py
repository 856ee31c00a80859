"""Putting a backup back, so that nothing comes back that was forgotten and nothing is sent that was sent.

What was made is finished beside its place and moved there at the end: a restore that is cut off has left the
place as it was.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import DropSchema
from sqlmodel import col, select

from process.moment import Clock
from storage import codec, migrations, pg_programs
from storage.backup import check
from storage.cipher import KEY_BYTES
from storage.engines import parse, postgres_engine, sqlite_engine
from storage.keys import SCHEMA, KeyStore, Vault
from storage.queries import people
from storage.queries.forgetting import erase, erase_person
from storage.tables import Address, Floor, Heartbeat, Outbox, Passage
from storage.trouble import StorageRefused, told
from storage.unit import Unit

LEAP = 1_000_000
"""How far every number goes on: what was numbered since the backup is never numbered again.

Buttons and messages of that time are still on people's phones.
"""
ALIVE = timedelta(seconds=90)
"""A bot says every half minute that it lives."""
_BEFORE = f"{SCHEMA}_before"
_NO_MEMBER_YET = (
    "INSERT INTO sqlite_sequence (name, seq)"
    " SELECT 'member', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'member')"
)


@dataclass(frozen=True)
class Restored:
    """What was put back, and where the database that stood there is now, if there was one."""

    backup: Path
    forgotten: int
    dropped: int
    aside: Path | None = None


def restore(
    url: str,
    key: bytes | None,
    source: Path,
    *,
    keys_url: str | None = None,
    replace: bool = False,
    clock: Clock | None = None,
) -> Restored:
    """Put the newest backup of the folder `source`, or the backup that it names itself, where `url` points.

    Everybody who was forgotten since is forgotten again, messages that waited are dropped, and the schema is
    brought up to date. `replace` sets a database that stands there aside; on PostgreSQL it goes.
    Raises StorageRefused (what, and how to fix it) or StorageTrouble.
    """
    place = parse(url)
    now = (clock or Clock()).now()
    try:
        if place.get_backend_name() == "postgresql":
            return _restore_dumps(place, parse(keys_url) if keys_url else place, key, source, replace, now)
        file = Path(place.database or "")
        keys = Path(parse(keys_url).database or "") if keys_url else file.with_name("keys.db")
        return _restore_files(file, keys, key, source, replace, now)
    except DBAPIError as error:
        raise told(error) from error


def _restore_files(
    file: Path, keys_file: Path, key: bytes | None, source: Path, replace: bool, now: datetime
) -> Restored:
    database, keys = _found(source, ".db")
    if file.exists() and file.stat().st_size:
        _refuse_standing(file, replace)
        _refuse_running(sqlite_engine(file, key), now)
    check(database, key)
    check(keys, key)
    new, new_keys = _copied(database, file), _copied(keys, keys_file)
    engine, store = sqlite_engine(new, key), KeyStore(sqlite_engine(new_keys, key))
    try:
        if keys_file.exists():
            _take_over(store, KeyStore(sqlite_engine(keys_file, key)))
        migrations.upgrade(engine)
        forgotten, dropped = _put_right(engine, store, key, now)
    finally:
        engine.dispose()
        store.close()
    aside = _set_aside(file, now) if file.exists() else None
    new_keys.replace(keys_file)
    new.replace(file)
    return Restored(database, forgotten, dropped, aside)


def _restore_dumps(
    place: URL, keys_place: URL, key: bytes | None, source: Path, replace: bool, now: datetime
) -> Restored:
    database, keys = _found(source, ".dump")
    engine, keys_engine = postgres_engine(place, 1), postgres_engine(keys_place, 1)
    store = KeyStore(keys_engine)
    try:
        if migrations.revision(engine) is not None:
            _refuse_standing(place.database, replace)
            _refuse_running(engine, now)
        store.prepare()
        before = KeyStore(keys_engine, _BEFORE)
        before.prepare()  # it is there already when an earlier restore was cut off
        before.absorb(store)
        try:
            _drop(keys_engine, SCHEMA)
            pg_programs.run("pg_restore", keys_place, "--single-transaction", "--no-owner", str(keys))
        finally:
            store.prepare()
            store.absorb(before)
            _drop(keys_engine, _BEFORE)
        clean = ("--clean", "--if-exists", "--single-transaction", "--no-owner")
        pg_programs.run("pg_restore", place, *clean, str(database))
        migrations.upgrade(engine)
        forgotten, dropped = _put_right(engine, store, key, now)
    finally:
        engine.dispose()
        store.close()
    return Restored(database, forgotten, dropped)


def _found(source: Path, suffix: str) -> tuple[Path, Path]:
    """The backup to put back and the keys beside it."""
    folder = source if source.is_dir() else source.parent
    kept = sorted(folder.glob(f"vinkje-*{suffix}")) if source.is_dir() else [source]
    if not kept or not kept[-1].is_file():
        raise StorageRefused(f"there is no backup in {source}", "name the folder that `vinkje backup` filled")
    keys = folder / f"keys{suffix}"
    if not keys.is_file():
        raise StorageRefused(
            f"{keys} is not there, and without it nobody's own words can be read",
            "put the newest copy of it beside the backup",
        )
    return kept[-1], keys


def _refuse_standing(what: object, replace: bool) -> None:
    if not replace:
        raise StorageRefused(
            f"there is a database already: {what}", "add --replace to put the backup in its place"
        )


def _refuse_running(engine: Engine, now: datetime) -> None:
    """A database in use must not be taken away. One that cannot be read is not in use."""
    try:
        with engine.connect() as connection:
            beats = list(connection.scalars(select(Heartbeat.at)))
    except DBAPIError:
        return
    finally:
        engine.dispose()
    if any(timedelta(0) <= now - beat < ALIVE for beat in beats):
        raise StorageRefused(
            "Vinkje runs on this database",
            "stop it first; after a crash, wait a minute and a half",
        )


def _copied(source: Path, to: Path) -> Path:
    """A copy beside the place where it will stand, for its owner alone."""
    part = to.with_name(f"{to.name}.restoring")
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for old in _with_journals(part):
        old.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_WRONLY, 0o600))
    shutil.copyfile(source, part)
    with part.open("rb+") as written:
        os.fsync(written.fileno())
    return part


def _take_over(store: KeyStore, standing: KeyStore) -> None:
    """The keys that stand here may be newer than those of the backup, or the other way round: both count."""
    try:
        standing.prepare()
        store.absorb(standing)
    finally:
        standing.close()


def _drop(engine: Engine, schema: str) -> None:
    with engine.begin() as connection:
        connection.execute(DropSchema(schema, cascade=True, if_exists=True))


def _set_aside(file: Path, now: datetime) -> Path:
    aside = file.with_name(f"{file.name}.replaced-{now:%Y%m%dT%H%M%SZ}")
    for old, new in zip(_with_journals(file), _with_journals(aside), strict=True):
        if old.exists():
            old.rename(new)
    return aside


def _with_journals(file: Path) -> tuple[Path, ...]:
    return tuple(file.with_name(f"{file.name}{end}") for end in ("", "-wal", "-shm"))


def _put_right(engine: Engine, keys: KeyStore, key: bytes | None, now: datetime) -> tuple[int, int]:
    """What the time since the backup asks for; how many were forgotten again, and messages dropped."""
    forgotten = keys.forgotten()
    with engine.begin() as connection:
        unit = Unit(connection, Vault(keys, key or bytes(KEY_BYTES), lambda: now))
        with unit.session:
            _forget_again(unit, forgotten, now)
            dropped = _drop_waiting(unit, now)
            unit.session.exec(update(Address).values(lease_until=None))
            unit.session.exec(update(Floor).values(version=col(Floor.version) + LEAP))
            unit.session.commit()
        _leap(connection, keys.newest())
    return len(forgotten), dropped


def _forget_again(unit: Unit, forgotten: list[int], now: datetime) -> None:
    """Those members, and who has no other place left: the way to reach them goes as well."""
    whose = {was for member_id in forgotten if (was := erase(unit, member_id, now)) is not None}
    for person_id in sorted(whose):
        if not people.memberships(unit, person_id):
            erase_person(unit, person_id, now)


def _drop_waiting(unit: Unit, now: datetime) -> int:
    """They may have been sent since; what still stands is asked again when the bot comes back."""
    waiting = unit.session.exec(select(Outbox).where(col(Outbox.done_at).is_(None))).all()
    for row in waiting:
        row.message = codec.bare(codec.kind_of(row.message))
        row.state, row.done_at, row.detail = Passage.DROPPED, now, "restored"
        unit.session.add(row)
    return len(waiting)


def _leap(connection: Connection, newest: int) -> None:
    """All numbers go on further up, and those of members above every key and tombstone there is."""
    if connection.dialect.name == "sqlite":
        connection.execute(text(_NO_MEMBER_YET))
        connection.execute(text("UPDATE sqlite_sequence SET seq = seq + :leap"), {"leap": LEAP})
        above = "UPDATE sqlite_sequence SET seq = max(seq, :newest) WHERE name = 'member'"
        connection.execute(text(above), {"newest": newest})
        return
    sequences = connection.execute(
        text("SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = 'public'")
    )
    for name, last in sequences.all():
        least = newest if name == "member_id_seq" else 0
        connection.execute(
            text("SELECT setval(CAST(:name AS regclass), :to)"),
            {"name": f'public."{name}"', "to": max(last + LEAP, least)},
        )
