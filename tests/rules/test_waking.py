from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from process.calendar import dutch_calendar
from process.rules.cadence import Calendar, is_busy_day
from process.rules.reminders import reminder_days
from process.rules.waking import PARTS, Waking, next_office_hour, next_welcome
from process.states import DaySlot

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FREE = dutch_calendar()

wakings = st.builds(
    Waking,
    days=st.frozensets(st.integers(0, 6), min_size=1),
    slot=st.sampled_from(DaySlot),
    away_until=st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2028, 12, 31))),
)
calendars = st.frozensets(st.dates(date(2026, 1, 1), date(2028, 12, 31)), max_size=30).map(
    lambda free: Calendar(free=free | FREE.free, quiet=FREE.quiet)
)
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
instants = st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: BEGIN + timedelta(minutes=minutes))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def welcome(now: str, waking: Waking) -> datetime:
    return next_welcome(local(now), waking, AMSTERDAM, FREE)


def suits(instant: datetime, waking: Waking, calendar: Calendar) -> bool:
    here = instant.astimezone(AMSTERDAM)
    opens, closes = PARTS[waking.slot]
    away = waking.away_until is not None and here.date() <= waking.away_until
    inside = opens <= here.time() < closes
    return inside and here.weekday() in waking.days and here.date() not in calendar.free and not away


@given(instants, wakings, calendars)
def test_nobody_is_woken_at_night_on_a_holiday_on_leave_or_outside_their_part(
    now: datetime, waking: Waking, calendar: Calendar
) -> None:
    found = next_welcome(now, waking, AMSTERDAM, calendar)
    assert found >= now
    assert suits(found, waking, calendar)
    assert time(8) <= found.astimezone(AMSTERDAM).time() < time(18)


@given(instants, wakings, calendars)
def test_nobody_waits_longer_than_needed(now: datetime, waking: Waking, calendar: Calendar) -> None:
    found = next_welcome(now, waking, AMSTERDAM, calendar)
    if suits(now, waking, calendar):
        assert found == now
        return
    assert found.astimezone(AMSTERDAM).time() == PARTS[waking.slot][0]
    moment = now
    while moment < found:
        assert not suits(moment, waking, calendar)
        moment += timedelta(hours=1)


@given(instants, st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2028, 12, 31))), calendars)
def test_a_reveal_comes_on_a_working_day_in_office_hours_and_at_once_when_it_is_one(
    now: datetime, away_until: date | None, calendar: Calendar
) -> None:
    found = next_office_hour(now, AMSTERDAM, calendar, away_until)
    here = found.astimezone(AMSTERDAM)
    assert found >= now
    assert time(8) <= here.time() < time(18)
    assert is_busy_day(here.date(), calendar)
    assert away_until is None or here.date() > away_until
    assert found == now or here.time() == time(8)


def test_weekends_are_for_who_chose_them() -> None:
    weekdays = Waking()
    saturday = Waking(days=frozenset({5}))
    assert welcome("2026-03-06T13:00", weekdays) == local("2026-03-09T08:00")
    assert welcome("2026-03-06T13:00", saturday) == local("2026-03-07T08:00")


def test_a_public_holiday_is_skipped_even_when_its_weekday_was_chosen() -> None:
    assert welcome("2026-04-24T13:00", Waking()) == local("2026-04-28T08:00")  # Koningsdag is a Monday
    assert welcome("2026-04-03T08:15", Waking()) == local("2026-04-03T08:15")  # Goede Vrijdag works


def test_leave_lasts_until_the_end_of_its_last_day() -> None:
    away = Waking(slot=DaySlot.NOON, away_until=date(2026, 3, 10))
    assert welcome("2026-03-10T12:30", away) == local("2026-03-11T12:00")


def test_a_part_of_the_day_is_over_when_the_next_one_begins() -> None:
    assert welcome("2026-03-10T11:59", Waking()) == local("2026-03-10T11:59")
    assert welcome("2026-03-10T12:00", Waking()) == local("2026-03-11T08:00")


def test_a_reveal_on_a_friday_evening_waits_for_monday_morning() -> None:
    friday = local("2026-03-06T18:00")
    assert next_office_hour(friday, AMSTERDAM, FREE) == local("2026-03-09T08:00")
    assert next_office_hour(local("2026-04-02T18:30"), AMSTERDAM, FREE) == local("2026-04-07T08:00")  # Pasen


def test_a_choice_is_read_as_it_is_kept() -> None:
    assert Waking.of("mo,we,su", DaySlot.NOON, None).days == {0, 2, 6}


@pytest.mark.parametrize("days", ["", "mo,xx"])
def test_a_choice_that_cannot_be_read_is_refused(days: str) -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        Waking.of(days, DaySlot.MORNING, None)


def test_nobody_can_choose_no_day_at_all() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Waking(days=frozenset())


def reminded(invited_at: str, closes: str, waking: Waking | None = None) -> list[str]:
    found = reminder_days(local(invited_at), local(closes), waking or Waking(), AMSTERDAM, FREE)
    return [each.astimezone(AMSTERDAM).strftime("%m-%d %H:%M") for each in found]


def test_reminders_come_on_the_own_working_days_three_and_five() -> None:
    assert reminded("2026-03-02T09:00", "2026-03-13T16:00") == ["03-05 08:00", "03-09 08:00"]


def test_somebody_who_works_two_days_a_week_is_reminded_on_those_days() -> None:
    tuesday_and_thursday = Waking(days=frozenset({1, 3}), slot=DaySlot.AFTERNOON)
    found = reminded("2026-03-03T14:00", "2026-03-20T16:00", tuesday_and_thursday)
    assert found == ["03-12 14:00", "03-19 14:00"]


def test_no_reminder_comes_on_or_after_the_closing_day() -> None:
    assert reminded("2026-03-02T09:00", "2026-03-09T16:00") == ["03-05 08:00"]
    assert reminded("2026-03-02T09:00", "2026-03-05T16:00") == []


def test_days_of_leave_and_holidays_do_not_count() -> None:
    away = Waking(away_until=date(2026, 3, 6))
    assert reminded("2026-03-02T09:00", "2026-03-20T16:00", away) == ["03-11 08:00", "03-13 08:00"]
    assert reminded("2026-04-02T09:00", "2026-04-20T16:00") == ["04-08 08:00", "04-10 08:00"]


@given(instants, st.integers(0, 60), wakings, calendars)
def test_a_reminder_is_always_welcome_and_before_the_closing_day(
    invited_at: datetime, lasts: int, waking: Waking, calendar: Calendar
) -> None:
    closes = invited_at + timedelta(days=lasts)
    found = reminder_days(invited_at, closes, waking, AMSTERDAM, calendar)
    assert len(found) <= 2
    assert list(found) == sorted(set(found))
    day_zero = invited_at.astimezone(AMSTERDAM).date()
    for each in found:
        here = each.astimezone(AMSTERDAM).date()
        assert suits(each, waking, calendar)
        assert day_zero < here < closes.astimezone(AMSTERDAM).date()
    own = [
        day
        for day in (day_zero + timedelta(days=step) for step in range(1, lasts))
        if waking.welcomes(day, calendar)
    ]
    expected = [own[nth - 1] for nth in (3, 5) if len(own) >= nth]
    assert [each.astimezone(AMSTERDAM).date() for each in found] == expected
