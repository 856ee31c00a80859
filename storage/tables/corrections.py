"""What somebody corrected or took back after everybody had seen it."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from flows.answers import State
from storage.tables.columns import NEVER_REUSED, Id, Instant, Word


class Correction(SQLModel, table=True):
    """One answer that was changed after the reveal: what it was and what it is since `at`.

    Rows are added and never changed: the last one of an answer holds. `was` and `value` are ids of
    options and never words; a text that was hidden has neither. `seat_id` is empty for the card of an
    `organisation_id` that was held up in a meeting. `by_id` is who did it, when that is not the owner
    of the seat.
    """

    __tablename__ = "correction"
    __table_args__ = (NEVER_REUSED,)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    round_id: int = Field(foreign_key="round.id", sa_type=Id, index=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", sa_type=Id, index=True)
    seat_id: int | None = Field(default=None, foreign_key="seat.id", sa_type=Id, index=True)
    question: str = Field(max_length=96)
    was_state: State = Field(sa_type=Word(State))
    was: str | None = Field(default=None, sa_type=Text)
    state: State = Field(sa_type=Word(State))
    value: str | None = Field(default=None, sa_type=Text)
    by_id: int | None = Field(default=None, foreign_key="member.id", sa_type=Id, index=True)
    at: datetime = Field(sa_type=Instant)
