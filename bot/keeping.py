"""What an act leads to is kept in the transaction of the act itself."""

from __future__ import annotations

from datetime import datetime

from process.message import Outcome
from storage import appointments, outbox
from storage.unit import Unit


def keep(unit: Unit, outcome: Outcome, now: datetime) -> None:
    """Put the messages in the outbox and the appointments in the calendar; now in UTC."""
    for outgoing in outcome.messages:
        outbox.enqueue(unit, outgoing, now)
    for due in outcome.due:
        appointments.keep(unit, due)
