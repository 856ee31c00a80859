"""What somebody answered in a round that was shown, as it stands now, and what they can still do with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flows.answers import Answer, Answers, State
from flows.engine import relevant
from flows.model import Flow, Question
from flows.parts import shared
from process.rules import corrections
from process.rules.cards import for_cards
from process.rules.corrections import Corrected, Deed
from process.rules.late import asked_of, late_question
from process.rules.withholding import questions_of
from process.states import SeatState
from storage.queries import corrections as rows
from storage.queries import live, people, rounds
from storage.tables import Round, Seat
from storage.unit import Unit

_HIDDEN = "…"
"""Stands for a text that was hidden: what hung on it was shown, and can still be hidden itself."""


@dataclass(frozen=True)
class Own:
    """One answer. `kept` is the name it is kept under, `at` the seat; None: a card of the organisation.

    `changed` says what it was at the reveal, and since when it is something else.
    """

    question: Question
    kept: str
    answer: Answer
    at: int | None
    changed: Corrected | None = None

    @property
    def is_card(self) -> bool:
        """Whether it was held up in a meeting."""
        return self.at is None

    @property
    def is_late(self) -> bool:
        """Whether it was said after the reveal."""
        return self.kept != self.question.id

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """What can still be done with it."""
        if self.is_late:
            return (Deed.HIDE,) if self.answer.state is State.GIVEN else ()
        return corrections.may(self.question, self.answer)


def of_seat(unit: Unit, flow: Flow, round_: Round, seat: Seat) -> tuple[Own, ...]:
    """Everything of this seat that others have seen, in the order of the flow; nothing before the reveal.

    `flow` is the part that is asked at this seat. The place of an answer in it does not change any more.
    """
    if round_.revealed_at is None or round_.emptied_at is not None:
        return ()
    flow = shared(flow)  # what is for themselves alone was shown to nobody, and is not corrected
    if not speaks_still(unit, seat) and (round_.joint or live.by_cards(unit, round_.id)):
        return tuple(_reactions(flow, rounds.answers(unit, seat.id), seat))
    at = rows.place_of(unit, seat)
    every = corrections.net(rows.of_round(unit, round_.id))
    if live.by_cards(unit, round_.id):
        theirs = (each for each in every if each.seat is None and each.organisation == seat.organisation_id)
        cards = {each.question: each for each in theirs}
        return tuple(_cards(unit, flow, round_, seat, cards))
    changed = {each.question: each for each in every if each.seat == at}
    answers = rounds.answers(unit, seat.id)
    own = list(_answered(flow, answers, at, changed)) if seat.state == SeatState.SENT else []
    return (*own, *_reactions(flow, answers, seat))


def speaks_still(unit: Unit, seat: Seat) -> bool:
    """Whether who sits here still answers for the organisation that they had when they were invited."""
    return people.member(unit, seat.member_id).organisation_id == seat.organisation_id


def _answered(flow: Flow, answers: Answers, at: int, changed: Mapping[str, Corrected]) -> Iterator[Own]:
    shown = relevant(flow, {each.question: _then(flow, each, changed) for each in answers.values()})
    for question in questions_of(flow):
        if question.id in shown and question.id in answers:
            yield Own(question, question.id, answers[question.id], at, changed.get(question.id))


def _then(flow: Flow, answer: Answer, changed: Mapping[str, Corrected]) -> Answer:
    """What it was when it was shown, as far as that decides what else was asked."""
    since = changed.get(answer.question)
    if since is not None and flow.has(answer.question) and flow.question(answer.question).kind != "words":
        return since.was
    if answer.state is State.WITHDRAWN:
        return Answer(answer.question, State.GIVEN, _HIDDEN)
    return answer


def _reactions(flow: Flow, answers: Answers, seat: Seat) -> Iterator[Own]:
    for kept, answer in answers.items():
        about = asked_of(kept)
        if kept == late_question(about) and flow.has(about):
            yield Own(flow.question(about), kept, answer, seat.id)


def _cards(
    unit: Unit, flow: Flow, round_: Round, seat: Seat, changed: Mapping[str, Corrected]
) -> Iterator[Own]:
    held = live.cards(unit, round_.id)
    for question in for_cards(flow):
        colour = held.get((question.id, seat.organisation_id or 0))
        if colour is None:
            continue
        since = changed.get(question.id)
        answer = since.now if since is not None else Answer(question.id, State.GIVEN, colour.value)
        yield Own(question, question.id, answer, None, since)
