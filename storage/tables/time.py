"""Appointments and signs of life."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.tables.columns import NEVER_REUSED, Id, Instant, Word


class Kept(StrEnum):
    """Whether an appointment was kept."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


_WAITING = text("done_at IS NULL")


class Appointment(SQLModel, table=True):
    """Something to do at an instant. Kind, subject and occurrence together happen once.

    It waits while `done_at` is empty.
    """

    __tablename__ = "appointment"
    __table_args__ = (
        UniqueConstraint("kind", "subject", "occurrence", name="appointment_once"),
        Index("appointment_due", "due_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
        NEVER_REUSED,
    )

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    kind: str = Field(max_length=32)
    subject: int = Field(sa_type=Id)
    occurrence: str = Field(max_length=32)
    due_at: datetime = Field(sa_type=Instant)
    state: Kept = Field(default=Kept.WAITING, sa_type=Word(Kept))
    attempts: int = 0
    done_at: datetime | None = Field(default=None, sa_type=Instant)


class Heartbeat(SQLModel, table=True):
    """When a part of the program last said that it lives."""

    __tablename__ = "heartbeat"

    name: str = Field(primary_key=True, max_length=32)
    at: datetime = Field(sa_type=Instant)


class Turn(SQLModel, table=True):
    """When the next message of a kind may be begun, over all replicas together (the database's clock)."""

    __tablename__ = "turn"

    name: str = Field(primary_key=True, max_length=32)
    free_at: datetime = Field(sa_type=Instant)
