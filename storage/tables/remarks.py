"""What is said to the group by who comes in and by who leaves."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from process.rules.newcomers import RemarkKind
from storage.tables.columns import NEVER_REUSED, Id, Instant, Word


class Remark(SQLModel, table=True):
    """One remark of a member, about an overview, an agreement, or on leaving about nothing in particular.

    `words` are sealed with the member's own key; without them it is a tap.
    """

    __tablename__ = "remark"
    __table_args__ = (NEVER_REUSED,)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    partnership_id: int = Field(foreign_key="partnership.id", sa_type=Id, index=True)
    member_id: int = Field(foreign_key="member.id", sa_type=Id, index=True)
    kind: RemarkKind = Field(sa_type=Word(RemarkKind))
    round_id: int | None = Field(default=None, foreign_key="round.id", sa_type=Id, index=True)
    agreement_id: int | None = Field(default=None, foreign_key="agreement.id", sa_type=Id, index=True)
    question: str | None = Field(default=None, max_length=96)
    words: bytes | None = Field(default=None, sa_type=LargeBinary)
    at: datetime = Field(sa_type=Instant)
