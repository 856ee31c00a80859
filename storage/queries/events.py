"""What happened in a partnership that everyone in it may know; rows are only ever added."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from sqlmodel import col, select

from process.states import Change
from storage.tables import Event, Member
from storage.unit import Unit


def note(
    unit: Unit,
    partnership_id: int,
    kind: str,
    member_id: int | None,
    now: datetime,
    *,
    data: str | None = None,
) -> None:
    """Add one event. `data` holds ids, never an answer."""
    unit.session.add(Event(partnership_id=partnership_id, kind=kind, member_id=member_id, at=now, data=data))
    unit.session.flush()


def organisations_that_noted(unit: Unit, partnership_id: int, kind: str, data: str) -> set[int]:
    """The organisations of the members who caused an event of this kind about the same thing."""
    found = unit.session.exec(
        select(Member.organisation_id)
        .join(Event, col(Event.member_id) == col(Member.id))
        .where(Event.partnership_id == partnership_id, Event.kind == kind, Event.data == data)
    )
    return {organisation for organisation in found if organisation is not None}


def newest(unit: Unit, partnership_id: int, kinds: Iterable[str], limit: int) -> list[tuple[Event, Member]]:
    """The last events of these kinds with the member each is about, the newest first."""
    return list(
        unit.session.exec(
            select(Event, Member)
            .join(Member, col(Member.id) == col(Event.member_id))
            .where(Event.partnership_id == partnership_id, col(Event.kind).in_(list(kinds)))
            .order_by(col(Event.id).desc())
            .limit(limit)
        )
    )


def last(unit: Unit, partnership_id: int, kinds: Iterable[str], *, data: str | None = None) -> Event | None:
    """The last event of these kinds in a partnership, about `data` when given; None when there was none."""
    found = select(Event).where(Event.partnership_id == partnership_id, col(Event.kind).in_(list(kinds)))
    if data is not None:
        found = found.where(Event.data == data)
    return unit.session.exec(found.order_by(col(Event.id).desc()).limit(1)).first()


def last_about(unit: Unit, member_id: int, kinds: Iterable[str]) -> Event | None:
    """The last event of these kinds about a member, None when there was none."""
    return unit.session.exec(
        select(Event)
        .where(Event.member_id == member_id, col(Event.kind).in_(list(kinds)))
        .order_by(col(Event.id).desc())
        .limit(1)
    ).first()


def organisation_then(unit: Unit, member: Member, at: datetime) -> int | None:
    """Which organisation somebody answered for at an instant: they may have gone to another one since."""
    moved = unit.session.exec(
        select(Event)
        .where(
            Event.member_id == member.id,
            col(Event.kind).in_((Change.WORKS_FOR, Change.WORKS_FOR_NONE)),
            col(Event.at) > at,
        )
        .order_by(col(Event.id))
        .limit(1)
    ).first()
    if moved is None:
        return member.organisation_id
    before = json.loads(moved.data or "{}").get("from")
    return before if isinstance(before, int) else None


def taken_out_since(unit: Unit, person_id: int, partnership_id: int, kind: str, since: datetime) -> bool:
    """Whether an event of this kind ended a place of this person in a partnership, at `since` or later."""
    found = unit.session.exec(
        select(Event.id)
        .join(Member, col(Member.id) == col(Event.member_id))
        .where(
            Event.partnership_id == partnership_id,
            Event.kind == kind,
            col(Event.at) >= since,
            Member.person_id == person_id,
        )
        .limit(1)
    )
    return found.first() is not None
