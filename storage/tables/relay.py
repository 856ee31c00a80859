"""What organisations ask one another through the bot, after the reveal."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from process.rules.relay import Known, Way
from storage.tables.columns import NEVER_REUSED, Id, Instant, Word


class Relay(SQLModel, table=True):
    """The relay of a round: it ends at `ends_at`, or when everyone got its harvest before that."""

    __tablename__ = "relay"

    round_id: int = Field(
        primary_key=True, foreign_key="round.id", sa_type=Id, sa_column_kwargs={"autoincrement": False}
    )
    ends_at: datetime = Field(sa_type=Instant)
    harvested_at: datetime | None = Field(default=None, sa_type=Instant)


class Inquiry(SQLModel, table=True):
    """One question (navraag) of a member to an organisation, about a question of the round or something else.

    `words` and `supposed` (what the asker expects to hear, for their own eyes) are sealed with the key of the
    asker, `answer` with that of `answered_by`. `receiver_id` is with whom it lies, `handed_by` who passed it
    on to them. Without `organisation_id` it is only a subject for the sheet. `ended_at`: since when it is not
    open.
    """

    __tablename__ = "inquiry"
    __table_args__ = (NEVER_REUSED,)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    round_id: int = Field(foreign_key="round.id", sa_type=Id, index=True)
    asker_id: int = Field(foreign_key="member.id", sa_type=Id, index=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", sa_type=Id, index=True)
    question: str | None = Field(default=None, max_length=96)
    receiver_id: int | None = Field(default=None, foreign_key="member.id", sa_type=Id, index=True)
    handed_by: int | None = Field(default=None, foreign_key="member.id", sa_type=Id, index=True)
    answered_by: int | None = Field(default=None, foreign_key="member.id", sa_type=Id, index=True)
    way: Way = Field(sa_type=Word(Way))
    known: Known = Field(sa_type=Word(Known))
    words: bytes | None = Field(default=None, sa_type=LargeBinary)
    supposed: bytes | None = Field(default=None, sa_type=LargeBinary)
    answer: bytes | None = Field(default=None, sa_type=LargeBinary)
    asked_at: datetime = Field(sa_type=Instant)
    reminded_at: datetime | None = Field(default=None, sa_type=Instant)
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
