"""Who looks after what is somebody else's while they are on leave."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.tables.columns import NEVER_REUSED, Id, Instant


class StandIn(SQLModel, table=True):
    """A stand-in (waarnemer): member `by_id` for member `member_id` of the same organisation.

    Nobody stands in without having said yes (`accepted_at`); it ends at the return, or with a no.
    """

    __tablename__ = "stand_in"
    __table_args__ = (NEVER_REUSED,)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    member_id: int = Field(foreign_key="member.id", sa_type=Id, index=True)
    by_id: int = Field(foreign_key="member.id", sa_type=Id, index=True)
    asked_at: datetime = Field(sa_type=Instant)
    accepted_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
