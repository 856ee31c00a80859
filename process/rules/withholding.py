"""What is left out of an overview, question by question, so that what was promised in confidence holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from flows.conditions import tests_in
from flows.engine import Answer, Answers, State, relevant
from flows.model import Flow, Question, Share
from process.rules.basis import Basis, as_persons
from process.rules.counts import is_answer
from process.rules.gate import Revealed, Voice
from process.rules.suppression import Promise, Withheld, too_alike

Said = list[tuple[Voice, Answer]]
"""Answers to one question with who gave them, in any order."""


@dataclass(frozen=True)
class Withholding:
    """Everything that was said in a round, the promise under which, and what was shown before it.

    `earlier` is what each shown round of this flow rests on. `persons` is who each membership belongs to, so
    that who left and came back is one person.
    """

    flow: Flow
    revealed: Revealed[tuple[Voice, ...]]
    promise: Promise = field(default_factory=Promise)
    earlier: tuple[Basis, ...] = ()
    persons: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def voices(self) -> tuple[tuple[Voice, Answers], ...]:
        """Everyone who sent, with the answers that still hang on their path."""
        return tuple((voice, relevant(self.flow, voice.answers)) for voice in self.revealed.value)

    def said(self, question: Question) -> Said:
        """The answers to a question."""
        return [(voice, answers[question.id]) for voice, answers in self.voices if question.id in answers]

    def why(self, question: Question) -> Withheld | None:
        """Why nothing of this question is shown; None when it may be, as everything not confidential may."""
        if not is_confidential(question):
            return None
        above = next(filter(None, map(self.why, self._decides(question))), None)
        if above is not None:
            return above
        said = self.said(question)
        if self._is_alike(question, said):
            return Withheld.TOO_ALIKE
        if question.kind == "words":
            written = sum(answer.state is State.GIVEN for _, answer in said)
            return Withheld.TOO_FEW if written < self.promise.words_from else None
        return Withheld.TOO_FEW if len(_members(said)) < self.promise.counts_from else None

    def basis(self) -> Basis:
        """On whom rests what is shown of this round in confidence; to be kept for later rounds."""
        shown = [
            question
            for question in questions_of(self.flow)
            if is_confidential(question) and self.why(question) is None
        ]
        people = frozenset(voice.member for voice, _ in self.voices)
        answered = {question.id: _members(self.said(question)) for question in shown}
        return Basis(people, answered, self.promise.counts_from)

    def _decides(self, question: Question) -> Iterator[Question]:
        """The questions on whose answers it depends whether this one is asked.

        How many were asked this one tells how those were answered, so it is not shown when they are not.
        """
        if question.under is not None:
            yield self.flow.question(question.under)
        for test in tests_in(question.when) if question.when is not None else ():
            yield self.flow.question(test.question)

    def _is_alike(self, question: Question, said: Said) -> bool:
        everyone = as_persons((voice.member for voice, _ in self.voices), self.persons)
        answered = as_persons(_members(said), self.persons)
        for basis in (kept.as_persons(self.persons) for kept in self.earlier):
            then = basis.of(question)
            least = max(basis.least, self.promise.counts_from)
            if then is not None and (
                too_alike(everyone, basis.people, least) or too_alike(answered, then, least)
            ):
                return True
        return False


def is_confidential(question: Question) -> bool:
    """Whether the answers were asked in confidence."""
    return question.share is Share.CONFIDENTIAL


def questions_of(flow: Flow) -> Iterator[Question]:
    """Every question of a flow in its order, derived follow-ups included."""
    for declared in flow.questions:
        yield declared
        yield from (declared.asks(rule) for rule in declared.follow)


def _members(said: Said) -> frozenset[int]:
    return frozenset(voice.member for voice, answer in said if is_answer(answer))
