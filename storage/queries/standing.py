"""Who waits for whom: persons with something on their floor that they may have answered in vain."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, exists, or_
from sqlmodel import col, select

from process.states import FloorKind
from storage.tables import Address, Floor, Outbox
from storage.unit import Unit


def left_standing(unit: Unit, back_at: datetime) -> list[Floor]:
    """The floors that show something from before `back_at`, of persons who can be reached.

    Who was sent anything since then has heard from us. What was never shown counts too, unless a message is
    still on its way there.
    """
    mine = col(Outbox.person_id) == col(Floor.person_id)
    never_shown = and_(col(Floor.shown_at).is_(None), ~exists().where(mine, col(Outbox.done_at).is_(None)))
    return list(
        unit.session.exec(
            select(Floor)
            .where(
                Floor.kind != FloorKind.NONE,
                or_(col(Floor.shown_at) < back_at, never_shown),
                ~exists().where(mine, col(Outbox.created_at) >= back_at),
                exists().where(
                    col(Address.person_id) == col(Floor.person_id), col(Address.reachable).is_(True)
                ),
            )
            .order_by(col(Floor.person_id))
        )
    )
