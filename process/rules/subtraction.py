"""What follows from several figures together: of which few people something comes out by adding them up.

Two rounds that differ by many can still tell of one person when a third is laid beside them: all eleven
answered, then five of them, then the five others. So all figures that were ever shown of a question are taken
together. Each is a total over its people; whatever multiples of them are added up, nobody may be able to
make the answers of almost all cancel out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product

People = frozenset[int]
_Column = tuple[Fraction, ...]
_MOST_GUESSES = 400
"""So many ways in which who was forgotten may have come back are tried."""


def tells_of_few(figures: Sequence[People], fewest: int) -> bool:
    """Whether the first figure, beside the others, tells something of fewer than `fewest` people.

    What the others told by themselves is not held against it. A number below zero is somebody of whom nothing
    tells any more who they are: they may be anybody who came later and was never there together with them.
    """
    return any(
        left_over(guessed, fewest) - left_over(guessed[1:], fewest) for guessed in _who_they_may_be(figures)
    )


def left_over(figures: Sequence[People], fewest: int) -> frozenset[People]:
    """The smallest groups, of fewer than `fewest`, of which something follows from these totals."""
    alike: dict[tuple[bool, ...], set[int]] = defaultdict(set)
    for person in frozenset[int]().union(*figures):
        alike[tuple(person in figure for figure in figures)].add(person)
    unknown = _Unknown([[Fraction(pattern[row]) for pattern in alike] for row in range(len(figures))])
    few = [
        (frozenset(people), unknown(column))
        for column, people in enumerate(alike.values())
        if len(people) < fewest
    ]
    found: set[People] = set()
    for count in range(1, fewest):
        for those in combinations(few, count):
            people = frozenset[int]().union(*(each for each, _ in those))
            is_new = len(people) < fewest and not any(each <= people for each in found)
            if is_new and _dependent([column for _, column in those]):
                found.add(people)
    return frozenset(found)


def _who_they_may_be(figures: Sequence[People]) -> Iterator[Sequence[People]]:
    """The figures as they are, and with those who were forgotten as somebody who came after them."""
    yield figures
    everyone = frozenset[int]().union(*figures)
    pairs = [
        (gone, come)
        for gone, come in product(sorted(each for each in everyone if each < 0), sorted(everyone))
        if come > 0 and not any({gone, come} <= figure for figure in figures)
    ]
    guesses: list[tuple[tuple[int, int], ...]] = [(pair,) for pair in pairs]
    guesses += [both for both in combinations(pairs, 2) if len({*both[0], *both[1]}) > 3]
    for guess in guesses[:_MOST_GUESSES]:
        is_really = dict(guess)
        yield [frozenset(is_really.get(person, person) for person in figure) for figure in figures]


class _Unknown:
    """How each total hangs on what does not follow from `rows`: a number per unknown, zero when known."""

    def __init__(self, rows: list[list[Fraction]]) -> None:
        width = len(rows[0]) if rows else 0
        self._pivots: list[int] = []
        self._reduced: list[list[Fraction]] = []
        for column in range(width):
            found = next((row for row in rows if row[column]), None)
            if found is None:
                continue
            pivot = [value / found[column] for value in found]
            rows = [_without(pivot, column, row) for row in rows if row is not found]
            self._reduced = [*(_without(pivot, column, row) for row in self._reduced), pivot]
            self._pivots.append(column)
        self._free = [column for column in range(width) if column not in self._pivots]

    def __call__(self, column: int) -> _Column:
        if column in self._pivots:
            row = self._reduced[self._pivots.index(column)]
            return tuple(-row[free] for free in self._free)
        return tuple(Fraction(column == free) for free in self._free)


def _dependent(columns: Sequence[_Column]) -> bool:
    """Whether some sum of multiples of these is zero."""
    left = [list(column) for column in columns]
    for _ in columns:
        row = left.pop()
        place = next((index for index, value in enumerate(row) if value), None)
        if place is None:
            return True
        pivot = [value / row[place] for value in row]
        left = [_without(pivot, place, each) for each in left]
    return False


def _without(pivot: list[Fraction], column: int, row: list[Fraction]) -> list[Fraction]:
    if not row[column]:
        return row
    return [value - row[column] * top for value, top in zip(row, pivot, strict=True)]
