"""How often a round opens while no meeting sets the rhythm."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from process.rules.cadence import (
    MONTHS,
    Calendar,
    every_months,
    every_weeks,
    local_instant,
    months_on,
    workday_on_or_after,
)

EVERY_WEEKS = 6
"""In the first year."""
QUARTER = 3
"""Months; after the first year."""
OPENS_AT = time(9)


def next_opening(
    founded_at: datetime, planned: date, now: datetime, zone: ZoneInfo, calendar: Calendar
) -> datetime:
    """When the next round opens (UTC), strictly after `now`.

    It counts from the day on which the last one was `planned`, in local dates: nothing drifts with the clock.
    A quarter ends on a working day.
    """
    settled = local_instant(months_on(founded_at.astimezone(zone).date(), MONTHS), OPENS_AT, zone)
    if now < settled:
        return every_weeks(planned, EVERY_WEEKS, OPENS_AT, zone, now)
    to_workday = partial(workday_on_or_after, calendar=calendar)
    opened = local_instant(to_workday(planned), OPENS_AT, zone)
    return every_months(planned, QUARTER, OPENS_AT, zone, max(now, opened), to_workday)
