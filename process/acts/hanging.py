"""What hung on an answer that is given anew while a round collects: it is dropped, and that is said."""

from __future__ import annotations

from dataclasses import replace

from flows.answers import Answers
from flows.model import Flow
from process.message import Ask, Review
from process.outcome import Outcome, Outgoing
from process.rules.hanging import dropped


def told(shown: Outcome, flow: Flow, before: Answers, after: Answers, question: str) -> Outcome:
    """What is shown next says above it that words do not count any more, when the new answer dropped them."""
    if not dropped(flow, before, after, question):
        return shown
    return replace(shown, messages=tuple(_saying(each, question) for each in shown.messages))


def _saying(outgoing: Outgoing, question: str) -> Outgoing:
    match outgoing.message:
        case Ask() | Review() as message:
            return replace(outgoing, message=replace(message, dropped=question))
        case _:
            return outgoing
