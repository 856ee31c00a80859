"""What an act leads to is kept in the transaction of the act itself."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from process.outcome import Outcome
from storage import appointments, outbox
from storage.queries.people import NoAddress
from storage.unit import Unit


def keep(unit: Unit, outcome: Outcome, now: datetime) -> None:
    """Put the messages in the outbox and the appointments in the calendar; now in UTC.

    Nothing waits for who takes part on paper: what they should have is handed to them by people.
    """
    for outgoing in outcome.messages:
        with suppress(NoAddress):
            outbox.enqueue(unit, outgoing, now)
    for due in outcome.due:
        appointments.keep(unit, due)
