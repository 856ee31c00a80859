"""How often a round opens while no meeting sets the rhythm."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from process.calendar import dutch_calendar
from process.rules.cadence import add_workdays, is_workday, months_on
from process.rules.rhythm import next_opening

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CALENDAR = dutch_calendar(range(2026, 2034))
FOUNDED = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def local(day: date) -> datetime:
    return datetime.combine(day, time(9), AMSTERDAM).astimezone(UTC)


def openings(founded: date, many: int) -> list[date]:
    """The days on which rounds open, each planned when the one before it opened."""
    days = [add_workdays(founded, 5, CALENDAR)]
    for _ in range(many):
        now = local(days[-1])
        following = next_opening(local(founded), days[-1], now, AMSTERDAM, CALENDAR)
        assert following > now
        days.append(following.astimezone(AMSTERDAM).date())
    return days


def test_six_weeks_in_the_first_year_and_then_a_quarter() -> None:
    days = openings(date(2026, 11, 23), 11)
    assert days[:3] == [date(2026, 11, 30), date(2027, 1, 11), date(2027, 2, 22)]
    assert days[8:] == [date(2027, 11, 1), date(2027, 12, 13), date(2028, 3, 13), date(2028, 6, 13)]


@given(FOUNDED)
def test_every_round_is_six_weeks_or_a_quarter_after_the_last(founded: date) -> None:
    days = openings(founded, 20)
    for before, day in pairwise(days):
        if before < months_on(founded, 12):
            assert day - before == timedelta(weeks=6)
        else:
            assert is_workday(day, CALENDAR)
            assert 89 <= (day - before).days <= 92 + 5


@given(FOUNDED, st.integers(0, 3000))
def test_after_a_standstill_the_next_one_still_lies_ahead(founded: date, days: int) -> None:
    now = local(founded + timedelta(days=days))
    planned = add_workdays(founded, 5, CALENDAR)
    following = next_opening(local(founded), planned, now, AMSTERDAM, CALENDAR)
    assert now < following <= now + timedelta(days=104)
    assert following.astimezone(AMSTERDAM).time() == time(9)
