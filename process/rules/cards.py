"""Colour cards held up in the meeting: at which questions, by whom, and which comes next.

Question by question, organisation by organisation. What a flow asks in confidence is no card: everybody at
the table sees it. Nor is what it asks of some people only, or depending on another answer.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flows.cast import Cast
from flows.model import Flow, Question, Share


@dataclass(frozen=True)
class Step:
    """One card: of an organisation, at a question."""

    question: str
    organisation: int


def for_cards(flow: Flow) -> tuple[Question, ...]:
    """The ticks of a flow for which a card can be held up."""
    return tuple(question for question in flow.ticks if _is_open(question))


def steps(flow: Flow, organisations: Sequence[int]) -> tuple[Step, ...]:
    """Every card in the order of asking; nobody holds one up about their own organisation."""
    asked = {each: flow.part_for(Cast(organisation=each)).ticks for each in organisations}
    return tuple(
        Step(question.id, each)
        for question in for_cards(flow)
        for each in organisations
        if any(tick.id == question.id for tick in asked[each])
    )


def after(order: Sequence[Step], held: Collection[Step], current: Step | None = None) -> Step | None:
    """What to ask now: the first card that is not there yet; None when all are.

    When all are, one is being changed: then the rest of its question comes by once more.
    """
    missing = next((step for step in order if step not in held), None)
    if missing is not None or current is None:
        return missing
    rest = order[order.index(current) + 1 :]
    return rest[0] if rest and rest[0].question == current.question else None


def before(order: Sequence[Step], current: Step) -> Step | None:
    """The card before this one; None at the first."""
    at = order.index(current)
    return order[at - 1] if at else None


def _is_open(question: Question) -> bool:
    in_the_open = question.share is not Share.CONFIDENTIAL
    return in_the_open and question.under is None and question.when is None and question.who.is_everyone
