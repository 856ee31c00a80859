"""Whatever people do in whatever order: at most three questions, one reminder, and an end to each of them.

`VINKJE_RELAY_WALKS` is how many walks there are (4 in the suite), `VINKJE_RELAY_DEEDS` how long they
are (40).
"""

from __future__ import annotations

import os
from collections import Counter as Tally
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import pytest

from process import due, relaying
from process.case import Work
from process.message import Harvest, Relayed
from process.outcome import Due, Outcome
from process.rules import relay as rules
from process.rules.relay import ENDS, MOST, Does, Way
from process.states import Layer, Role, RoundStage, SeatState
from storage.queries import leave, membership, opening, partnerships, people, relay, rounds
from storage.store import Store
from storage.tables import Appointment, Inquiry
from storage.unit import Unit
from tests.clock import ManualClock
from tests.process.counter import house

WALKS = int(os.environ.get("VINKJE_RELAY_WALKS", "4"))
DEEDS = int(os.environ.get("VINKJE_RELAY_DEEDS", "40"))
ORGANISATIONS, EACH = 3, 3
pytestmark = pytest.mark.one_database


@dataclass
class Walk:
    """One shown round in which people do things by chance; `sent` is every message that came of it."""

    unit: Unit
    clock: ManualClock
    chance: Random
    round: int = 0
    members: list[int] = field(default_factory=list)
    organisations: list[int] = field(default_factory=list)
    dues: list[Due] = field(default_factory=list)
    reminded: Tally[int] = field(default_factory=Tally)
    harvests: Tally[int] = field(default_factory=Tally)

    @property
    def work(self) -> Work:
        """What a deed works with, now."""
        return Work(self.unit, self.clock.moment(), house())

    def rows(self) -> list[Inquiry]:
        """Every question of the round."""
        return relay.of_round(self.unit, self.round)

    def does(self) -> None:
        """One thing, by chance."""
        deeds = (self.asks, self.asks, self.asks, self.answers, self.hands_on, self.passes, self.talks)
        self.chance.choice(
            (*deeds, self.withdraws, self.takes_back, self.leaves, self.goes_away, self.waits, self.waits)
        )()

    def asks(self) -> None:
        """Somebody asks an organisation that is not their own, as long as they take part."""
        member = people.member(self.unit, self.chance.choice(self.members))
        others = [each for each in self.organisations if each != member.organisation_id]
        if member.left_at is None:
            round_ = rounds.lock_round(self.unit, self.round)
            to = self.chance.choice(others)
            self.keeps(relaying.send(self.work, round_, member, to, None, "Wat is er nodig?", None)[1])

    def answers(self) -> None:
        """With whom it lies answers, or says it differently."""
        for row in self.one(Way.OPEN, Way.ANSWERED):
            assert row.receiver_id is not None
            member = people.member(self.unit, row.receiver_id)
            if member.left_at is None and relaying.happens(self.work, row, Does.ANSWERS):
                relay.answer(self.unit, row, member, "Een vaste dag", self.clock.now())
                self.keeps(relaying.rests(self.work, rounds.lock_round(self.unit, self.round)))

    def hands_on(self) -> None:
        """A colleague gets it, once."""
        for row in self.one(Way.OPEN):
            assert row.receiver_id is not None
            holder = people.member(self.unit, row.receiver_id)
            free = relaying.colleagues(self.work, rounds.lock_round(self.unit, self.round), holder)
            if row.handed_by is None and free:
                row.receiver_id, row.handed_by = self.chance.choice(free).id, holder.id
                self.keeps(relaying.hand_over(self.work, relay.keep(self.unit, row)))

    def passes(self) -> None:
        """Not answered, and nobody hears it."""
        for row in self.one(Way.OPEN):
            relaying.happens(self.work, row, Does.PASSES)

    def talks(self) -> None:
        """Rather at the table."""
        for row in self.one(Way.OPEN):
            relaying.happens(self.work, row, Does.TALKS)

    def withdraws(self) -> None:
        """The answer goes."""
        for row in self.one(Way.ANSWERED):
            if relaying.happens(self.work, row, Does.WITHDRAWS):
                relay.withdraw(self.unit, row)

    def takes_back(self) -> None:
        """The question goes."""
        for row in self.one(*Way):
            relaying.happens(self.work, row, Does.TAKES_BACK)

    def leaves(self) -> None:
        """Somebody is out, now and then."""
        member = people.member(self.unit, self.chance.choice(self.members))
        if member.left_at is None and self.chance.random() < 0.3:
            relaying.look_at_all_of(self.work, member)
            partnership = partnerships.partnership(self.unit, member.partnership_id)
            membership.leave(self.unit, member, partnership, self.clock.now())

    def goes_away(self) -> None:
        """Somebody goes on leave for a week, now and then."""
        member = people.member(self.unit, self.chance.choice(self.members))
        person, now = people.person(self.unit, member.person_id), self.clock.now()
        if self.chance.random() < 0.3:
            leave.begin(self.unit, person, now.date() + timedelta(days=7), now + timedelta(days=8), now)
            relaying.look_at_all_of(self.work, member)

    def waits(self) -> None:
        """Some hours pass, and what falls due happens."""
        self.until(self.clock.now() + timedelta(hours=self.chance.randint(1, 30)))

    def until(self, instant: object) -> None:
        """Everything that falls due until then, in order."""
        while ripe := sorted((each for each in self.dues if each.at <= instant), key=lambda each: each.at):  # type: ignore[operator]
            first = ripe[0]
            self.dues.remove(first)
            self.clock.set(max(first.at, self.clock.now()))
            made = Appointment(
                kind=first.kind, subject=first.subject, occurrence=first.occurrence, due_at=first.at
            )
            self.keeps(due.keep(self.unit, self.clock.moment(), house(), made))
        self.clock.set(instant)  # type: ignore[arg-type]

    def keeps(self, outcome: Outcome) -> None:
        """Count what went out, and to whom; nothing goes to who left."""
        gone = {each for each in self.members if people.member(self.unit, each).left_at is not None}
        for each in outcome.messages:
            match each.message:
                case Relayed(inquiry=inquiry, member=member, part=part):
                    assert member not in gone
                    self.reminded[inquiry] += part == "reminder"
                case Harvest(member=member):
                    assert member not in gone
                    self.harvests[member] += 1
        known = {(each.kind, each.subject, each.occurrence) for each in self.dues}
        self.dues += [each for each in outcome.due if (each.kind, each.subject, each.occurrence) not in known]

    def one(self, *ways: Way) -> list[Inquiry]:
        """A question that stands so, while the relay runs; none when there is none."""
        running = relay.relay(self.unit, self.round)
        found = [row for row in self.rows() if row.way in ways]
        return [self.chance.choice(found)] if found and running and running.harvested_at is None else []

    def holds(self) -> None:
        """What holds at every moment."""
        got = Tally(each for row in self.rows() for each in (row.receiver_id, row.handed_by) if each)
        assert all(each <= MOST for each in got.values())
        assert all(each <= 1 for each in self.reminded.values())
        assert all(each <= 1 for each in self.harvests.values())


def begin(unit: Unit, clock: ManualClock, chance: Random) -> Walk:
    """Everybody of three organisations answered and has the result."""
    walk, now = Walk(unit, clock, chance), clock.now()
    founder = people.new_person(unit, "counter", "founder", "nl", now)
    partnership, organisations = membership.found(
        unit, name="Oost", doelgroep="", organisations=("Oost", "Woonstad", "Zorgpunt"), made_by=founder.id,
        timezone="Europe/Amsterdam", now=now,
    )  # fmt: skip
    flow = house().shelf.flows["anna"]
    opening.keep_flow(unit, flow.id, flow.revision, flow.source_text, now)
    round_ = opening.new_round(
        unit, partnership_id=partnership.id, flow=flow.id, revision=flow.revision, opened_at=now,
        closes_at=now, opened_by=None,
    )  # fmt: skip
    for number in range(ORGANISATIONS * EACH):
        member = membership.new_member(
            unit, person_id=people.new_person(unit, "counter", str(number), "nl", now).id,
            partnership_id=partnership.id, organisation_id=organisations[number % ORGANISATIONS].id,
            layer=Layer.PRACTICE, role=Role.PARTNER, name=f"P{number}", consent="1", now=now,
        )  # fmt: skip
        opening.set_seat(unit, opening.new_seat(unit, round_, member), SeatState.SENT)
        walk.members.append(member.id)
    opening.set_stage(unit, round_, RoundStage.REVEALED, at=now)
    walk.round, walk.organisations = round_.id, [each.id for each in organisations]
    walk.keeps(relaying.begin(walk.work, partnership, round_))
    return walk


@pytest.mark.parametrize("seed", range(WALKS))
async def test_whatever_people_do_every_question_ends_and_nobody_is_asked_too_much(
    store: Store, clock: ManualClock, seed: int
) -> None:
    def walk_on(unit: Unit) -> None:
        walk = begin(unit, clock, Random(seed))  # noqa: S311
        for _ in range(DEEDS):
            walk.does()
            walk.holds()
        walk.until(clock.now() + timedelta(days=20))
        walk.holds()
        assert {row.way for row in walk.rows()} <= ENDS | {Way.TAKEN_BACK}
        running = relay.relay(unit, walk.round)
        assert running is not None
        assert running.harvested_at is not None

    await store.run(walk_on, name="walk")


def test_a_walk_does_everything_that_can_happen() -> None:
    done = {Does.ANSWERS, Does.TALKS, Does.PASSES, Does.WITHDRAWS, Does.TAKES_BACK, Does.LOSES, Does.ENDS}
    assert done == {does for way, does in rules._WAYS if way != Way.CALLING}
