"""The calendars of the Netherlands, made once at the start and given to the rules as values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path

import holidays

from flows.source import Complaint, Fields, Items, Node, Scalar, SourceError, load_file
from process.rules.cadence import DAY, Calendar

REGIONS = ("noord", "midden", "zuid")
"""The regions between which the summer holidays of schools are spread."""
SCHOOL_HOLIDAYS = Path(__file__).parent / "school_holidays.yaml"
_EVERYWHERE = "everywhere"

YEARS = range(2020, 2100)
"""Far enough on both sides that a running bot never walks off its calendar."""


HOLIDAYS: Mapping[str, tuple[str, ...]] = {
    "new_year": ("New Year's Day",),
    "good_friday": ("Good Friday",),
    "easter": ("Easter Sunday", "Easter Monday"),
    "kings_day": ("King's Day",),
    "liberation_day": ("Liberation Day",),
    "ascension": ("Ascension Day",),
    "whitsun": ("Pentecost", "Pentecost Monday"),
    "christmas": ("Christmas Day", "Second Day of Christmas"),
}
"""Our names of the public holidays, with those of `holidays`."""


class Kept(StrEnum):
    """What a public holiday is to the organisations here."""

    FREE = "free"  # nobody works
    QUIET = "quiet"  # a working day, but nothing closes and nothing is handed out
    WORK = "work"  # a day like any other
    LUSTRUM = "lustrum"  # 5 mei: free once in five years


USUAL: Mapping[str, Kept] = {
    **dict.fromkeys(HOLIDAYS, Kept.FREE),
    "good_friday": Kept.QUIET,
    "liberation_day": Kept.LUSTRUM,
}
"""As most organisations have it."""


def dutch_calendar(
    years: Iterable[int] = YEARS, kept: Mapping[str, Kept] = USUAL, besides: Iterable[date] = ()
) -> Calendar:
    """The public holidays of the Netherlands, each `kept` as is said here, and free days `besides`.

    A holiday that is not named in `kept` is as usual. Takes about half a second for the default years.
    """
    years = list(years)
    named = holidays.country_holidays("NL", years=years, language="en_US")
    free, quiet = set(besides), set()
    for name, theirs in HOLIDAYS.items():
        how = kept.get(name, USUAL[name])
        days = {day for each in theirs for day in named.get_named(each)}
        if name == "liberation_day" and how is not Kept.LUSTRUM:
            days = {date(year, 5, 5) for year in years}
        if how in {Kept.FREE, Kept.LUSTRUM}:
            free |= days
        elif how is Kept.QUIET:
            quiet |= days
    return Calendar(free=frozenset(free), quiet=frozenset(quiet - free))


def school_holidays(file: Path = SCHOOL_HOLIDAYS) -> Mapping[str, frozenset[date]]:
    """The days on which schools are closed, by region. Raises SourceError for a file that is wrong."""
    root = load_file(file)
    if not isinstance(root, Fields):
        raise SourceError([Complaint(root.place, "this is no list by region", "write a region and its days")])
    days = {name: frozenset(_days(node)) for name, node in root.fields.items()}
    strange = [root.fields[name] for name in days.keys() - {*REGIONS, _EVERYWHERE}]
    if strange:
        raise SourceError([Complaint(strange[0].place, "no such region", f"use {', '.join(REGIONS)}")])
    both = days.get(_EVERYWHERE, frozenset())
    return {region: days.get(region, frozenset()) | both for region in REGIONS}


def _days(node: Node) -> Iterator[date]:
    for each in node.items if isinstance(node, Items) else (node,):
        first, last = _span(each)
        while first <= last:
            yield first
            first += DAY


def _span(node: Node) -> tuple[date, date]:
    ends = node.items if isinstance(node, Items) else ()
    try:
        first, last = (date.fromisoformat(end.value) for end in ends if isinstance(end, Scalar))
    except ValueError:
        fix = "write the first and the last day, as in [2027-02-13, 2027-02-21]"
        raise SourceError([Complaint(node.place, "this is no holiday", fix)]) from None
    if first > last:
        raise SourceError([Complaint(node.place, "this holiday ends before it begins", "swap the two days")])
    return first, last
