"""What a question kind is: how its own fields are read, and how an answer is understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from flows.answers import NotUnderstood, Picked, Tapped, Typed
from flows.followups import FollowUp, Rules
from flows.question import Ends, Option, Question
from flows.reading import Reading
from flows.source import Node
from flows.text import Text


@dataclass(frozen=True)
class RowOfGrid:
    """One row of a grid as it was read: its id, its few words, and what it asks."""

    id: str
    short: Text
    text: Text


@dataclass(frozen=True)
class Own:
    """What a kind adds to a question. `answered_as` is the kind of each of the `rows` of a grid."""

    options: tuple[Option, ...] = ()
    ends: Ends | None = None
    follow: tuple[FollowUp, ...] = ()
    several: bool = False
    others: bool = False
    rows: tuple[RowOfGrid, ...] = ()
    answered_as: str = ""


class Kind(Protocol):
    """A question kind. Each is one file in `flows/kinds` that ends with `KIND = …`.

    `typed` says whether it is answered by typing; `required` and `optional` are the YAML fields that
    it has beside those of every question.
    """

    name: str
    typed: bool
    required: tuple[str, ...]
    optional: tuple[str, ...]

    def read(self, fields: Mapping[str, Node], reading: Reading, rules: Rules) -> Own:
        """Read the kind's own fields."""
        ...

    def understand(self, question: Question, given: Tapped | Picked | Typed) -> str | NotUnderstood:
        """The value to keep, or why there is none."""
        ...

    def schema(self) -> dict[str, object]:
        """The JSON schema of the kind's own fields, by name."""
        ...
