"""Conditions: that they name what exists, look back, and can come true."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from flows.answers import Answer, State
from flows.conditions import Condition, Is, holds, tests_in
from flows.draft import Draft
from flows.model import Question
from flows.source import Complaint, Place

MOST_TRIED = 20_000
"""How many combinations of answers are tried before a condition is believed."""


def unknown_in_condition(draft: Draft) -> Iterator[Complaint]:
    """A condition on a question that does not exist."""
    known = {question.id for question in draft.flow.questions}
    for number, test in _tests(draft):
        if test.question not in known:
            others = sorted(known - {draft.flow.questions[number].id})
            what = f"no question has the id '{test.question}'"
            yield Complaint(_place(draft, number, test), what, f"choose from {', '.join(others)}")


def looks_ahead(draft: Draft) -> Iterator[Complaint]:
    """A condition on a question that comes later, or on itself."""
    order = {question.id: number for number, question in reversed(list(draft.numbered()))}
    for number, test in _tests(draft):
        if order.get(test.question, -1) >= number:
            what = f"'{test.question}' is not asked before this"
            yield Complaint(_place(draft, number, test), what, "use an earlier question, or move this one")


def unknown_value(draft: Draft) -> Iterator[Complaint]:
    """A condition on an answer that cannot be given by tapping."""
    by_id = {question.id: question for question in draft.flow.questions}
    for number, test in _tests(draft):
        asked = by_id.get(test.question)
        if asked is None:
            continue
        place = _place(draft, number, test)
        if not asked.options:
            yield Complaint(
                place, f"'{asked.id}' is answered in words", "use a tick or a choice in a condition"
            )
            continue
        for value in test.values:
            if not asked.option(value):
                known = ", ".join(option.id for option in asked.options)
                yield Complaint(place, f"'{value}' is no answer to '{asked.id}'", f"choose from {known}")


def unreachable(draft: Draft) -> Iterator[Complaint]:
    """A question whose conditions, with those of what it hangs under, can never all hold."""
    for number, question in draft.numbered():
        if question.when is None or _broken(draft, question.when):
            continue
        if not _reachable(draft, question):
            what = f"'{question.id}' can never be asked: this condition never holds"
            fix = "change the condition, or remove the question"
            yield Complaint(draft.at(number, "when"), what, fix)


def _place(draft: Draft, number: int, test: Is) -> Place:
    return draft.at(number, f"when.{test.question}")


def _tests(draft: Draft) -> Iterator[tuple[int, Is]]:
    for number, question in draft.numbered():
        if question.when is not None:
            for test in tests_in(question.when):
                yield number, test


def _broken(draft: Draft, condition: Condition) -> bool:
    """Whether another check already speaks about this condition."""
    known = {asked.id: asked for asked in draft.flow.questions}
    return any(
        test.question not in known or not all(map(known[test.question].option, test.values))
        for test in tests_in(condition)
    )


def _reachable(draft: Draft, question: Question) -> bool:
    conditions = [asked.when for asked in _chain(draft, question) if asked.when is not None]
    tested = sorted({test.question for condition in conditions for test in tests_in(condition)})
    choices = [
        [None, *(option.id for option in draft.flow.question(name).options)]
        for name in tested
        if draft.flow.has(name)
    ]
    if len(choices) < len(tested):
        return True  # a parent names something unknown: that is another check's complaint
    tried = 0
    for values in islice(product(*choices), MOST_TRIED):
        tried += 1
        answers = {
            name: Answer(name, State.GIVEN, value)
            for name, value in zip(tested, values, strict=True)
            if value
        }
        if all(holds(condition, answers) for condition in conditions):
            return True
    return tried == MOST_TRIED


def _chain(draft: Draft, question: Question) -> Iterator[Question]:
    yield question
    while question.under is not None:
        question = draft.flow.question(question.under)
        yield question
