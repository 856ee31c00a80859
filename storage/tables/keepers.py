"""How far the question has gone whether a partnership lives."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from process.rules.keepers import Cause, Step
from storage.tables.columns import Id, Instant, Word


class KeepingWatch(SQLModel, table=True):
    """One per partnership: the step of `process.rules.keepers`, since when, why, and the announced day.

    Who looks after it stands in `partnership`; what people said about it are events.
    """

    __tablename__ = "watch"

    partnership_id: int = Field(primary_key=True, foreign_key="partnership.id", sa_type=Id)
    step: Step = Field(default=Step.CALM, sa_type=Word(Step))
    since: datetime = Field(sa_type=Instant)
    cause: Cause | None = Field(default=None, sa_type=Word(Cause))
    until: date | None = None
