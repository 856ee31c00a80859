"""What is left out so that a promise of confidentiality holds, also when figures are subtracted.

Confidential counts appear from five answers and own words from ten, never per organisation or layer.
Organisation and layer are never crossed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from process.states import Layer

LEAST_COUNTS = 3
"""No operator can promise less than this."""

LAYER_PEOPLE, LAYER_ORGANISATIONS = 3, 2


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


def too_alike(members: Iterable[int], earlier: Iterable[frozenset[int]]) -> bool:
    """Whether these people and those of an earlier shown round differ by one or two.

    Then comparing both rounds would tell what those one or two answered.
    """
    now = frozenset(members)
    return any(1 <= len(now ^ then) <= 2 for then in earlier)


def layers_apart(people: Iterable[tuple[Layer | None, int | None]]) -> frozenset[Layer]:
    """The layers that may be shown side by side, from (layer, organisation) of everyone who answered.

    All of them or none: each needs three people of two organisations, and so do the people without a layer
    when there are any, because a group that is left out can be found by subtraction. One group alone says
    nothing that the total does not.
    """
    groups: dict[Layer | None, list[int | None]] = {}
    for layer, organisation in people:
        groups.setdefault(layer, []).append(organisation)
    large = all(
        len(group) >= LAYER_PEOPLE and len(set(group)) >= LAYER_ORGANISATIONS for group in groups.values()
    )
    if len(groups) == 1 or not large:
        return frozenset()
    return frozenset(layer for layer in groups if layer is not None)
