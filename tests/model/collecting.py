"""The part of a whole round until the seal opens: coming in and going, answering, paper, and time."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from flows.answers import State
from process.incoming import Act, Edited, Press, Tap, Words
from process.states import FloorKind, RoundStage, SeatState
from tests.clock import ManualClock
from tests.model.whole import WAITED_FOR, Place, Whole
from tests.model.whole_world import (
    NEWCOMERS,
    OPTIONS,
    ORGANISATIONS,
    Holding,
    Stands,
    again,
    holding,
    stands,
)
from tests.process.counter import Guest

MARKS = {"unknown": State.UNKNOWN, "passed": State.PASSED, "aloud": State.ALOUD}
PEOPLE = (*ORGANISATIONS, *NEWCOMERS)
ON_PAPER = ("Henk", "Gerda")
TYPISTS = ("Moniek", "Carla", "Jan")
names = st.sampled_from(PEOPLE)
EVERYONE = st.just({*ORGANISATIONS, "Henk"})
collects = precondition(lambda self: self.stage is RoundStage.COLLECT)


class Collecting(RuleBasedStateMachine):
    """People at the desk of the real program with a real store, and the model beside it."""

    @initialize(ready=EVERYONE | st.sets(st.sampled_from((*ORGANISATIONS, "Henk"))))
    def begins(self, ready: set[str]) -> None:
        """A database of its own; some, or all, have answered by the time anything else happens."""
        self.folder = Path(tempfile.mkdtemp())
        self.runner = asyncio.Runner()
        self.clock = ManualClock()
        self.counter = again(self.folder, self.clock)
        self.model = Whole({name: Place(where) for name, where in ORGANISATIONS.items()})
        self.model.places["Henk"] = Place("Woonstad", paper=True)
        self.model.secrets = {label: set() for label in OPTIONS.values()}
        self.stage, self.snapshot, self.number = RoundStage.COLLECT, None, 0
        self.rests, self.failed = False, False
        for name in sorted(ready):
            self.answers_all(name)

    def teardown(self) -> None:
        """Nothing is left."""
        if hasattr(self, "runner"):
            self.counter.store.close()
            self.runner.close()
            shutil.rmtree(self.folder)

    # Coming and going

    @rule(name=st.sampled_from(tuple(NEWCOMERS)))
    def joins(self, name: str) -> None:
        """By the link of their organisation, also while the round runs; too late is told and no seat."""
        if name in self.model.places or name in self.now().members:
            return
        self.looks_next()
        token = self.guest("Moniek").link_for(NEWCOMERS[name])
        self.runner.run(self.guest(name).opens(token))
        if "Ik doe mee" not in self.guest(name).labels:
            return  # the link was made too long ago
        for label in ("Ik doe mee", name, "Uitvoering", "Ochtend"):
            self.runner.run(self.guest(name).taps(label))
        self.seated(name, Place(NEWCOMERS[name]))

    @rule()
    def somebody_comes_in_on_paper(self) -> None:
        """Written down by the coordinator."""
        if "Gerda" not in self.now().members:
            self.looks_next()
            self.runner.run(self.adds("Gerda", "Zorgpunt"))
            self.seated("Gerda", Place("Zorgpunt", paper=True))

    @precondition(lambda self: sum(place.left for place in self.model.places.values()) < 2)
    @rule(name=st.sampled_from(PEOPLE[1:]))
    def leaves(self, name: str) -> None:
        """At once; what they sent stays, and nobody waits for the rest."""
        place = self.model.places.get(name)
        if place is None or place.left:
            return
        place.left = True
        if self.stage is RoundStage.COLLECT and place.state is not SeatState.SENT:
            place.state = SeatState.PASSED
        self.presses(name, "leave", 1)
        self.looked()

    @rule(name=names)
    def passes(self, name: str) -> None:
        """This round not: nobody else's phone shows it."""
        place = self.model.places.get(name)
        if place is None or place.left:
            return
        before = self.phones(but=name)
        if self.stage is RoundStage.COLLECT and place.state is not SeatState.SENT:
            place.state = SeatState.PASSED
        self.presses(name, "pass", self.seat(name))
        if self.stage is RoundStage.COLLECT and self.now().stage is RoundStage.COLLECT:
            assert self.phones(but=name) == before, "others saw somebody pass"
        self.looked()

    # Answering

    @collects
    @rule(name=names)
    def begins_or_goes_on(self, name: str) -> None:
        """Also after a pass; as long as the round collects there is something to do for who did not send."""
        place = self.model.places.get(name)
        if place is None or place.left:
            return
        if self.stage is RoundStage.COLLECT and place.state is not SeatState.SENT:
            place.state = SeatState.BEGUN
        self.presses(name, "begin", self.seat(name))
        if place.state in WAITED_FOR and self.stage is RoundStage.COLLECT:
            held = self.holds(name)
            assert held.owner == name
            assert held.kind in {FloorKind.QUESTION, FloorKind.REVIEW}, "nothing to do, and not sent"

    @collects
    @rule(name=names, data=st.data())
    def answers(self, name: str, data: st.DataObject) -> None:
        """One of the buttons of the question that stands, on their own seat or for who is on paper."""
        held = self.holds(name)
        if held.kind is not FloorKind.QUESTION or name not in self.model.places:
            return
        on = {
            choice.press
            for bubble in self.guest(name).chat[-4:]
            for row in bubble.screen.rows
            for choice in row
            if choice.press.act in {"a", "m"} and choice.press.args[0] == held.version
        }
        if on:
            self.gives(name, held, data.draw(st.sampled_from(sorted(on, key=str))))

    @rule(name=names)
    def types(self, name: str) -> None:
        """Words: an answer where words are asked, and nothing anywhere else."""
        held = self.holds(name)
        if name not in self.model.places or held.kind is not FloorKind.QUESTION:
            return
        text, ref = self.words(), f"w{self.number}"
        if held.question == "inbreng" and self.may_answer(held):
            self.model.types(str(held.owner), held.question, text, ref, name)
        self.model.secrets.setdefault(text, {name})
        self.does(name, Words(text, ref))

    @collects
    @rule(name=names, data=st.data())
    def edits(self, name: str, data: st.DataObject) -> None:
        """What was typed before, in new words: it counts until it is sent."""
        refs = [
            ref
            for place in self.model.places.values()
            for ref, by in place.typed.values()
            if by == name and not self.model.places[name].left
        ]
        if not refs:
            return
        ref, text = data.draw(st.sampled_from(refs)), self.words()
        self.model.secrets[text] = {name}
        if self.stage is RoundStage.COLLECT:
            self.model.edits(name, ref, text)
        self.does(name, Edited(text, ref))

    @collects
    @rule(name=names)
    def sends(self, name: str) -> None:
        """From the check that stands."""
        held = self.holds(name)
        if held.kind is FloorKind.REVIEW and name in self.model.places:
            if self.stage is RoundStage.COLLECT:
                self.model.places[str(held.owner)].state = SeatState.SENT
            self.presses(name, "send", held.version)
            self.looked()

    @rule(name=names)
    def takes_back(self, name: str) -> None:
        """What was sent, as long as the round collects."""
        place = self.model.places.get(name)
        if place is None or place.left:
            return
        if self.stage is RoundStage.COLLECT and place.state is SeatState.SENT:
            place.state = SeatState.BEGUN
        self.presses(name, "reopen", self.seat(name))

    @collects
    @rule(name=st.sampled_from((*ORGANISATIONS, *ON_PAPER, *NEWCOMERS)), by=st.sampled_from(TYPISTS))
    def answers_all(self, name: str, by: str = "Carla") -> None:
        """From the invitation to what is sent: by themselves, or typed in for who is on paper."""
        place = self.model.places.get(name)
        if place is None or self.stage is not RoundStage.COLLECT:
            return
        who = name
        if place.paper:
            self.types_in(by, name)
            who = by
        else:
            self.begins_or_goes_on(name)
        for press in (("a", "orange"), ("a", "kameel")):
            held = self.holds(who)
            if held.owner == name and held.kind is FloorKind.QUESTION and held.question != "inbreng":
                self.gives(who, held, Press(press[0], (held.version, _fits(held, press[1]))))
        if self.holds(who).owner == name:
            self.types(who)
            self.sends(who)

    # Paper

    @collects
    @rule(by=st.sampled_from((*TYPISTS, "Piet")), name=st.sampled_from(ON_PAPER))
    def types_in(self, by: str, name: str) -> None:
        """A colleague or the coordinator begins for who is on paper, or takes over: then anew."""
        place, typist = self.model.places.get(name), self.model.places.get(by)
        if place is None or typist is None or typist.left or self.now().stage is not RoundStage.COLLECT:
            return
        may = by == "Moniek" or typist.organisation == place.organisation
        if may and place.state is not SeatState.SENT:
            if place.filled_by not in {None, by}:
                place.answers.clear()
                place.typed.clear()
            place.filled_by, place.state = by, SeatState.BEGUN
        self.presses(by, "typein", self.seat(name), "anew")

    @collects
    @rule(by=st.sampled_from(TYPISTS), name=st.sampled_from(ON_PAPER))
    def says_the_paper_does_not_come(self, by: str, name: str) -> None:
        """Who is on paper passes too."""
        place, typist = self.model.places.get(name), self.model.places[by]
        if place is None or typist.left:
            return
        may = by == "Moniek" or typist.organisation == place.organisation
        if may and self.stage is RoundStage.COLLECT and place.state is SeatState.INVITED:
            place.state = SeatState.PASSED
        self.presses(by, "paperpass", self.seat(name))
        self.looked()

    # Time, and what a coordinator does with too few

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours: int) -> None:
        """What falls due happens."""
        self.waits(timedelta(hours=hours))

    @collects
    @rule()
    def the_deadline_comes(self) -> None:
        """It closes by itself."""
        self.waits(max(self.now().closes_at - self.clock.now(), timedelta(0)) + timedelta(minutes=2))
        assert self.now().stage is not RoundStage.COLLECT

    @rule()
    def gets_longer(self) -> None:
        """[Langer], when there were too few."""
        was = self.stage
        self.presses("Moniek", "longer", 1)
        if was is RoundStage.TOO_FEW:
            self.stage, self.rests = RoundStage.COLLECT, True
            assert self.now().stage is RoundStage.COLLECT
            assert self.now().closes_at > self.clock.now()

    # How it is done

    def waits(self, time: timedelta) -> None:
        self.looks_next()
        self.runner.run(self.counter.passes(time))
        if self.now().closes_at <= self.clock.now():
            self.looked()

    def looks_next(self) -> None:
        """Something happens: until it was looked at there is no going on."""
        self.failed = True

    async def adds(self, name: str, organisation: str) -> None:
        """A coordinator writes down who signed the paper."""
        moniek = self.guest("Moniek")
        await moniek.commands("deelnemers")
        for label in ("Op papier", "Iemand zonder Telegram", "Getekend, toevoegen", organisation):
            await moniek.taps(label)
        await moniek.types(name)
        await moniek.taps("Uitvoering")
        await moniek.taps("Ja, getekend")

    def looked(self) -> None:
        """The rule was applied, so the seal has to stand as it says."""
        self.rests = False

    def gives(self, name: str, held: Holding, press: Press) -> None:
        given = str(press.args[1])
        if self.may_answer(held):
            state = MARKS[given] if press.act == "m" else State.GIVEN
            value = None if press.act == "m" else given
            self.model.gives(str(held.owner), str(held.question), state, value)
            if given in OPTIONS:
                self.model.secrets[OPTIONS[given]].add(name)
        self.does(name, Tap(press, None, "t"))

    def may_answer(self, held: Holding) -> bool:
        place = self.model.places[str(held.owner)]
        return self.stage is RoundStage.COLLECT and place.state is not SeatState.SENT

    def seated(self, name: str, place: Place) -> None:
        """Whether there was time for a seat is the program's to say, in a round that collects."""
        if name in self.now().seats:
            assert self.stage is RoundStage.COLLECT
            self.model.places[name] = place

    def words(self) -> str:
        self.number += 1
        return f"kanarie{self.number:03d}"

    def presses(self, name: str, act: str, *args: int | str) -> None:
        self.does(name, Tap(Press(act, args), None, "t"))

    def does(self, name: str, act: Act) -> None:
        self.looks_next()
        self.runner.run(self.counter.attend(self.guest(name), act))

    def guest(self, name: str) -> Guest:
        return self.counter.guest(name)

    def phones(self, but: str) -> dict[str, list[tuple[str, str]]]:
        return {
            name: [(bubble.ref, bubble.screen.text) for bubble in guest.chat]
            for name, guest in self.counter.guests.items()
            if name != but
        }

    def seat(self, name: str) -> int:
        return self.now().seats[name][0]

    def holds(self, name: str) -> Holding:
        return self.look(lambda unit: holding(unit, name))  # type: ignore[no-any-return]

    def now(self) -> Stands:
        return self.look(stands)  # type: ignore[no-any-return]

    def look(self, work: Any) -> Any:
        return self.runner.run(self.counter.store.run(work, name="look"))


def _fits(held: Holding, given: str) -> str:
    return {"druk": "orange", "waar": "kameel"}.get(str(held.question), given)
