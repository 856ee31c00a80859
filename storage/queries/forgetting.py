"""What is left of somebody who was forgotten: counts, and neither words nor a name nor a way to find them.

A member row stays, since counts and the log hang on it, but it leads to a person of its own without an
address: nothing tells any more that two of them were the same human being.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import SQLModel, col, select

from process.rules import fading, overview
from process.rules.late import late_question
from process.states import DaySlot, FloorKind, RoundStage, SeatState
from storage import inbox
from storage.queries import (
    agreements,
    choosing,
    corrections,
    endings,
    invites,
    live,
    partnerships,
    remarks,
    traces,
)
from storage.queries import floor as floor_rows
from storage.queries import joint as joint_rows
from storage.queries import relay as inquiries
from storage.tables import (
    Address,
    Appointment,
    Disturbance,
    Draft,
    FailedLink,
    Floor,
    Member,
    Outbox,
    Partnership,
    Person,
    Round,
    Seat,
    Snapshot,
    StandIn,
    StoredAnswer,
)
from storage.tables.people import WORKDAYS
from storage.unit import Unit

NOBODY = "–"
"""What stands where a name stood."""

OF_A_PERSON = ("unreachable", "wipe_draft", "emergency_told", "return")
"""The kinds of appointment whose subject is a person."""
OF_A_SEAT = ("remind", "reached")


def erase(unit: Unit, member_id: int, now: datetime) -> int | None:
    """Take a member's answers and name out, and end the membership; nothing when there is no such member.

    What was shown of their answers stays as counts; of an organisation with one person in totals only. Their
    key is not touched: `Vault.forget` destroys that. May be done again, as a restore does. Gives the person
    that the member led to until now, None when that was nobody already.
    """
    member = unit.session.get(Member, member_id)
    if member is None:
        return None
    seats = list(unit.session.exec(select(Seat).where(Seat.member_id == member_id)))
    for seat in seats:
        _vacate(unit, seat)
    agreements.forget_member(unit, member_id, now)
    choosing.forget(unit, member_id)
    inquiries.forget_member(unit, member_id, now)
    if member.name != NOBODY:
        traces.forget_name(unit, member.partnership_id, member.name, NOBODY)
    endings.leave_unsaid(unit, member_id)
    remarks.forget_member(unit, member_id)
    member.name, member.layer, member.left_at = NOBODY, None, member.left_at or now
    unit.session.add(member)
    partnerships.free(unit, unit.session.get_one(Partnership, member.partnership_id), member_id)
    invites.revoke_made_by(unit, member_id, now)
    _gone(unit, StandIn, (col(StandIn.member_id) == member_id) | (col(StandIn.by_id) == member_id))
    was = _untie(unit, member, now)
    unit.session.flush()
    return was


def erase_person(unit: Unit, person_id: int, now: datetime) -> None:
    """Everything that is only theirs goes, the way to reach them last; nothing hangs on them any more.

    Raises LookupError while they are still somewhere a member: `erase` comes first.
    """
    if unit.session.exec(select(Member.id).where(Member.person_id == person_id)).first() is not None:
        raise LookupError(f"person {person_id} is a member still")
    empty_person(unit, person_id)
    if unit.session.exec(select(Partnership.id).where(Partnership.made_by == person_id)).first() is not None:
        founded = update(Partnership).where(col(Partnership.made_by) == person_id)
        unit.session.exec(founded.values(made_by=_nobody(unit, now).id))
    for table in (Outbox, Floor, Address):
        _gone(unit, table, col(table.person_id) == person_id)
    _gone(unit, Person, col(Person.id) == person_id)


def empty_person(unit: Unit, person_id: int) -> None:
    """What they typed, tried and planned goes; they can still be reached, for a last message."""
    addresses = list(unit.session.exec(select(Address).where(Address.person_id == person_id)))
    for address in addresses:
        inbox.forget(unit, address.channel, address.address)
    for table in (Disturbance, Draft, FailedLink):
        _gone(unit, table, col(table.person_id) == person_id)
    _gone(unit, Outbox, col(Outbox.person_id) == person_id)
    _gone(unit, Appointment, col(Appointment.kind).in_(OF_A_PERSON) & (col(Appointment.subject) == person_id))
    person = unit.session.get_one(Person, person_id)
    person.days, person.slot, person.away_until = WORKDAYS, DaySlot.MORNING, None
    person.returns_at = person.away_since = None
    unit.session.add(person)
    unit.session.flush()
    if floor_rows.floor(unit, person_id) is not None:
        floor_rows.set_floor(unit, person_id, FloorKind.NONE)


def unshown_seats(unit: Unit, member_ids: Iterable[int]) -> list[tuple[Seat, Round]]:
    """Where these members answered, or still can, in a round that was not revealed."""
    if not (mine := list(member_ids)):
        return []
    return list(
        unit.session.exec(
            select(Seat, Round)
            .join(Round, col(Round.id) == col(Seat.round_id))
            .where(col(Seat.member_id).in_(mine), col(Round.revealed_at).is_(None))
            .order_by(col(Round.id))
        )
    )


def shown_rounds(unit: Unit, member_ids: Iterable[int]) -> list[int]:
    """The revealed rounds in which these members had sent."""
    if not (mine := list(member_ids)):
        return []
    return list(
        unit.session.exec(
            select(Seat.round_id)
            .join(Round, col(Round.id) == col(Seat.round_id))
            .where(
                col(Seat.member_id).in_(mine),
                Seat.state == SeatState.SENT,
                col(Round.revealed_at).is_not(None),
            )
            .order_by(col(Seat.round_id))
        )
    )


def _vacate(unit: Unit, seat: Seat) -> None:
    """Their answers go. A round that was not shown yet gets the seat back; of one that was, counts stay."""
    round_ = unit.session.get_one(Round, seat.round_id)
    joint = joint_rows.of_seat(unit, seat)
    stays = joint is not None and joint_rows.forget(unit, joint, seat, NOBODY)
    own = col(StoredAnswer.seat_id) == seat.id
    if stays:  # what stands at their seat may be of their colleagues
        own &= col(StoredAnswer.question).startswith(late_question(""))
    _gone(unit, StoredAnswer, own)
    floor_rows.leave_seats(unit, [seat.id])
    if not stays:
        alone = live.behind(unit, round_)[seat.organisation_id] == 1
        corrections.forget(unit, seat, alone=alone)
    if round_.revealed_at is None:
        if round_.stage in {RoundStage.COLLECT, RoundStage.TOO_FEW}:
            seat.state, seat.sent_at = SeatState.PASSED, None
    elif not stays and (seat.state == SeatState.SENT or live.by_cards(unit, round_.id)):
        _efface(unit, round_, seat, joint.seat_id if joint is not None else seat.id)
        live.forget(unit, round_, seat.organisation_id)
    seat.layer = None
    unit.session.add(seat)


def _efface(unit: Unit, round_: Round, seat: Seat, at: int) -> None:
    """`at` is the seat at which their answers stood."""
    sent = live.behind(unit, round_)
    kept = select(Snapshot).where(Snapshot.round_id == round_.id, Snapshot.kind == "overview")
    for snapshot in unit.session.exec(kept):
        shown = overview.from_json(snapshot.contents)
        snapshot.contents = overview.to_json(fading.without(shown, at, seat.organisation_id, sent))
        unit.session.add(snapshot)


def _untie(unit: Unit, member: Member, now: datetime) -> int | None:
    """The member, and the partnership if they founded it, lead to a new person whom nobody can find."""
    whose = member.person_id
    findable = select(Address.id).where(Address.person_id == whose)
    if unit.session.exec(findable).first() is None:
        return None
    nobody = _nobody(unit, now)
    member.person_id = nobody.id
    partnership = unit.session.get_one(Partnership, member.partnership_id)
    if partnership.made_by == whose:
        partnership.made_by = nobody.id
    unit.session.add_all((member, partnership))
    return whose


def _nobody(unit: Unit, now: datetime) -> Person:
    nobody = Person(created_at=now)
    unit.session.add(nobody)
    unit.session.flush()
    return nobody


def _gone(unit: Unit, table: type[SQLModel], which: object) -> None:
    unit.session.exec(delete(table).where(which))  # type: ignore[arg-type]
