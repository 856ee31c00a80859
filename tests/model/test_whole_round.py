"""A whole round in any order, to its end: nothing leaks, nothing is lost, and it can always go on.

VINKJE_MODEL_EXAMPLES is how many rounds are tried (5 in the suite), of 30 things that happen each.
"""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from flows.answers import State
from process import own_answers
from process.case import flow_for
from process.incoming import Words
from process.message import Hand, Show
from process.own_answers import Own
from process.rules.corrections import Deed
from process.rules.relay import ENDS, MOST, Way
from process.states import RoundStage, SeatState
from storage.queries import rounds
from storage.tables import Round
from storage.unit import Unit
from tests.model.collecting import Collecting, names
from tests.model.whole import most
from tests.model.whole_world import OPTIONS, Question, home, is_harvested, questions

EXAMPLES = int(os.environ.get("VINKJE_MODEL_EXAMPLES", "5"))
NAMED = ("gemeente Oost", "Woonstad", "Zorgpunt")
"""The organisations in the order of their numbers."""
shown = precondition(lambda self: self.stage is RoundStage.REVEALED)
asked_already = precondition(lambda self: self.stage is RoundStage.REVEALED and self.questions())


class AWholeRound(Collecting):
    """After the reveal: correcting, asking one another, the harvest, and the end."""

    def teardown(self) -> None:
        """Whatever happened, the round comes to an end and another can begin."""
        try:
            if hasattr(self, "runner") and not self.failed:
                self.plays_out()
        finally:
            super().teardown()

    # One's own answers

    @shown
    @rule(name=names, data=st.data())
    def corrects_or_takes_back(self, name: str, data: st.DataObject) -> None:
        """An answer that everybody has seen; the frozen overview stays what it was."""
        place = self.model.places.get(name)
        if place is None or place.left or place.state is not SeatState.SENT:
            return
        seat = self.seat(name)
        found = self.look(lambda unit: _own(unit, seat))
        deeds = [(number, deed) for number, own in enumerate(found) for deed in own.deeds]
        if not deeds:
            return
        number, deed = data.draw(st.sampled_from(deeds))
        question = found[number].question
        if deed is Deed.CORRECT:
            instead = data.draw(st.integers(0, len(question.options) - 1))
            place.answers[question.id] = (State.GIVEN, question.options[instead].id)
            self.presses(name, "corrected", seat, number, instead)
            return
        text = place.answers[question.id][1]
        place.answers[question.id] = (State.WITHDRAWN, None)
        self.presses(name, deed.value, seat, number, 1)
        if deed is Deed.HIDE and text is not None:
            self.model.public.discard(text)

    # Asking one another

    @shown
    @rule(name=names, other=st.integers(0, 1), does=st.sampled_from(("wait", "answer", "aloud", "pass")))
    def asks(self, name: str, other: int, does: str) -> None:
        """An open question to another organisation; nobody else reads it before the harvest."""
        place = self.model.places.get(name)
        if place is None or place.left:
            return
        before = len(self.questions())
        others = [number for number, each in enumerate(NAMED, 1) if each != place.organisation]
        self.presses(name, "relay", 1, others[other], -1)
        if "Vinkje vraagt het" in self.guest(name).labels:
            self.runner.run(self.guest(name).taps("Vinkje vraagt het"))
        if "open vraag" not in self.guest(name).reads:
            return
        text = self.words()
        self.model.secrets[text] = {name}
        self.does(name, Words(f"Wat is jullie {text}?", f"w{self.number}"))
        self.runner.run(self.guest(name).taps("Verstuur"))
        after = self.questions()
        assert len(after) == before + 1
        assert [each.words for each in after].count(f"Wat is jullie {text}?") == 1
        if does != "wait":
            self.deals(next(each for each in after if _canary(each.words) == text), does)

    @asked_already
    @rule(does=st.sampled_from(("answer", "aloud", "pass", "withdraw")), data=st.data())
    def does_with_a_question(self, does: str, data: st.DataObject) -> None:
        """With whom it lies; a pass is seen by nobody else."""
        self.deals(data.draw(st.sampled_from(self.questions())), does)

    def deals(self, each: Question, does: str) -> None:
        """What with whom it lies does with it."""
        name = self.name_of(each.row.receiver_id)
        if name is None or self.is_gone(name):
            return
        before = self.phones(but=name)
        self.presses(name, "relayed", 1, each.row.id, does)
        if does == "pass":
            assert self.phones(but=name) == before, "somebody saw a pass"
        if does == "answer" and "Typ een paar zinnen" in self.guest(name).reads:
            text = self.words()
            self.model.secrets[text] = {name, str(self.name_of(each.row.asker_id))}
            self.does(name, Words(text, f"w{self.number}"))
            self.runner.run(self.guest(name).taps("Verstuur"))
            assert [found.answer for found in self.questions()].count(text) == 1

    @asked_already
    @rule(data=st.data())
    def hands_on(self, data: st.DataObject) -> None:
        """To a colleague, once."""
        each = data.draw(st.sampled_from(self.questions()))
        name = self.name_of(each.row.receiver_id)
        to = data.draw(st.sampled_from(sorted(self.model.places)))
        if name is not None and not self.is_gone(name):
            self.presses(name, "relayhand", 1, each.row.id, self.now().members[to])

    @asked_already
    @rule(data=st.data())
    def need_not_be_asked(self, data: st.DataObject) -> None:
        """The asker takes it back."""
        each = data.draw(st.sampled_from(self.questions()))
        name = str(self.name_of(each.row.asker_id))
        if not self.is_gone(name):
            self.presses(name, "relaymine", 1, each.row.id, "back")

    @shown
    @rule(how=st.sampled_from(("yes", "missed")), name=names)
    def says_whether_it_was_discussed(self, how: str, name: str) -> None:
        """The coordinator alone decides, or two organisations."""
        place = self.model.places.get(name)
        if place is not None and not place.left:
            self.presses(name, "discussed", 1, how)

    # What must hold

    @invariant()
    def it_holds(self) -> None:
        """All of it, after every step."""
        if not hasattr(self, "model"):
            return
        self.failed = True  # until everything was looked at
        self.follows_the_stage()
        self.nothing_leaks()
        now = self.now()
        expected = {name: place.answers for name, place in self.model.places.items()}
        assert now.answers == expected, "an answer was lost, or kept otherwise than it was given"
        if self.stage is RoundStage.COLLECT:
            states = {name: place.state for name, place in self.model.places.items()}
            assert {name: state for name, (_, state) in now.seats.items()} == states
        self.relay_holds()
        self.failed = False

    def follows_the_stage(self) -> None:
        """The seal opens exactly when the rule says."""
        now = self.now()
        if self.stage is RoundStage.COLLECT and not self.rests:
            expected = self.model.verdict(now.closes_at, self.clock.now())
            later = {RoundStage.SKIPPED} if expected is RoundStage.TOO_FEW else set()
            assert now.stage in {expected} | later
        if self.stage is not RoundStage.REVEALED and now.stage is RoundStage.REVEALED:
            assert self.stage is RoundStage.COLLECT
            self.model.is_shown(OPTIONS.values())
            self.snapshot = now.snapshot
        assert now.snapshot == self.snapshot, "what was frozen changed"
        self.stage = now.stage

    def nothing_leaks(self) -> None:
        """No text of somebody else's, and no result that names who was silent."""
        if self.snapshot is not None:
            self.shares_the_relay()
        silent = self.model.silent()
        for name, guest in self.counter.guests.items():
            hidden = self.model.hidden_from(name)
            for bubble in guest.chat:
                text = bubble.screen.text
                leaked = [each for each in hidden if each in text]
                assert not leaked, f"{name} reads {leaked} in {text!r}"
                if self.snapshot is not None and isinstance(bubble.meant, Show | Hand):
                    assert not any(each in text for each in silent), f"{text!r} names who was silent"

    def shares_the_relay(self) -> None:
        """With whom a question lies they know it; after the harvest it is everybody's unless taken back."""
        harvested = self.look(is_harvested)
        for each in self.questions():
            text = _canary(each.words)
            for holder in (each.row.receiver_id, each.row.handed_by):
                if holder is not None:
                    self.model.secrets[text].add(str(self.name_of(holder)))
            if harvested and each.row.way in ENDS:
                self.model.public |= {text, _canary(each.answer)} - {""}

    def relay_holds(self) -> None:
        """At most three with one person, and after the harvest an end to each."""
        every = [each.row for each in self.questions()]
        assert most(row.receiver_id for row in every if row.way is Way.OPEN) <= MOST
        assert most(each for row in every for each in (row.receiver_id, row.handed_by)) <= MOST
        if self.look(is_harvested):
            assert {row.way for row in every} <= ENDS | {Way.TAKEN_BACK}

    def plays_out(self) -> None:
        """From wherever it is: the round closes, its relay ends, it is settled, and another begins."""
        if self.now().stage is RoundStage.COLLECT:
            self.the_deadline_comes()
            self.it_holds()
        event(f"at the end: {self.stage}")  # here: nothing is counted in the thread of the store
        for each in self.questions():
            event(f"a question that was {each.row.way}")
        if self.stage is RoundStage.TOO_FEW:
            self.presses("Moniek", "skipround", 1)
        if self.stage is RoundStage.REVEALED:
            self.waits(timedelta(days=21))
            self.it_holds()
            assert self.look(is_harvested)
            self.presses("Moniek", "discussed", 1, "yes")
        assert self.now().stage in {RoundStage.SETTLED, RoundStage.SKIPPED}
        self.it_holds()
        self.presses("Moniek", "start", 1, "heel", "anyway")
        after = self.look(lambda unit: rounds.open_round(unit, 1))
        assert after is not None, self.guest("Moniek").reads

    # How it is done

    def questions(self) -> list[Question]:
        return self.look(questions)  # type: ignore[no-any-return]

    def name_of(self, member: int | None) -> str | None:
        return {id_: name for name, id_ in self.now().members.items()}.get(member or 0)

    def is_gone(self, name: str) -> bool:
        return self.model.places[name].left


def _own(unit: Unit, seat: int) -> tuple[Own, ...]:
    row, round_ = rounds.seat(unit, seat), unit.session.get_one(Round, 1)
    return own_answers.of_seat(unit, flow_for(unit, home().shelf, round_, row), round_, row)


def _canary(words: str | None) -> str:
    return words.removeprefix("Wat is jullie ").removesuffix("?") if words else ""


TestAWholeRound = pytest.mark.one_database(pytest.mark.timeout(3600)(AWholeRound.TestCase))
TestAWholeRound.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=EXAMPLES <= 5,
)
