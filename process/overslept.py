"""After a standstill: what should have gone in somebody's hours waits for the next ones."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from process import posting
from process.case import House
from process.outcome import Urgency
from process.rules import waking
from storage import outbox
from storage.queries import partnerships, people
from storage.tables import Outbox
from storage.unit import Unit

LATE = timedelta(hours=1)
"""A message that could have gone so long ago has been kept from it by a standstill."""


def give_new_hours(unit: Unit, now: datetime, house: House) -> None:
    """Plan anew what overslept its hours; before anything is claimed."""
    for row in outbox.overslept(unit, now - LATE):
        zone = _zone(unit, row, house)
        if row.urgency is Urgency.BULK:
            row.not_before = waking.next_office_hour(now, zone, house.calendar)
        else:
            hours = posting.waking_of(people.person(unit, row.person_id))
            row.not_before = waking.next_welcome(now, hours, zone, house.calendar)
        unit.session.add(row)
    unit.session.flush()


def _zone(unit: Unit, row: Outbox, house: House) -> ZoneInfo:
    if row.partnership_id is None:
        return ZoneInfo(house.timezone)
    return ZoneInfo(partnerships.partnership(unit, row.partnership_id).timezone)
