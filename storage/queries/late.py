"""Reactions after the reveal: kept as answers are, so that they go when those go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from flows.answers import Answer, State
from process.rules.late import late_question
from storage.queries import rounds
from storage.tables import Seat, StoredAnswer
from storage.unit import Unit


@dataclass(frozen=True)
class Place:
    """Where the words of a reaction are, and for which organisation they were said."""

    seat: int
    question: str
    organisation: int | None


def react(unit: Unit, seat: Seat, question: str, text: str, now: datetime) -> None:
    """Keep somebody's reaction to a question, in place of an earlier one of theirs."""
    said = Answer(late_question(question), State.GIVEN, text)
    rounds.put_answer(unit, seat, said, words=True, now=now)
    seat.late = True
    unit.session.add(seat)
    unit.session.flush()


def reactions(unit: Unit, round_id: int) -> list[Place]:
    """All reactions of a round, in the order in which they came."""
    found = unit.session.exec(
        select(Seat.id, Seat.organisation_id, StoredAnswer.question)
        .join(StoredAnswer, col(StoredAnswer.seat_id) == col(Seat.id))
        .where(Seat.round_id == round_id, col(StoredAnswer.question).startswith(late_question("")))
        .order_by(col(StoredAnswer.id))
    )
    return [Place(seat, kept, organisation) for seat, organisation, kept in found]
