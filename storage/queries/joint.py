"""What the people of one organisation answer together: where it stands, who saw it, and that it went out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col, select

from process.rules.late import late_question
from process.states import SeatState
from storage.tables import JointAnswer, JointConsent, Member, Person, Round, Seat, StoredAnswer
from storage.unit import Unit


def take_place(unit: Unit, round_: Round, seat: Seat) -> None:
    """A seat in a round that is answered together: the first of an organisation is where its answer stands.

    Who comes when it was sent already has nothing to do.
    """
    if not round_.joint or seat.organisation_id is None:
        return
    place = {"round_id": round_.id, "organisation_id": seat.organisation_id}
    new = unit.insert(JointAnswer).values(**place, seat_id=seat.id, version=0)
    unit.session.exec(new.on_conflict_do_nothing(index_elements=list(place)))
    joint = of_seat(unit, seat)
    if joint is not None and joint.sent_at is not None:
        seat.state, seat.sent_at = SeatState.SENT, joint.sent_at
        unit.session.add(seat)
        unit.session.flush()


def of_seat(unit: Unit, seat: Seat) -> JointAnswer | None:
    """What is answered together from this seat; None where everybody answers by themselves."""
    round_ = unit.find(Round, seat.round_id)
    if round_ is None or not round_.joint:
        return None
    return unit.session.exec(
        select(JointAnswer)
        .where(JointAnswer.round_id == seat.round_id, JointAnswer.organisation_id == seat.organisation_id)
        .execution_options(populate_existing=True)
    ).first()


def of_round(unit: Unit, round_: Round) -> list[JointAnswer]:
    """What each organisation answers in a round, in the order of invitation."""
    if not round_.joint:
        return []
    found = select(JointAnswer).where(JointAnswer.round_id == round_.id).order_by(col(JointAnswer.seat_id))
    return list(unit.session.exec(found.execution_options(populate_existing=True)))


def find(unit: Unit, joint_id: int) -> JointAnswer | None:
    """By its id."""
    return unit.session.get(JointAnswer, joint_id, populate_existing=True)


def people(unit: Unit, joint: JointAnswer) -> list[tuple[Seat, Member, Person]]:
    """Who answers this together, in the order of invitation; not who left, or works elsewhere."""
    return list(
        unit.session.exec(
            select(Seat, Member, Person)
            .join(Member, col(Member.id) == col(Seat.member_id))
            .join(Person, col(Person.id) == col(Member.person_id))
            .where(
                Seat.round_id == joint.round_id,
                Seat.organisation_id == joint.organisation_id,
                Member.organisation_id == joint.organisation_id,
                col(Member.left_at).is_(None),
            )
            .order_by(col(Seat.id))
        )
    )


def agreed(unit: Unit, joint: JointAnswer) -> frozenset[int]:
    """The seats whose person agrees to what stands there now."""
    return frozenset(
        unit.session.exec(
            select(JointConsent.seat_id)
            .join(Seat, col(Seat.id) == col(JointConsent.seat_id))
            .where(
                Seat.round_id == joint.round_id,
                Seat.organisation_id == joint.organisation_id,
                JointConsent.version == joint.version,
            )
        )
    )


def agree(unit: Unit, seat: Seat, joint: JointAnswer) -> None:
    """The person of this seat agrees to what stands there now."""
    row = unit.insert(JointConsent).values(seat_id=seat.id, version=joint.version)
    unit.session.exec(
        row.on_conflict_do_update(index_elements=["seat_id"], set_={"version": row.excluded.version})
    )


def touched(unit: Unit, joint: JointAnswer) -> None:
    """Something in it changed: nobody has agreed to that, and it lies with nobody."""
    joint.version += 1
    take_up(unit, joint)


def take_up(unit: Unit, joint: JointAnswer) -> None:
    """Somebody works on it again: it lies with nobody, and was not sent."""
    joint.put_by = joint.put_at = joint.goes_at = joint.sent_at = None
    unit.session.add(joint)
    unit.session.flush()


def put(unit: Unit, joint: JointAnswer, by: int, goes_at: datetime, now: datetime) -> None:
    """It lies with the colleagues of member `by`, until `goes_at`."""
    joint.put_by, joint.put_at, joint.goes_at = by, now, goes_at
    unit.session.add(joint)
    unit.session.flush()


def wait_until(unit: Unit, joint: JointAnswer, goes_at: datetime) -> None:
    """It lies with the colleagues for longer."""
    joint.goes_at = goes_at
    unit.session.add(joint)
    unit.session.flush()


def send(unit: Unit, joint: JointAnswer, now: datetime) -> None:
    """It goes out for everybody who did not pass; nobody has anything to do there any more."""
    for seat, _, _ in people(unit, joint):
        if seat.state in (SeatState.INVITED, SeatState.BEGUN):
            seat.state, seat.sent_at = SeatState.SENT, now
            unit.session.add(seat)
    joint.put_at = joint.goes_at = None
    joint.sent_at = now
    unit.session.add(joint)
    unit.session.flush()


def reopen(unit: Unit, joint: JointAnswer) -> None:
    """What was sent is taken up again by its people."""
    for seat, _, _ in people(unit, joint):
        if seat.state == SeatState.SENT:
            seat.state, seat.sent_at = SeatState.BEGUN, None
            unit.session.add(seat)
    take_up(unit, joint)


def written(unit: Unit, joint: JointAnswer, question: str | None = None) -> list[StoredAnswer]:
    """The answers that stand there, or the one to this question, with who gave each (`by_id`)."""
    rows = select(StoredAnswer).where(
        StoredAnswer.seat_id == joint.seat_id,
        ~col(StoredAnswer.question).startswith(late_question("")),
    )
    if question is not None:
        rows = rows.where(StoredAnswer.question == question)
    rows = rows.order_by(col(StoredAnswer.id)).execution_options(populate_existing=True)
    return list(unit.session.exec(rows))


def forget(unit: Unit, joint: JointAnswer, seat: Seat, nobody: str) -> bool:
    """Take the words of the person of this seat out of it; what their colleagues wrote stays.

    What they tapped is what the organisation answered, and stays. False when nobody else is behind it: all
    of it was theirs then, and is gone. `nobody` is the name of who was forgotten before.
    """
    others = select(Seat.id).join(Member, col(Member.id) == col(Seat.member_id))
    others = others.where(
        Seat.round_id == joint.round_id,
        Seat.organisation_id == joint.organisation_id,
        Seat.id != seat.id,
        Member.name != nobody,
    )
    if unit.session.exec(others.limit(1)).first() is None:
        unit.session.exec(delete(StoredAnswer).where(col(StoredAnswer.seat_id) == joint.seat_id))
        return False
    theirs = (col(StoredAnswer.seat_id) == joint.seat_id) & (col(StoredAnswer.by_id) == seat.member_id)
    unit.session.exec(delete(StoredAnswer).where(theirs, col(StoredAnswer.words).is_not(None)))
    unit.session.exec(delete(JointConsent).where(col(JointConsent.seat_id) == seat.id))
    return True
