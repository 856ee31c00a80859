"""Rounds, seats and answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import and_, delete, false, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from flows.answers import Answer, State
from process.rules.gate import Voice
from process.rules.late import is_late
from process.rules.sealed import Sealed
from process.states import RoundStage
from storage.queries import joint as joint_rows
from storage.tables import Member, Round, Seat, StoredAnswer
from storage.unit import Unit

_FINAL = (RoundStage.SETTLED, RoundStage.SKIPPED)
_SINCE_MOVED = or_(col(Member.moved_at).is_(None), col(StoredAnswer.at) >= col(Member.moved_at))
"""Answered from the account that holds the place now."""


def lock_round(unit: Unit, round_id: int) -> Round:
    """The round, held until the unit ends: after the person and before any address."""
    return unit.session.exec(
        select(Round)
        .where(Round.id == round_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def rounds(unit: Unit, partnership_id: int) -> list[Round]:
    """All rounds of a partnership, oldest first."""
    return list(
        unit.session.exec(select(Round).where(Round.partnership_id == partnership_id).order_by(col(Round.id)))
    )


def open_round(unit: Unit, partnership_id: int) -> Round | None:
    """The round that is not settled or skipped yet; there is at most one."""
    return unit.session.exec(
        select(Round)
        .where(Round.partnership_id == partnership_id, col(Round.stage).not_in(_FINAL))
        .order_by(col(Round.id).desc())
        .limit(1)
    ).first()


def previous_round(unit: Unit, round_: Round) -> Round | None:
    """The last round before this one with the same flow and partnership that was revealed."""
    return unit.session.exec(
        select(Round)
        .where(
            Round.partnership_id == round_.partnership_id,
            Round.flow == round_.flow,
            Round.number < round_.number,
            col(Round.revealed_at).is_not(None),
        )
        .order_by(col(Round.number).desc())
        .limit(1)
    ).first()


def seats(unit: Unit, round_id: int) -> list[Seat]:
    """Who was invited, in the order of invitation."""
    return list(unit.session.exec(select(Seat).where(Seat.round_id == round_id).order_by(col(Seat.id))))


def seat(unit: Unit, seat_id: int) -> Seat:
    """One seat. Raises LookupError."""
    found = unit.find(Seat, seat_id)
    if found is None:
        raise LookupError(f"there is no seat {seat_id}")
    return found


def seat_of(unit: Unit, round_id: int, member_id: int) -> Seat | None:
    """The seat of a member in a round, None when they were not invited."""
    return unit.session.exec(
        select(Seat).where(Seat.round_id == round_id, Seat.member_id == member_id)
    ).first()


def put_answer(
    unit: Unit,
    seat: Seat,
    answer: Answer,
    *,
    words: bool,
    now: datetime,
    source_ref: str | None = None,
    alone: bool = False,
) -> None:
    """Keep an answer in place of an earlier one to the same question.

    `words`: its value is a typed text and no option; it is encrypted for this member. `source_ref`: the
    message in which it was typed. `alone`: it is for its author's own eyes, and only `answers` gives it.
    Where people answer together it takes the place of what any of them answered; nobody agreed to that yet.
    What is for one of them alone stays at their own seat.
    """
    joint = joint_rows.of_seat(unit, seat) if not (alone or is_late(answer.question)) else None
    where = joint.seat_id if joint is not None else seat.id
    sealed = None
    if words and answer.value is not None:
        sealed = unit.words.seal(seat.member_id, answer.value, _about(where, answer.question))
    statement = unit.insert(StoredAnswer).values(
        seat_id=where,
        question=answer.question,
        state=answer.state,
        value=None if words else answer.value,
        words=sealed,
        revision=1,
        source_ref=source_ref,
        at=now,
        alone=alone,
        by_id=seat.member_id if joint is not None else None,
    )
    new = statement.excluded
    unit.session.exec(
        statement.on_conflict_do_update(
            index_elements=["seat_id", "question"],
            set_={
                "state": new.state,
                "value": new.value,
                "words": new.words,
                "revision": StoredAnswer.revision + 1,
                "source_ref": new.source_ref,
                "at": new.at,
                "alone": new.alone,
                "by_id": new.by_id,
            },
        )
    )
    if joint is not None:
        joint_rows.touched(unit, joint)


def take_back(unit: Unit, seat: Seat, question: str) -> None:
    """There is no answer to this question any more, also of who answers it together with colleagues."""
    joint = joint_rows.of_seat(unit, seat)
    places = [seat.id] if joint is None else [seat.id, joint.seat_id]
    unit.session.exec(
        delete(StoredAnswer).where(
            col(StoredAnswer.seat_id).in_(places), col(StoredAnswer.question) == question
        )
    )
    if joint is not None:
        joint_rows.touched(unit, joint)


def answers(unit: Unit, seat_id: int) -> dict[str, Answer]:
    """One person's own answers by question; for that person's eyes.

    What was answered before the place went to their account is not among them. Where the people of an
    organisation answer together, it is what stands there of all of them, and what this person answered for
    themselves alone.
    """
    mine = seat(unit, seat_id)
    own = _answers(unit, [mine], own=True)[seat_id]
    joint = joint_rows.of_seat(unit, mine)
    if joint is None:
        return own
    return own | _answers(unit, [seat(unit, joint.seat_id)])[joint.seat_id]


def given(unit: Unit, seat: Seat) -> list[tuple[StoredAnswer, Answer]]:
    """What the person of this seat answered by themselves, as it is kept and as it reads, the oldest first.

    Of what people answer together these are the answers that they were the last to give.
    """
    joint = joint_rows.of_seat(unit, seat)
    alone = (col(StoredAnswer.seat_id) == seat.id) & col(StoredAnswer.by_id).is_(None)
    together = (col(StoredAnswer.seat_id) == joint.seat_id) if joint is not None else false()
    theirs = or_(alone, together & (col(StoredAnswer.by_id) == seat.member_id))
    rows = select(StoredAnswer).where(theirs).order_by(col(StoredAnswer.id))
    return [(row, _opened(unit, seat.member_id, row)) for row in unit.session.exec(rows)]


def answer_by_source(unit: Unit, person_id: int, source_ref: str) -> tuple[Seat, str] | None:
    """The seat and question of the answer that a person typed in this message, None when it was no answer.

    At their own seat, or at that of who is on paper and for whom they type in. What is answered together they
    typed while nobody else has answered it since; it is given at their own seat.
    """
    together = _typed_together(unit, person_id, source_ref)
    if together is not None:
        return together
    mine = select(Member.id).where(Member.person_id == person_id, col(Member.left_at).is_(None))
    return unit.session.exec(
        select(Seat, StoredAnswer.question)
        .join(Member, col(Member.id) == col(Seat.member_id))
        .join(StoredAnswer, col(StoredAnswer.seat_id) == col(Seat.id))
        .where(
            or_(col(Member.person_id) == person_id, and_(col(Member.paper), col(Seat.filled_by).in_(mine))),
            col(Member.left_at).is_(None),
            StoredAnswer.source_ref == source_ref,
            col(StoredAnswer.by_id).is_(None),
            _SINCE_MOVED,
        )
        .order_by(col(StoredAnswer.id).desc())
        .limit(1)
    ).first()


def _typed_together(unit: Unit, person_id: int, source_ref: str) -> tuple[Seat, str] | None:
    home = aliased(Seat)
    return unit.session.exec(
        select(Seat, StoredAnswer.question)
        .join(Member, col(Member.id) == col(Seat.member_id))
        .join(StoredAnswer, col(StoredAnswer.by_id) == col(Member.id))
        .join(home, col(home.id) == col(StoredAnswer.seat_id))
        .where(
            Member.person_id == person_id,
            col(Member.left_at).is_(None),
            home.round_id == Seat.round_id,
            StoredAnswer.source_ref == source_ref,
        )
        .order_by(col(StoredAnswer.id).desc())
        .limit(1)
    ).first()


def all_answers(unit: Unit, round_id: int) -> Sealed[tuple[Voice, ...]]:
    """What everybody answered in a round, sealed: only the gate opens it.

    Where organisations answer together there is one voice for each, and no one person behind it: its `member`
    is the organisation, below zero.
    """
    taken = seats(unit, round_id)
    answered = _answers(unit, taken)
    round_ = unit.session.get(Round, round_id)
    if round_ is not None and round_.joint:
        return Sealed(
            tuple(
                Voice(each.seat_id, -each.organisation_id, each.organisation_id, None, answered[each.seat_id])
                for each in joint_rows.of_round(unit, round_)
            )
        )
    return Sealed(
        tuple(
            Voice(seat.id, seat.member_id, seat.organisation_id, seat.layer, answered[seat.id])
            for seat in taken
        )
    )


def words_at(unit: Unit, places: Iterable[tuple[int, str]]) -> dict[tuple[int, str], str]:
    """The words at (seat, question), for what a revealed overview refers to.

    A text that was withdrawn, left out or forgotten since is not in the result.
    """
    wanted = set(places)
    seats_in_it = {seat_id for seat_id, _ in wanted}
    of = list(unit.session.exec(select(Seat).where(col(Seat.id).in_(seats_in_it)))) if wanted else []
    return {
        (seat_id, question): answer.value
        for seat_id, given in (_answers(unit, of) if of else {}).items()
        for question, answer in given.items()
        if (seat_id, question) in wanted and answer.value is not None
    }


def answered_alone(unit: Unit, round_id: int, member_id: int) -> frozenset[str]:
    """The questions that a member answered for their own eyes in a round; never what they answered."""
    return frozenset(
        unit.session.exec(
            select(StoredAnswer.question)
            .join(Seat, col(Seat.id) == col(StoredAnswer.seat_id))
            .where(
                Seat.round_id == round_id,
                Seat.member_id == member_id,
                col(StoredAnswer.alone),
                StoredAnswer.state == State.GIVEN,
            )
        )
    )


def wipe_alone(unit: Unit, round_id: int) -> bool:
    """Take what people answered for their own eyes out of a round; gives whether there was anything."""
    of = select(Seat.id).where(Seat.round_id == round_id)
    gone = delete(StoredAnswer).where(col(StoredAnswer.alone), col(StoredAnswer.seat_id).in_(of))
    return bool(unit.session.exec(gone).rowcount)


def _answers(unit: Unit, of: list[Seat], *, own: bool = False) -> dict[int, dict[str, Answer]]:
    """By seat and question; what was answered for the author alone only when it is for their `own` eyes."""
    members = {seat.id: seat.member_id for seat in of}
    found: dict[int, dict[str, Answer]] = {seat_id: {} for seat_id in members}
    rows = (
        select(StoredAnswer)
        .where(col(StoredAnswer.seat_id).in_(list(members)))
        .order_by(col(StoredAnswer.id))
        .execution_options(populate_existing=True)
    )
    if own:
        rows = rows.join(Member, col(Member.id).in_(set(members.values()))).where(_SINCE_MOVED)
    else:
        rows = rows.where(~col(StoredAnswer.alone))
    for row in unit.session.exec(rows):
        found[row.seat_id][row.question] = _opened(unit, row.by_id or members[row.seat_id], row)
    return found


def _opened(unit: Unit, member_id: int, row: StoredAnswer) -> Answer:
    if row.words is None:
        return Answer(row.question, row.state, row.value)
    text = unit.words.open(member_id, row.words, _about(row.seat_id, row.question))
    if text is None:  # the key was destroyed: the member was forgotten
        return Answer(row.question, State.WITHDRAWN)
    return Answer(row.question, row.state, text)


def _about(seat_id: int, question: str) -> str:
    """What a text is bound to: words that were moved to another seat or question do not open."""
    return f"answer {seat_id} {question}"
