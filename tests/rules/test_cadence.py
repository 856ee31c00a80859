from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from process.calendar import Kept, dutch_calendar
from process.rules.cadence import (
    Calendar,
    add_workdays,
    day_of,
    every_weeks,
    is_busy_day,
    is_workday,
    local_instant,
    workday_on_or_after,
    workday_on_or_before,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ZONES = [ZoneInfo(name) for name in ("Europe/Amsterdam", "America/Curacao", "Australia/Lord_Howe", "UTC")]
FREE = dutch_calendar()

days = st.dates(date(2026, 1, 1), date(2036, 12, 31))
instants = st.integers(0, 17 * 366 * 24 * 60).map(
    lambda minutes: utc("2020-01-01") + timedelta(minutes=minutes)
)
times = st.times().map(lambda at: at.replace(microsecond=0))
calendars = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 3, 31)), max_size=40).map(
    lambda free: Calendar(free=free)
)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_time_that_the_spring_change_skips_becomes_three_o_clock() -> None:
    for at in (time(2), time(2, 30), time(2, 59, 59)):
        assert local_instant(date(2027, 3, 28), at, AMSTERDAM) == utc("2027-03-28T01:00:00")
    assert local_instant(date(2027, 3, 28), time(3), AMSTERDAM) == utc("2027-03-28T01:00:00")


def test_a_time_that_happens_twice_is_the_first() -> None:
    assert local_instant(date(2027, 10, 31), time(2, 30), AMSTERDAM) == utc("2027-10-31T00:30:00")


@given(days, times, st.sampled_from(ZONES))
def test_a_local_time_is_the_first_instant_at_which_the_clock_shows_it_or_later(
    day: date, at: time, zone: ZoneInfo
) -> None:
    instant = local_instant(day, at, zone)
    assert instant.tzinfo is UTC
    asked = datetime.combine(day, at)
    shown = instant.astimezone(zone).replace(tzinfo=None, fold=0)
    just_before = (instant - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None, fold=0)
    assert shown >= asked
    assert just_before < asked
    for half_hours in range(1, 7):
        earlier = (instant - timedelta(minutes=30 * half_hours)).astimezone(zone)
        assert earlier.replace(tzinfo=None, fold=0) != asked


@given(days, st.integers(1, 13), times, st.integers(0, 40))
def test_a_rhythm_has_exactly_one_occurrence_per_period(
    anchor: date, weeks: int, at: time, turns: int
) -> None:
    after = local_instant(anchor, at, AMSTERDAM) - timedelta(seconds=1)
    found = []
    for _ in range(turns):
        after = every_weeks(anchor, weeks, at, AMSTERDAM, after)
        found.append(after)
    expected = [local_instant(anchor + timedelta(weeks=weeks * turn), at, AMSTERDAM) for turn in range(turns)]
    assert found == expected
    assert sorted(set(found)) == found


def test_every_local_time_six_weekly_keeps_its_time_from_2026_to_2036() -> None:
    anchor = date(2026, 1, 4)  # a Sunday, so that the clock changes are met
    end = local_instant(date(2037, 1, 1), time(0), AMSTERDAM)
    for minute in range(0, 24 * 60, 10):
        at = time(minute // 60, minute % 60)
        instant = local_instant(anchor, at, AMSTERDAM)
        turn = 0
        while instant < end:
            local = instant.astimezone(AMSTERDAM)
            assert local.date() == anchor + timedelta(weeks=6 * turn)
            assert local.time() == at or local.time() == time(3)
            instant = every_weeks(anchor, 6, at, AMSTERDAM, instant)
            turn += 1
        assert turn == 96


@given(days, st.integers(1, 13), times, instants)
def test_the_next_occurrence_is_the_first_one_after_now(
    anchor: date, weeks: int, at: time, after: datetime
) -> None:
    found = every_weeks(anchor, weeks, at, AMSTERDAM, after)
    turn = (found.astimezone(AMSTERDAM).date() - anchor) / timedelta(weeks=weeks)
    assert found > after
    assert turn == int(turn) >= 0
    if turn:
        before = local_instant(anchor + timedelta(weeks=weeks * (int(turn) - 1)), at, AMSTERDAM)
        assert before <= after


def test_a_rhythm_of_no_weeks_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        every_weeks(date(2026, 1, 1), 0, time(9), AMSTERDAM, utc("2026-01-01T00:00:00"))


@given(st.dates(date(2026, 1, 1), date(2026, 3, 31)), st.integers(-20, 20), calendars)
def test_working_days_are_counted_there_and_back(day: date, n: int, calendar: Calendar) -> None:
    reached = add_workdays(day, n, calendar)
    if n == 0:
        assert reached == day
        return
    low, high = sorted((day, reached))
    between = [low + timedelta(days=step) for step in range((high - low).days + 1)]
    counted = [each for each in between if each != day and is_workday(each, calendar)]
    assert len(counted) == abs(n)
    assert is_workday(reached, calendar)
    assert (reached > day) == (n > 0)
    if is_workday(day, calendar):
        assert add_workdays(reached, -n, calendar) == day


@given(st.dates(date(2026, 1, 1), date(2026, 3, 31)), calendars)
def test_the_nearest_working_day_skips_no_working_day(day: date, calendar: Calendar) -> None:
    before, after = workday_on_or_before(day, calendar), workday_on_or_after(day, calendar)
    assert before <= day <= after
    inside = [before + timedelta(days=step) for step in range((after - before).days + 1)]
    assert {each for each in inside if is_workday(each, calendar)} == {before, after}


def test_the_dutch_calendar_keeps_to_the_days_that_most_organisations_are_off() -> None:
    assert not is_workday(date(2027, 4, 27), FREE)  # Koningsdag
    assert not is_workday(date(2027, 5, 6), FREE)  # Hemelvaart
    assert not is_workday(date(2028, 4, 17), FREE)  # tweede paasdag
    assert not is_workday(date(2025, 4, 26), FREE)
    assert is_workday(date(2026, 12, 24), FREE)


def test_goede_vrijdag_is_a_working_day_on_which_nothing_closes() -> None:
    assert is_workday(date(2026, 4, 3), FREE)
    assert not is_busy_day(date(2026, 4, 3), FREE)
    assert is_busy_day(date(2026, 4, 2), FREE)


@pytest.mark.parametrize(
    ("year", "works"), [(2026, True), (2027, True), (2032, True), (2025, False), (2035, False)]
)
def test_the_fifth_of_may_is_free_in_lustrum_years_only(year: int, works: bool) -> None:
    day = date(year, 5, 5)
    assert (day not in FREE.free) is works


def test_an_occurrence_names_its_day() -> None:
    assert day_of("2026-11-24") == date(2026, 11, 24)


def test_a_holiday_can_be_a_working_day_and_another_day_free() -> None:
    kept = dict.fromkeys(("good_friday", "liberation_day"), Kept.FREE)
    kept |= {"whitsun": Kept.WORK, "ascension": Kept.QUIET}
    bridge = date(2027, 5, 7)
    calendar = dutch_calendar(range(2027, 2028), kept, [bridge])
    assert not is_workday(date(2027, 3, 26), calendar)
    assert not is_workday(date(2027, 5, 5), calendar)
    assert is_busy_day(date(2027, 5, 17), calendar)  # tweede pinksterdag
    assert is_workday(date(2027, 5, 6), calendar)
    assert not is_busy_day(date(2027, 5, 6), calendar)
    assert not is_workday(bridge, calendar)
    assert not is_workday(date(2027, 12, 27), dutch_calendar([2027], besides=[date(2027, 12, 27)]))


def test_5_mei_that_is_no_holiday_leaves_hemelvaart_free_on_the_same_day() -> None:
    assert date(2016, 5, 5) in dutch_calendar([2016], {"liberation_day": Kept.WORK}).free
