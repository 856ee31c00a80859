"""A round in which anything may happen in any order, against the model of what must hold.

VINKJE_MODEL=nightly tries more and longer.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlmodel import col, select

from bot.channel import Verdict
from bot.receive import Receiver
from flows.answers import State
from process import desk
from process.incoming import Act, Back, Edited, Gone, Incoming, Press, Tap, Words
from process.message import Ask
from process.states import FloorKind, RoundStage
from storage import outbox
from storage.queries import floor as floors
from storage.queries import people, rounds
from storage.store import Store
from storage.tables import Outbox, Round, Seat
from storage.unit import Unit
from tests.clock import ManualClock
from tests.conftest import KEY
from tests.model.model import Held, Model
from tests.model.model import Person as Known
from tests.model.one_round import NAMES, one_round
from tests.process.counter import Counter, house

T = TypeVar("T")
FLOW = house().shelf.flows["balanscheck"]
NIGHTLY = os.environ.get("VINKJE_MODEL") == "nightly"
names = st.sampled_from(NAMES)
MARKS = {"unknown": State.UNKNOWN, "passed": State.PASSED, "aloud": State.ALOUD}


@cache
def template() -> Path:
    """A database with one round in it, made once."""
    folder = Path(tempfile.mkdtemp())
    clock = ManualClock()
    store = Store.open(f"sqlite:///{folder}/vinkje.db", KEY, clock=clock)
    asyncio.run(store.run(lambda unit: one_round(unit, clock.moment()), name="make"))
    store.close()
    return folder


class ARound(RuleBasedStateMachine):
    """Three people of three organisations; the bot, the database and the clock between them."""

    @initialize()
    def begins(self) -> None:
        """A database of its own, and everyone has the invitation."""
        self.folder = Path(tempfile.mkdtemp())
        shutil.copytree(template(), self.folder / "data")
        self.runner = asyncio.Runner()
        self.clock = ManualClock()
        self.model = Model({name: Known() for name in NAMES})
        self.late: list[tuple[Incoming, int, Held]] = []
        self.last: Incoming | None = None
        self.keys = 0
        self.opens()
        self.delivers()

    def teardown(self) -> None:
        """Nothing is left."""
        if hasattr(self, "runner"):
            self.store.close()
            self.runner.close()
            shutil.rmtree(self.folder)

    def opens(self) -> None:
        """The bot starts, with nothing in its memory."""
        self.store = Store.open(f"sqlite:///{self.folder}/data/vinkje.db", KEY, clock=self.clock)
        old = getattr(self, "counter", None)
        self.counter = Counter(self.store, self.clock)
        for name in NAMES:
            guest = self.counter.guest(name)
            if old is not None:
                guest.chat = old.guests[name].chat
        self.receiver = Receiver(
            self.store,
            lambda unit, moment, incoming: desk.attend(unit, moment, house(), incoming),
            self.clock,
            lambda: None,
            lambda key, _: key,
        )
        self.look(outbox.let_go)

    # What people do

    @rule(name=names)
    def begins_or_goes_on(self, name: str) -> None:
        self.acts(name, Tap(Press("begin", (self.seat(name),)), None, "t"))

    @rule(name=names, twice=st.booleans(), data=st.data())
    def answers(self, name: str, twice: bool, data: st.DataObject) -> None:
        """Any button of a question, the one that stands or an older one; perhaps tapped twice."""
        asked = [bubble for bubble in self.counter.guest(name).chat if isinstance(bubble.meant, Ask)]
        open_to = [
            (bubble, choice.press)
            for bubble in asked[-3:]
            for row in bubble.screen.rows
            for choice in row
            if choice.press.act in ("a", "m")
        ]
        if not open_to:
            return
        bubble, press = data.draw(st.sampled_from(open_to))
        for _ in range(1 + twice):
            self.gives(name, press, bubble.ref)

    @rule(name=names, colour=st.sampled_from(("orange", "red")))
    def comes_to_words(self, name: str, colour: str) -> None:
        """On to the next question that wants words."""
        self.begins_or_goes_on(name)
        for _ in range(4):
            held = self.held(name)
            question = FLOW.question(held.question) if held.question is not None else None
            if question is None or not question.options:
                return
            option = colour if question.kind == "tick" else question.options[0].id
            self.gives(name, Press("a", (held.version, option)), None)

    @rule(name=names, late=st.booleans())
    def types(self, name: str, late: bool) -> None:
        """Words, at once or on a bad line."""
        held = self.held(name)
        self.keys += 1
        text = f"woorden {self.keys} van {name}"
        incoming = self.incoming(name, Words(text, f"w{self.keys}"))
        if late:
            self.late.append((incoming, held.version, held))
        else:
            self.arrives_now(incoming, held.version)

    @rule(name=names)
    def types_late_and_goes_on(self, name: str) -> None:
        """What is under way belongs to a question; by the time it arrives another one stands."""
        self.comes_to_words(name, "red")
        self.types(name, late=True)
        self.clock.move(timedelta(minutes=1))
        self.gives(name, Press("m", (self.held(name).version, "passed")), None)
        self.comes_to_words(name, "orange")

    @precondition(lambda self: self.late)
    @rule()
    def what_was_late_arrives(self) -> None:
        incoming, version, _ = self.late.pop(0)
        self.arrives_now(incoming, version)

    @rule(name=names, data=st.data())
    def edits(self, name: str, data: st.DataObject) -> None:
        """An earlier message in new words."""
        typed = sorted(self.model.people[name].typed.values())
        if typed:
            self.keys += 1
            ref, text = data.draw(st.sampled_from(typed)), f"beter {self.keys} van {name}"
            self.model.edits(name, ref, text)
            self.acts(name, Edited(text, ref))

    @rule(name=names, act=st.sampled_from(("b", "change", "review", "send")))
    def goes_back_or_sends(self, name: str, act: str) -> None:
        held = self.held(name)
        if held.version and (act != "review" or held.is_check):
            if act == "send":
                self.model.sends(name, held.version, held)
            self.acts(name, Tap(Press(act, (held.version,)), None, "t"))
            self.closed_when_complete()

    @rule(name=names)
    def takes_back(self, name: str) -> None:
        self.model.reopens(name)
        self.acts(name, Tap(Press("reopen", (self.seat(name),)), None, "t"))

    @precondition(lambda self: sum(person.left for person in self.model.people.values()) < 1)
    @rule(name=names)
    def leaves(self, name: str) -> None:
        self.model.leaves(name)
        self.acts(name, Tap(Press("leave", (1,)), None, "t"))
        self.closed_when_complete()

    @rule(name=names)
    def blocks_and_comes_back(self, name: str) -> None:
        self.acts(name, Gone())
        self.acts(name, Back())

    # What breaks

    @rule()
    def the_bot_dies_and_starts_again(self) -> None:
        self.store.close()
        self.opens()

    @rule()
    def the_bot_dies_while_sending(self) -> None:
        self.look(lambda unit: outbox.claim(unit, self.clock.now(), 20) and None)
        self.the_bot_dies_and_starts_again()
        self.delivers()

    @precondition(lambda self: self.last is not None)
    @rule()
    def the_same_comes_again(self) -> None:
        """As after a crash between storing and acknowledging."""
        before = self.look(_posted)
        assert self.last is not None
        self.receives(self.last)
        assert self.look(_posted) == before, "what came before was handled again"

    @rule(minutes=st.sampled_from((-60, -1, 1, 60, 24 * 60)))
    def the_clock_moves(self, minutes: int) -> None:
        self.clock.move(timedelta(minutes=minutes))
        self.ticks()

    @rule()
    def the_deadline_comes(self) -> None:
        closes = self.look(lambda unit: unit.session.exec(select(Round.closes_at)).one())
        self.clock.set(max(self.clock.now(), closes + timedelta(minutes=2)))
        self.ticks()
        self.model.is_open = self.stage() == RoundStage.COLLECT
        assert not self.model.is_open

    # What must hold

    @invariant()
    def every_answer_is_there_once_as_it_was_given(self) -> None:
        if not hasattr(self, "model"):
            return
        kept = self.look(_answers)
        expected = {name: person.answers for name, person in self.model.people.items()}
        assert kept == expected

    @invariant()
    def nothing_is_shown_before_three_organisations_have_sent(self) -> None:
        if hasattr(self, "model") and self.stage() == RoundStage.REVEALED:
            assert not self.model.is_open
            assert all(person.sent for person in self.model.people.values())

    @invariant()
    def a_version_of_the_floor_never_comes_back(self) -> None:
        if hasattr(self, "model"):
            for name, person in self.model.people.items():
                version = self.held(name).version
                assert version >= person.versions
                person.versions = version

    @invariant()
    def nobody_is_reminded_more_than_twice_or_told_the_result_again(self) -> None:
        if hasattr(self, "model"):
            for guest in self.counter.guests.values():
                texts = [bubble.screen.text for bubble in guest.chat]
                assert sum("Komt het nu uit?" in text for text in texts) <= 2
                assert sum("· uitslag" in text for text in texts) <= 1

    # How it is done

    def gives(self, name: str, press: Press, ref: str | None) -> None:
        version, given = int(press.args[0]), str(press.args[1])
        answer = (MARKS[given], None) if press.act == "m" else (State.GIVEN, given)
        self.model.gives(name, version, self.held(name), answer)
        self.acts(name, Tap(press, ref, "t"))

    def arrives_now(self, incoming: Incoming, version: int) -> None:
        assert isinstance(incoming.act, Words)
        held = self.held(incoming.address)
        shown = self.look(lambda unit: self.floor(unit, incoming.address))
        seen = shown is not None and shown.shown_at is not None and incoming.sent_at >= shown.shown_at
        is_words = held.question is not None and FLOW.question(held.question).kind == "words"
        self.model.types(
            incoming.address, held.version, replace(held, was_seen=seen), incoming.act.text, incoming.act.ref,
            is_words=is_words,
        )  # fmt: skip
        self.receives(incoming)
        self.delivers()

    def incoming(self, name: str, act: Act) -> Incoming:
        self.keys += 1
        return Incoming("counter", name, f"k{self.keys}", self.clock.now(), act, "nl", name)

    def acts(self, name: str, act: Act) -> None:
        self.last = self.incoming(name, act)
        self.receives(self.last)
        self.delivers()

    def receives(self, incoming: Incoming) -> None:
        assert self.runner.run(self.receiver.receive(incoming)).verdict is Verdict.ACKNOWLEDGED

    def delivers(self) -> None:
        self.runner.run(self.counter.deliver())

    def ticks(self) -> None:
        self.runner.run(self.counter.passes(timedelta(0)))
        self.closed_when_complete()

    def closed_when_complete(self) -> None:
        self.model.is_open = self.model.is_open and self.stage() == RoundStage.COLLECT

    def look(self, work):  # type: ignore[no-untyped-def]
        return self.runner.run(self.store.run(work, name="look"))

    def seat(self, name: str) -> int:
        return NAMES.index(name) + 1

    def stage(self) -> RoundStage:
        return self.look(lambda unit: unit.session.exec(select(Round.stage)).one())  # type: ignore[no-any-return]

    def floor(self, unit: Unit, name: str):  # type: ignore[no-untyped-def]
        person = people.person_at(unit, "counter", name)
        return floors.floor(unit, person.id) if person is not None else None

    def held(self, name: str) -> Held:
        found = self.look(lambda unit: self.floor(unit, name))
        if found is None:
            return Held()
        question = found.question if found.kind == FloorKind.QUESTION else None
        return Held(found.version, question, found.kind == FloorKind.REVIEW)


def _posted(unit: Unit) -> int:
    return len(unit.session.exec(select(Outbox.id)).all())


def _answers(unit: Unit) -> dict[str, dict[str, tuple[State, str | None]]]:
    seats = unit.session.exec(select(Seat).order_by(col(Seat.id))).all()
    return {
        NAMES[seat.id - 1]: {
            question: (answer.state, answer.value)
            for question, answer in rounds.answers(unit, seat.id).items()
        }
        for seat in seats
    }


ARound.TestCase.settings = settings(
    max_examples=2_000 if NIGHTLY else 15,
    stateful_step_count=100 if NIGHTLY else 25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=not NIGHTLY,
)
TestARound = ARound.TestCase
