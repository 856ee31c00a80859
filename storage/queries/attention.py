"""The budget of attention: what is left of it, and what reached somebody."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from process.rules import attention
from process.rules.attention import MONTH, Attention
from storage.tables import Disturbance, Outbox, Passage
from storage.unit import Unit


def fits(unit: Unit, row: Outbox, now: datetime, budget: int) -> bool:
    """Whether this message may go now; one that does not count always may."""
    if row.counts is None:
        return True
    return attention.fits(row.counts, spent(unit, row.person_id, now), _waiting(unit, row), budget)


def spent(unit: Unit, person_id: int, now: datetime) -> int:
    """How often this person was disturbed in the month before `now`, over all partnerships."""
    return unit.session.exec(
        select(func.count(func.distinct(Disturbance.message))).where(
            Disturbance.person_id == person_id, col(Disturbance.at) > now - MONTH
        )
    ).one()


def was_told(
    unit: Unit, person_id: int, partnership_id: int, kind: Attention, since: datetime
) -> datetime | None:
    """When a message of this kind about this partnership last reached the person, from `since` on (UTC).

    None when there was none: then the bot did not ask, and hearing nothing is no silence.
    """
    found: datetime | None = unit.session.exec(
        select(func.max(Disturbance.at)).where(
            Disturbance.person_id == person_id,
            Disturbance.partnership_id == partnership_id,
            Disturbance.kind == kind,
            col(Disturbance.at) >= since,
        )
    ).one()
    return found


def note(unit: Unit, row: Outbox, now: datetime) -> None:
    """This message, with what went in it, reached its reader, or may have."""
    if row.counts is None:
        return
    in_it = select(Outbox.partnership_id).where((Outbox.id == row.id) | (Outbox.bundled_into == row.id))
    for partnership in set(unit.session.exec(in_it)) - {None}:
        told = unit.insert(Disturbance).values(
            person_id=row.person_id, partnership_id=partnership, message=row.id, kind=row.counts, at=now
        )
        unit.session.exec(told.on_conflict_do_nothing())


def _waiting(unit: Unit, row: Outbox) -> list[Attention]:
    kinds = unit.session.exec(
        select(Outbox.counts).where(
            Outbox.person_id == row.person_id,
            col(Outbox.counts).is_not(None),
            col(Outbox.done_at).is_(None),
            Outbox.state == Passage.READY,
            Outbox.id != row.id,
        )
    )
    return [Attention(kind) for kind in kinds if kind is not None]
