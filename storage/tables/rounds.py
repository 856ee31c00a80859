"""Rounds, who has a seat in them, and what was answered."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from flows.answers import State
from process.states import Layer, RoundStage, SeatState
from storage.tables.columns import NEVER_REUSED, Id, Instant, Word


class FlowRevision(SQLModel, table=True):
    """The source of a flow as it was when a round began with it: a round keeps it to the end."""

    __tablename__ = "flow_revision"

    flow: str = Field(primary_key=True, max_length=64)
    revision: str = Field(primary_key=True, max_length=64)
    source: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=Instant)


class Round(SQLModel, table=True):
    """One flow, once, with one partnership (ronde).

    `counts_from` and `words_from` are what was promised at its opening about confidential answers; a round
    that was opened before these were kept has neither. `emptied_at`: since then it holds counts only, and
    neither answers nor names. `asks_at` is when everyone is asked whether it was discussed. `joint`: each
    organisation gives one answer together. `only_id` is the one organisation that is asked, where a flow asks
    one of them.
    """

    __tablename__ = "round"
    __table_args__ = (Index("round_order", "partnership_id", "flow", "number"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    partnership_id: int = Field(foreign_key="partnership.id", sa_type=Id)
    flow: str = Field(max_length=64)
    revision: str = Field(max_length=64)
    number: int
    stage: RoundStage = Field(default=RoundStage.COLLECT, sa_type=Word(RoundStage))
    opened_at: datetime = Field(sa_type=Instant)
    closes_at: datetime = Field(sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    revealed_at: datetime | None = Field(default=None, sa_type=Instant)
    settled_at: datetime | None = Field(default=None, sa_type=Instant)
    opened_by: int | None = Field(default=None, foreign_key="member.id", sa_type=Id, index=True)
    extended: bool = False
    counts_from: int | None = None
    words_from: int | None = None
    emptied_at: datetime | None = Field(default=None, sa_type=Instant)
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", sa_type=Id, index=True)
    asks_at: datetime | None = Field(default=None, sa_type=Instant)
    joint: bool = False
    only_id: int | None = Field(default=None, foreign_key="organisation.id", sa_type=Id, index=True)


class Seat(SQLModel, table=True):
    """A member's place in a round, with the organisation and layer they answered for at the time.

    `filled_by` is the member who typed in what was answered on paper, and so knows it.
    """

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("round_id", "member_id", name="seat_once"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    round_id: int = Field(foreign_key="round.id", sa_type=Id)
    member_id: int = Field(foreign_key="member.id", sa_type=Id, index=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", sa_type=Id, index=True)
    layer: Layer | None = Field(default=None, sa_type=Word(Layer))
    state: SeatState = Field(default=SeatState.INVITED, sa_type=Word(SeatState))
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    late: bool = False
    reached_at: datetime | None = Field(default=None, sa_type=Instant)
    reminders: int = 0
    filled_by: int | None = Field(default=None, foreign_key="member.id", sa_type=Id, index=True)


class StoredAnswer(SQLModel, table=True):
    """An answer at rest: options or a colour in `value`, or words encrypted with the member's own key.

    `source_ref` is the typed message that it came from, on its channel: editing that message edits the
    answer. `alone`: it was asked for its author's own eyes; nobody else is ever given it.
    `by_id`: who gave it, where several people answer together at one seat; its words are theirs.
    """

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("seat_id", "question", name="answer_once"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    seat_id: int = Field(foreign_key="seat.id", sa_type=Id)
    question: str = Field(max_length=96)
    state: State = Field(sa_type=Word(State))
    value: str | None = Field(default=None, max_length=512)
    words: bytes | None = Field(default=None, sa_type=LargeBinary)
    revision: int = 1
    source_ref: str | None = Field(default=None, max_length=64)
    at: datetime = Field(sa_type=Instant)
    alone: bool = False
    by_id: int | None = Field(default=None, foreign_key="member.id", sa_type=Id, index=True)
