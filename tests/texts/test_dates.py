from __future__ import annotations

import locale
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.dates import Form, in_words

DAY, TIME, MOMENT = Form.DAY, Form.TIME, Form.MOMENT


@pytest.mark.parametrize(
    ("value", "form", "nl", "en"),
    [
        ("2027-03-16", DAY, "di 16 maart", "Tue 16 March"),
        ("2027-03-12T15:00:00+00:00", MOMENT, "vr 12 maart om 16:00", "Fri 12 March at 16:00"),
        ("2027-07-12T14:00:00+00:00", TIME, "16:00", "16:00"),
        ("2027-12-31T23:30:00+00:00", DAY, "za 1 januari", "Sat 1 January"),
        ("2027-03-28T00:59:59+00:00", TIME, "01:59", "01:59"),
        ("2027-03-28T01:00:00+00:00", TIME, "03:00", "03:00"),  # the hour that does not exist
        ("2027-10-31T00:30:00+00:00", TIME, "02:30", "02:30"),  # the hour that comes twice
        ("2027-10-31T01:30:00+00:00", TIME, "02:30", "02:30"),
        ("2027-03-12T15:00:00.123456Z", TIME, "16:00", "16:00"),
    ],
)
def test_an_instant_is_told_as_people_in_amsterdam_say_it(value: str, form: Form, nl: str, en: str) -> None:
    assert (in_words(value, form, "nl"), in_words(value, form, "en")) == (nl, en)


def test_an_instant_is_told_in_the_zone_of_the_partnership() -> None:
    assert in_words("2027-03-16T23:30:00+00:00", MOMENT, "nl", "America/Aruba") == "di 16 maart om 19:30"


@pytest.mark.parametrize(
    ("value", "form", "zone"),
    [
        ("morgen", DAY, "Europe/Amsterdam"),
        ("2027-02-30", DAY, "Europe/Amsterdam"),
        ("2027-03-16T09:00:00", TIME, "Europe/Amsterdam"),
        ("2027-03-16", TIME, "Europe/Amsterdam"),
        ("2027-03-16T09:00:00Z", TIME, "Europe"),
        ("2027-03-16T09:00:00Z", TIME, "Europe/Nergens"),
        ("2027-03-16T09:00:00Z", TIME, "../etc/passwd"),
    ],
)
def test_what_cannot_be_told_is_refused(value: str, form: Form, zone: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        in_words(value, form, "nl", zone)


@given(st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2040, 1, 1)), st.integers(-14, 14))  # noqa: DTZ001
def test_the_offset_in_which_an_instant_is_written_makes_no_difference(naive: datetime, hours: int) -> None:
    instant = naive.replace(tzinfo=UTC)
    written = instant.astimezone(ZoneInfo("UTC")).isoformat()
    elsewhere = (instant + timedelta(hours=hours)).replace(tzinfo=None).isoformat() + f"{hours:+03d}:00"
    assert in_words(written, MOMENT, "nl") == in_words(elsewhere, MOMENT, "nl")


def test_the_locale_of_the_machine_has_no_say() -> None:
    before = locale.setlocale(locale.LC_TIME)
    try:
        locale.setlocale(locale.LC_TIME, "C")
        assert in_words("2027-05-05", DAY, "nl") == "wo 5 mei"
    finally:
        locale.setlocale(locale.LC_TIME, before)
