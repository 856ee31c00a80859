"""Local times, rhythms and working days. The calendar comes in as a value; nothing here reads a clock.

Periods are counted from their anchor in local dates and then given a local time, so that nothing drifts
when the clock changes.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
SATURDAY = 5
MONTHS = 12
"""In a year."""


@dataclass(frozen=True)
class Calendar:
    """Which days differ from their weekday.

    `free` are public holidays. `quiet` are working days on which nothing is closed, revealed or handed out,
    because too many people are off all the same (Goede Vrijdag).
    """

    free: frozenset[date] = field(default_factory=frozenset, repr=False)
    quiet: frozenset[date] = field(default_factory=frozenset, repr=False)


def day_of(occurrence: str) -> date:
    """The day that names an occurrence ("2026-11-24"). Raises ValueError for anything else."""
    return date.fromisoformat(occurrence)


def local_instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which a local clock shows this time on this day.

    A time that the spring change skips becomes the first instant after the gap; one that happens twice
    is the first of both.
    """
    wall = datetime.combine(day, at, zone).replace(fold=0)
    instant = wall.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None, fold=0) == wall.replace(tzinfo=None):
        return instant
    return _first_after_gap(wall.replace(fold=1).astimezone(UTC), instant, zone)


def _first_after_gap(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The instant of the change between two instants around it, found by halving (to the second)."""
    shifted = after.astimezone(zone).utcoffset()
    before, after = before.replace(microsecond=0), after.replace(microsecond=0)
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == shifted:
            after = middle
        else:
            before = middle
    return after


def as_planned(day: date) -> date:
    """The day itself, whatever day it is."""
    return day


def every_weeks(anchor: date, weeks: int, at: time, zone: ZoneInfo, after: datetime) -> datetime:
    """The first occurrence (UTC) strictly after `after`; the anchor itself is the first of all.

    Raises ValueError when `weeks` is less than one.
    """
    if weeks < 1:
        raise ValueError(f"a rhythm of {weeks} weeks: give at least 1")
    step = timedelta(weeks=weeks)
    turn = max(0, (after.astimezone(zone).date() - anchor) // step)
    while (instant := local_instant(anchor + turn * step, at, zone)) <= after:
        turn += 1
    return instant


def months_on(day: date, months: int) -> date:
    """The same day so many months later, or before when negative; the last of a month that is shorter.

    Counted from 31 January it is 28 February and then 31 March: the day comes back.
    """
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def every_months(
    anchor: date,
    months: int,
    at: time,
    zone: ZoneInfo,
    after: datetime,
    moved: Callable[[date], date] = as_planned,
) -> datetime:
    """The first occurrence (UTC) strictly after `after`; the anchor is the first of all.

    Monthly is 1, quarterly 3. `moved` takes a planned day off the days on which nothing happens, by less than
    a month. Raises ValueError when `months` is less than one.
    """
    if months < 1:
        raise ValueError(f"a rhythm of {months} months: give at least 1")
    local = after.astimezone(zone).date()
    passed = (local.year - anchor.year) * MONTHS + local.month - anchor.month
    turn = max(0, passed // months - 1)  # one back: a planned day of last month may have moved into this one
    while (instant := local_instant(moved(months_on(anchor, turn * months)), at, zone)) <= after:
        turn += 1
    return instant


def is_workday(day: date, calendar: Calendar) -> bool:
    """Monday to Friday, and not a public holiday."""
    return day.weekday() < SATURDAY and day not in calendar.free


def is_busy_day(day: date, calendar: Calendar) -> bool:
    """A working day on which enough people are at work to close, reveal or hand out something."""
    return is_workday(day, calendar) and day not in calendar.quiet


def add_workdays(day: date, n: int, calendar: Calendar) -> date:
    """The n-th working day after a day, or before it when n is negative; the day itself when n is 0."""
    step = DAY if n > 0 else -DAY
    for _ in range(abs(n)):
        day += step
        while not is_workday(day, calendar):
            day += step
    return day


def workday_on_or_before(day: date, calendar: Calendar) -> date:
    """The day itself when it is a working day, else the last one before it."""
    while not is_workday(day, calendar):
        day -= DAY
    return day


def workday_on_or_after(day: date, calendar: Calendar) -> date:
    """The day itself when it is a working day, else the first one after it."""
    while not is_workday(day, calendar):
        day += DAY
    return day
