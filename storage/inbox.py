"""Events that came in, so that none is handled twice.

Membership decides and never order: a channel may begin its numbers anew.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, delete, or_
from sqlmodel import col, select

from storage.tables import Inbox, Receipt
from storage.unit import Unit

KEPT = timedelta(days=3)
"""A channel offers an event again for at most a day; the rest is margin."""
FAILED_KEPT = timedelta(days=7)


def seen(unit: Unit, channel: str, key: str) -> bool:
    """Whether this event was handled or set aside before."""
    mine = select(Inbox.id).where(Inbox.channel == channel, Inbox.key == key)
    return unit.session.exec(mine).first() is not None


def admit(unit: Unit, channel: str, key: str, now: datetime) -> bool:
    """Take the event in; False when it was here before and nothing must be done with it.

    When two replicas admit the same event, the second waits for the first to commit.
    """
    row = unit.insert(Inbox).values(channel=channel, key=key, state=Receipt.DONE, at=now)
    return unit.session.exec(row.on_conflict_do_nothing().returning(col(Inbox.id))).first() is not None


def fail(unit: Unit, channel: str, key: str, *, code: str, payload: bytes, now: datetime) -> None:
    """Set an event aside that could not be handled, encrypted, under the code that the person was told."""
    sealed = unit.words.seal_loose(payload, _about(channel, key))
    values = {"state": Receipt.FAILED, "at": now, "code": code, "payload": sealed}
    row = unit.insert(Inbox).values(channel=channel, key=key, **values)
    unit.session.exec(row.on_conflict_do_update(index_elements=["channel", "key"], set_=values))


def payload(unit: Unit, row: Inbox) -> bytes | None:
    """What a failed event held, None for an event that was handled."""
    if row.payload is None:
        return None
    return unit.words.open_loose(row.payload, _about(row.channel, row.key))


def forget(unit: Unit, channel: str, address: str) -> None:
    """Let go of the events whose key names this address (a letter, the address, a colon), failures too."""
    named = or_(*(col(Inbox.key).startswith(f"{kind}{address}:", autoescape=True) for kind in "me"))
    unit.session.exec(delete(Inbox).where(col(Inbox.channel) == channel, named))


def sweep(unit: Unit, now: datetime) -> int:
    """Let go of what is older than three days, and of failures after seven; gives how many."""
    old = and_(col(Inbox.at) < now - KEPT, col(Inbox.state) == Receipt.DONE)
    gone = delete(Inbox).where(col(Inbox.at) < now - KEPT, or_(old, col(Inbox.at) < now - FAILED_KEPT))
    return unit.session.exec(gone).rowcount


def _about(channel: str, key: str) -> str:
    return f"inbox {channel} {key}"
