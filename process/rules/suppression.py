"""What is left out so that a promise of confidentiality holds, also when figures are subtracted.

Confidential counts appear from five answers and own words from ten, never per organisation or layer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

LEAST_COUNTS = 3
"""No operator can promise less than this."""


class Withheld(Enum):
    """Why something confidential is not shown."""

    TOO_FEW = "too_few"  # answers
    TOO_ALIKE = "too_alike"  # the people, to those of an earlier round


@dataclass(frozen=True)
class Promise:
    """From how many answers confidential counts and own words are shown; said before the first question.

    Raises ValueError when `counts_from` is below three, or `words_from` below `counts_from`.
    """

    counts_from: int = 5
    words_from: int = 10

    def __post_init__(self) -> None:
        if self.counts_from < LEAST_COUNTS:
            raise ValueError(f"counts_from is {self.counts_from}: give at least {LEAST_COUNTS}")
        if self.words_from < self.counts_from:
            raise ValueError(f"words_from is {self.words_from}: give at least counts_from")


def too_alike(people: frozenset[int], earlier: frozenset[int], fewest: int) -> bool:
    """Whether these people and those of an earlier shown round differ, and perhaps by fewer than `fewest`.

    Then comparing both rounds would tell what those few answered. The same people again tell nothing new.
    A number below zero is somebody of whom nothing tells any more who they are: they may be any newcomer.
    """
    apart = people ^ earlier
    back = min(len(people - earlier), sum(each < 0 for each in earlier - people))
    return bool(apart) and len(apart) - 2 * back < fewest
