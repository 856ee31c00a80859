"""What no longer counts because the answer that it hung on was changed, while a round still collects."""

from __future__ import annotations

from flows.answers import Answers, State
from flows.engine import relevant
from flows.model import Flow


def dropped(flow: Flow, before: Answers, after: Answers, question: str) -> tuple[str, ...]:
    """The questions with words that counted before `question` was answered anew and do not count now.

    The words stay where they are: who changes the answer back finds them again.
    """
    if question not in before or not flow.has(question):
        return ()
    counted, counts = relevant(flow, before), relevant(flow, after)
    return tuple(
        each
        for each, answer in counted.items()
        if each != question
        and each not in counts
        and flow.question(each).kind == "words"
        and answer.state is State.GIVEN
    )
