"""Every local time of the day, in every rhythm, through all clock changes of eleven years.

What must come is computed by the rule of the European Union (change at 01:00 UTC on the last Sunday of March
and October) and not by the time zones of Python, which the program uses. `VINKJE_EVERY_MINUTE=1` walks each
rhythm at all 1440 times; else at every minute in which a change can matter and three in each other hour.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import count, takewhile
from zoneinfo import ZoneInfo

import pytest

from process.rules.cadence import every_months, every_weeks, local_instant

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
YEARS = range(2026, 2037)
FIRST, LAST = date(2026, 1, 4), date(2036, 12, 31)
"""The first is a Sunday, and the clock changes on Sundays."""
WINTER, SUMMER = timedelta(hours=1), timedelta(hours=2)
BEFORE = datetime(2026, 1, 1, tzinfo=UTC)

Next = Callable[[time, ZoneInfo, datetime], datetime]

MINUTES = [time(minute // 60, minute % 60) for minute in range(1440)]
NEAR_A_CHANGE = 4
"""The hours of the night in which a change can matter, with one more on either side."""
WALKED = [
    at
    for at in MINUTES
    if at.hour < NEAR_A_CHANGE or at.minute in {0, 29, 59} or "VINKJE_EVERY_MINUTE" in os.environ
]


def last_sunday(year: int, month: int) -> date:
    last = last_of_month(year, month)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def last_of_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


CHANGES = {
    year: tuple(datetime.combine(last_sunday(year, month), time(1), UTC) for month in (3, 10))
    for year in YEARS
}
CHANGE_DAYS = {change.date(): change for pair in CHANGES.values() for change in pair}


def must_be(day: date, at: time) -> datetime:
    """The first instant at which a clock in Amsterdam shows this time, or else the instant of the change."""
    spring, autumn = CHANGES[day.year]
    shown = datetime.combine(day, at, UTC)
    for offset in (SUMMER, WINTER):
        instant = shown - offset
        if (spring <= instant < autumn) == (offset == SUMMER):
            return instant
    return spring


def every_day() -> Iterator[date]:
    return takewhile(lambda day: day <= LAST, (FIRST + timedelta(days=n) for n in count()))


def weeks(step: int) -> tuple[Iterator[date], Next]:
    days = takewhile(lambda day: day <= LAST, (FIRST + timedelta(weeks=step) * n for n in count()))
    return days, partial(every_weeks, FIRST, step)


def month_ends(first: int, step: int) -> tuple[Iterator[date], Next]:
    """The last day of every so many months, from a month of 31 days."""
    ends = (last_of_month(year, month) for year in YEARS for month in range(1, 13))
    days = [end for end in ends if (end.month - first) % step == 0 and (end.year, end.month) >= (2026, first)]
    return iter(days), partial(every_months, days[0], step)


RHYTHMS = {
    "weekly": partial(weeks, 1),
    "six-weekly": partial(weeks, 6),
    "monthly": partial(month_ends, 1, 1),
    "quarterly, in October": partial(month_ends, 1, 3),
    "quarterly, in March": partial(month_ends, 3, 3),
}


@pytest.mark.parametrize("rhythm", RHYTHMS)
def test_each_local_time_comes_exactly_once_in_every_period(rhythm: str) -> None:
    planned, _ = RHYTHMS[rhythm]()
    days = list(planned)
    assert CHANGE_DAYS.keys() & set(days), "a rhythm that meets no change of the clock tries nothing"
    following: Next = RHYTHMS[rhythm]()[1]
    for at in WALKED:
        after = BEFORE
        for day in days:
            after = following(at, AMSTERDAM, after)
            assert after == must_be(day, at), f"{day} {at}"


def test_every_minute_of_every_day_on_which_the_clock_changes() -> None:
    for day, change in CHANGE_DAYS.items():
        for at in MINUTES:
            instant = local_instant(day, at, AMSTERDAM)
            assert instant == must_be(day, at)
            if day.month == 3 and at.hour == 2:
                assert instant == change
                assert instant.astimezone(AMSTERDAM).time() == time(3), "the first instant after the gap"
            else:
                assert instant.astimezone(AMSTERDAM).time() == at
            if day.month == 10 and at.hour == 2:
                assert instant < change, "the first of two"


def test_on_any_other_day_a_time_is_so_long_after_midnight() -> None:
    """So every minute follows from the first and the last of the day."""
    for day in every_day():
        if day in CHANGE_DAYS:
            continue
        midnight = local_instant(day, time(0), AMSTERDAM)
        assert midnight == must_be(day, time(0))
        last = local_instant(day, time(23, 59), AMSTERDAM)
        assert last - midnight == timedelta(hours=23, minutes=59)
