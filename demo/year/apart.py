"""Partnerships that share nobody are lived side by side, each group in a process of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from functools import reduce
from itertools import chain

from demo.year.eight import Play
from demo.year.lived import Lived, live

_BY_RHYTHM = 8
"""Rounds in a year without meetings."""


def side_by_side(plays: Sequence[Play], until: date, seed: int, processes: int, drawn: str) -> Lived:
    """Live through all of them, in as many processes as that; what is seen is printed as it comes.

    Chance hangs on the seed and a name, so it is the same year in any number of processes.
    """
    groups = apart(plays, processes)
    with ProcessPoolExecutor(len(groups)) as pool:
        jobs = [pool.submit(_live, group, until, seed, drawn) for group in groups]
        found = [job.result() for job in jobs]
    order = {play.name: place for place, play in enumerate(plays)}
    all_of_it = reduce(_both, found)
    return replace(all_of_it, lines=sorted(all_of_it.lines, key=lambda line: order[line.name]))


def apart(plays: Sequence[Play], most: int) -> list[list[Play]]:
    """At most so many groups of about equal size, of which no two share a person."""
    together: list[list[Play]] = []
    for play in plays:
        names = _names([play])
        same = [group for group in together if names & _names(group)]
        together = [group for group in together if group not in same]
        together.append([*chain.from_iterable(same), play])
    groups: list[list[Play]] = [[] for _ in range(most)]
    for group in sorted(together, key=_weight, reverse=True):
        min(groups, key=_weight).extend(group)
    return [group for group in groups if group]


def _names(plays: Sequence[Play]) -> set[str]:
    return {part.name for play in plays for part in play.parts}


def _weight(plays: Sequence[Play]) -> int:
    """How much happens in it: everybody answers around each meeting, or by the rhythm when there are few."""
    return sum(len(play.parts) * max(len(play.meetings), _BY_RHYTHM) for play in plays)


def _live(plays: list[Play], until: date, seed: int, drawn: str) -> Lived:
    mine = drawn if drawn in {play.name for play in plays} else None
    begins = f"{plays[0].name} and {len(plays) - 1} more" if len(plays) > 1 else plays[0].name

    def tell(line: str) -> None:
        print(f"{begins}: {line}", flush=True)

    return asyncio.run(live(plays, until, seed, tell, drawn=mine))


def _both(one: Lived, other: Lived) -> Lived:
    return Lived(
        one.lines + other.lines,
        one.broken + other.broken,
        one.could_not + other.could_not,
        one.complaints + other.complaints,
        one.kinds + other.kinds,
        max(one.most, other.most, key=lambda named: named[1]),
        one.acts + other.acts,
        one.letters + other.letters,
        f"{one.drawn}; {other.drawn}",
    )
