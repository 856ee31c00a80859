"""Partnerships and their meetings."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select

from process.states import MeetingState
from storage.queries import acting
from storage.tables import Meeting, Partnership
from storage.unit import Unit


def partnership(unit: Unit, partnership_id: int) -> Partnership:
    """One partnership. Raises LookupError."""
    found = unit.session.get(Partnership, partnership_id)
    if found is None:
        raise LookupError(f"there is no partnership {partnership_id}")
    return found


def lock(unit: Unit, partnership_id: int) -> Partnership | None:
    """The partnership, held until the unit ends, so that two rounds cannot open at once."""
    return unit.session.exec(
        select(Partnership)
        .where(Partnership.id == partnership_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).first()


def free(unit: Unit, partnership: Partnership, member_id: int) -> None:
    """Who keeps an eye on it (hoeder, achtervang) does not any more; nothing when it was somebody else."""
    if partnership.keeper_id == member_id:
        partnership.keeper_id = None
    if partnership.deputy_id == member_id:
        partnership.deputy_id = None
    unit.session.add(partnership)
    acting.settle(unit, partnership.id)


def end(unit: Unit, partnership: Partnership, now: datetime) -> None:
    """From now on nothing happens here by itself any more."""
    partnership.ended_at = now
    unit.session.add(partnership)
    unit.session.flush()


def reopen(unit: Unit, partnership: Partnership) -> None:
    """It goes on."""
    partnership.ended_at = None
    unit.session.add(partnership)
    unit.session.flush()


def next_meeting(unit: Unit, partnership_id: int, now: datetime) -> Meeting | None:
    """The first planned meeting from now on."""
    return unit.session.exec(
        select(Meeting)
        .where(
            Meeting.partnership_id == partnership_id,
            Meeting.starts_at >= now,
            Meeting.state == MeetingState.PLANNED,
        )
        .order_by(col(Meeting.starts_at))
        .limit(1)
    ).first()
