"""When to remind someone who has not sent: once or twice, and never on the last day."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from process.rules.cadence import DAY, Calendar, local_instant
from process.rules.waking import Waking

REMINDED_ON = (3, 5)
"""The person's own days, counted from the day on which the invitation reached them (day 0)."""


def reminder_days(
    invited_at: datetime, closes: datetime, waking: Waking, zone: ZoneInfo, calendar: Calendar
) -> tuple[datetime, ...]:
    """The instants (UTC) of the reminders, each at the beginning of the person's own part of the day.

    Own days are those on which the person may be disturbed; leave and public holidays do not count. None
    falls on or after the local day of closing, so that a short round has one reminder or none.
    """
    day = invited_at.astimezone(zone).date()
    last = closes.astimezone(zone).date() - DAY
    own = 0
    found: list[datetime] = []
    while day < last and own < max(REMINDED_ON):
        day += DAY
        if waking.welcomes(day, calendar):
            own += 1
            if own in REMINDED_ON:
                found.append(local_instant(day, waking.opens, zone))
    return tuple(found)
