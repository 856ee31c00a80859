"""Sharing: what was promised for an answer is never widened by another question."""

from __future__ import annotations

from collections.abc import Iterator

from flows.conditions import tests_in
from flows.draft import Draft
from flows.question import Question, Share
from flows.source import Complaint
from flows.text import ANSWER, Language, placeholders


def share_widened(draft: Draft) -> Iterator[Complaint]:
    """A question may only narrow who is seen behind an answer, never widen it."""
    for number, question in draft.numbered():
        above = _above(draft, question)
        if question.share.widens(above):
            what = f"'{question.share.value}' shows more than '{above.value}' promised"
            yield Complaint(draft.at(number, "share"), what, f"write {above.value}, or something narrower")


def tells_in_confidence(draft: Draft) -> Iterator[Complaint]:
    """Whoever is seen to answer a question is seen to have met its condition: that must not be confidential.

    A longer way from a confidential answer is found too: it has one first step out of confidence. The same
    holds for an answer that is for its author alone.
    """
    shares = {question.id: question.share for question in draft.flow.questions}
    for number, question in draft.numbered():
        if question.when is None or question.share.widens(_above(draft, question)):
            continue  # the second is a complaint of its own
        for test in tests_in(question.when):
            asked = shares.get(test.question)
            if asked is None or asked not in _KEPT_CLOSE or not question.share.widens(asked):
                continue
            said = f"what they said {_KEPT_CLOSE[asked]} at '{test.question}'"
            what = f"who answers '{question.id}' shows {said}"
            fix = f"write share: {asked.value} here too, or a condition without '{test.question}'"
            yield Complaint(draft.at(number, f"when.{test.question}"), what, fix)


_KEPT_CLOSE = {Share.CONFIDENTIAL: "in confidence", Share.SELF: "for themselves alone"}


def repeats_to_others(draft: Draft) -> Iterator[Complaint]:
    """An answer that is for its author alone, repeated in a text of what others do see."""
    alone = {question.id for question in draft.flow.questions if question.share is Share.SELF}
    for place, text, number in draft.texts():
        if number is None or draft.flow.questions[number].id in alone:
            continue
        named = {name for language in Language for name in placeholders(text.in_(language))}
        for name in sorted(named):
            if name.removeprefix(ANSWER) in alone:
                what = f"{{{name}}} is for who answered alone, and others see what is said here"
                yield Complaint(place, what, "write share: self here too, or ask without it")


def chosen_in_confidence(draft: Draft) -> Iterator[Complaint]:
    """What one organisation alone is asked cannot be kept from being seen as its answer."""
    stage = draft.flow.collect.who.chosen
    for number, question in draft.numbered():
        chosen = stage or question.who.chosen or draft.flow.root(question).who.chosen
        if chosen and question.share is Share.CONFIDENTIAL:
            what = f"'{question.id}' is asked of one organisation, in confidence"
            yield Complaint(draft.at(number, "share"), what, "write share: organisation")


def shows_nothing(draft: Draft) -> Iterator[Complaint]:
    """A flow whose every answer is for its author alone has nothing to show and nothing to talk about."""
    if all(question.share is Share.SELF for question in draft.flow.questions):
        what = "nobody sees any answer to this flow"
        yield Complaint(draft.places["who"], what, "share at least one question with the others")


def hat_in_confidence(draft: Draft) -> Iterator[Complaint]:
    """A hat says what sort of organisation answered: it goes with no answer in confidence."""
    open_ = (Share.NAME, Share.ORGANISATION)
    for number, question in draft.numbered():
        if question.hat and question.share not in open_:
            what = "a hat tells which organisation said this in confidence"
            yield Complaint(draft.at(number, "id"), what, "remove 'hat', or share the answer by organisation")


def _above(draft: Draft, question: Question) -> Share:
    """What was promised already: by the question that this one hangs under, or by the stage."""
    if question.under is None:
        return draft.flow.collect.share
    return draft.flow.question(question.under).share
