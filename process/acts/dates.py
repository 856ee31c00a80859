"""Days and times as people type them: `16-3`, `di 16 maart 10:00`, `2027-03-16`, `volgende week dinsdag`.

Pure: today comes in as a value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time

from process.rules.day_words import MONTH_NUMBERS, read_words

FARTHEST_DAYS = 366
"""How far ahead a day may lie: a year is further than any of our meetings or leaves is planned."""

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
        return _in_words(lowered, today)
    (day, month, year), rest = found
    chosen = _in_year(day, month, year) if year is not None else _next(day, month, today)
    return Typed(chosen, read_time(rest)) if chosen is not None and _is_near(chosen, today) else None


def read_iso(text: str) -> date | None:
    """The day that a button carries; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


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


def _in_words(text: str, today: date) -> Typed | None:
    """A day in words, with a time that stands apart from it."""
    found = _TIME.search(text) or _HOUR.search(text)
    chosen = read_words(text if found is None else _without(text, found), today)
    if chosen is None or not _is_near(chosen, today):
        return None
    return Typed(chosen, read_time(found[0]) if found is not None else None)


def _is_near(day: date, today: date) -> bool:
    return 0 <= (day - today).days <= FARTHEST_DAYS


def _find(text: str) -> tuple[tuple[int, int, int | None], str] | None:
    """Day, month and year as typed, and what is left of the text without them."""
    if (found := _ISO.search(text)) is not None:
        return (int(found[3]), int(found[2]), int(found[1])), _without(text, found)
    for found in _DAY_FIRST.finditer(text):
        if found[2] in MONTH_NUMBERS:
            return (int(found[1]), MONTH_NUMBERS[found[2]], _year(found[3])), _without(text, found)
    for found in _MONTH_FIRST.finditer(text):
        if found[1] in MONTH_NUMBERS:
            return (int(found[2]), MONTH_NUMBERS[found[1]], _year(found[3])), _without(text, found)
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
