"""Picking among options: the value of an answer that names several, and the rows of a grid."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from flows.text import Text

NONE = "none"
"""The option that goes with no other: "nog niemand", "niets hiervan"."""

SOMEONE = "someone"
"""In a condition on organisations: any of them, whichever they are."""

MOST_PICKED = 12
"""So many options of one question can be chosen; a partnership has no more organisations."""

_BETWEEN = ","  # no id has it


@dataclass(frozen=True)
class Row:
    """The place of a question in a grid: `grid` is its id, `asks` what it says above every row.

    `place` counts from 1; there are `of` rows.
    """

    grid: str
    asks: Text
    place: int
    of: int


def written(options: Iterable[str]) -> str:
    """Several options as one value."""
    return _BETWEEN.join(options)


def named(value: str | None) -> tuple[str, ...]:
    """The options that a value names; a value of one option names that one."""
    return tuple(filter(None, (value or "").split(_BETWEEN)))


def toggled(chosen: Collection[str], option: str) -> tuple[str, ...]:
    """What is chosen after a tap on this option; NONE goes with no other."""
    if option in chosen:
        return tuple(each for each in chosen if each != option)
    if option == NONE:
        return (NONE,)
    return (*(each for each in chosen if each != NONE), option)
