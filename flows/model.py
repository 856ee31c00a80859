"""A flow: what the author wrote, read and checked, frozen.

Everything a reader of flows needs is importable from here: the flow, its stages, its questions.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from flows.cast import Cast, Layer, Role, Who
from flows.question import Colour, Ends, Option, Question, Share
from flows.stages import Agree, Choose, Collect, Discuss, Layout, Relay, Reveal, Sheet, Show, Stage
from flows.text import Text

__all__ = [
    "Agree",
    "Cast",
    "Choose",
    "Collect",
    "Colour",
    "Discuss",
    "Ends",
    "Flow",
    "Layer",
    "Layout",
    "Option",
    "Question",
    "Relay",
    "Reveal",
    "Role",
    "Share",
    "Sheet",
    "Show",
    "Source",
    "Stage",
    "Who",
]


@dataclass(frozen=True)
class Source:
    """Where the questions come from; credit is given even to our own wording of them."""

    document: str
    section: str = ""
    publisher: str = ""
    year: str = ""


@dataclass(frozen=True)
class Flow:
    """A questionnaire as a conversation.

    `minutes` is what answering takes one person. `revision` changes with every change of meaning or
    wording, `shape` only when ids, kinds, options, conditions or sharing change. `source_text` is the
    file the flow was read from: a round keeps it, and reading it again gives the same flow.
    """

    id: str
    title: Text
    why: Text
    source: Source
    minutes: int
    stages: tuple[Stage, ...]
    revision: str = ""
    shape: str = ""
    source_text: str = field(default="", repr=False, compare=False)

    @cached_property
    def collect(self) -> Collect:
        """The stage in which people answer; every flow has one."""
        return next(stage for stage in self.stages if isinstance(stage, Collect))

    @cached_property
    def relay(self) -> Relay | None:
        """The stage in which people ask one another through the bot; None when there is none."""
        return next((stage for stage in self.stages if isinstance(stage, Relay)), None)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every declared question in the order of asking; what hangs under a question follows it."""
        return self.collect.questions

    @cached_property
    def cards(self) -> tuple[Question, ...]:
        """What is for the talk alone (`share: live`): asked of nobody and kept nowhere."""
        return self.collect.live

    def part_for(self, cast: Cast) -> Flow:
        """This flow as it is for one person: what they are asked, in the words for their layer.

        It may be without questions. The engine walks through it as through any flow; ids and answers are the
        same, so what one person answered is read with the whole flow.
        """
        if self._is_one_for_all:
            return self
        asked = tuple(
            question.worded_for(cast.layer).without_own(cast.organisation)
            for question in self.questions
            if self.asks(question, cast)
        )
        collect = replace(self.collect, questions=asked)
        return replace(
            self, stages=tuple(collect if stage is self.collect else stage for stage in self.stages)
        )

    def asks(self, question: Question, cast: Cast) -> bool:
        """Whether a question, with what it hangs under and the whole stage, is for this person.

        Nobody is asked about their own organisation.
        """
        if question.about is not None and question.about.id == cast.organisation:
            return False
        asked = (self.collect.who, self.root(question).who, question.who)
        return all(who.includes(cast) for who in asked)

    @cached_property
    def asks_chosen(self) -> bool:
        """Whether something is for one organisation, which is chosen when a round is started."""
        return self.collect.who.chosen or any(question.who.chosen for question in self.questions)

    def for_chosen(self, organisation: int | None) -> Flow:
        """The flow now that this organisation was chosen."""
        if not self.asks_chosen:
            return self
        questions = tuple(replace(each, who=each.who.of_chosen(organisation)) for each in self.questions)
        collect = replace(self.collect, who=self.collect.who.of_chosen(organisation), questions=questions)
        return replace(
            self, stages=tuple(collect if stage is self.collect else stage for stage in self.stages)
        )

    @cached_property
    def choose(self) -> Choose | None:
        """How people choose together what to work on, for a flow that has that."""
        return next((stage for stage in self.stages if isinstance(stage, Choose)), None)

    @cached_property
    def tracks(self) -> tuple[Question, ...]:
        """The choices whose options are steps, drawn side by side."""
        shown = (stage.tracks for stage in self.stages if isinstance(stage, Reveal))
        return tuple(self.question(id_) for ids in shown for id_ in ids)

    @cached_property
    def worksheets(self) -> tuple[Layout, ...]:
        """The layouts in which the answers can be taken to the table."""
        return tuple(
            layout for stage in self.stages if isinstance(stage, Discuss) for layout in stage.worksheets
        )

    @cached_property
    def layers(self) -> frozenset[Layer]:
        """The layers that it names: its questions for them need somebody there."""
        named = (self.collect.who, *(question.who for question in self.questions))
        return frozenset(layer for who in named for layer in who.layers)

    def is_for(self, cast: Cast) -> bool:
        """Whether anything at all is asked of this person."""
        return any(self.asks(question, cast) for question in self.questions)

    @cached_property
    def names_organisations(self) -> bool:
        """Whether it asks about or for organisations, and stands to be written out (`flows.each`)."""
        whom = (self.collect.who, *(question.who for question in self.questions))
        return any(who.sorts and who.of_sort is None for who in whom) or any(
            (question.each and question.about is None) or question.waits_for_parties
            for question in self.questions
        )

    @cached_property
    def _is_one_for_all(self) -> bool:
        plain = (
            question.who.is_everyone
            and not question.worded
            and question.about is None
            and not question.others
            for question in self.questions
        )
        return self.collect.who.is_everyone and all(plain)

    @cached_property
    def ticks(self) -> tuple[Question, ...]:
        """The ticks among the questions."""
        return tuple(question for question in self.questions if question.kind == "tick")

    @cached_property
    def of_ticks(self) -> bool:
        """Whether this is a flow of ticks: they are more than half of the top-level questions."""
        top = [question for question in self.questions if question.under is None and not question.keeps]
        return 2 * len([question for question in top if question.kind == "tick"]) > len(top)

    def question(self, question_id: str) -> Question:
        """The question with this id, derived follow-ups included. Raises KeyError when there is none."""
        return self._by_id[question_id]

    def has(self, question_id: str) -> bool:
        """Whether this id is a question of the flow, derived follow-ups included."""
        return question_id in self._by_id

    def root(self, question: Question) -> Question:
        """The top-level question that a question hangs under; itself when it hangs under none."""
        while question.under is not None:
            question = self._by_id[question.under]
        return question

    @cached_property
    def renamed(self) -> dict[str, str]:
        """Former ids with the id that took their place."""
        return {former: question.id for question in self._by_id.values() for former in question.formerly}

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        found: dict[str, Question] = {}
        for question in self.questions:
            found[question.id] = question
            for rule in question.follow:
                derived = question.asks(rule)
                found[derived.id] = derived
        return found
