"""When the next round opens by itself: around a meeting, or in a rhythm while none is planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from process.calendar import dutch_calendar, school_holidays
from process.rules.around import around, opens_on
from process.rules.cadence import months_on
from process.rules.rhythm import APART, Basis, Planned, following, next_planned

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CALENDAR = dutch_calendar(range(2026, 2036))
SCHOOL = school_holidays()
NO_SCHOOL: frozenset[date] = frozenset()

FOUNDED = st.dates(date(2026, 1, 1), date(2029, 6, 30))
REGION = st.sampled_from([NO_SCHOOL, *SCHOOL.values()])
DAYS_ON = st.integers(1, 200)


def local(day: date, at: time = time(9)) -> datetime:
    return datetime.combine(day, at, AMSTERDAM).astimezone(UTC)


def basis(founded: date, school: frozenset[date] = NO_SCHOOL, **more: object) -> Basis:
    return Basis(local(founded), AMSTERDAM, CALENDAR, school, **more)  # type: ignore[arg-type]


def openings(start: Basis, many: int) -> list[Planned]:
    """The rounds one after another, each planned when the one before it opened."""
    rounds, now = [], start.founded_at
    for _ in range(many):
        rounds.append(next_planned(start, now))
        assert rounds[-1].opens_at > now or not rounds[:-1]
        start, now = replace(start, counts_from=rounds[-1].counts_from), rounds[-1].opens_at
    return rounds


def days(rounds: list[Planned]) -> list[date]:
    return [each.opens_at.astimezone(AMSTERDAM).date() for each in rounds]


def test_six_weeks_in_the_first_year_and_then_a_quarter() -> None:
    opened = days(openings(basis(date(2026, 11, 23)), 12))
    assert opened[:3] == [date(2026, 11, 30), date(2027, 1, 11), date(2027, 2, 22)]
    assert opened[8:] == [date(2027, 11, 1), date(2027, 12, 13), date(2028, 3, 13), date(2028, 6, 13)]


@given(FOUNDED, REGION)
def test_the_rhythm_loses_no_turn_and_has_none_twice(founded: date, school: frozenset[date]) -> None:
    start = basis(founded, school)
    rounds = openings(start, 20)
    for each, after in pairwise(rounds):
        assert after.counts_from == following(founded, each.counts_from)
    for day, next_day in pairwise(days(rounds)):
        assert next_day - day >= APART
    for each, day in zip(rounds, days(rounds), strict=True):
        assert opens_on(day, CALENDAR, school)
        assert each.opens_at == local(day)
        assert each.meeting_at is None


@given(FOUNDED, REGION)
def test_an_opening_in_a_holiday_moves_to_before_it_unless_a_round_just_opened_there(
    founded: date, school: frozenset[date]
) -> None:
    rounds = openings(basis(founded, school), 20)
    for (_, before), (each, day) in pairwise(zip(rounds, days(rounds), strict=True)):
        between = [day + timedelta(n) for n in range(1, (each.counts_from - day).days + 1)]
        if day <= each.counts_from:
            assert not any(opens_on(free, CALENDAR, school) for free in between)
        else:
            assert not opens_on(each.counts_from, CALENDAR, school)
            assert each.counts_from - before < APART + timedelta(days=60)


@given(FOUNDED, st.integers(0, 3000), REGION)
def test_after_a_standstill_the_next_one_still_lies_ahead(
    founded: date, on: int, school: frozenset[date]
) -> None:
    now = local(founded + timedelta(days=on))
    planned = next_planned(basis(founded, school, counts_from=founded + timedelta(days=7)), now)
    assert now < planned.opens_at <= now + timedelta(days=104 + 50)


def test_with_a_meeting_the_round_opens_twelve_working_days_before_it() -> None:
    meeting = local(date(2027, 3, 16), time(10))
    planned = next_planned(basis(date(2027, 1, 4), meetings=(meeting,)), local(date(2027, 1, 18)))
    assert (planned.opens_at, planned.meeting_at) == (local(date(2027, 2, 26)), meeting)
    assert planned.counts_from == date(2027, 2, 26)


def test_the_first_round_leaves_a_week_to_join() -> None:
    founded, meeting = date(2027, 3, 1), local(date(2027, 3, 16), time(10))
    planned = next_planned(basis(founded, meetings=(meeting,)), local(founded))
    assert (planned.opens_at, planned.meeting_at) == (local(date(2027, 3, 8)), meeting)


def test_a_first_meeting_that_is_too_near_gets_no_round_and_the_rhythm_begins_after_it() -> None:
    founded, meeting = date(2027, 3, 1), local(date(2027, 3, 11), time(10))
    planned = next_planned(basis(founded, meetings=(meeting,)), local(founded))
    assert planned.meeting_at is None
    assert planned.opens_at > around(meeting, AMSTERDAM, CALENDAR, NO_SCHOOL).asked_at


def test_a_meeting_that_is_passed_by_is_kept_clear_of() -> None:
    founded, meeting = date(2027, 1, 4), local(date(2027, 2, 23), time(10))
    planned = next_planned(
        basis(founded, passed_by=(meeting,), counts_from=date(2027, 1, 11)), local(date(2027, 1, 11))
    )
    assert planned.meeting_at is None
    assert planned.opens_at > meeting


def test_nothing_opens_during_a_pause() -> None:
    founded, ends = date(2027, 1, 4), local(date(2027, 6, 1))
    for meetings in ((), (local(date(2027, 3, 16), time(10)),), (local(date(2027, 6, 4), time(10)),)):
        planned = next_planned(basis(founded, meetings=meetings, not_before=ends), local(date(2027, 2, 1)))
        assert planned.opens_at >= ends


@given(
    FOUNDED,
    st.lists(DAYS_ON, max_size=4),
    st.lists(DAYS_ON, max_size=2),
    REGION,
    st.integers(0, 60 * 24 * 90),
    st.none() | DAYS_ON,
)
def test_whatever_is_planned_a_round_opens_on_a_day_for_it_and_in_time(
    founded: date,
    planned_on: list[int],
    passed_by: list[int],
    school: frozenset[date],
    minutes: int,
    paused: int | None,
) -> None:
    now = local(founded) + timedelta(minutes=minutes)
    meetings, others = (
        tuple(at for on in days if (at := local(founded + timedelta(days=on), time(10))) > now)
        for days in (planned_on, passed_by)
    )
    ends = local(founded + timedelta(days=paused)) if paused is not None else None
    start = basis(founded, school, meetings=meetings, passed_by=others, not_before=ends)
    planned = next_planned(start, now)
    assert planned.opens_at >= max(now, ends or now)
    assert opens_on(planned.opens_at.astimezone(AMSTERDAM).date(), CALENDAR, school)
    if planned.meeting_at is not None:
        turn = around(planned.meeting_at, AMSTERDAM, CALENDAR, school)
        assert turn.opens_at <= planned.opens_at < turn.closes_at < turn.sheet_at < planned.meeting_at
    else:
        for each in (*meetings, *others):
            assert planned.opens_at > each


@pytest.mark.parametrize("at", [time(2), time(2, 30), time(3)])
def test_the_spring_change_moves_no_opening(at: time) -> None:
    meeting = local(date(2027, 4, 14), at)
    planned = next_planned(basis(date(2027, 1, 4), meetings=(meeting,)), local(date(2027, 2, 1)))
    assert planned.opens_at.astimezone(AMSTERDAM).time() == time(9)
    assert months_on(date(2027, 1, 31), 1) == date(2027, 2, 28)
