"""Which topics of a shown round people choose to work on together."""

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import NEVER_REUSED, Id, Instant


class Choosing(SQLModel, table=True):
    """People choose among the ticks of a round until `closes_at`; since `settled_at` all know the outcome.

    `chosen` are the topics that most organisations chose, `tied` those that share what places are left,
    `named` the others that somebody chose: question ids with spaces between, in the order of the flow. All
    three are empty when too few chose.
    """

    __tablename__ = "choosing"

    round_id: int = Field(primary_key=True, foreign_key="round.id", sa_type=Id)
    closes_at: datetime = Field(sa_type=Instant)
    settled_at: datetime | None = Field(default=None, sa_type=Instant)
    chosen: str = Field(default="", sa_type=Text)
    tied: str = Field(default="", sa_type=Text)
    named: str = Field(default="", sa_type=Text)


class TopicVoice(SQLModel, table=True):
    """What one person chose, until it is settled: then it goes. `sent_at`: they are done choosing."""

    __tablename__ = "topic_voice"
    __table_args__ = (UniqueConstraint("round_id", "member_id", name="topic_voice_once"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    round_id: int = Field(foreign_key="round.id", sa_type=Id)
    member_id: int = Field(foreign_key="member.id", sa_type=Id, index=True)
    picks: str = Field(default="", sa_type=Text)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
