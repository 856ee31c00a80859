"""The condition of a database, for the operator: looked at beside a running bot, and nothing is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, func
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from process.rules.keeping import Keeping
from storage import appointments, migrations
from storage.cipher import KEY_BYTES
from storage.engines import parse, postgres_engine, sqlite_engine
from storage.keys import KeyStore, Vault
from storage.queries import heartbeats
from storage.queries.backlog import backlog
from storage.retention import overdue
from storage.tables import Appointment, Inbox, Kept, Outbox, Passage, Receipt
from storage.trouble import told
from storage.unit import Unit

SWEPT_WITHIN = timedelta(days=1)


@dataclass(frozen=True)
class Queues:
    """What waits and what failed. `beats` is when parts of the program last lived (UTC).

    `terms_late` counts what should have gone more than a day ago, since the sweep comes once a day.
    """

    beats: Mapping[str, datetime]
    waiting: int
    oldest_waiting: timedelta | None
    unknown: int
    dead: int
    failed_events: int
    overdue: int
    most_overdue: timedelta | None
    failed_appointments: int
    terms_late: int = 0


@dataclass(frozen=True)
class Condition:
    """`revision` of the schema, None without one; `damage` of an SQLite file; queues if they can be read."""

    revision: str | None
    damage: tuple[str, ...] = ()
    queues: Queues | None = None


def file_of(url: str) -> Path | None:
    """The SQLite file that a URL names, None for PostgreSQL."""
    place = parse(url)
    return Path(place.database or "") if place.get_backend_name() == "sqlite" else None


def sheet_read_at(url: str, key: bytes) -> datetime | None:
    """When somebody last typed from the backup sheet of this master key, None when nobody did."""
    file = file_of(url)
    if file is None:
        engine = postgres_engine(parse(url), 1, read_only=True)
    elif file.with_name("keys.db").exists():
        engine = sqlite_engine(file.with_name("keys.db"), key, read_only=True)
    else:
        return None
    try:
        return KeyStore(engine).sheet_read_at(key)
    except DBAPIError:  # there are no keys yet, or an earlier program made them
        return None
    finally:
        engine.dispose()


def examine(
    url: str,
    key: bytes | None,
    now: datetime,
    keeping: Keeping = Keeping(),  # noqa: B008 - a frozen value
) -> Condition | None:
    """Look at the database; None when there is no file. Raises StorageRefused or StorageTrouble."""
    file = file_of(url)
    if file is not None and not (file.exists() and file.stat().st_size):
        return None
    if file is None:
        engine = postgres_engine(parse(url), 1, read_only=True)
    else:
        engine = sqlite_engine(file, key, read_only=True)
    try:
        revision = migrations.revision(engine)
        damage = _damage(engine) if file is not None else ()
        known = revision == migrations.HEAD
        return Condition(
            revision, damage, _queues(engine, key, now, keeping) if known and not damage else None
        )
    except DBAPIError as error:
        raise told(error) from error
    finally:
        engine.dispose()


def _damage(engine: Engine) -> tuple[str, ...]:
    """What SQLite says of a file in which a page or a reference is wrong; it reads all of it."""
    with engine.connect() as connection:
        said = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(10)")]
        loose = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(10)
    wrong = [] if said == ["ok"] else said
    return (*wrong, *sorted({f"{row[0]}: a row refers to nothing" for row in loose}))


def _queues(engine: Engine, key: bytes | None, now: datetime, keeping: Keeping) -> Queues:
    with engine.connect() as connection:
        vault = Vault(KeyStore(engine), key or bytes(KEY_BYTES), lambda: now)  # nothing sealed is opened
        unit = Unit(connection, vault)
        with unit.session:
            return replace(queues(unit, now), terms_late=overdue(unit, keeping, now - SWEPT_WITHIN))


def queues(unit: Unit, now: datetime) -> Queues:
    """What waits and what failed, at `now`."""
    late = backlog(unit, now)
    first_due = appointments.next_due(unit)

    def counted(table: type[Outbox | Inbox | Appointment], state: Passage | Receipt | Kept) -> int:
        return int(unit.session.exec(select(func.count()).where(col(table.state) == state)).one())

    return Queues(
        beats=heartbeats.beats(unit),
        waiting=late.messages,
        oldest_waiting=now - late.since if late.since is not None else None,
        unknown=counted(Outbox, Passage.UNKNOWN),
        dead=counted(Outbox, Passage.DEAD),
        failed_events=counted(Inbox, Receipt.FAILED),
        overdue=late.overdue,
        most_overdue=now - first_due if first_due is not None and first_due <= now else None,
        failed_appointments=counted(Appointment, Kept.FAILED),
    )
