"""What a person does at a question, and what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class State(Enum):
    """How a question was answered. Only GIVEN has a value."""

    GIVEN = "given"
    UNKNOWN = "unknown"  # weet ik niet
    PASSED = "passed"  # overgeslagen
    ALOUD = "aloud"  # liever mondeling: no text is kept
    WITHDRAWN = "withdrawn"  # ingetrokken


@dataclass(frozen=True)
class Answer:
    """One person's answer to one question.

    `value` is the id of an option or colour for a choice or tick, the text for words, and None in
    every state but GIVEN. Where several options can be chosen it names each, in the order of the question
    (`Question.picked`).
    """

    question: str
    state: State
    value: str | None = None


Answers = Mapping[str, Answer]
"""Answers by question id."""


@dataclass(frozen=True)
class Tapped:
    """A button with an option or colour of the question; holds its id, never its label."""

    option: str


@dataclass(frozen=True)
class Picked:
    """All options that are chosen now, where several can be; ids, in any order."""

    options: tuple[str, ...]


@dataclass(frozen=True)
class Typed:
    """Words that were typed."""

    text: str


@dataclass(frozen=True)
class Marked:
    """Weet ik niet, overslaan, liever mondeling, or (after the reveal) withdrawn."""

    state: State


Given = Tapped | Picked | Typed | Marked
"""What a person can do at a question."""


@dataclass(frozen=True)
class Accepted:
    """The answer to keep."""

    answer: Answer


@dataclass(frozen=True)
class NotUnderstood:
    """Nothing is kept. `key` names the text to show: tap_please, type_please, unknown_option,
    unknown_question, empty, too_long or nothing_to_withdraw; `values` fills that text."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)


Record = dict[str, dict[str, str | None]]
"""Answers as plain data, ready for JSON."""


def to_record(answers: Answers) -> Record:
    """Turn answers into plain data; `from_record` brings back the same."""
    return {key: {"state": answer.state.value, "value": answer.value} for key, answer in answers.items()}


def from_record(record: Record) -> dict[str, Answer]:
    """Read answers back. Raises ValueError for a state that does not exist."""
    return {key: Answer(key, State(fields["state"]), fields.get("value")) for key, fields in record.items()}
