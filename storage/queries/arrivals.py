"""Who came in on a day, and the message in which somebody was told of it."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select

from process.states import Role
from storage.tables import Member, Outbox, Passage
from storage.unit import Unit


def since(unit: Unit, partnership_id: int, at: datetime) -> list[Member]:
    """Who came in from an instant on to answer for an organisation, in the order in which they came."""
    return list(
        unit.session.exec(
            select(Member)
            .where(
                Member.partnership_id == partnership_id,
                Member.role == Role.PARTNER,
                col(Member.organisation_id).is_not(None),
                col(Member.left_at).is_(None),
                col(Member.joined_at) >= at,
            )
            .order_by(col(Member.id))
        )
    )


def shown(unit: Unit, person_id: int, slot: str) -> str | None:
    """What the last message with this slot that reached somebody is called on its channel; None for none."""
    return unit.session.exec(
        select(Outbox.ref)
        .where(
            Outbox.person_id == person_id,
            Outbox.slot == slot,
            Outbox.state == Passage.SENT,
            col(Outbox.ref).is_not(None),
        )
        .order_by(col(Outbox.id).desc())
        .limit(1)
    ).first()
