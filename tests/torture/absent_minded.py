"""People in two or three partnerships at once, who tap old buttons, type late, and lose their connection.

What they mean is known: in each partnership somebody taps one colour only, and every text says in which
seat and at which question it was typed. So an answer that ends up elsewhere is found out.
"""

from __future__ import annotations

import random
from collections import Counter as Tally
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import col, select

from bot import keeping
from bot.channel import Choice
from flows import engine
from process import desk
from process.acts.rounds import open_round
from process.case import Work
from process.incoming import Act, Edited, Incoming, Press, Tap, Words
from process.message import Ask, Opening, Openings
from process.moment import Moment
from process.states import FloorKind, Layer, Role, SeatState
from process.terms import VERSION
from storage.queries import floor as floors
from storage.queries import membership, people, rounds
from storage.tables import Draft, Floor, Seat, StoredAnswer
from storage.unit import Unit
from tests.process.counter import Bubble, Counter, Guest, house

PARTNERSHIPS, PEOPLE = 3, 9
FLOW = house().shelf.flows["balanscheck"]
COLOURS = ("orange", "red", "green")
MINE, ANSWER = ("mine", "mine_at"), "a"
MEANT = frozenset(
    (
        "invited",
        "begin",
        "later",
        "b",
        "more",
        "less",
        "m",
        "review",
        "change",
        "redo",
        "dropped",
        "drop",
        "send",
        "reopen",
    )
)
"""What is tapped without a thought; the rest needs one, or leads out of the round."""
OFTEN = {
    "a": 14,
    "invited": 2,
    "begin": 3,
    "later": 2,
    "mine": 8,
    "mine_at": 8,
    "not_mine": 3,
    "review": 3,
    "less": 3,
    "drop": 2,
}
"""What people tap more often than the rest. Beginning anew and putting off are always within reach:
tapped too often, nobody ever comes to the check."""

NEVER = datetime.max.replace(tzinfo=UTC)
Place = tuple[int, str]


@dataclass
class AbsentMinded(Guest):
    """Somebody with a phone on which old messages can still be tapped."""

    seats: dict[int, int] = field(default_factory=dict)  # which partnership a seat is of
    looks_at: Place | None = None
    old: list[Bubble] = field(default_factory=list)
    typed: dict[str, Place] = field(default_factory=dict)
    late: list[tuple[Act, datetime]] = field(default_factory=list)
    words_in: dict[int, set[Place]] = field(default_factory=dict)
    """Where the words were typed that a question is about, by its draft: the phone shows them above it."""
    invitations: list[Bubble] = field(default_factory=list)

    def begins_anew(self) -> None:
        """A phone with nothing on it but the invitations."""
        if not self.invitations:
            self.invitations = [each for each in self.chat if isinstance(each.meant, Opening | Openings)]
        self.chat, self.old, self.late = list(self.invitations), [], []
        self.typed, self.looks_at, self.words_in, self.online = {}, None, {}, True

    def shows(self, bubble: Bubble, retire: str | None) -> None:
        """What is replaced can still be tapped by who was quick."""
        self.old = [*self.old[-20:], *(each for each in self.chat if each.ref in (bubble.ref, retire))]
        super().shows(bubble, retire)
        if isinstance(bubble.meant, Ask):
            self.looks_at = (bubble.meant.seat, bubble.meant.question)
        place = self.typed.get(bubble.screen.about or "")
        drafts = {
            choice.press.args[1] for row in bubble.screen.rows for choice in row if choice.press.act in MINE
        }
        for draft in drafts if place is not None else ():
            self.words_in.setdefault(int(draft), set()).add(place)


@dataclass
class Table:
    """Everybody, in one unit of work after the other."""

    counter: Counter
    chance: random.Random
    seen: Tally[str] = field(default_factory=Tally)
    texts: int = 0

    @property
    def guests(self) -> list[AbsentMinded]:
        """Everybody."""
        return [each for each in self.counter.guests.values() if isinstance(each, AbsentMinded)]

    def set_up(self, unit: Unit) -> None:
        """Three partnerships of three organisations; six people are in two of them, three in all."""
        now = self.counter.clock.now()
        everyone = []
        for number in range(PEOPLE):
            guest = AbsentMinded(self.counter, f"Persoon {number}", "nl")
            self.counter.guests[guest.name] = guest
            everyone.append((guest, people.new_person(unit, "counter", guest.name, "nl", now)))
        for number in range(PARTNERSHIPS):
            partnership, organisations = membership.found(
                unit, name=f"Verband {number}", doelgroep="iedereen", organisations=("A", "B", "C"),
                made_by=everyone[0][1].id, timezone="Europe/Amsterdam", now=now,
            )  # fmt: skip
            for index, (_, person) in enumerate(everyone):
                if index % 4 != number:  # one in four is not in it; who is 3 modulo 4 is in all
                    membership.new_member(
                        unit, person_id=person.id, partnership_id=partnership.id,
                        organisation_id=organisations[index % 3].id, layer=Layer.PRACTICE, role=Role.PARTNER,
                        name=f"Persoon {index}", consent=VERSION, now=now,
                    )  # fmt: skip
            moment = self.counter.clock.moment()
            outcome = open_round(Work(unit, moment, house()), partnership, FLOW, None)
            assert outcome is not None
            keeping.keep(unit, outcome, now)
            round_ = rounds.open_round(unit, partnership.id)
            for seat in rounds.seats(unit, round_.id) if round_ else []:
                name = people.member(unit, seat.member_id).name
                self.counter.guests[name].seats[seat.id] = number  # type: ignore[attr-defined]
        self.counter._deliver(unit)

    def anew(self, unit: Unit) -> None:
        """Everybody has the invitation before them again, and nothing was answered yet."""
        for table in (StoredAnswer, Draft):
            unit.session.exec(delete(table))
        unit.session.exec(update(Seat).values(state=SeatState.INVITED, sent_at=None))
        unit.session.exec(update(Floor).values(kind=FloorKind.NONE, version=Floor.version + 1))
        unit.session.expire_all()
        for guest in self.guests:
            guest.begins_anew()

    def interleave(self, unit: Unit, steps: int) -> None:
        """So many things that people do, mixed."""
        guest = self.chance.choice(self.guests)
        for _ in range(steps):
            if self.chance.random() < 0.1:  # most things that go wrong are done by one person in a row
                guest = self.chance.choice(self.guests)
            move = self.chance.choices(
                (self.taps, self.types, self.types_late, self.corrects, self.arrives, self.switches),
                (9, 3, 3, 1, 3, 1),
            )[0]
            move(unit, guest)
            self.counter.clock.move(timedelta(seconds=self.chance.choice((1, 1, 2, 30))))

    def taps(self, unit: Unit, guest: AbsentMinded) -> None:
        """One of the buttons in sight, or one that just went."""
        invitations = [each for each in guest.chat if isinstance(each.meant, Opening | Openings)]
        bubbles = guest.chat[-8:] + guest.old[-6:] + invitations
        open_to = [
            (bubble, choice)
            for bubble in bubbles
            for row in bubble.screen.rows
            for choice in row
            if self._is_meant(unit, guest, bubble, choice)
        ]
        if open_to:
            often = [OFTEN.get(choice.press.act, 1) for _, choice in open_to]
            (bubble, choice), *_ = self.chance.choices(open_to, often)
            self.seen[choice.press.act] += 1
            self._acts(unit, guest, Tap(choice.press, bubble.ref, "t"))

    def types(self, unit: Unit, guest: AbsentMinded) -> None:
        """Words for the question that they look at."""
        words = self._words(guest)
        if words is not None:
            self.seen["typed"] += 1
            self._acts(unit, guest, words)

    def types_late(self, unit: Unit, guest: AbsentMinded) -> None:
        """The same, on a bad line: it arrives after what they do next."""
        words = self._words(guest)
        if words is not None:
            self.seen["late"] += 1
            guest.late.append((words, self.counter.clock.now()))

    def arrives(self, unit: Unit, guest: AbsentMinded) -> None:
        """What was typed late arrives, with the time at which it was sent."""
        if guest.late:
            words, sent_at = guest.late.pop(0)
            self._acts(unit, guest, words, sent_at)

    def corrects(self, unit: Unit, guest: AbsentMinded) -> None:
        """An earlier text in other words."""
        if guest.typed:
            ref, place = self.chance.choice(list(guest.typed.items()))
            self.seen["edited"] += 1
            self._acts(unit, guest, Edited(self._text(place), ref))

    def switches(self, unit: Unit, guest: AbsentMinded) -> None:
        """The phone loses its connection, or finds it again."""
        guest.online = not guest.online or self.chance.random() < 0.5
        if guest.online:
            self.counter._deliver(unit)

    def comes_to_words(self, unit: Unit, guest: AbsentMinded, seat: int) -> None:
        """Straight to the next question of this seat that wants words."""
        self._acts(unit, guest, Tap(Press("begin", (seat,)), None, "t"))
        while guest.looks_at is not None and FLOW.question(guest.looks_at[1]).kind != "words":
            option = meant(guest.looks_at[1], guest.seats[seat])
            self.presses(unit, guest, "a", option)

    def presses(self, unit: Unit, guest: AbsentMinded, act: str, *args: str) -> None:
        """A button under what stands now."""
        person = people.person_at(unit, "counter", guest.name)
        floor = floors.floor(unit, person.id) if person is not None else None
        assert floor is not None
        self._acts(unit, guest, Tap(Press(act, (floor.version, *args)), floor.ref, "t"))

    def _is_meant(self, unit: Unit, guest: AbsentMinded, bubble: Bubble, choice: Choice) -> bool:
        """Nobody gives an answer that they do not mean, as far as they can see."""
        act, args = choice.press.act, choice.press.args
        if act == ANSWER and isinstance(bubble.meant, Ask):
            return args[1] == meant(bubble.meant.question, guest.seats[bubble.meant.seat])
        if act in MINE:
            return guest.words_in.get(int(args[1])) == {_named(unit, guest, act, int(args[0]))}
        return act in MEANT or act == "not_mine"

    def _words(self, guest: AbsentMinded) -> Words | None:
        place = guest.looks_at
        if place is None or FLOW.question(place[1]).kind != "words":
            return None
        self.texts += 1
        ref = f"text {self.texts}"
        guest.typed[ref] = place
        return Words(self._text(place), ref)

    def _text(self, place: Place) -> str:
        self.texts += 1
        return f"{place[0]}|{place[1]}|{self.texts}"

    def _acts(self, unit: Unit, guest: AbsentMinded, act: Act, sent_at: datetime | None = None) -> None:
        self.counter.keys += 1
        moment: Moment = self.counter.clock.moment()
        came = Incoming("counter", guest.name, str(self.counter.keys), sent_at or moment.now, act, "nl", "P")
        outcome = desk.attend(unit, moment, house(), came)
        keeping.keep(unit, outcome, moment.now)
        if guest.online:
            self.counter._deliver(unit)


def meant(question: str, partnership: int) -> str:
    """What everybody answers at this question in this partnership."""
    options = FLOW.question(question).options
    if FLOW.question(question).kind == "tick":
        return COLOURS[partnership]
    return options[partnership % len(options)].id


def misplaced(unit: Unit) -> tuple[int, list[str]]:
    """How many answers there are, and those that are not where they were meant."""
    wrong, count = [], 0
    for seat in unit.session.exec(select(Seat).order_by(col(Seat.id))):
        partnership = (rounds.lock_round(unit, seat.round_id).partnership_id - 1) % PARTNERSHIPS
        for question, answer in rounds.answers(unit, seat.id).items():
            if answer.value is None:
                continue
            count += 1
            if FLOW.question(question).kind == "words":
                right = all(line.startswith(f"{seat.id}|{question}|") for line in answer.value.splitlines())
            else:
                right = answer.value == meant(question, partnership)
            if not right:
                wrong.append(f"seat {seat.id}, {question}: {answer.value}")
    return count, wrong


def _named(unit: Unit, guest: AbsentMinded, act: str, where: int) -> Place | None:
    """The question at which "does it belong here?" points."""
    if act == "mine":
        floor = floors.floor(unit, people.person_at(unit, "counter", guest.name).id)  # type: ignore[union-attr]
        held = floor is not None and floor.version == where and floor.kind == FloorKind.QUESTION
        return (floor.seat_id, floor.question) if held else None  # type: ignore[return-value,union-attr]
    seat = rounds.seat(unit, where)
    step = engine.next_step(FLOW, engine.Sitting(answers=rounds.answers(unit, seat.id)), NEVER)
    return (seat.id, step.question.id) if isinstance(step, engine.Ask) else None
