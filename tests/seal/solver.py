"""Somebody who lays all rounds side by side and solves for the answers of others.

They know who answered in each round and what they answered themselves, and suppose that nobody changed their
mind. People who stand in the same rounds cannot be told apart, so what is enumerated is how the answers of
such a group can be divided; every division that fits all figures at once is one that may be true.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PATIENCE = 200_000
"""So many tries; what is not solved by then is left unsolved."""


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
        counts = list(each.counts)
        counts[mine] -= me in each.people
        left.append(tuple(counts))
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
