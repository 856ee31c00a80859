"""Sharing: what was promised for an answer is never widened by another question."""

from __future__ import annotations

from collections.abc import Iterator

from flows.conditions import tests_in
from flows.draft import Draft
from flows.question import Question, Share
from flows.source import Complaint


def share_widened(draft: Draft) -> Iterator[Complaint]:
    """A question may only narrow who is seen behind an answer, never widen it."""
    for number, question in draft.numbered():
        above = _above(draft, question)
        if question.share.widens(above):
            what = f"'{question.share.value}' shows more than '{above.value}' promised"
            yield Complaint(draft.at(number, "share"), what, f"write {above.value}, or something narrower")


def tells_in_confidence(draft: Draft) -> Iterator[Complaint]:
    """Whoever is seen to answer a question is seen to have met its condition: that must not be confidential.

    A longer way from a confidential answer is found too: it has one first step out of confidence.
    """
    shares = {question.id: question.share for question in draft.flow.questions}
    for number, question in draft.numbered():
        if question.when is None or question.share is Share.CONFIDENTIAL:
            continue
        if question.share.widens(_above(draft, question)):
            continue  # a complaint of its own
        for test in tests_in(question.when):
            if shares.get(test.question) is Share.CONFIDENTIAL:
                what = f"who answers '{question.id}' shows what they said in confidence at '{test.question}'"
                fix = f"write share: confidential here too, or a condition without '{test.question}'"
                yield Complaint(draft.at(number, f"when.{test.question}"), what, fix)


def _above(draft: Draft, question: Question) -> Share:
    """What was promised already: by the question that this one hangs under, or by the stage."""
    if question.under is None:
        return draft.flow.collect.share
    return draft.flow.question(question.under).share
