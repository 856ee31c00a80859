"""Days and times in words, as people in a meeting say them: `di 16 maart`, `Tue 16 March`, `16:00`.

The tables are short and two languages are all there are, so no locale library is needed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import Enum
from zoneinfo import ZoneInfo

DEFAULT_ZONE = "Europe/Amsterdam"

_WEEKDAYS = {
    "nl": ("ma", "di", "wo", "do", "vr", "za", "zo"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = {
    "nl": (
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
_AT = {"nl": "om", "en": "at"}


class Form(Enum):
    """How a gap puts a date into words."""

    DAY = "day"  # di 16 maart
    TIME = "time"  # 16:00
    MOMENT = "moment"  # di 16 maart om 16:00


def in_words(value: str, form: Form, language: str, zone: str = DEFAULT_ZONE) -> str:
    """An ISO date (`2027-03-16`) or instant (`2027-03-16T15:00:00+00:00`) in words.

    An instant is told as local time in `zone`; a date has no zone and no time. Raises ValueError when
    the value is neither, has no offset, or has no time where one is asked for, or the zone is unknown.
    """
    day, time = _local(value, zone)
    if form is Form.DAY:
        return _day(day, language)
    if time is None:
        raise ValueError(f"{value!r} is a date without a time")
    return time if form is Form.TIME else f"{_day(day, language)} {_AT[language]} {time}"


def _day(day: date, language: str) -> str:
    return f"{_WEEKDAYS[language][day.weekday()]} {day.day} {_MONTHS[language][day.month - 1]}"


def _local(value: str, zone: str) -> tuple[date, str | None]:
    if len(value) == len("2027-03-16"):
        return date.fromisoformat(value), None
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise ValueError(f"{value!r} has no offset from UTC")
    local = instant.astimezone(UTC).astimezone(_zone(zone))
    return local.date(), f"{local:%H:%M}"


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, OSError) as error:  # ZoneInfoNotFoundError; a folder such as "Europe"
        raise ValueError(f"there is no time zone {name!r}") from error
