"""Monthly and quarterly: the day comes back after a short month, and moves off days without work."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from process.calendar import dutch_calendar
from process.rules.cadence import (
    every_months,
    is_workday,
    local_instant,
    months_on,
    workday_on_or_after,
    workday_on_or_before,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CALENDAR = dutch_calendar(range(2020, 2040))
NINE = time(9)

days = st.dates(date(2026, 1, 1), date(2036, 12, 31))
steps = st.sampled_from([1, 3]) | st.integers(1, 24)
times = st.times().map(lambda at: at.replace(microsecond=0))
instants = st.datetimes(datetime(2024, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
moves = st.sampled_from(
    [partial(workday_on_or_before, calendar=CALENDAR), partial(workday_on_or_after, calendar=CALENDAR)]
)


@pytest.mark.parametrize(
    ("anchor", "months", "then"),
    [
        ("2027-01-31", 1, "2027-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2027-01-31", 2, "2027-03-31"),
        ("2027-01-31", 3, "2027-04-30"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-31", 12, "2027-12-31"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
    ],
)
def test_the_last_day_of_a_long_month_is_the_last_of_a_short_one(anchor: str, months: int, then: str) -> None:
    assert months_on(date.fromisoformat(anchor), months) == date.fromisoformat(then)


def test_a_quarter_from_the_31st_that_falls_on_a_saturday_comes_on_the_friday_before() -> None:
    after = datetime(2026, 7, 31, 12, tzinfo=UTC)
    before = partial(workday_on_or_before, calendar=CALENDAR)
    at = every_months(date(2026, 1, 31), 3, NINE, AMSTERDAM, after, before)
    assert at == local_instant(date(2026, 10, 30), NINE, AMSTERDAM)


@given(days, st.integers(-60, 60))
def test_the_day_is_kept_or_is_the_last_of_its_month(day: date, months: int) -> None:
    found = months_on(day, months)
    assert (found.year - day.year) * 12 + found.month - day.month == months
    last = (found + timedelta(days=1)).day == 1
    assert found.day == day.day or (last and found.day < day.day)


@given(days, steps, times, instants)
def test_the_next_occurrence_is_the_first_one_after_now(
    anchor: date, months: int, at: time, after: datetime
) -> None:
    found = every_months(anchor, months, at, AMSTERDAM, after)
    planned = [months_on(anchor, months * n) for n in range(14 * 12 // months + 2)]
    assert found == min(instant for day in planned if (instant := local_instant(day, at, AMSTERDAM)) > after)


@given(days, steps, times, instants, moves)
def test_moved_off_days_without_work_no_occurrence_is_skipped_or_comes_twice(
    anchor: date, months: int, at: time, after: datetime, moved: partial[date]
) -> None:
    planned = [moved(months_on(anchor, months * n)) for n in range(14 * 12 // months + 2)]
    instants = [local_instant(day, at, AMSTERDAM) for day in planned]
    due = [instant for instant in instants if instant > after][:5]
    found = []
    for _ in due:
        after = every_months(anchor, months, at, AMSTERDAM, after, moved)
        found.append(after)
    assert found == due
    assert len(set(found)) == len(found)
    assert all(is_workday(each.astimezone(AMSTERDAM).date(), CALENDAR) for each in found)


@pytest.mark.parametrize("months", [0, -1])
def test_a_rhythm_of_no_months_is_refused(months: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        every_months(date(2026, 1, 31), months, NINE, AMSTERDAM, datetime(2026, 1, 1, tzinfo=UTC))
