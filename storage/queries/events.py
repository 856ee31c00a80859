"""What happened in a partnership that everyone in it may know; rows are only ever added."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select

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
