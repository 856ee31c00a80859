"""Days in words, Dutch and English: `morgen`, `over twee weken`, `volgende week dinsdag`, `eind maart`.

A small grammar that takes the whole text or nothing: what could mean two days (`volgende dinsdag`) or is only
half a day (`volgende week`) is not guessed. Pure: today comes in as a value.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from process.rules.cadence import DAY, SATURDAY, months_on

MOST_WORDS = 8
"""No day needs more; longer texts are not looked at."""

MONTHS = (
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
MONTH_NUMBERS = {name: number for number, names in enumerate(MONTHS, 1) for name in names}
_WEEKDAYS = (
    ("maandag", "monday", "ma", "mon"),
    ("dinsdag", "tuesday", "di", "tue"),
    ("woensdag", "wednesday", "wo", "wed"),
    ("donderdag", "thursday", "do", "thu"),
    ("vrijdag", "friday", "vr", "fri"),
    ("zaterdag", "saturday", "za", "sat"),
    ("zondag", "sunday", "zo", "sun"),
)
_WEEKDAY_NUMBERS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
_COUNTS = (
    ("een", "één", "a", "one"),
    ("twee", "two"),
    ("drie", "three"),
    ("vier", "four"),
    ("vijf", "five"),
    ("zes", "six"),
    ("zeven", "seven"),
    ("acht", "eight"),
    ("negen", "nine"),
    ("tien", "ten"),
    ("elf", "eleven"),
    ("twaalf", "twelve"),
)
_COUNT_OF = {name: number for number, names in enumerate(_COUNTS, 1) for name in names}
_FILLERS = frozenset({"op", "om", "de", "het", "van", "on", "at", "of", "the", "uiterlijk", "by"})
_WORD = re.compile(r"[^\s.,;!?]+")


def read_words(text: str, today: date) -> date | None:
    """The day that a whole text names, from today on; None when it names none, or could mean several.

    A bare weekday is the next one. The begin and end of a month or week are working days, Monday to Friday.
    """
    words = [word for word in _WORD.findall(text.lower()[:200]) if word not in _FILLERS]
    if not 0 < len(words) <= MOST_WORDS:
        return None
    return _near(words, today) or _counted(words, today) or _in_next_week(words, today) or _part(words, today)


def _near(words: list[str], today: date) -> date | None:
    match words:
        case ["vandaag" | "today"]:
            return today
        case ["morgen" | "tomorrow"]:
            return today + DAY
        case ["overmorgen"] | ["day", "after", "tomorrow"]:
            return today + 2 * DAY
        case [name] | ["komende" | "aanstaande" | "coming", name] if name in _WEEKDAY_NUMBERS:
            return _coming(_WEEKDAY_NUMBERS[name], today)
    return None


def _counted(words: list[str], today: date) -> date | None:
    match words:
        case ["over" | "in", count, unit] if (n := _count(count)) is not None:
            return _after(n, unit, today)
        case [name, "over" | "in", count, "week" | "weken" | "weeks"] if name in _WEEKDAY_NUMBERS:
            n = _count(count)
            return None if n is None else _coming(_WEEKDAY_NUMBERS[name], today) + timedelta(weeks=n)
    return None


def _in_next_week(words: list[str], today: date) -> date | None:
    monday = today + DAY * (7 - today.weekday())
    match words:
        case ["volgende" | "next", "week", name] | [name, "volgende" | "next", "week"] if (
            name in _WEEKDAY_NUMBERS
        ):
            return monday + DAY * _WEEKDAY_NUMBERS[name]
        case ["begin" | "beginning", "volgende" | "next", "week"]:
            return monday
        case ["eind" | "einde" | "end", "volgende" | "next", "week"]:
            return monday + DAY * 4
        case ["eind" | "einde" | "end", "deze" | "this", "week"] | ["eind" | "einde" | "end", "week"]:
            friday = monday - DAY * 3
            return friday if friday >= today else None
    return None


def _part(words: list[str], today: date) -> date | None:
    """The beginning, middle or end of a month: this month's while it lies ahead, else next year's."""
    match words:
        case ["eind" | "einde" | "end", *this, "maand" | "month"] if this in ([], ["deze"], ["this"]):
            day = _end(today.year, today.month)
            return day if day >= today else None
        case [part, name] if name in MONTH_NUMBERS and part in _PARTS:
            of = _PARTS[part]
            day = of(today.year, MONTH_NUMBERS[name])
            return day if day >= today else of(today.year + 1, MONTH_NUMBERS[name])
    return None


def _count(word: str) -> int | None:
    if word.isdecimal() and word.isascii() and len(word) <= 3:
        return int(word)
    return _COUNT_OF.get(word)


def _after(count: int, unit: str, today: date) -> date | None:
    match unit:
        case "dag" | "dagen" | "day" | "days":
            return today + DAY * count
        case "week" | "weken" | "weeks":
            return today + timedelta(weeks=count)
        case "maand" | "maanden" | "month" | "months":
            return months_on(today, count)
    return None


def _coming(weekday: int, today: date) -> date:
    """The first such weekday after today."""
    return today + DAY * ((weekday - today.weekday() - 1) % 7 + 1)


def _begin(year: int, month: int) -> date:
    day = date(year, month, 1)
    while day.weekday() >= SATURDAY:
        day += DAY
    return day


def _middle(year: int, month: int) -> date:
    return date(year, month, 15)


def _end(year: int, month: int) -> date:
    day = date(year, month, calendar.monthrange(year, month)[1])
    while day.weekday() >= SATURDAY:
        day -= DAY
    return day


_PARTS = {
    **dict.fromkeys(("begin", "beginning", "early"), _begin),
    **dict.fromkeys(("half", "midden", "medio", "mid", "middle"), _middle),
    **dict.fromkeys(("eind", "einde", "end", "late"), _end),
}
