"""The conversation with one person: what holds the floor, loose words, and what was shown to all."""

from datetime import datetime

from sqlalchemy import LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from process.states import FloorKind
from storage.tables.columns import NEVER_REUSED, Id, Instant, Word


class Floor(SQLModel, table=True):
    """What holds a person's attention. The row stays for ever and `version` only grows.

    `ref` names the message that shows it, `shown_at` is when it was shown first; `data` is the JSON of a
    form that is being filled in.
    """

    __tablename__ = "floor"

    person_id: int = Field(
        primary_key=True, foreign_key="person.id", sa_type=Id, sa_column_kwargs={"autoincrement": False}
    )
    version: int = Field(default=0, sa_type=Id)
    kind: FloorKind = Field(default=FloorKind.NONE, sa_type=Word(FloorKind))
    seat_id: int | None = Field(default=None, foreign_key="seat.id", sa_type=Id, index=True)
    question: str | None = Field(default=None, max_length=96)
    form: str | None = Field(default=None, max_length=64)
    data: str | None = Field(default=None, sa_type=Text)
    ref: str | None = Field(default=None, max_length=64)
    shown_at: datetime | None = Field(default=None, sa_type=Instant)


class Draft(SQLModel, table=True):
    """Words that belong to no partnership yet: encrypted, kept for at most a day."""

    __tablename__ = "draft"
    __table_args__ = (NEVER_REUSED,)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    person_id: int = Field(foreign_key="person.id", sa_type=Id, index=True)
    words: bytes = Field(sa_type=LargeBinary)
    at: datetime = Field(sa_type=Instant, index=True)
    floor_version: int | None = Field(default=None, sa_type=Id)


class Snapshot(SQLModel, table=True):
    """What was shown of a round, frozen as JSON: it never changes after the reveal."""

    __tablename__ = "snapshot"
    __table_args__ = (UniqueConstraint("round_id", "kind", name="snapshot_once"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    round_id: int = Field(foreign_key="round.id", sa_type=Id)
    kind: str = Field(max_length=32)
    contents: str = Field(sa_type=Text)
    made_at: datetime = Field(sa_type=Instant)
