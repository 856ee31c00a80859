"""Who was disturbed when, and for what: the budget of attention is counted from it."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from process.rules.attention import Attention
from storage.tables.columns import NEVER_REUSED, Id, Instant, Word


class Disturbance(SQLModel, table=True):
    """A message that the bot started and that reached somebody, or may have.

    `message` is its number in the outbox, which may be gone. One message that is about several partnerships
    has a row for each, and counts once.
    """

    __tablename__ = "attention"
    __table_args__ = (
        UniqueConstraint("message", "partnership_id", name="attention_once"),
        Index("attention_when", "person_id", "at"),
        NEVER_REUSED,
    )

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    person_id: int = Field(foreign_key="person.id", sa_type=Id)
    partnership_id: int = Field(foreign_key="partnership.id", sa_type=Id, index=True)
    message: int = Field(sa_type=Id)
    kind: Attention = Field(sa_type=Word(Attention))
    at: datetime = Field(sa_type=Instant)
