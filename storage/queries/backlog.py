"""What is late: messages that could have gone, appointments that should have been kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from storage.tables import Appointment, Outbox
from storage.tables.columns import Instant
from storage.unit import Unit


@dataclass(frozen=True)
class Backlog:
    """How much waits at one instant.

    messages  open ones whose time has come, those being sent included
    since     when the oldest of them could have gone (UTC), None without any
    overdue   appointments that are due and not kept
    """

    messages: int
    since: datetime | None
    overdue: int


def backlog(unit: Unit, now: datetime) -> Backlog:
    """What waits now; a message that its channel asked patience for counts from when it first could go."""
    may_go = func.coalesce(Outbox.not_before, Outbox.created_at)
    messages, since = unit.session.exec(
        select(func.count(), func.min(may_go, type_=Instant)).where(
            col(Outbox.done_at).is_(None), may_go <= now
        )
    ).one()
    overdue = unit.session.exec(
        select(func.count()).where(col(Appointment.done_at).is_(None), col(Appointment.due_at) <= now)
    ).one()
    return Backlog(messages, since, overdue)
