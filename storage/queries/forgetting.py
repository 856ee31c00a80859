"""What is left in the database of a member who was forgotten: counts, and neither words nor a name."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import col, select

from flows.answers import State
from process.states import FloorKind
from storage.tables import Draft, Floor, Member, Partnership, Seat, StoredAnswer
from storage.unit import Unit

NOBODY = "–"
"""What stands where a name stood."""


def erase(unit: Unit, member_id: int, now: datetime) -> None:
    """Take a member's words and name out, and end the membership; nothing when there is no such member.

    Their key is not touched: `Vault.forget` destroys that.
    """
    member = unit.session.get(Member, member_id)
    if member is None:
        return
    member.name = NOBODY
    member.left_at = member.left_at or now
    unit.session.add(member)
    seats = select(Seat.id).where(Seat.member_id == member_id)
    unit.session.exec(
        update(StoredAnswer)
        .where(col(StoredAnswer.seat_id).in_(seats), col(StoredAnswer.words).is_not(None))
        .values(words=None, source_ref=None, state=State.WITHDRAWN)
    )
    unit.session.exec(
        update(Floor)
        .where(col(Floor.seat_id).in_(seats))
        .values(kind=FloorKind.NONE, seat_id=None, question=None, version=col(Floor.version) + 1)
    )
    unit.session.exec(delete(Draft).where(col(Draft.person_id) == member.person_id))
    for guard in (Partnership.keeper_id, Partnership.deputy_id):
        unit.session.exec(update(Partnership).where(col(guard) == member_id).values({guard: None}))
    unit.session.flush()
