"""What was said in a round, made into the items of its overview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from flows.cast import Cast
from flows.engine import Answer, State
from flows.model import Flow, Question, Share
from process.rules.counts import Counts, count, is_answer
from process.rules.gate import Voice
from process.rules.items import (
    Aloud,
    Cell,
    ChoiceCell,
    ChoiceItem,
    Hats,
    Item,
    LayerCell,
    OptionCount,
    Party,
    Quote,
    WordsItem,
)
from process.rules.layers import layers_apart
from process.rules.withholding import Said, Withholding, is_confidential, questions_of
from process.states import Layer


@dataclass(frozen=True)
class Tally:
    """Everything that was said, and what of it is withheld.

    `previous` are the ticks of the last overview by question id, `chosen_before` its choices. `casts` are
    those who were invited.
    """

    withholding: Withholding
    parties: tuple[Party, ...]
    previous: Mapping[str, Item]
    chosen_before: Mapping[str, ChoiceItem]
    casts: Collection[tuple[int | None, Cast]]

    @property
    def flow(self) -> Flow:
        """The flow that was answered."""
        return self.withholding.flow

    def is_nobodys(self, question: Question) -> bool:
        """Whether nobody came to it; of what was asked in confidence that is not told."""
        return (
            question.when is not None
            and not is_confidential(question)
            and not self.withholding.came_to(question)
        )

    def item(self, question: Question) -> Item:
        """A tick, with what changed since the last time and what hangs under it."""
        said = self.withholding.said(question)
        withheld = self.withholding.why(question)
        confidential = is_confidential(question)
        counts = None if withheld else count(answer for _, answer in said)
        cells = () if confidential else self._cells(question, said)
        before = self._before(question) if counts is not None else None
        below = list(self._below(question))
        return Item(
            question=question.id,
            confidential=confidential,
            counts=counts,
            withheld=withheld,
            cells=cells,
            layers=() if confidential else _layers(said),
            before=before.counts if before else None,
            turned_green=before is not None and _is_whole(before) and _turned_green(before.cells, cells),
            where=tuple(self.choice(asked) for asked in below if asked.is_choice and not asked.hat),
            quotes=self._quotes(below),
        )

    def choice(self, question: Question) -> ChoiceItem:
        """A choice of one or several options, on its own or under a tick."""
        said = self.withholding.said(question)
        withheld = self.withholding.why(question)
        unknown = sum(answer.state is State.UNKNOWN for _, answer in said)
        apart = question.under is None and not is_confidential(question)
        return ChoiceItem(
            question=question.id,
            confidential=is_confidential(question),
            options=() if withheld else _chosen(question, (answer for _, answer in said)),
            unknown=0 if withheld else unknown,
            withheld=withheld,
            quotes=self._quotes(self._below(question)) if question.under is None else (),
            cells=tuple(self._options_apart(question, said)) if apart else (),
            before=None if withheld else self._chosen_before(question),
        )

    def words(self, question: Question) -> WordsItem:
        """An open question with its follow-ups."""
        return WordsItem(
            question=question.id,
            confidential=is_confidential(question),
            quotes=self._quotes([question, *self._below(question)]),
            withheld=self.withholding.why(question),
        )

    def aloud(self) -> tuple[Aloud, ...]:
        """Questions that people would rather talk about, with what hangs under them; none confidential."""
        people: dict[str, set[int]] = {question.id: set() for question in self.flow.questions}
        for voice, answers in self.withholding.voices:
            for answer in answers.values():
                question = self.flow.question(answer.question)
                if answer.state is State.ALOUD and not is_confidential(question):
                    people[self._home(question).id].add(voice.seat)
        return tuple(Aloud(question, len(seats)) for question, seats in people.items() if seats)

    def _cells(self, question: Question, said: Said) -> tuple[Cell, ...]:
        apart = self._apart(question, said)
        hats = self._hats(question)
        return tuple(
            Cell(organisation, count(answers), hats.get(organisation, ()))
            for organisation, answers in apart.items()
        )

    def _options_apart(self, question: Question, said: Said) -> Iterator[ChoiceCell]:
        hats = self._hats(question)
        for organisation, answers in self._apart(question, said).items():
            chosen = tuple(each for each in _chosen(question, answers) if each.people)
            given = sum(answer.state is State.GIVEN for answer in answers)
            yield ChoiceCell(organisation, chosen, hats.get(organisation, ()), given)

    def _hats(self, question: Question) -> dict[int | None, Hats]:
        """Under which hats each organisation answered this question."""
        asked = self._hat_of(question)
        if asked is None:
            return {}
        apart = self._apart(asked, self.withholding.said(asked))
        return {
            organisation: tuple(each for each in _chosen(asked, answers) if each.people)
            for organisation, answers in apart.items()
        }

    def _hat_of(self, question: Question) -> Question | None:
        below = (each for each in self.flow.questions if each.hat and each.under == question.id)
        return next(below, None)

    def _apart(self, question: Question, said: Said) -> dict[int | None, list[Answer]]:
        """The answers by organisation: those of which somebody was asked this, or answered it."""
        asked = {organisation for organisation, cast in self.casts if self.flow.asks(question, cast)}
        if question.when is not None:  # who sent and did not come to it was not asked
            sent = {voice.organisation for voice, _ in self.withholding.voices}
            asked -= sent - self.withholding.came_to(question)
        answered = {voice.organisation for voice, _ in said}
        places: list[int | None] = [party.id for party in self.parties if party.id in asked | answered]
        if any(voice.organisation is None for voice, _ in self.withholding.voices):
            places.append(None)
        apart: dict[int | None, list[Answer]] = {place: [] for place in places}
        for voice, answer in said:
            apart[voice.organisation].append(answer)
        return apart

    def _before(self, question: Question) -> Item | None:
        ids = (question.id, *question.formerly)
        return next((self.previous[id_] for id_ in ids if id_ in self.previous), None)

    def _chosen_before(self, question: Question) -> tuple[OptionCount, ...] | None:
        ids = (question.id, *question.formerly)
        before = next((self.chosen_before[id_] for id_ in ids if id_ in self.chosen_before), None)
        return None if before is None or before.withheld is not None else before.options

    def _home(self, question: Question) -> Question:
        """The item under which a question is shown: the nearest tick above it, or its top-level question."""
        while question.kind != "tick" and question.under is not None:
            question = self.flow.question(question.under)
        return question

    def _below(self, home: Question) -> Iterator[Question]:
        """What is shown under a question, in the order of the flow; derived follow-ups included."""
        for question in questions_of(self.flow):
            if question.id != home.id and self._home(question).id == home.id:
                yield question

    def _hats_by_seat(self, question: Question) -> dict[int, str]:
        asked = self._hat_of(self.flow.root(question))
        said = self.withholding.said(asked) if asked is not None else []
        return {voice.seat: answer.value for voice, answer in said if answer.value is not None}

    def _quotes(self, questions: Iterable[Question]) -> tuple[Quote, ...]:
        """Own words by organisation and person; then the confidential ones.

        Those stand in the order of the words themselves: any other order would tell who wrote what.
        """
        column = {party.id: place for place, party in enumerate(self.parties)}
        signed: list[tuple[int, int, int, Quote]] = []
        unsigned: list[tuple[int, str, int, Quote]] = []
        for place, question in enumerate(asked for asked in questions if asked.kind == "words"):
            said = self.withholding.said(question)
            if self.withholding.why(question):
                continue
            hats = self._hats_by_seat(question)
            for voice, text in _written(said):
                if is_confidential(question):
                    unsigned.append((place, text, voice.seat, Quote(voice.seat, question.id)))
                    continue
                named = voice.member if question.share is Share.NAME else None
                quote = Quote(voice.seat, question.id, voice.organisation, named, hat=hats.get(voice.seat))
                beside = len(column) if voice.organisation is None else column[voice.organisation]
                signed.append((beside, voice.seat, place, quote))
        first = sorted(signed, key=lambda row: row[:3])
        then = sorted(unsigned, key=lambda row: row[:3])
        return tuple(row[3] for row in (*first, *then))


def _chosen(question: Question, answers: Iterable[Answer]) -> tuple[OptionCount, ...]:
    """People per option, in the order of the flow."""
    given = (answer.value for answer in answers if answer.state is State.GIVEN)
    chosen = Counter(option.id for value in given for option in question.picked(value))
    return tuple(OptionCount(option.id, chosen[option.id]) for option in question.options)


def _written(said: Said) -> Iterator[tuple[Voice, str]]:
    for voice, answer in said:
        if answer.state is State.GIVEN and answer.value is not None:
            yield voice, answer.value


def _layers(said: Said) -> tuple[LayerCell, ...]:
    shown = layers_apart((voice.layer, voice.organisation) for voice, answer in said if is_answer(answer))
    return tuple(
        LayerCell(layer, count(answer for voice, answer in said if voice.layer == layer))
        for layer in Layer
        if layer in shown
    )


def _is_whole(item: Item) -> bool:
    """Whether each organisation still stands apart: after the term of keeping some are in the total only."""
    return item.counts is not None and sum((cell.counts for cell in item.cells), Counts()) == item.counts


def _turned_green(before: Iterable[Cell], now: Iterable[Cell]) -> bool:
    """An organisation that was red and is silent now did not turn green."""
    counts = {cell.organisation: cell.counts for cell in now}
    was_red = {cell.organisation for cell in before if cell.counts.red}
    nobody_red = not any(each.red for each in counts.values())
    return bool(was_red) and nobody_red and all(_is_green(counts.get(id_, Counts())) for id_ in was_red)


def _is_green(counts: Counts) -> bool:
    return counts.green > 0 and counts.green == counts.coloured
