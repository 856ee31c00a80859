"""What was corrected, taken back or hidden after a reveal; rows are only ever added."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import col, select

from flows.answers import Answer
from process.rules.agreeing import FINAL
from process.rules.corrections import Corrected
from storage.queries import joint as joint_rows
from storage.tables import Agreement, Correction, Inquiry, Seat, StoredAnswer
from storage.unit import Unit


def add(unit: Unit, round_id: int, corrected: Corrected) -> None:
    """Keep one change: ids of options, and never words."""
    unit.session.add(
        Correction(
            round_id=round_id,
            organisation_id=corrected.organisation,
            seat_id=corrected.seat,
            question=corrected.question,
            was_state=corrected.was.state,
            was=corrected.was.value,
            state=corrected.now.state,
            value=corrected.now.value,
            by_id=corrected.by,
            at=corrected.at,
        )
    )
    unit.session.flush()


def place_of(unit: Unit, seat: Seat) -> int:
    """The seat at which the answers of this one stand: of an organisation that answers together it is one."""
    joint = joint_rows.of_seat(unit, seat)
    return joint.seat_id if joint is not None else seat.id


def put(unit: Unit, seat_id: int, answer: Answer, now: datetime) -> None:
    """From now on this is the answer; words that stood there are gone. What was sent stays sent."""
    kept = (col(StoredAnswer.seat_id) == seat_id) & (col(StoredAnswer.question) == answer.question)
    changed = {"state": answer.state, "value": answer.value, "words": None, "source_ref": None, "at": now}
    more = col(StoredAnswer.revision) + 1
    unit.session.exec(update(StoredAnswer).where(kept).values(**changed, revision=more))


def of_round(unit: Unit, round_id: int, *, since: datetime | None = None) -> tuple[Corrected, ...]:
    """Every change in a round, or those since an instant, in the order in which they happened."""
    rows = select(Correction).where(Correction.round_id == round_id).order_by(col(Correction.id))
    if since is not None:
        rows = rows.where(col(Correction.at) >= since)
    return tuple(map(_read, unit.session.exec(rows)))


def concerned(unit: Unit, round_id: int, changed: Iterable[Corrected]) -> dict[int, tuple[str, ...]]:
    """The members who agreed, proposed or asked something about these answers, and about which."""
    answers = list(changed)
    about = {each.question for each in answers}
    found: dict[int, dict[str, None]] = {}
    agreed = select(Agreement).where(
        Agreement.round_id == round_id,
        col(Agreement.question).in_(about),
        col(Agreement.state).not_in(FINAL),
    )
    for row in unit.session.exec(agreed.order_by(col(Agreement.id))):
        for member in (row.owner_id, row.asked_id, row.proposed_by):
            if member is not None and row.question is not None:
                found.setdefault(member, {})[row.question] = None
    asked = select(Inquiry).where(Inquiry.round_id == round_id, col(Inquiry.question).in_(about))
    of = {(each.question, each.organisation) for each in answers}
    for inquiry in unit.session.exec(asked.order_by(col(Inquiry.id))):
        if inquiry.question is not None and (inquiry.question, inquiry.organisation_id) in of:
            found.setdefault(inquiry.asker_id, {})[inquiry.question] = None
    return {member: tuple(questions) for member, questions in sorted(found.items())}


def forget(unit: Unit, seat: Seat, *, alone: bool) -> None:
    """Of somebody who was forgotten nothing is left; `alone`: nor of what their organisation held up."""
    unit.session.exec(delete(Correction).where(col(Correction.seat_id).in_({seat.id, place_of(unit, seat)})))
    if alone and seat.organisation_id is not None:
        unit.session.exec(
            delete(Correction).where(
                col(Correction.round_id) == seat.round_id,
                col(Correction.seat_id).is_(None),
                col(Correction.organisation_id) == seat.organisation_id,
            )
        )


def empty(unit: Unit, round_id: int) -> None:
    """The term of this round is over."""
    unit.session.exec(delete(Correction).where(col(Correction.round_id) == round_id))


def _read(row: Correction) -> Corrected:
    return Corrected(
        row.question,
        row.organisation_id,
        row.seat_id,
        Answer(row.question, row.was_state, row.was),
        Answer(row.question, row.state, row.value),
        row.at,
        row.by_id,
    )
