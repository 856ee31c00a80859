"""Conditions: that they name what exists, look back, and can come true."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice, product

from flows.answers import Answer, State
from flows.conditions import Is, tests_in
from flows.draft import Draft
from flows.model import Flow, Question
from flows.path import applies
from flows.picking import NONE, SOMEONE, written
from flows.source import Complaint, Place

MOST_TRIED = 2_000
"""How many combinations of answers are tried before a condition is believed."""


def unknown_in_condition(draft: Draft) -> Iterator[Complaint]:
    """A condition on a question that does not exist."""
    known = {question.id for question in draft.flow.questions}
    cards = {card.id for card in draft.flow.cards}
    for number, test in _tests(draft):
        if test.question not in known | cards:
            others = sorted(known - {draft.flow.questions[number].id})
            what = f"no question has the id '{test.question}'"
            yield Complaint(_place(draft, number, test), what, f"choose from {', '.join(others)}")


def hangs_on_card(draft: Draft) -> Iterator[Complaint]:
    """A condition on what is for the talk alone: it is never answered."""
    cards = {card.id for card in draft.flow.cards}
    for number, test in _tests(draft):
        if test.question in cards:
            what = f"'{test.question}' is for the talk alone, and never answered"
            yield Complaint(_place(draft, number, test), what, "use a question that is asked")


def looks_ahead(draft: Draft) -> Iterator[Complaint]:
    """A condition on a question that comes later, or on itself."""
    order = {question.id: number for number, question in reversed(list(draft.numbered()))}
    for number, test in _tests(draft):
        if order.get(test.question, -1) >= number:
            what = f"'{test.question}' is not asked before this"
            yield Complaint(_place(draft, number, test), what, "use an earlier question, or move this one")


def unknown_value(draft: Draft) -> Iterator[Complaint]:
    """A condition on an answer that cannot be given by tapping."""
    by_id = {question.id: question for question in reversed(draft.flow.questions)}
    for number, test in _tests(draft):
        asked = by_id.get(test.question)
        if asked is None:
            continue
        place = _place(draft, number, test)
        known = _values(asked)
        if not known:
            yield Complaint(
                place, f"'{asked.id}' is answered in words", "use a tick or a choice in a condition"
            )
            continue
        for value in test.values:
            if value not in known:
                fix = f"choose from {', '.join(known)}"
                yield Complaint(place, f"'{value}' is no answer to '{asked.id}'", fix)


def unreachable(draft: Draft) -> Iterator[Complaint]:
    """A question whose conditions, with those of what it hangs under, can never all hold."""
    if len({question.id for question in draft.flow.questions}) < len(draft.flow.questions):
        return  # with two questions of one id nothing can be said; that is a complaint of its own
    for number, question in draft.numbered():
        if question.when is None or _broken(draft, number):
            continue
        if not _reachable(draft.flow, question):
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


def _values(asked: Question) -> tuple[str, ...]:
    """What a condition on a question can name; of organisations whether there are any."""
    ids = tuple(option.id for option in asked.options)
    return (SOMEONE, *ids) if asked.waits_for_parties else ids


def _answers(asked: Question) -> tuple[str | None, ...]:
    """Every answer that can make a difference: none, an option, or several where that can be."""
    values = _values(asked)
    if not asked.several:
        return (None, *values)
    apart = [value for value in values if value != NONE]
    some = (written(chosen) for many in range(2, len(apart) + 1) for chosen in combinations(apart, many))
    return (None, *values, *some)


def _broken(draft: Draft, number: int) -> bool:
    """Whether another check already speaks about this condition."""
    earlier = {asked.id: asked for asked in draft.flow.questions[:number]}
    return any(
        test.question not in earlier or not {*test.values} <= {*_values(earlier[test.question])}
        for at, test in _tests(draft)
        if at == number
    )


def _reachable(flow: Flow, question: Question) -> bool:
    """Try the answers that matter for this question until it is asked."""
    tested = sorted(_matter(flow, question))
    choices = [_answers(flow.question(name)) for name in tested]
    tries = list(islice(product(*choices), MOST_TRIED))
    involved = [asked for asked in flow.questions if asked.id in tested or asked is question]
    return len(tries) == MOST_TRIED or any(
        question.id in _asked(involved, dict(zip(tested, values, strict=True))) for values in tries
    )


def _asked(questions: list[Question], values: dict[str, str | None]) -> set[str]:
    steps: set[str] = set()
    standing: dict[str, Answer] = {}
    for asked in questions:
        if applies(asked, steps, standing):
            steps.add(asked.id)
            if value := values.get(asked.id):
                standing[asked.id] = Answer(asked.id, State.GIVEN, value)
    return steps


def _matter(flow: Flow, question: Question) -> set[str]:
    """The questions whose answers decide about this one, through whatever they depend on themselves."""
    found: set[str] = set()
    waiting = [question]
    while waiting:
        asked = waiting.pop()
        names = {test.question for test in tests_in(asked.when)} if asked.when else set()
        names |= {asked.under} if asked.under else set()
        new = {name for name in names - found if flow.has(name)}
        found |= new
        waiting += [flow.question(name) for name in new]
    return found
