"""What follows from several figures together: of which few people something comes out by adding them up.

Two rounds that differ by many can still tell of one person when a third is laid beside them: all eleven
answered, then five of them, then the five others. So all figures that were ever shown of a question are taken
together. Each is a total over its people; whatever multiples of them are added up, nobody may be able to
make the answers of almost all cancel out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

People = frozenset[int]
_Seen = int
"""In which figures somebody is: the lowest bit is the newest figure, each next bit an earlier one."""
_Crowd = Counter[_Seen]
"""How many people are in exactly the same figures."""
_PRIME = 2**127 - 1
"""Sums are made modulo this; exact, as no determinant of zeros and ones of up to 60 rows is as large."""
_MOST_WORK = 30_000
"""So many numbers are written for one question: some milliseconds, for a reveal is one transaction."""


def tells_of_few(figures: Sequence[People], fewest: int) -> bool:
    """Whether the first figure, beside the others, tells something of fewer than `fewest` people.

    What the others told by themselves is not held against it. A number below zero is somebody of whom nothing
    tells any more who they are: they may be anybody who was never there together with them. The work is
    bounded: what is not found out by then counts as telling, so that it is withheld.
    """
    newest, earlier = figures[0], sorted({*figures[1:]} - {figures[0]}, key=sorted)
    if newest in figures[1:]:
        return False
    known, gone = _Crowd(), _Crowd()
    for person in newest.union(*earlier):
        seen = sum(1 << row for row, figure in enumerate([newest, *earlier]) if person in figure)
        (gone if person < 0 else known)[seen] += 1
    work = _Work(_MOST_WORK)
    try:
        return any(_comes_out(crowd, fewest, work) for crowd in _who_they_may_be(known, gone, work))
    except _TooMuchError:
        return True


def _who_they_may_be(known: _Crowd, gone: _Crowd, work: _Work) -> Iterator[_Crowd]:
    """Everyone as they are, and with each of those who were forgotten as somebody else or as nobody else."""
    work.costs(len(known) + len(gone))
    if not gone:
        yield known
        return
    one = max(gone)
    others = gone - _Crowd([one])
    yield from _who_they_may_be(known + _Crowd([one]), others, work)
    for same in [seen for seen in known if not seen & one]:
        yield from _who_they_may_be(known - _Crowd([same]) + _Crowd([same | one]), others, work)


def _comes_out(crowd: _Crowd, fewest: int, work: _Work) -> bool:
    """Whether some sum of the figures with the newest in it leaves at least one and less than `fewest`."""
    work.costs(len(crowd))
    apart = sum(min(count, crowd[seen ^ 1]) for seen, count in crowd.items() if seen & 1)
    if apart >= fewest:  # so many pairs of whom only the newest has one: a sum keeps one of each pair
        return False
    checks = _checks(list(crowd), work)
    return any(check.newest for check in checks) and _left_by(checks, [*crowd.values()], fewest - 1, work)


@dataclass(frozen=True)
class _Check:
    """What is zero for every earlier figure: a number per group of people, added up over those in it.

    `newest` is what it is for the newest figure. When that is not zero, every sum of figures with the newest
    in it keeps somebody of a group whose number is not zero.
    """

    numbers: tuple[int, ...]
    newest: int

    def without(self, other: _Check, group: int) -> _Check:
        """This check with so much of the other taken off that this group has no part in it."""
        if not self.numbers[group]:
            return self
        times = self.numbers[group] * pow(other.numbers[group], -1, _PRIME) % _PRIME
        numbers = zip(self.numbers, other.numbers, strict=True)
        return _Check(
            tuple((mine - times * theirs) % _PRIME for mine, theirs in numbers),
            (self.newest - times * other.newest) % _PRIME,
        )


def _checks(groups: Sequence[_Seen], work: _Work) -> list[_Check]:
    """Checks of which every other is a sum: at first each group by itself, then less what a figure tells."""
    checks = [
        _Check(tuple(int(place == each) for each in range(len(groups))), seen & 1)
        for place, seen in enumerate(groups)
    ]
    for row in range(1, max(groups).bit_length()):
        totals = [
            sum(number for number, seen in zip(check.numbers, groups, strict=True) if seen >> row & 1)
            % _PRIME
            for check in checks
        ]
        checks = _zero_for(checks, totals)
        work.costs(len(checks) * len(groups))
    return checks


def _zero_for(checks: list[_Check], totals: list[int]) -> list[_Check]:
    """The checks, one fewer, whose total is zero."""
    pivot = next((place for place, total in enumerate(totals) if total), None)
    if pivot is None:
        return checks
    widened = [
        _Check((*check.numbers, total), check.newest) for check, total in zip(checks, totals, strict=True)
    ]
    taken = widened.pop(pivot)
    cleared = [check.without(taken, len(taken.numbers) - 1) for check in widened]
    return [_Check(check.numbers[:-1], check.newest) for check in cleared]


def _left_by(checks: list[_Check], sizes: Sequence[int], most: int, work: _Work) -> bool:
    """Whether groups of together at most `most` people have a part in every check with the newest in it.

    `sizes` is how many people a group has. Then all others can be made to cancel out.
    """
    open_ = [check for check in checks if check.newest]
    if not open_:
        return True
    choices = [
        [place for place, number in enumerate(check.numbers) if number and sizes[place] <= most]
        for check in open_
    ]
    if _apart(choices, sizes) > most:
        return False
    check, those = min(zip(open_, choices, strict=True), key=lambda each: len(each[1]))
    passed = list(sizes)
    for place in those:
        work.costs(len(checks) * len(sizes))
        left = [each.without(check, place) for each in checks if each is not check]
        if _left_by(left, passed, most - sizes[place], work):
            return True
        passed[place] = most + 1  # what is found with this group was found now
    return False


def _apart(choices: list[list[int]], sizes: Sequence[int]) -> int:
    """So many people at least have a part in all of these, as no group is in two of those counted."""
    counted, least = set[int](), 0
    for those in sorted(choices, key=len):
        if not those:
            return sum(sizes)
        if counted.isdisjoint(those):
            counted.update(those)
            least += min(sizes[place] for place in those)
    return least


class _TooMuchError(Exception):
    """It would take too long."""


class _Work:
    """How many numbers may still be written."""

    def __init__(self, most: int) -> None:
        self._left = most

    def costs(self, numbers: int) -> None:
        """Take these off. Raises _TooMuchError when there are not so many left."""
        self._left -= numbers
        if self._left < 0:
            raise _TooMuchError
