"""What is said after the reveal, by who had not sent: beside the topic, and in no count."""

from __future__ import annotations

from flows.model import Flow
from process.rules.overview import Overview
from process.rules.withholding import is_confidential
from process.states import SeatState

_LATE = "late:"


def late_question(question: str) -> str:
    """Under which name a reaction to this question is kept: apart from an answer that was never sent."""
    return f"{_LATE}{question}"


def is_late(kept: str) -> bool:
    """Whether an answer that is kept under this name is such a reaction."""
    return kept.startswith(_LATE)


def asked_of(kept: str) -> str:
    """The question that an answer is about, by the name under which it is kept, a reaction too."""
    return kept.removeprefix(_LATE)


def may_react(state: SeatState | None) -> bool:
    """Whoever was invited and did not send; their answers are in no count, and a reaction changes none."""
    return state is not None and state != SeatState.SENT


def topics(shown: Overview, flow: Flow) -> tuple[str, ...]:
    """What can be reacted to: all that was shown but what is confidential: a name would say too much."""
    ticks = [each.question for each in shown.items]
    choices = [each.question for each in shown.choices]
    asked = dict.fromkeys(ticks + choices + [each.question for each in shown.words])
    return tuple(each for each in asked if flow.has(each) and not is_confidential(flow.question(each)))
