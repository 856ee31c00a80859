"""When a question is asked: conditions are data, never code.

`when: {beeld: [orange, red]}` holds when that answer is one of these, or names one of these where several
could be chosen; several keys must all hold; `all`, `any` and `not` combine. An answer that was skipped or not
known meets no condition.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flows.answers import Answers, State
from flows.picking import named

COMBINATIONS = ("all", "any", "not")
"""Words of the language, so no question can have them as id."""


@dataclass(frozen=True)
class Is:
    """The answer to `question` is one of `values` (option or colour ids)."""

    question: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Condition


Condition = Is | AllOf | AnyOf | Not


def holds(condition: Condition, answers: Answers) -> bool:
    """Whether a condition holds under these answers."""
    match condition:
        case Is(question, values):
            answer = answers.get(question)
            given = answer is not None and answer.state is State.GIVEN
            return given and any(each in values for each in named(answer.value if answer else None))
        case AllOf(parts):
            return all(holds(part, answers) for part in parts)
        case AnyOf(parts):
            return any(holds(part, answers) for part in parts)
        case Not(part):
            return not holds(part, answers)


def tests_in(condition: Condition) -> Iterator[Is]:
    """Every test on an answer inside a condition, in the order of the file."""
    match condition:
        case Is():
            yield condition
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from tests_in(part)
        case Not(part):
            yield from tests_in(part)
