"""When a round around a meeting opens and closes, and when the sheet and the question after it come."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.source import SourceError
from process.calendar import REGIONS, dutch_calendar, school_holidays
from process.rules.around import (
    ENOUGH,
    Turn,
    around,
    at_once,
    closing_before,
    last_call,
    next_turn,
    opens_on,
    workdays_left,
)
from process.rules.cadence import DAY, add_workdays, is_busy_day, is_workday

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CALENDAR = dutch_calendar(range(2026, 2032))
SCHOOL = school_holidays()
NO_SCHOOL: frozenset[date] = frozenset()

DAYS = st.dates(date(2026, 12, 1), date(2030, 6, 30))
MEETINGS = st.builds(datetime.combine, DAYS, st.times(time(8), time(20)), st.just(AMSTERDAM))
REGION = st.sampled_from([NO_SCHOOL, *SCHOOL.values()])


def local(day: str, at: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=AMSTERDAM).astimezone(UTC)


def test_an_ordinary_meeting_has_a_round_of_ten_working_days() -> None:
    turn = around(local("2027-03-16", "10:00"), AMSTERDAM, CALENDAR, NO_SCHOOL)
    assert turn == Turn(
        opens_at=local("2027-02-26", "09:00"),
        closes_at=local("2027-03-12", "16:00"),
        sheet_at=local("2027-03-15", "08:30"),
        meeting_at=local("2027-03-16", "10:00"),
        asked_at=local("2027-03-17", "09:00"),
    )


def test_days_of_a_school_holiday_do_not_count_and_the_opening_moves_to_before_it() -> None:
    meeting = local("2027-03-09", "10:00")
    assert around(meeting, AMSTERDAM, CALENDAR, NO_SCHOOL).opens_at == local("2027-02-19", "09:00")
    turn = around(meeting, AMSTERDAM, CALENDAR, SCHOOL["zuid"])  # 13 to 21 February
    assert turn.opens_at == local("2027-02-12", "09:00")
    assert turn.closes_at == local("2027-03-05", "16:00")


def test_goede_vrijdag_gets_neither_sheet_nor_closing() -> None:
    turn = around(local("2027-03-30", "10:00"), AMSTERDAM, CALENDAR, NO_SCHOOL)  # the Tuesday after Easter
    assert turn.sheet_at == local("2027-03-25", "08:30")
    assert turn.closes_at == local("2027-03-24", "16:00")


def test_after_a_meeting_on_friday_it_is_asked_on_monday() -> None:
    turn = around(local("2027-03-12", "10:00"), AMSTERDAM, CALENDAR, NO_SCHOOL)
    assert turn.asked_at == local("2027-03-15", "09:00")


@given(MEETINGS, REGION)
def test_whatever_the_meeting_its_round_is_in_order_and_on_days_when_people_work(
    meeting: datetime, school: frozenset[date]
) -> None:
    turn = around(meeting, AMSTERDAM, CALENDAR, school)
    assert turn.opens_at < turn.closes_at < turn.sheet_at < turn.meeting_at < turn.asked_at
    opening, closing, sheet, asked = (
        at.astimezone(AMSTERDAM).date()
        for at in (turn.opens_at, turn.closes_at, turn.sheet_at, turn.asked_at)
    )
    assert is_workday(opening, CALENDAR)
    assert opening not in school
    assert all(is_busy_day(day, CALENDAR) for day in (closing, sheet, asked))
    assert closing < sheet
    day = meeting.astimezone(AMSTERDAM).date()
    between = [opening + DAY * n for n in range((day - opening).days)]
    assert sum(is_workday(each, CALENDAR) and each not in school for each in between) == 12


@given(MEETINGS, REGION)
def test_the_closing_does_not_depend_on_school_holidays(meeting: datetime, school: frozenset[date]) -> None:
    with_school = around(meeting, AMSTERDAM, CALENDAR, school)
    assert with_school.closes_at == around(meeting, AMSTERDAM, CALENDAR, NO_SCHOOL).closes_at


def test_too_late_for_twelve_days_it_opens_at_once_when_four_remain() -> None:
    meetings = [local("2027-03-16", "10:00"), local("2027-04-20", "10:00")]
    monday = local("2027-03-08", "11:00")  # until Friday the 12th: four working days
    turn = next_turn(meetings, monday, AMSTERDAM, CALENDAR, NO_SCHOOL)
    assert turn is not None
    assert (turn.opens_at, turn.meeting_at) == (monday, meetings[0])
    tuesday = local("2027-03-09", "11:00")
    turn = next_turn(meetings, tuesday, AMSTERDAM, CALENDAR, NO_SCHOOL)
    assert turn is not None
    assert turn == around(meetings[1], AMSTERDAM, CALENDAR, NO_SCHOOL)


@given(st.lists(MEETINGS, max_size=5), DAYS, REGION)
def test_the_next_round_is_for_the_first_meeting_that_leaves_time_to_answer(
    meetings: list[datetime], today: date, school: frozenset[date]
) -> None:
    now = datetime.combine(today, time(11), AMSTERDAM).astimezone(UTC)
    turn = next_turn(meetings, now, AMSTERDAM, CALENDAR, school)
    soonest = at_once(now, AMSTERDAM, CALENDAR, school)
    if turn is None:
        assert all(workdays_left(soonest, _closing(each), AMSTERDAM, CALENDAR) < ENOUGH for each in meetings)
        return
    assert turn.opens_at >= now
    assert workdays_left(turn.opens_at, turn.closes_at, AMSTERDAM, CALENDAR) >= ENOUGH
    for earlier in meetings:
        if earlier < turn.meeting_at:
            assert workdays_left(soonest, _closing(earlier), AMSTERDAM, CALENDAR) < ENOUGH


@given(DAYS, st.times(), REGION)
def test_at_once_is_now_on_a_day_for_it_and_else_the_next_such_morning(
    today: date, at: time, school: frozenset[date]
) -> None:
    now = datetime.combine(today, at, AMSTERDAM).astimezone(UTC)
    opens = at_once(now, AMSTERDAM, CALENDAR, school)
    assert opens >= now
    shown = opens.astimezone(AMSTERDAM)
    assert opens_on(shown.date(), CALENDAR, school)
    assert time(9) <= shown.time() < time(18)
    if opens != now:
        assert shown.time() == time(9)
        between = [today + DAY * n for n in range(1, (shown.date() - today).days)]
        assert not any(opens_on(day, CALENDAR, school) for day in between)


def test_a_round_that_runs_closes_on_its_usual_day_or_at_the_last_call() -> None:
    meeting = local("2027-03-16", "10:00")

    def closing(at: str) -> datetime | None:
        return closing_before(meeting, local(at, "11:00"), AMSTERDAM, CALENDAR)

    assert closing("2027-03-11") == local("2027-03-12", "16:00")
    assert closing("2027-03-12") == local("2027-03-15", "08:00")
    assert closing("2027-03-15") is None


@given(MEETINGS, st.integers(0, 40))
def test_a_closing_for_a_meeting_is_announced_a_day_before_and_leaves_time_for_the_sheet(
    meeting: datetime, days: int
) -> None:
    now = meeting - timedelta(days=days)
    closing = closing_before(meeting, now, AMSTERDAM, CALENDAR)
    if closing is None:
        assert last_call(meeting, AMSTERDAM, CALENDAR) - now < timedelta(days=1)
        return
    assert now.astimezone(AMSTERDAM).date() < closing.astimezone(AMSTERDAM).date()
    assert closing < around(meeting, AMSTERDAM, CALENDAR, NO_SCHOOL).sheet_at
    assert is_busy_day(closing.astimezone(AMSTERDAM).date(), CALENDAR)


def _closing(meeting: datetime) -> datetime:
    return around(meeting, AMSTERDAM, CALENDAR, NO_SCHOOL).closes_at


@given(DAYS, st.integers(0, 30))
def test_working_days_left_are_those_that_are_added(today: date, days: int) -> None:
    now = datetime.combine(today, time(11), AMSTERDAM)
    until = datetime.combine(add_workdays(today, days, CALENDAR), time(16), AMSTERDAM)
    assert workdays_left(now, until, AMSTERDAM, CALENDAR) == days


def test_school_holidays_are_known_by_region() -> None:
    assert set(SCHOOL) == set(REGIONS)
    assert date(2027, 2, 13) in SCHOOL["zuid"]
    assert date(2027, 2, 13) not in SCHOOL["noord"]
    assert all(date(2027, 1, 3) in days and date(2027, 1, 4) not in days for days in SCHOOL.values())


def test_every_summer_lasts_six_weeks_in_every_region() -> None:
    for year in range(2026, 2031):
        for days in SCHOOL.values():
            summer = [day for day in days if day.year == year and day.month in (7, 8, 9)]
            assert max(summer) - min(summer) == timedelta(days=43)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("noord:\n  - [2027-02-21, 2027-02-13]\n", "2:5: this holiday ends before it begins"),
        ("noord:\n  - [2027-02-31, 2027-03-13]\n", "2:5: this is no holiday"),
        ("oost:\n  - [2027-02-13, 2027-02-21]\n", "2:3: no such region"),
        ("- noord\n", "1:1: this is no list by region"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "days.yaml").write_text(text)
    with pytest.raises(SourceError, match=said):
        school_holidays(tmp_path / "days.yaml")
