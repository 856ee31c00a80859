"""What came of talking about a result, and what of it is still to be talked about."""

from datetime import datetime

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from process.states import Discussed
from storage.tables.columns import NEVER_REUSED, Id, Instant, Word


class Discussion(SQLModel, table=True):
    """How a round that was shown came to its end; a round without one ended before this was kept.

    `words` are one line on what was decided, sealed with the key of the partnership and typed by
    `written_by`; empty when nobody wrote one or its term is over. `told_at`: since then everyone knows.
    """

    __tablename__ = "discussion"
    __table_args__ = (UniqueConstraint("round_id", name="discussion_round"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    partnership_id: int = Field(foreign_key="partnership.id", sa_type=Id, index=True)
    round_id: int = Field(foreign_key="round.id", sa_type=Id)
    how: Discussed = Field(sa_type=Word(Discussed))
    words: bytes | None = Field(default=None, sa_type=LargeBinary)
    written_by: int | None = Field(default=None, foreign_key="member.id", sa_type=Id, index=True)
    ended_at: datetime = Field(sa_type=Instant)
    told_at: datetime | None = Field(default=None, sa_type=Instant)


class LeftOver(SQLModel, table=True):
    """A topic (a round and its question) that goes on the next talking sheet.

    `closed_at`: it was talked about on a later sheet, or let go with it.
    """

    __tablename__ = "left_over"
    __table_args__ = (UniqueConstraint("round_id", "question", name="left_over_once"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    partnership_id: int = Field(foreign_key="partnership.id", sa_type=Id, index=True)
    round_id: int = Field(foreign_key="round.id", sa_type=Id)
    question: str = Field(max_length=96)
    at: datetime = Field(sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
