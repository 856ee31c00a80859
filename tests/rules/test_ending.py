"""When a partnership ends: never by silence, never against anybody."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from process.calendar import dutch_calendar
from process.rules import ending
from process.rules.ending import Asked, State, in_favour, judge

UNTIL = datetime(2026, 12, 7, 15, tzinfo=UTC)
BEFORE, AFTER = UNTIL - timedelta(hours=1), UNTIL
VOICES = st.lists(
    st.builds(Asked, st.integers(1, 6), st.sampled_from((True, False, None))), min_size=1, max_size=15
)


@given(VOICES, st.sampled_from((BEFORE, AFTER)))
def test_one_objection_is_enough_to_go_on(asked: list[Asked], now: datetime) -> None:
    against = any(each.agrees is False for each in asked)
    assert (judge(asked, UNTIL, now) is State.OBJECTED) == against


@given(VOICES)
def test_it_ends_only_with_more_than_half_of_the_organisations(asked: list[Asked]) -> None:
    if judge(asked, UNTIL, AFTER) is State.AGREED:
        assert 2 * len(in_favour(asked)) > len({each.organisation for each in asked})


@given(VOICES)
def test_before_the_time_is_over_it_ends_only_when_everybody_agreed(asked: list[Asked]) -> None:
    settled = judge(asked, UNTIL, BEFORE)
    assert (settled is State.AGREED) == all(each.agrees for each in asked)
    assert settled is not State.TOO_FEW


@given(VOICES)
def test_after_the_time_it_is_always_settled(asked: list[Asked]) -> None:
    assert judge(asked, UNTIL, AFTER) is not State.ASKED


@given(st.integers(1, 6))
def test_silence_never_ends_anything(organisations: int) -> None:
    silent = [Asked(each, None) for each in range(organisations)]
    assert judge(silent, UNTIL, AFTER) is State.TOO_FEW
    assert judge([], UNTIL, AFTER) is State.TOO_FEW


def test_ten_working_days_with_christmas_between() -> None:
    until = ending.until(date(2026, 12, 18), ZoneInfo("Europe/Amsterdam"), dutch_calendar(range(2026, 2028)))
    assert until == datetime(2027, 1, 5, 15, tzinfo=UTC), "25 December and 1 January are free"
