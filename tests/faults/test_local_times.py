"""Every local time of the day, every week and every six weeks, through all clock changes of ten years."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from process.rules.cadence import every_weeks

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST, LAST = date(2026, 1, 4), date(2036, 12, 31)
"""The first is a Sunday, and the clock changes on Sundays."""
AFTER_THE_GAP = time(3)


def wall(instant: datetime) -> datetime:
    """What a clock in Amsterdam shows."""
    return instant.astimezone(AMSTERDAM).replace(tzinfo=None, fold=0)


@pytest.mark.parametrize("weeks", [1, 6])
@pytest.mark.parametrize("hour", range(24))
def test_each_minute_of_this_hour_comes_exactly_once_in_every_period(hour: int, weeks: int) -> None:
    days = [FIRST + timedelta(weeks=weeks) * turn for turn in range((LAST - FIRST).days // (7 * weeks) + 1)]
    for minute in range(60):
        at = time(hour, minute)
        after = datetime(2026, 1, 1, tzinfo=UTC)
        for day in days:
            after = every_weeks(FIRST, weeks, at, AMSTERDAM, after)
            shown = wall(after)
            assert shown.date() == day, "a period was skipped or came twice"
            if shown.time() != at:
                assert shown.time() == AFTER_THE_GAP
                assert at.hour == 2
                assert wall(after - timedelta(seconds=1)).hour == 1, "not the first instant after the gap"
            elif at.hour == 2:
                assert wall(after - timedelta(hours=1)) != shown, "the second of two instead of the first"
