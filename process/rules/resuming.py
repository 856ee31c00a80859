"""When to ask again after the bot was away: at once to who may be waiting now, and never at night."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from process.rules.cadence import Calendar
from process.rules.waking import Waking, next_welcome

DAY_BEGINS, NIGHT_BEGINS = time(8), time(22)


def resume_at(
    shown_at: datetime | None, now: datetime, waking: Waking, zone: ZoneInfo, calendar: Calendar
) -> datetime:
    """The instant (UTC) at which to ask a standing question again.

    Shown today: now, since they may have it before them, outside their own hours too. Shown on an earlier
    day, or now at night: in their own hours.
    """
    local = now.astimezone(zone)
    is_today = shown_at is not None and shown_at.astimezone(zone).date() == local.date()
    by_day = DAY_BEGINS <= local.time() < NIGHT_BEGINS
    if is_today and by_day and not waking.is_away(local.date()):
        return now
    return next_welcome(now, waking, zone, calendar)
