"""How long somebody is held up by a bot that died while it was sending to them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, literal_column, update
from sqlmodel import col, select

from storage.outbox import LEASE_SECONDS
from storage.tables import Address, Outbox
from storage.tables.columns import Instant
from storage.unit import Unit

_LEASE = timedelta(seconds=LEASE_SECONDS)
_NOT = timedelta(0)


def longest_held(unit: Unit, now: datetime) -> float:
    """Seconds since the oldest lease behind which a message waits that could have gone by `now`.

    A living bot lets go of an address within a moment, so what is old was leased by a dead one.
    """
    at = unit.session.exec(select(literal_column("clock_timestamp()", Instant))).one()
    may_go = func.coalesce(Outbox.not_before, Outbox.created_at)
    behind = (
        select(Address.lease_until, func.min(may_go, type_=Instant))
        .join(Outbox, col(Outbox.address_id) == col(Address.id))
        .where(col(Address.lease_until).is_not(None), col(Outbox.done_at).is_(None), may_go <= now)
        .group_by(col(Address.id))
    )
    held = [min(at - (until - _LEASE), now - since) for until, since in unit.session.exec(behind) if until]
    return max(held, default=_NOT).total_seconds()


def let_go(unit: Unit, after: float) -> None:
    """End the leases that are older than so many seconds: a short play does not wait for dead bots."""
    soon = func.clock_timestamp() + (_LEASE - timedelta(seconds=after))
    old = update(Address).where(col(Address.lease_until) < soon)
    unit.session.exec(old.values(lease_until=func.clock_timestamp()))
