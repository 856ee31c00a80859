"""A round that is done together in the meeting, and the colour cards that organisations held up there."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from flows.question import Colour
from process.states import Together
from storage.tables.columns import NEVER_REUSED, Id, Instant, Word


class Live(SQLModel, table=True):
    """A round in the meeting: how, who leads it, and the message on their phone that counts along (`ref`)."""

    __tablename__ = "live"
    __table_args__ = (UniqueConstraint("round_id", name="live_once"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    round_id: int = Field(foreign_key="round.id", sa_type=Id)
    how: Together = Field(sa_type=Word(Together))
    member_id: int = Field(foreign_key="member.id", sa_type=Id, index=True)
    ref: str | None = Field(default=None, max_length=64)
    at: datetime = Field(sa_type=Instant)


class Card(SQLModel, table=True):
    """The card of an organisation at a question, tapped by `member_id`; without a colour none was held up."""

    __tablename__ = "card"
    __table_args__ = (
        UniqueConstraint("round_id", "organisation_id", "question", name="card_once"),
        NEVER_REUSED,
    )

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    round_id: int = Field(foreign_key="round.id", sa_type=Id)
    organisation_id: int = Field(foreign_key="organisation.id", sa_type=Id, index=True)
    question: str = Field(max_length=96)
    colour: Colour | None = Field(default=None, sa_type=Word(Colour))
    member_id: int = Field(foreign_key="member.id", sa_type=Id, index=True)
    at: datetime = Field(sa_type=Instant)
