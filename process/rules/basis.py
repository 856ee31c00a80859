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
class Basis:
    """The people behind one shown round, by the number of their membership.

    `people` had sent. `answered` has, by question, who had answered what was shown of it in confidence; a
    question that was withheld is not in it. `least` is from how many answers that round promised to show
    anything.
    """

    people: frozenset[int]
    answered: Mapping[str, frozenset[int]]
    least: int

    def of(self, question: Question) -> frozenset[int] | None:
        """Who had answered this question, also under an earlier id; None when it was not shown."""
        ids = (question.id, *question.formerly)
        return next((self.answered[id_] for id_ in ids if id_ in self.answered), None)

    def as_persons(self, persons: Mapping[int, int]) -> Basis:
        """The same with the person in place of each membership: who left and came back is one person."""
        return Basis(
            as_persons(self.people, persons),
            {question: as_persons(members, persons) for question, members in self.answered.items()},
            self.least,
        )


def as_persons(members: Iterable[int], persons: Mapping[int, int]) -> frozenset[int]:
    """The person of each membership; one that is not in `persons` stands for itself, with a sign of its own."""
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
