"""What the doctor says of an installation: each thing looked at, whether it is well, and what to do."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path

from bot.settings import Settings
from bot.web.readiness import OLDEST, SILENT
from storage import migrations
from storage.condition import Condition, Queues, file_of

SPACE = 500_000_000
"""Bytes that should be free, beside as much again as the database takes: an upgrade makes a copy of it."""

SHEET_READ_WITHIN = timedelta(days=365)


class Level(Enum):
    """How bad it is. Only WRONG asks for something to be done now."""

    WELL = "✔"
    HINT = "·"
    WRONG = "✘"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, as the key of a text and its values."""

    level: Level
    key: str
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Disk:
    """Room on the disk of an SQLite file, in bytes."""

    free: int
    taken: int


@dataclass(frozen=True)
class Secret:
    """A file that only its owner may read; `mode` is None when it is not there."""

    path: Path
    mode: int | None

    @classmethod
    def at(cls, path: Path) -> Secret:
        """As it is on the disk now."""
        return cls(path, stat.S_IMODE(path.stat().st_mode) if path.exists() else None)


def of_database(condition: Condition | None, now: datetime) -> Iterator[Finding]:
    """Schema, damage, and what waits in it."""
    if condition is None or condition.revision is None:
        yield Finding(Level.HINT, "doctor.no_database")
        return
    yield _schema(condition.revision)
    if condition.damage:
        yield Finding(Level.WRONG, "doctor.damaged", {"first": condition.damage[0]})
    if condition.queues is not None:
        yield from of_queues(condition.queues, now)


def of_queues(queues: Queues, now: datetime) -> Iterator[Finding]:
    """Signs of life, and what is late or failed."""
    for name, well, wrong in (
        ("bot", "doctor.alive", "doctor.not_alive"),
        ("bot:telegram", "doctor.hears", "doctor.hears_not"),
    ):
        beat = queues.beats.get(name)
        lives = beat is not None and now - beat <= SILENT
        yield Finding(Level.WELL, well) if lives else Finding(Level.WRONG, wrong)
    if queues.oldest_waiting is not None and queues.oldest_waiting > OLDEST:
        values = {"messages": queues.waiting, "minutes": _minutes(queues.oldest_waiting)}
        yield Finding(Level.WRONG, "doctor.outbox_late", values)
    else:
        yield Finding(Level.WELL, "doctor.outbox", {"messages": queues.waiting})
    if queues.most_overdue is not None and queues.most_overdue > OLDEST:
        values = {"appointments": queues.overdue, "minutes": _minutes(queues.most_overdue)}
        yield Finding(Level.WRONG, "doctor.overdue", values)
    else:
        yield Finding(Level.WELL, "doctor.on_time")
    if queues.terms_late:
        yield Finding(Level.WRONG, "doctor.terms_late", {"things": queues.terms_late})
    if queues.failed_events:
        yield Finding(Level.WRONG, "doctor.failed_events", {"events": queues.failed_events})
    if queues.failed_appointments:
        yield Finding(Level.WRONG, "doctor.failed_appointments", {"appointments": queues.failed_appointments})
    if queues.unknown or queues.dead:
        yield Finding(Level.HINT, "doctor.stranded", {"unknown": queues.unknown, "dead": queues.dead})


def of_disk(disk: Disk) -> Finding:
    """Whether there is room for an upgrade and a while of growing."""
    values = {"megabytes": disk.free // 1_000_000}
    full = disk.free < SPACE + disk.taken
    return (
        Finding(Level.WRONG, "doctor.disk_full", values)
        if full
        else Finding(Level.WELL, "doctor.disk", values)
    )


def of_secret(secret: Secret) -> Iterator[Finding]:
    """Nothing when it is as it should be."""
    if secret.mode is None:
        yield Finding(Level.WRONG, "doctor.no_file", {"file": str(secret.path)})
    elif secret.mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Finding(
            Level.WRONG, "doctor.open_file", {"file": str(secret.path), "mode": f"{secret.mode:03o}"}
        )


def of_sheet(read_at: datetime | None, now: datetime) -> Finding:
    """Whether somebody has the master key on paper, and looked at it not too long ago."""
    if read_at is None:
        return Finding(Level.WRONG, "doctor.no_sheet")
    if now - read_at > SHEET_READ_WITHIN:
        return Finding(Level.HINT, "doctor.sheet_old")
    return Finding(Level.WELL, "doctor.sheet", {"day": read_at.isoformat(), "year": read_at.year})


def of_key_files(key: Path) -> Iterator[Finding]:
    """What a change of the master key left beside it."""
    if key.with_name(f"{key.name}.new").exists():
        yield Finding(Level.WRONG, "doctor.key_changing")
    for old in sorted(key.parent.glob(f"{key.name}.before-*")):
        yield Finding(Level.HINT, "doctor.key_before", {"file": str(old)})


def of_settings(settings: Settings) -> Iterator[Finding]:
    """What is allowed, and yet worth a thought."""
    if settings.is_rehearsal:
        yield Finding(Level.HINT, "doctor.rehearsal")
    elif settings.telegram.token is not None and settings.telegram.token_file is None:
        yield Finding(Level.HINT, "doctor.token_in_settings")
    file = file_of(settings.database.url.get_secret_value())
    key = settings.keys.master_file
    if settings.master_key is not None and file is not None and key.resolve().parent == file.resolve().parent:
        yield Finding(Level.HINT, "doctor.key_beside", {"file": str(key)})
    if settings.log.level == "debug":
        yield Finding(Level.HINT, "doctor.debug")


def _schema(revision: str) -> Finding:
    values = {"found": revision, "known": migrations.HEAD}
    if revision == migrations.HEAD:
        return Finding(Level.WELL, "doctor.schema", values)
    if revision < migrations.HEAD:
        return Finding(Level.HINT, "doctor.schema_older", values)
    return Finding(Level.WRONG, "doctor.schema_newer", values)


def _minutes(time: timedelta) -> int:
    return int(time.total_seconds() // 60)
