"""Days in words: taken whole or not at all."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from process.acts.dates import Typed, read_day
from process.rules.day_words import read_words

WEDNESDAY = date(2027, 1, 27)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("vandaag", date(2027, 1, 27)),
        ("morgen", date(2027, 1, 28)),
        ("Overmorgen.", date(2027, 1, 29)),
        ("the day after tomorrow", date(2027, 1, 29)),
        ("dinsdag", date(2027, 2, 2)),
        ("woensdag", date(2027, 2, 3)),
        ("op vrijdag", date(2027, 1, 29)),
        ("komende vr", date(2027, 1, 29)),
        ("over twee weken", date(2027, 2, 10)),
        ("over 10 dagen", date(2027, 2, 6)),
        ("over een maand", date(2027, 2, 27)),
        ("over één week", date(2027, 2, 3)),
        ("in two weeks", date(2027, 2, 10)),
        ("in a month", date(2027, 2, 27)),
        ("dinsdag over twee weken", date(2027, 2, 16)),
        ("volgende week dinsdag", date(2027, 2, 2)),
        ("dinsdag volgende week", date(2027, 2, 2)),
        ("next week Friday", date(2027, 2, 5)),
        ("begin volgende week", date(2027, 2, 1)),
        ("eind volgende week", date(2027, 2, 5)),
        ("eind van de week", date(2027, 1, 29)),
        ("eind deze week", date(2027, 1, 29)),
        ("eind maart", date(2027, 3, 31)),
        ("uiterlijk eind februari", date(2027, 2, 26)),
        ("end of March", date(2027, 3, 31)),
        ("half april", date(2027, 4, 15)),
        ("mid April", date(2027, 4, 15)),
        ("begin mei", date(2027, 5, 3)),
        ("begin januari", date(2028, 1, 3)),
        ("eind van de maand", date(2027, 1, 29)),
        ("eind deze maand", date(2027, 1, 29)),
        ("the end of this month", date(2027, 1, 29)),
    ],
)
def test_a_day_in_words_is_understood(text: str, day: date) -> None:
    assert read_words(text, WEDNESDAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "volgende dinsdag",  # the coming one, or the one after it?
        "next tuesday",
        "volgende week",
        "volgende maand",
        "binnenkort",
        "zo snel mogelijk",
        "zo gaan we door",
        "over een tijdje",
        "over twee werkdagen of drie",
        "dinsdag of woensdag",
        "eind deze eeuw",
        "eind begin maart",
        "over 9999 dagen",
        "over ² weken",
    ],
)
def test_what_is_no_single_day_is_not_guessed(text: str) -> None:
    assert read_words(text, WEDNESDAY) is None


def test_a_time_may_stand_beside_the_words() -> None:
    assert read_day("volgende week dinsdag om 10:30", WEDNESDAY) == Typed(date(2027, 2, 2), time(10, 30))
    assert read_day("morgen 9 uur", WEDNESDAY) == Typed(date(2027, 1, 28), time(9))


def test_a_day_of_more_than_a_year_ahead_is_not_taken() -> None:
    assert read_day("over 50 weken", WEDNESDAY) == Typed(WEDNESDAY + timedelta(weeks=50))
    assert read_day("over 14 maanden", WEDNESDAY) is None


_SEVERAL = (
    "over in een twee 12 dag dagen week weken maand eind begin half volgende next deze komende "
    "dinsdag zo maart mei of the van 10:30"
)
_WORDS = st.sampled_from(re.findall(r"\S+", _SEVERAL))


@given(st.lists(_WORDS, max_size=9), st.dates(date(2026, 1, 1), date(2035, 12, 31)))
def test_whatever_the_words_the_day_lies_ahead(words: list[str], today: date) -> None:
    found = read_words(" ".join(words), today)
    assert found is None or found >= today


@given(st.dates(date(2026, 1, 1), date(2035, 12, 31)), st.integers(1, 12))
def test_so_many_months_on_is_the_same_day_or_the_last_of_the_month(today: date, months: int) -> None:
    found = read_words(f"over {months} maanden", today)
    assert found is not None
    assert (found.year * 12 + found.month) - (today.year * 12 + today.month) == months
    assert found.day == today.day or (found.day < today.day and (found + timedelta(days=1)).day == 1)


def test_a_text_without_end_is_put_aside_at_once() -> None:
    begun = process_time()
    for hostile in ("over " * 4000, "1" * 16_000, "." * 16_000, "10:" * 5000, "eind maart " * 2000):
        assert read_day(hostile, WEDNESDAY) is None
    assert process_time() - begun < 0.5
