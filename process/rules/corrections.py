"""Answers that were changed after everybody had seen them: what may be changed, and how that is shown.

What was shown is never rewritten in silence: the counts stay as they were frozen, and beside them stands what
somebody says now. What was asked in confidence cannot be corrected: among few people a changed count tells
who changed it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from flows.answers import Answer, State
from flows.model import Flow, Question, Share
from process.rules.counts import is_answer
from process.rules.items import ChoiceItem, Item
from process.rules.overview import Overview
from process.rules.withholding import is_confidential, questions_of


class Deed(StrEnum):
    """What somebody can do with an answer of theirs that was shown."""

    CORRECT = "correct"
    WITHDRAW = "withdraw"
    HIDE = "hide"  # a text


@dataclass(frozen=True)
class Corrected:
    """An answer that was changed after the reveal; `seat` None: the card of an organisation.

    `by` is the member who did it, when that was not its owner. `at` is the last time (UTC).
    """

    question: str
    organisation: int | None
    seat: int | None
    was: Answer
    now: Answer
    at: datetime
    by: int | None = None

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back."""
        return self.now.state is State.WITHDRAWN


def may(question: Question, answer: Answer) -> tuple[Deed, ...]:
    """What can be done with an answer that everyone has seen; nothing with one that was not given."""
    if question.share in (Share.SELF, Share.LIVE):
        return ()
    if question.kind == "words":
        return (Deed.HIDE,) if answer.state is State.GIVEN else ()
    if is_confidential(question) or not is_answer(answer):
        return ()
    return (Deed.CORRECT, Deed.WITHDRAW)


def net(rows: Iterable[Corrected]) -> tuple[Corrected, ...]:
    """What every changed answer was at the reveal and is now; `rows` in the order in which they happened.

    What was changed back is no correction any more.
    """
    found: dict[tuple[str, int | None, int | None], Corrected] = {}
    for row in rows:
        place = (row.question, row.seat, row.organisation)
        first = found.get(place)
        found[place] = row if first is None else replace(row, was=first.was)
    return tuple(each for each in found.values() if each.was != each.now)


def to_show(rows: Iterable[Corrected], shown: Overview, flow: Flow) -> tuple[Corrected, ...]:
    """The corrections that stand beside an overview, in the order of the flow; no words, none in confidence.

    An organisation is only named where its answers stand apart.
    """
    apart = {item.question: _apart(item) for item in shown.items}
    apart |= {item.question: _apart(item) for item in shown.choices}
    told = (each for each in net(rows) if _is_told(flow, each.question))
    named = [
        each
        if each.organisation in apart.get(each.question, frozenset())
        else replace(each, organisation=None)
        for each in told
    ]
    order = {question.id: place for place, question in enumerate(questions_of(flow))}
    return tuple(sorted(named, key=lambda each: (order[each.question], each.at)))


def of_one(item: Item | ChoiceItem, organisation: int | None) -> bool:
    """Whether one person stands behind what this organisation answered: its cell is that person's answer."""
    if isinstance(item, ChoiceItem):
        chosen = (each for cell in item.cells if cell.organisation == organisation for each in cell.options)
        return sum(each.people for each in chosen) == 1
    counts = [cell.counts for cell in item.cells if cell.organisation == organisation]
    return sum(each.answers + each.passed for each in counts) == 1


def taken_back(rows: Iterable[Corrected], item: Item | ChoiceItem) -> frozenset[int | None]:
    """The organisations of one whose answer to this question was withdrawn: nothing of it stands there."""
    return frozenset(
        each.organisation
        for each in rows
        if each.question == item.question and each.is_withdrawn and of_one(item, each.organisation)
    )


def _apart(item: Item | ChoiceItem) -> frozenset[int | None]:
    return frozenset(cell.organisation for cell in item.cells)


def _is_told(flow: Flow, question: str) -> bool:
    if not flow.has(question):
        return False
    asked = flow.question(question)
    return asked.kind != "words" and not is_confidential(asked)
