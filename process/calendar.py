"""The calendar of the Netherlands, made once at the start and given to the rules as a value."""

from __future__ import annotations

from collections.abc import Iterable

import holidays

from process.rules.cadence import Calendar

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
