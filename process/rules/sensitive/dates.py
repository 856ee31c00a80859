"""Dates on which somebody may have been born.

Work is about this year and the next. A date of long ago is therefore likely a date of birth; a recent one is
so only when the words around it say it. Laws and projects begin "sinds 1 januari 2013": those do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from process.rules.sensitive.findings import BirthDate
from process.rules.sensitive.folded import Folded

LONG_AGO = 2015
"""A date before this year is asked about without further words."""

_MONTHS = (
    "jan|feb|mrt|maart|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec"  # each with the rest of its letters
)
_DATES = (
    re.compile(
        r"(?<![0-9.\-/])(?:0?[1-9]|[12][0-9]|3[01]) ?[-/.] ?(?:0?[1-9]|1[0-2]) ?[-/.] ?"
        r"(?P<year>(?:19|20)?[0-9]{2})(?![0-9])"
    ),
    re.compile(
        r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?![0-9])"
    ),
    re.compile(
        rf"(?<![0-9])(?:0?[1-9]|[12][0-9]|3[01])(?:e|ste|de|st|nd|rd|th)? (?:{_MONTHS})[a-z]{{0,8}}[.,]?"
        r" '?(?P<year>(?:19|20)?[0-9]{2})(?![0-9])"
    ),
    re.compile(
        rf"\b(?:{_MONTHS})[a-z]{{0,8}}\.? (?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?,? "
        r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
    ),
)
_BORN_IN = re.compile(r"\b(?:geboren|geb\.?|born) in (?P<year>(?:19|20)[0-9]{2})(?![0-9])")

_BIRTH = re.compile(
    r"\bgeb(?:oren|oorte[a-z]{0,6}|\b)|\bjarig|verjaar|\bborn\b|birth|\bdob\b|leeftijd|\bage\b"
)
_NEAR = 40
_SINCE = re.compile(r"\b(?:sinds|per|vanaf|tot|van|wet|ingegaan(?: op)?|since|from|until|act|as of) $")


def birth_dates_in(folded: Folded) -> list[BirthDate]:
    """All dates of birth of a text, as far as can be told."""
    return [BirthDate(*folded.place(start, end)) for start, end in sorted(set(_found(folded.lower)))]


def _found(lower: str) -> Iterator[tuple[int, int]]:
    speaks_of_birth = _BIRTH.search(lower) is not None
    for pattern in _DATES:
        for match in pattern.finditer(lower):
            start, end = match.span()
            before, after = lower[max(0, start - _NEAR) : start], lower[end : end + _NEAR // 2]
            if (speaks_of_birth and (_BIRTH.search(before) or _BIRTH.search(after))) or (
                _is_long_ago(match["year"]) and not _SINCE.search(before)
            ):
                yield start, end
    for match in _BORN_IN.finditer(lower):
        if _is_long_ago(match["year"]):
            yield match.span("year")


def _is_long_ago(year: str) -> bool:
    return len(year) == len("1984") and int(year) < LONG_AGO
