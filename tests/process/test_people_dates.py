"""Days and times as people type them."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from process.acts.dates import FARTHEST_DAYS, Typed, read_day, read_time
from texts.dates import Form, in_words

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("16-3", date(2027, 3, 16)),
        ("16/3", date(2027, 3, 16)),
        ("16-03-2027", date(2027, 3, 16)),
        ("16-3-27", date(2027, 3, 16)),
        ("2027-03-16", date(2027, 3, 16)),
        ("16 maart", date(2027, 3, 16)),
        ("di 16 mrt.", date(2027, 3, 16)),
        ("dinsdag 16 maart 2027", date(2027, 3, 16)),
        ("16 March", date(2027, 3, 16)),
        ("March 16, 2027", date(2027, 3, 16)),
        ("23-11", TODAY),
        ("22-11", date(2027, 11, 22)),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, day: date) -> None:
    assert read_day(text, TODAY) == Typed(day)


@pytest.mark.parametrize("text", ["16-3 10:00", "16 maart om 10.00 uur", "16 maart 10u", "2027-03-16 10:00"])
def test_a_time_may_stand_beside_the_day(text: str) -> None:
    assert read_day(text, TODAY) == Typed(date(2027, 3, 16), time(10))


@pytest.mark.parametrize(
    "text", ["", "ooit", "31-2", "2026-11-22", "16 maart 2029", "29 februari", "99-99", "16"]
)
def test_what_is_no_day_within_a_year_is_not_guessed(text: str) -> None:
    assert read_day(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "at"), [("10", time(10)), ("10:30", time(10, 30)), ("9u30", time(9, 30)), ("10 uur", time(10))]
)
def test_a_time_is_read_as_people_write_it(text: str, at: time) -> None:
    assert read_time(text) == at


@pytest.mark.parametrize("text", ["", "25:00", "24", "half tien", "²"])
def test_what_is_no_time_is_not_guessed(text: str) -> None:
    assert read_time(text) is None


@given(ahead=st.integers(0, 364), language=st.sampled_from(["nl", "en"]))
def test_a_day_in_our_own_words_is_understood(ahead: int, language: str) -> None:
    day = TODAY + timedelta(days=ahead)

    assert read_day(in_words(day.isoformat(), Form.DAY, language), TODAY) == Typed(day)


@given(text=st.text(max_size=40), today=st.dates(date(2024, 1, 1), date(2090, 1, 1)))
def test_whatever_is_typed_gives_a_near_day_or_none(text: str, today: date) -> None:
    typed = read_day(text, today)

    assert typed is None or today <= typed.day <= today + timedelta(days=FARTHEST_DAYS)
