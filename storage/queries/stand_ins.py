"""Who stands in for whom."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlmodel import col, select

from storage.tables import Member, StandIn
from storage.unit import Unit


def ask(unit: Unit, member_id: int, by_id: int, now: datetime) -> StandIn:
    """Ask one member to stand in for another; whoever was asked before for that member no longer is."""
    _end(unit, [member_id], now)
    row = StandIn(member_id=member_id, by_id=by_id, asked_at=now)
    unit.session.add(row)
    unit.session.flush()
    return row


def accept(unit: Unit, stand_in: StandIn, now: datetime) -> None:
    """They said yes."""
    stand_in.accepted_at = now
    unit.session.add(stand_in)
    unit.session.flush()


def decline(unit: Unit, stand_in: StandIn, now: datetime) -> None:
    """They said no, or do not do it any longer."""
    stand_in.ended_at = now
    unit.session.add(stand_in)
    unit.session.flush()


def find(unit: Unit, stand_in_id: int) -> StandIn | None:
    """One that has not ended."""
    found = unit.session.get(StandIn, stand_in_id)
    return found if found is not None and found.ended_at is None else None


def stand_in_of(unit: Unit, member_id: int) -> Member | None:
    """Who looks after what is this member's now, having said yes; None when nobody does."""
    return unit.session.exec(
        select(Member)
        .join(StandIn, col(StandIn.by_id) == col(Member.id))
        .where(
            StandIn.member_id == member_id,
            col(StandIn.accepted_at).is_not(None),
            col(StandIn.ended_at).is_(None),
            col(Member.left_at).is_(None),
        )
        .order_by(col(StandIn.id).desc())
        .limit(1)
    ).first()


def end_of_person(unit: Unit, person_id: int, now: datetime) -> None:
    """Back: nobody stands in for them any more, anywhere."""
    mine = select(Member.id).where(Member.person_id == person_id)
    _end(unit, list(unit.session.exec(mine)), now)


def end_of_member(unit: Unit, member_id: int, now: datetime) -> None:
    """They are nobody's colleague here any more: nobody stands in for them, nor they for anybody."""
    _end(unit, [member_id], now)
    by_them = update(StandIn).where(col(StandIn.by_id) == member_id, col(StandIn.ended_at).is_(None))
    unit.session.exec(by_them.values(ended_at=now))


def _end(unit: Unit, members: list[int], now: datetime) -> None:
    open_ones = update(StandIn).where(col(StandIn.member_id).in_(members), col(StandIn.ended_at).is_(None))
    unit.session.exec(open_ones.values(ended_at=now))
