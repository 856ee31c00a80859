"""What a coordinator hears before a round: whether its confidential questions can show anything at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from flows.model import Cast, Flow, Question
from process.rules.basis import Basis
from process.rules.suppression import Promise, too_alike
from process.rules.withholding import is_confidential, questions_of


class Doubt(Enum):
    """Why something asked in confidence will not be shown, even when everybody answers."""

    FEW = "few"  # people for counts
    ALIKE = "alike"  # the people, to those of an earlier round that showed it
    WORDS = "words"  # people for own words


@dataclass(frozen=True)
class Expected:
    """A doubt, and from how many answers there would be none; `needed` is 0 where more would not help."""

    doubt: Doubt
    needed: int


def doubt(
    flow: Flow, persons: Mapping[int, Cast], promise: Promise, earlier: Iterable[Basis]
) -> Expected | None:
    """What stands in the way when exactly these persons are invited; the gravest when there is more.

    A question counts those of them who are asked it. `earlier` is what each shown round of this flow rests
    on, in persons.
    """
    asked = [question for question in questions_of(flow) if is_confidential(question)]
    if not asked:
        return None
    counted = [question for question in asked if question.kind != "words"]

    def fewest(questions: Iterable[Question]) -> int:
        return min(sum(flow.asks(question, cast) for cast in persons.values()) for question in questions)

    if counted and fewest(counted) < promise.counts_from:
        return Expected(Doubt.FEW, promise.counts_from)
    if not counted and fewest(asked) < promise.words_from:
        return Expected(Doubt.WORDS, promise.words_from)
    now = frozenset(persons)
    for basis in earlier:
        shown = any(basis.of(question) is not None for question in asked)
        if shown and too_alike(now, basis.people, max(basis.least, promise.counts_from)):
            return Expected(Doubt.ALIKE, 0)
    worded = [question for question in asked if question.kind == "words"]
    if worded and fewest(worded) < promise.words_from:
        return Expected(Doubt.WORDS, promise.words_from)
    return None
