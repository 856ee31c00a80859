"""Days and times as people type them: `16-3`, `di 16 maart`, `16 maart 10:00`, `2027-03-16`.

Pure: today comes in as a value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time

FARTHEST_DAYS = 366
"""How far ahead a day may lie: a year is further than any of our meetings or leaves is planned."""

_MONTHS = (
    ("januari", "january", "jan"),
    ("februari", "february", "feb"),
    ("maart", "march", "mrt", "mar"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("augustus", "august", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[-/](\d{1,2})(?:[-/](\d{4}|\d{2}))?(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\.?\s+([a-z]{3,9})\.?(?:\s+(\d{4}))?(?!\d)")
_MONTH_FIRST = re.compile(r"\b([a-z]{3,9})\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?(?!\d)")
_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-3])\s*[:.u]\s*([0-5]\d)(?!\d)")
_HOUR = re.compile(r"(?<!\d)([01]?\d|2[0-3])\s*(?:uur|u|h)\b")


@dataclass(frozen=True)
class Typed:
    """A day that was understood, with the time when one was typed along."""

    day: date
    at: time | None = None


def read_day(text: str, today: date) -> Typed | None:
    """The day (and time) that a text names; None when there is none, or not one between today and a year on.

    Without a year it is the first such day from today on.
    """
    lowered = text.lower()
    found = _find(lowered)
    if found is None:
        return None
    (day, month, year), rest = found
    chosen = _in_year(day, month, year) if year is not None else _next(day, month, today)
    if chosen is None or not 0 <= (chosen - today).days <= FARTHEST_DAYS:
        return None
    return Typed(chosen, read_time(rest))


def read_time(text: str) -> time | None:
    """The time of day that a text names: `10:00`, `10.30`, `9u30`, `10 uur`, or just `10`."""
    lowered = text.lower().strip()
    if (found := _TIME.search(lowered)) is not None:
        return time(int(found[1]), int(found[2]))
    if (found := _HOUR.search(lowered)) is not None:
        return time(int(found[1]))
    if lowered.isdecimal() and lowered.isascii() and int(lowered) < 24:
        return time(int(lowered))
    return None


def _find(text: str) -> tuple[tuple[int, int, int | None], str] | None:
    """Day, month and year as typed, and what is left of the text without them."""
    if (found := _ISO.search(text)) is not None:
        return (int(found[3]), int(found[2]), int(found[1])), _without(text, found)
    for found in _DAY_FIRST.finditer(text):
        if found[2] in _NUMBER_OF:
            return (int(found[1]), _NUMBER_OF[found[2]], _year(found[3])), _without(text, found)
    for found in _MONTH_FIRST.finditer(text):
        if found[1] in _NUMBER_OF:
            return (int(found[2]), _NUMBER_OF[found[1]], _year(found[3])), _without(text, found)
    if (found := _NUMBERS.search(text)) is not None:
        return (int(found[1]), int(found[2]), _year(found[3])), _without(text, found)
    return None


def _without(text: str, found: re.Match[str]) -> str:
    return text[: found.start()] + " " + text[found.end() :]


def _year(typed: str | None) -> int | None:
    if typed is None:
        return None
    return int(typed) + 2000 if len(typed) == 2 else int(typed)


def _in_year(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _next(day: int, month: int, today: date) -> date | None:
    """The first 29 February may be years away; then the caller finds it too far."""
    for year in range(today.year, today.year + 9):
        chosen = _in_year(day, month, year)
        if chosen is not None and chosen >= today:
            return chosen
    return None
