"""What was answered on paper and typed in by somebody else."""

from __future__ import annotations

from sqlalchemy import delete
from sqlmodel import col, select

from process.states import SeatState
from storage.queries import floor as floor_rows
from storage.tables import Member, Round, Seat, StoredAnswer
from storage.unit import Unit


def begin(unit: Unit, seat: Seat, typist: Member) -> None:
    """From now on `typist` types in at this seat, and knows what is answered there."""
    seat.filled_by = typist.id
    unit.session.add(seat)
    unit.session.flush()


def clear(unit: Unit, seat: Seat) -> None:
    """Nothing is left of what was typed in at this seat."""
    unit.session.exec(delete(StoredAnswer).where(col(StoredAnswer.seat_id) == seat.id))


def unsent_of(unit: Unit, round_id: int, typist: int) -> list[Member]:
    """For whom this member began to type in, in a round, and did not send."""
    return list(
        unit.session.exec(
            select(Member)
            .join(Seat, col(Seat.member_id) == col(Member.id))
            .where(Seat.round_id == round_id, Seat.filled_by == typist, Seat.state == SeatState.BEGUN)
            .order_by(col(Member.id))
        )
    )


def typed_in(unit: Unit, partnership_id: int) -> list[tuple[Member, Member]]:
    """Who is on paper with who typed in for them, in the last shown round where somebody did."""
    last = (
        select(Seat.round_id)
        .join(Round, col(Round.id) == col(Seat.round_id))
        .where(
            Round.partnership_id == partnership_id,
            col(Round.revealed_at).is_not(None),
            col(Seat.filled_by).is_not(None),
            Seat.state == SeatState.SENT,
        )
        .order_by(col(Seat.round_id).desc())
        .limit(1)
    )
    seats = unit.session.exec(
        select(Seat)
        .where(col(Seat.round_id).in_(last), Seat.state == SeatState.SENT, col(Seat.filled_by).is_not(None))
        .order_by(col(Seat.id))
    )
    return [
        (unit.session.get_one(Member, seat.member_id), unit.session.get_one(Member, seat.filled_by))
        for seat in seats
    ]


def taken_over(unit: Unit, member: Member) -> None:
    """They answer by themselves from now on: what others began to type in is gone; what was sent stays."""
    seats = unit.session.exec(
        select(Seat).where(
            Seat.member_id == member.id, Seat.state == SeatState.BEGUN, col(Seat.filled_by).is_not(None)
        )
    ).all()
    for seat in seats:
        clear(unit, seat)
        seat.state, seat.filled_by = SeatState.INVITED, None
        unit.session.add(seat)
    floor_rows.leave_seats(unit, unit.session.exec(select(Seat.id).where(Seat.member_id == member.id)))
    member.paper = False
    unit.session.add(member)
    unit.session.flush()
