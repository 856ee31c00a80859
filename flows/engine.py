"""The engine: what comes next for one person, and what their act means. Pure: no I/O, no clock.

(flow, answers, one act) → answer to keep        accept
(flow, sitting, now)     → question, review, wait or end        next_step
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flows.answers import (
    Accepted,
    Answer,
    Answers,
    Given,
    Marked,
    NotUnderstood,
    Picked,
    Record,
    State,
    Tapped,
    Typed,
    from_record,
    to_record,
)
from flows.kinds import KINDS
from flows.model import Flow, Question
from flows.path import MOST_TYPED, adopt, before, path, relevant, walk

__all__ = [
    "MOST_TYPED",
    "Accepted",
    "Answer",
    "Answers",
    "Ask",
    "Done",
    "Given",
    "Marked",
    "NotUnderstood",
    "Picked",
    "Record",
    "Review",
    "Sitting",
    "State",
    "Step",
    "Tapped",
    "Typed",
    "Wait",
    "accept",
    "before",
    "from_record",
    "next_step",
    "path",
    "progress",
    "relevant",
    "to_record",
]


@dataclass(frozen=True)
class Sitting:
    """How one person stands in a round.

    `passed`: not this round. `closes`: the moment from which nothing counts any more (UTC).
    `open` is False while the round has not begun or is paused. `on_paper`: they answered on a form that held
    every question, so that all of those are gone through and none is asked that was not on it.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    sent: bool = False
    passed: bool = False
    closes: datetime | None = None
    closed: bool = False
    open: bool = True
    on_paper: bool = False


@dataclass(frozen=True)
class Ask:
    """Ask this question. `number` and `of` are the counter ("4 van 5"), None where it has none."""

    question: Question
    number: int | None
    of: int | None


@dataclass(frozen=True)
class Review:
    """Everything is answered: show the answers as the others will see them; change or send."""


@dataclass(frozen=True)
class Wait:
    """Nothing to do until this moment (UTC), or until something else happens (None)."""

    until: datetime | None


@dataclass(frozen=True)
class Done:
    """Nothing comes any more."""


Step = Ask | Review | Wait | Done


def next_step(flow: Flow, sitting: Sitting, now: datetime) -> Step:
    """What comes next for this person; there is always something."""
    if sitting.passed or sitting.closed or (sitting.closes is not None and now >= sitting.closes):
        return Done()
    if not sitting.open:
        return Wait(None)
    if sitting.sent:
        return Wait(sitting.closes)
    known = adopt(flow, sitting.answers)
    steps = walk(flow, known, on_paper=sitting.on_paper)
    for question in steps:
        if question.id not in known:
            return Ask(question, *_counter(flow, steps, question))
    return Review()


def progress(flow: Flow, answers: Answers, question: Question) -> tuple[int | None, int | None]:
    """The counter at a question: in a flow of ticks it counts ticks, else the top-level questions.

    What hangs under a question carries its number; the closing question about what to keep has none.
    """
    return _counter(flow, path(flow, answers), question)


def _counter(flow: Flow, steps: tuple[Question, ...], question: Question) -> tuple[int | None, int | None]:
    counted = [
        step.id
        for step in steps
        if step.under is None and not step.keeps and (step.kind == "tick" or not flow.of_ticks)
    ]
    root = flow.root(question).id
    return (counted.index(root) + 1, len(counted)) if root in counted else (None, None)


def accept(flow: Flow, answers: Answers, question_id: str, given: Given) -> Accepted | NotUnderstood:
    """Understand what a person did at a question; keeping it is the caller's.

    Any question of the flow can be answered, also one that is not on the path: what counts is decided
    by `relevant`. Raises ValueError for Marked(GIVEN), which is no act of a person.
    """
    current = question_id if flow.has(question_id) else flow.renamed.get(question_id)
    if current is None:
        return NotUnderstood("unknown_question")
    if isinstance(given, Marked):
        if given.state is State.GIVEN:
            raise ValueError("an answer that is given needs Tapped or Typed")
        if given.state is State.WITHDRAWN and current not in adopt(flow, answers):
            return NotUnderstood("nothing_to_withdraw")
        return Accepted(Answer(current, given.state))
    question = flow.question(current)
    value = KINDS[question.kind].understand(question, given)
    return value if isinstance(value, NotUnderstood) else Accepted(Answer(current, State.GIVEN, value))
