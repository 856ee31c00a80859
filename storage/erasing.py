"""What goes when a partnership ended long enough ago: everything of people, its log and its own key.

It goes when the words of a round that ended on that day would go. Until then it can be opened again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col, select

from process.rules.keeping import Keeping
from storage import retention
from storage.queries import digests, endings, partnerships, rounds
from storage.queries.forgetting import erase
from storage.tables import Event, Member, Partnership
from storage.unit import Unit


def goes_at(partnership: Partnership, keeping: Keeping) -> datetime | None:
    """When everything of people goes (UTC); None while it goes on, and when it went."""
    if partnership.ended_at is None or partnership.erased_at is not None:
        return None
    return keeping.goes_at(partnership.ended_at, partnership.keep_months, partnership.keep_chosen_at)


@dataclass(frozen=True)
class Leaving:
    """A partnership that ended, and when everything of people goes out of it (UTC)."""

    partnership: int
    name: str
    goes_at: datetime


def planned(unit: Unit, keeping: Keeping) -> list[Leaving]:
    """The partnerships that ended and still have something to lose, oldest first."""
    ended = select(Partnership).where(col(Partnership.ended_at).is_not(None))
    kept = unit.session.exec(ended.where(col(Partnership.erased_at).is_(None)).order_by(col(Partnership.id)))
    going = ((each, goes_at(each, keeping)) for each in kept)
    return [Leaving(each.id, each.name, at) for each, at in going if at is not None]


def due(unit: Unit, keeping: Keeping, now: datetime) -> list[int]:
    """The partnerships that ended long enough ago."""
    return [each.partnership for each in planned(unit, keeping) if each.goes_at <= now]


def erase_ended(unit: Unit, partnership_id: int, keeping: Keeping, now: datetime) -> bool:
    """Let everything of people go out of an ended partnership; counts per organisation stay.

    False when it goes on, when it is too early, or when it was done.
    """
    partnership = partnerships.lock(unit, partnership_id)
    at = goes_at(partnership, keeping) if partnership is not None else None
    if partnership is None or at is None or at > now:
        return False
    for round_ in rounds.rounds(unit, partnership_id):
        retention.empty(unit, round_.id, keeping, now)
    for member_id in unit.session.exec(
        select(Member.id).where(Member.partnership_id == partnership_id)
    ).all():
        unit.words.forget(member_id)
        erase(unit, member_id, now)
    unit.words.forget_shared(partnership_id)
    endings.erase(unit, partnership_id)
    digests.erase(unit, partnership_id)
    unit.session.exec(delete(Event).where(col(Event.partnership_id) == partnership_id))
    partnership.erased_at, partnership.doelgroep = now, ""
    unit.session.add(partnership)
    unit.session.flush()
    return True
