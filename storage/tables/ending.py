"""Whether a partnership ends: what was asked of all, and what each of them said."""

from datetime import datetime

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from process.rules.ending import Reason, State
from storage.tables.columns import NEVER_REUSED, Id, Instant, Word


class Ending(SQLModel, table=True):
    """The question to all whether a partnership ends (afronden), open until `until` or until it is settled.

    `words` say more about the reason and are sealed with the key of the partnership.
    """

    __tablename__ = "ending"
    __table_args__ = (NEVER_REUSED,)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    partnership_id: int = Field(foreign_key="partnership.id", sa_type=Id, index=True)
    asked_by: int = Field(foreign_key="member.id", sa_type=Id, index=True)
    reason: Reason = Field(sa_type=Word(Reason))
    words: bytes | None = Field(default=None, sa_type=LargeBinary)
    asked_at: datetime = Field(sa_type=Instant)
    until: datetime = Field(sa_type=Instant)
    state: State = Field(default=State.ASKED, sa_type=Word(State))
    settled_at: datetime | None = Field(default=None, sa_type=Instant)


class EndingVoice(SQLModel, table=True):
    """What one member said to it. `words` are their own, and are sealed with their own key."""

    __tablename__ = "ending_voice"
    __table_args__ = (UniqueConstraint("ending_id", "member_id", name="ending_voice_once"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    ending_id: int = Field(foreign_key="ending.id", sa_type=Id)
    member_id: int = Field(foreign_key="member.id", sa_type=Id, index=True)
    agrees: bool
    words: bytes | None = Field(default=None, sa_type=LargeBinary)
    at: datetime = Field(sa_type=Instant)
