"""On whom the confidential figures of a shown round rest: kept for later rounds, and shown to nobody.

Two rounds whose people differ by a few, laid beside each other, tell what those few answered. So a round is
held against every earlier one that showed the same question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter

from flows.model import Question


@dataclass(frozen=True)
class Behind:
    """Who is behind what was shown of one question: those who were asked it, and those who answered."""

    asked: frozenset[int]
    answered: frozenset[int]


@dataclass(frozen=True)
class Basis:
    """The people behind one shown round, by the number of their membership.

    `people` had sent. `questions` has what was shown in confidence; a question that was withheld is not in
    it. `least` is from how many answers that round promised to show anything.
    """

    people: frozenset[int]
    questions: Mapping[str, Behind]
    least: int

    def of(self, question: Question) -> Behind | None:
        """Who is behind this question, also under an earlier id; None when it was not shown."""
        ids = (question.id, *question.formerly)
        return next((self.questions[id_] for id_ in ids if id_ in self.questions), None)

    def as_persons(self, persons: Mapping[int, int]) -> Basis:
        """The same with the person in place of each membership: who left and came back is one person.

        A membership that is not in `persons` was forgotten; it becomes a number below zero.
        """
        return Basis(
            _who(self.people, persons),
            {
                question: Behind(_who(behind.asked, persons), _who(behind.answered, persons))
                for question, behind in self.questions.items()
            },
            self.least,
        )


def _who(members: Iterable[int], persons: Mapping[int, int]) -> frozenset[int]:
    return frozenset(persons.get(member, -member) for member in members)


def to_json(basis: Basis) -> str:
    """Write a basis down; `from_json` gives an equal one back."""
    return _adapter().dump_json(basis).decode()


def from_json(kept: str) -> Basis:
    """Read what `to_json` wrote. Raises ValueError for anything else."""
    return _adapter().validate_json(kept)


@cache
def _adapter() -> TypeAdapter[Basis]:
    return TypeAdapter(Basis)
