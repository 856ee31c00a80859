"""Answers to a tick as counts: how many people gave each colour, and how many gave none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from flows.engine import Answer, State
from flows.model import Colour


@dataclass(frozen=True)
class Counts:
    """People per colour, in the order green, orange, red; then "weet ik niet", then no answer.

    Who would rather talk about it is counted under `passed`, and so looks like who skipped it.
    """

    green: int = 0
    orange: int = 0
    red: int = 0
    unknown: int = 0
    passed: int = 0

    @property
    def coloured(self) -> int:
        """How many gave a colour."""
        return self.green + self.orange + self.red

    @property
    def answers(self) -> int:
        """How many answered: with a colour, or with "weet ik niet"."""
        return self.coloured + self.unknown

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.green + other.green,
            self.orange + other.orange,
            self.red + other.red,
            self.unknown + other.unknown,
            self.passed + other.passed,
        )


def is_answer(answer: Answer) -> bool:
    """Whether this is an answer: "weet ik niet" is one, skipping and "liever mondeling" are not."""
    return answer.state in (State.GIVEN, State.UNKNOWN)


def count(answers: Iterable[Answer]) -> Counts:
    """Count the answers to one tick."""
    found = Counter(_place(answer) for answer in answers)
    return Counts(
        green=found[Colour.GREEN.value],
        orange=found[Colour.ORANGE.value],
        red=found[Colour.RED.value],
        unknown=found["unknown"],
        passed=found["passed"],
    )


def _place(answer: Answer) -> str:
    if answer.state is State.GIVEN and answer.value is not None:
        return answer.value
    return "unknown" if answer.state is State.UNKNOWN else "passed"
