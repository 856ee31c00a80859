"""The free days of one year, written out: a name that the list of holidays no longer knows is seen here."""

from __future__ import annotations

from datetime import date

import holidays

from process.calendar import HOLIDAYS, dutch_calendar

A_YEAR = {
    "2027-01-01", "2027-03-28", "2027-03-29", "2027-04-27", "2027-05-06", "2027-05-16", "2027-05-17",
    "2027-12-25", "2027-12-26",
}  # fmt: skip


def test_the_free_days_of_a_year_are_all_there_whitsun_too() -> None:
    calendar = dutch_calendar([2027])
    assert calendar.free == {date.fromisoformat(day) for day in A_YEAR}
    assert calendar.quiet == {date(2027, 3, 26)}


def test_every_holiday_goes_by_a_name_that_is_known() -> None:
    named = holidays.country_holidays("NL", years=[2025], language="en_US")
    assert {name for theirs in HOLIDAYS.values() for name in theirs} <= set(named.values())
