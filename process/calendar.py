"""The calendars of the Netherlands, made once at the start and given to the rules as values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
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


def dutch_calendar(years: Iterable[int] = YEARS) -> Calendar:
    """The public holidays of the Netherlands as most organisations keep them.

    Goede Vrijdag is a working day, but a quiet one. 5 mei is free in lustrum years only, as `holidays`
    has it. Takes about half a second for the default years.
    """
    named = holidays.country_holidays("NL", years=list(years), language="en_US")
    quiet = frozenset(named.get_named("Good Friday"))
    return Calendar(free=frozenset(named) - quiet, quiet=quiet)


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
