"""What did not get through, for the operator: events that failed and messages that may not have arrived."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select

from process.outcome import Copies
from storage.tables import Address, Inbox, Outbox, Passage, Receipt
from storage.unit import Unit

STRANDED = (Passage.UNKNOWN, Passage.DEAD)
_LISTED = 200


def failed_events(unit: Unit) -> list[Inbox]:
    """The events that were set aside, oldest first."""
    failed = select(Inbox).where(Inbox.state == Receipt.FAILED).order_by(col(Inbox.id))
    return list(unit.session.exec(failed))


def failed_event(unit: Unit, code: str) -> Inbox | None:
    """The event under this code, held until the unit ends; None when there is none."""
    return unit.session.exec(
        select(Inbox)
        .where(Inbox.state == Receipt.FAILED, Inbox.code == code)
        .order_by(col(Inbox.id))
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def handled(unit: Unit, event: Inbox) -> None:
    """It went well after all: only its key stays, so that it is not handled again."""
    event.state, event.code, event.payload = Receipt.DONE, None, None
    unit.session.add(event)


def stranded_messages(unit: Unit) -> list[Outbox]:
    """The messages that surely or perhaps did not arrive, the last ones to be settled, oldest first."""
    last = (
        select(Outbox).where(col(Outbox.state).in_(STRANDED)).order_by(col(Outbox.id).desc()).limit(_LISTED)
    )
    return list(unit.session.exec(last))[::-1]


def stranded_message(unit: Unit, message_id: int) -> tuple[Outbox, Address] | None:
    """One of them with where it goes, held until the unit ends."""
    return unit.session.exec(
        select(Outbox, Address)
        .join(Address, col(Address.id) == col(Outbox.address_id))
        .where(Outbox.id == message_id, col(Outbox.state).in_(STRANDED))
        .with_for_update(of=[Outbox])
        .execution_options(populate_existing=True)
    ).first()


def send_again(unit: Unit, row: Outbox) -> None:
    """One more attempt, by the operator's word: its last hour, if it had one, no longer counts."""
    row.state, row.done_at, row.detail, row.claimed_until = Passage.READY, None, None, None
    row.attempts = 1 if row.copies is Copies.TWICE else 0
    row.not_after = None
    unit.session.add(row)


def drop(unit: Unit, row: Outbox, now: datetime) -> None:
    """Leave it: it is no longer listed."""
    row.state, row.done_at, row.detail = Passage.DROPPED, now, "left by the operator"
    unit.session.add(row)
