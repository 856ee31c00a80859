"""What came in and what goes out."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, LargeBinary, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from process.outcome import Copies, Urgency
from process.rules.attention import Attention
from storage.tables.columns import NEVER_REUSED, Id, Instant, Word


class Receipt(StrEnum):
    """What became of an event that came in."""

    DONE = "done"
    FAILED = "failed"


class Inbox(SQLModel, table=True):
    """An event that was handled, so that it is not handled twice. `payload` (encrypted) only of a failure."""

    __tablename__ = "inbox"
    __table_args__ = (UniqueConstraint("channel", "key", name="inbox_once"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    channel: str = Field(max_length=16)
    key: str = Field(max_length=96)
    state: Receipt = Field(default=Receipt.DONE, sa_type=Word(Receipt))
    at: datetime = Field(sa_type=Instant, index=True)
    code: str | None = Field(default=None, max_length=16)
    payload: bytes | None = Field(default=None, sa_type=LargeBinary)


class Passage(StrEnum):
    """How far a message is on its way. READY and SENDING are open; the others are final."""

    READY = "ready"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"  # perhaps delivered
    DROPPED = "dropped"  # no longer wanted
    DEAD = "dead"  # refused


_OPEN = text("done_at IS NULL")


class Outbox(SQLModel, table=True):
    """A message on its way to one address. `message` is the JSON of a `process.message.Message`.

    `attempts` counts the times that it may have been delivered; a row is open while `done_at` is empty.
    `claimed_until`: nothing goes to this address before then, because its channel asked for patience.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("outbox_open", "address_id", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("outbox_slot", "person_id", "slot", sqlite_where=_OPEN, postgresql_where=_OPEN),
        NEVER_REUSED,
    )

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    address_id: int = Field(foreign_key="address.id", sa_type=Id, index=True)
    person_id: int = Field(foreign_key="person.id", sa_type=Id, index=True)
    message: str = Field(sa_type=Text)
    urgency: Urgency = Field(sa_type=Word(Urgency))
    copies: Copies = Field(sa_type=Word(Copies))
    slot: str | None = Field(default=None, max_length=64)
    wanted_floor: int | None = Field(default=None, sa_type=Id)
    wanted_seat: int | None = Field(default=None, sa_type=Id)
    not_before: datetime | None = Field(default=None, sa_type=Instant)
    not_after: datetime | None = Field(default=None, sa_type=Instant)
    counts: Attention | None = Field(default=None, sa_type=Word(Attention))
    partnership_id: int | None = Field(default=None, sa_type=Id)
    bundled_into: int | None = Field(default=None, sa_type=Id, index=True)
    edit: str | None = Field(default=None, max_length=64)
    retire: str | None = Field(default=None, max_length=64)
    state: Passage = Field(default=Passage.READY, sa_type=Word(Passage))
    attempts: int = 0
    ref: str | None = Field(default=None, max_length=64)
    detail: str | None = Field(default=None, sa_type=Text)
    created_at: datetime = Field(sa_type=Instant)
    claimed_until: datetime | None = Field(default=None, sa_type=Instant)
    done_at: datetime | None = Field(default=None, sa_type=Instant)
