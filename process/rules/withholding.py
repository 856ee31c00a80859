"""What is left out of an overview, question by question, so that what was promised in confidence holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from flows.conditions import tests_in
from flows.engine import Answer, Answers, State, path, relevant
from flows.model import Flow, Question, Share
from process.rules.basis import Basis, Behind
from process.rules.counts import is_answer
from process.rules.gate import Revealed, Voice
from process.rules.subtraction import People, tells_of_few
from process.rules.suppression import Promise, Withheld, too_alike

Said = list[tuple[Voice, Answer]]
"""Answers to one question with who gave them, in any order."""


Spot = tuple[int, str]
"""Where own words are: a seat and a question."""


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

    def came_to(self, question: Question) -> frozenset[int | None]:
        """The organisations of which somebody who sent had this question on their path."""
        return frozenset(place for place, asked in self._paths if question.id in asked)

    @cached_property
    def _paths(self) -> tuple[tuple[int | None, frozenset[str]], ...]:
        return tuple(
            (voice.organisation, frozenset(question.id for question in path(self.flow, voice.answers)))
            for voice in self.revealed.value
        )

    def why(self, question: Question) -> Withheld | None:
        """Why nothing of this question is shown; None when it may be, as everything not confidential may."""
        if not is_confidential(question):
            return None
        if question.id not in self._known:
            self._known[question.id] = self._reason(question)
        return self._known[question.id]

    @cached_property
    def _known(self) -> dict[str, Withheld | None]:
        """What was asked before: each question is asked of many times and never changes."""
        return {}

    def _reason(self, question: Question) -> Withheld | None:
        above = next(filter(None, map(self.why, self._decides(question))), None)
        if above is not None:
            return above
        said = self.said(question)
        if self._is_alike(question):
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
        return Basis(
            people, {question.id: self._behind(question) for question in shown}, self.promise.counts_from
        )

    def _decides(self, question: Question) -> Iterator[Question]:
        """The questions on whose answers it depends whether this one is asked.

        How many were asked this one tells how those were answered, so it is not shown when they are not.
        """
        if question.under is not None:
            yield self.flow.question(question.under)
        for test in tests_in(question.when) if question.when is not None else ():
            yield self.flow.question(test.question)

    def _behind(self, question: Question) -> Behind:
        said = self.said(question)
        return Behind(frozenset(voice.member for voice, _ in said), _members(said))

    def _is_alike(self, question: Question) -> bool:
        """Whether earlier showings of this question, alone or together, would tell of a few people."""
        everyone = frozenset(voice.member for voice, _ in self.voices)
        seen = Basis(everyone, {question.id: self._behind(question)}, self.promise.counts_from)
        now = seen.as_persons(self.persons)
        then = [kept for kept in self._then if kept.of(question)]
        if any(_too_alike(question, now, kept) for kept in then):
            return True
        fewest = max([now.least, *(kept.least for kept in then)])
        return len(then) > 1 and any(
            self._tells_of_few(figures[0], frozenset(figures[1:]), fewest)
            for figures in zip(*(_figures(question, each) for each in (now, *then)), strict=True)
        )

    @cached_property
    def _then(self) -> tuple[Basis, ...]:
        return tuple(each.as_persons(self.persons) for each in self.earlier)

    def _tells_of_few(self, newest: People, earlier: frozenset[People], fewest: int) -> bool:
        """As `tells_of_few`, once for the same people: most questions are asked of everybody."""
        told = self._told.get((newest, earlier, fewest))
        if told is None:
            told = self._told[newest, earlier, fewest] = tells_of_few([newest, *earlier], fewest)
        return told

    @cached_property
    def _told(self) -> dict[tuple[People, frozenset[People], int], bool]:
        return {}


def _too_alike(question: Question, now: Basis, then: Basis) -> bool:
    pairs = zip(_figures(question, now), _figures(question, then), strict=True)
    return any(too_alike(these, those, max(now.least, then.least)) for these, those in pairs)


def _figures(question: Question, shown: Basis) -> tuple[frozenset[int], ...]:
    """On whom the figures rest that everybody can read of a question: who sent, was asked it, answered it."""
    behind = shown.of(question)
    return (shown.people, behind.asked, behind.answered) if behind is not None else ()


def standing(flow: Flow, places: Iterable[Spot], there: Collection[Spot]) -> frozenset[Spot]:
    """Of the own words in an overview, those to be shown now; `there` are those that can still be read.

    Words in confidence stand together or not at all. When one of them is gone, who kept the overview sees
    which, and may know who was forgotten or took a text back.
    """
    gone = {
        question
        for seat, question in places
        if (seat, question) not in there and flow.has(question) and is_confidential(flow.question(question))
    }
    return frozenset(spot for spot in there if spot[1] not in gone)


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
