"""Somebody who lays all rounds side by side and solves for the answers of others.

They know who answered in each round and what they answered themselves, and suppose that nobody changed their
mind. People who stand in the same rounds cannot be told apart, so what is enumerated is how the answers of
such a group can be divided; every division that fits all figures at once is one that may be true.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

PATIENCE = 200_000
"""So many tries; what is not solved by then is left unsolved."""


People = frozenset[int]


@dataclass(frozen=True)
class Figure:
    """What was shown of one question in one round: how often each answer was given, and by whom together."""

    people: frozenset[int]
    counts: tuple[int, ...]


class Puzzled(Exception):  # noqa: N818 - it reads as what is the case
    """There are too many ways to try."""


def found_out(figures: Sequence[Figure], me: int, mine: int) -> frozenset[int]:
    """The others whose answer is the same in all that fits. `mine` is my own answer. Raises Puzzled."""
    groups: dict[tuple[bool, ...], set[int]] = defaultdict(set)
    for person in frozenset[int]().union(*(each.people for each in figures)) - {me}:
        groups[tuple(person in each.people for each in figures)].add(person)
    left = []
    for each in figures:
        others = list(each.counts)
        others[mine] -= me in each.people
        left.append(tuple(others))
    patterns = sorted(groups, key=sum, reverse=True)
    kinds = len(figures[0].counts)
    alone: list[set[int]] = [set() for _ in patterns]
    for division in _divisions([(p, len(groups[p])) for p in patterns], left, kinds, Counter()):
        for place, counts in enumerate(division):
            given = [kind for kind, count in enumerate(counts) if count]
            alone[place] |= set(given)
    return frozenset().union(
        *(groups[pattern] for pattern, seen in zip(patterns, alone, strict=True) if len(seen) == 1)
    )


def at_an_extreme(figures: Sequence[Figure], me: int, mine: int, least: int) -> tuple[People, People]:
    """Whose answer comes out because sums over groups of `least` people or more are as large as they can be.

    When five are shown to have all said red, each of them did; when three came and two went and three reds
    were added, those three said red and those two did not. The promise is about how many people a figure is
    over, and does not hide what it says. First those of whom such sums tell at once, then also those of whom
    they tell to whoever knows the first.
    """
    sums = list(_sums(figures, least))
    everyone = frozenset[int]().union(*(each.people for each in figures))
    may_be = {person: set(range(len(figures[0].counts))) for person in everyone} | {me: {mine}}
    told: list[People] = []
    before = -1
    while before != (before := sum(map(len, may_be.values()))):
        was = {person: frozenset(kinds) for person, kinds in may_be.items()}
        for weights, totals in sums:
            for kind, total in enumerate(totals):
                _at_the_end(was, may_be, weights, kind, total)
        told.append(frozenset(person for person, kinds in may_be.items() if len(kinds) == 1) - {me})
    return told[0], told[-1]


def _sums(figures: Sequence[Figure], least: int) -> Iterator[tuple[dict[int, int], list[int]]]:
    """The figures added up and taken off each other: how often each person is in the sum, and the sum."""
    different = list({figure.people: figure for figure in figures}.values())
    for signs in product((0, 1, -1), repeat=len(different)):
        if next(filter(None, signs), -1) < 0:
            continue
        weights = Counter[int]()
        for sign, figure in zip(signs, different, strict=True):
            weights.update(dict.fromkeys(figure.people, sign))
        of = {person: weight for person, weight in weights.items() if weight}
        if len(of) >= least:
            pairs = list(zip(signs, different, strict=True))
            yield of, [sum(a * each.counts[k] for a, each in pairs) for k in range(len(figures[0].counts))]


def _at_the_end(
    was: Mapping[int, frozenset[int]],
    may_be: Mapping[int, set[int]],
    weights: Mapping[int, int],
    kind: int,
    total: int,
) -> None:
    """Strike what cannot be when the sum is the largest or the smallest that it may be."""
    said = {person: [weight * (each == kind) for each in was[person]] for person, weight in weights.items()}
    for end in (max, min):
        if total == sum(map(end, said.values())):
            for person, weight in weights.items():
                last = end(said[person])
                may_be[person] &= {each for each in was[person] if weight * (each == kind) == last}


def _divisions(
    groups: list[tuple[tuple[bool, ...], int]],
    left: list[tuple[int, ...]],
    kinds: int,
    tries: Counter[str],
) -> Iterator[list[tuple[int, ...]]]:
    tries["all"] += 1
    if tries["all"] > PATIENCE:
        raise Puzzled
    if not groups:
        if not any(map(any, left)):
            yield []
        return
    (pattern, size), *rest = groups
    most = [
        min(counts[kind] for counts, here in zip(left, pattern, strict=True) if here) for kind in range(kinds)
    ]
    for given in _parts(size, most):
        after = [
            tuple(a - b for a, b in zip(counts, given, strict=True)) if here else counts
            for counts, here in zip(left, pattern, strict=True)
        ]
        for others in _divisions(rest, after, kinds, tries):
            yield [given, *others]


def _parts(size: int, most: Sequence[int]) -> Iterator[tuple[int, ...]]:
    if not most:
        if size == 0:
            yield ()
        return
    for count in range(min(size, most[0]) + 1):
        for rest in _parts(size - count, most[1:]):
            yield (count, *rest)
