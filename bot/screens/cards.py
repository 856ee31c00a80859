"""Colour cards on the phone of who leads the meeting: one card, or all of them before they are shown."""

from __future__ import annotations

from bot.channel import Choice, Screen
from bot.screens.check import short
from bot.screens.reader import Draft, Reader, Rows, headed, partnership_values, plain
from flows.model import Colour, Flow, Question
from flows.text import fill
from process import authority
from process.acts.cards import ABSENT, ALL, NONE
from process.incoming import Argument, Press
from process.message import Cards
from process.registry import Permission
from process.rules import cards
from process.rules.cards import Step
from storage.queries import live as live_rows
from storage.queries import opening, partnerships, people
from storage.tables import Partnership, Round
from texts.rich import Rich, Span

NO_CARD = "–"


def draft(reader: Reader, message: Cards) -> Draft | None:
    """The card asked now, or the table; None for who does not lead here (any more)."""
    round_ = opening.find_round(reader.unit, message.round)
    member = people.member(reader.unit, message.member)
    if round_ is None or member.person_id != reader.person.id or not authority.may(member, Permission.RUN):
        return None
    if member.partnership_id != round_.partnership_id:
        return None
    table = _Table(reader, round_)
    if message.question is None or message.organisation is None:
        return table.whole()
    return table.one(Step(message.question, message.organisation))


class _Table:
    """Every card of a round, as far as they were held up."""

    def __init__(self, reader: Reader, round_: Round) -> None:
        self._reader, self._round = reader, round_
        self._partnership: Partnership = partnerships.partnership(reader.unit, round_.partnership_id)
        self._flow: Flow = reader.flow(round_)
        self._parties = {each.id: each.name for each in people.organisations_in(reader.unit, round_.id)}
        self._order = cards.steps(self._flow, list(self._parties))
        self._asked = cards.for_cards(self._flow)
        self._held = live_rows.cards(reader.unit, round_.id)

    def one(self, step: Step) -> Draft | None:
        """One card: the question, what was held up at it, whose turn it is, and a button for each colour."""
        if step not in self._order:
            return None
        question = self._flow.question(step.question)
        place = self._asked.index(question)
        reader = self._reader
        body: list[Rich] = [plain(self._text(question))]
        if question.ends is not None:
            ends = {
                "green": question.ends.green.in_(reader.language),
                "red": question.ends.red.in_(reader.language),
            }
            body += reader.say("answer.ends", ends)
        if said := self._line(question):
            body.append(plain(said))
        name = self._parties[step.organisation]
        body.append((Span(name, strong=True), Span(f": {reader.label('live.which_card')}")))
        counter = reader.label("answer.counter", {"n": place + 1, "of": len(self._asked)})
        return Draft(Screen(headed(self._partnership.name, tuple(body), counter), self._buttons(step, place)))

    def whole(self) -> Draft:
        """All of them, to be looked at before everyone gets them; a button for each question to change."""
        reader = self._reader
        lines = "\n".join(f"{short(reader, question)}: {self._line(question)}" for question in self._asked)
        said = (plain(reader.label("live.table")), plain(lines), plain(reader.label("live.who_sees")))
        rows: list[tuple[Choice, ...]] = [
            (reader.button("button.live_show", Press("cardshow", (self._round.id,))),)
        ]
        changes = [
            reader.button(
                "button.live_change",
                self._press(
                    "cardat", place, next(s.organisation for s in self._order if s.question == each.id)
                ),
                {"topic": short(reader, each)},
            )
            for place, each in enumerate(self._asked)
            if any(step.question == each.id for step in self._order)
        ]
        rows += [tuple(changes[at : at + 2]) for at in range(0, len(changes), 2)]
        return Draft(Screen(headed(self._partnership.name, said), tuple(rows)))

    def _buttons(self, step: Step, place: int) -> Rows:
        reader = self._reader
        colours = tuple(
            Choice(
                f"{colour.sign} {colour.word.in_(reader.language)}",
                self._press("card", place, step.organisation, colour.value),
            )
            for colour in Colour
        )
        none = reader.button("button.live_none", self._press("card", place, step.organisation, NONE))
        before = cards.before(self._order, step)
        back = (
            (reader.button("button.back", self._press("cardat", self._place(before), before.organisation)),)
            if before is not None
            else ()
        )
        rows: Rows = (colours, (none, *back))
        first = next(each for each in self._order if each.question == step.question) == step
        if first:
            every = self._press("card", place, step.organisation, ALL)
            rows = (*rows, (reader.button("button.live_all_green", every),))
        if place == 0:
            away = self._press("card", place, step.organisation, ABSENT)
            name = {"name": self._parties[step.organisation]}
            rows = (*rows, (reader.button("button.live_absent", away, name),))
        return rows

    def _press(self, act: str, *args: Argument) -> Press:
        return Press(act, (self._round.id, *args))

    def _place(self, step: Step) -> int:
        return next(at for at, each in enumerate(self._asked) if each.id == step.question)

    def _text(self, question: Question) -> str:
        values = partnership_values(self._reader, self._partnership)
        return fill(question.text, self._reader.language, values)

    def _line(self, question: Question) -> str:
        """What was held up at a question so far, sign and name."""
        said = [
            (self._held[question.id, each], name)
            for each, name in self._parties.items()
            if (question.id, each) in self._held
        ]
        return " · ".join(f"{colour.sign if colour else NO_CARD} {name}" for colour, name in said)
