"""Parts of a flow: what is asked in one round of it, and what others may see."""

from __future__ import annotations

from collections.abc import Callable, Collection

from flows.each import replace_questions
from flows.model import Flow
from flows.question import Question, Share


def extras(flow: Flow) -> tuple[Question, ...]:
    """The questions that are off unless a coordinator switches them on, in the order of the flow."""
    return tuple(question for question in flow.questions if question.optional is not None)


def with_extras(flow: Flow, on: Collection[str]) -> Flow:
    """The flow with of its optional questions only those in `on`, each with what hangs under it."""
    off = {question.id for question in extras(flow)} - {*on}
    return _only(flow, lambda question: flow.root(question).id not in off) if off else flow


def shared(flow: Flow) -> Flow:
    """What others may know of it: without what is asked for the author's own eyes.

    Whatever is shown, counted or frozen is made with this, so that it cannot name such a question.
    """
    if all(question.share is not Share.SELF for question in flow.questions):
        return flow
    return _only(flow, lambda question: question.share is not Share.SELF)


def _only(flow: Flow, stays: Callable[[Question], bool]) -> Flow:
    return replace_questions(flow, filter(stays, flow.questions))
