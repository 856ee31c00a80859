"""Colleagues in any order: one answer of an organisation, nothing lost, nothing sent that they could not see.

`VINKJE_JOINT_WALKS` is how many walks there are (3 in the suite), `VINKJE_JOINT_DEEDS` how long (40).
"""

from __future__ import annotations

import os
from collections import Counter as Tally
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlmodel import select

from flows.shelf import LIBRARY, Shelf
from process import closing
from process.case import Work
from process.message import JointCheck
from process.planning import zone_of
from process.states import FloorKind, RoundStage, SeatState
from storage.queries import drafts, partnerships, rounds
from storage.queries import floor as floor_rows
from storage.queries import held as held_rows
from storage.queries import joint as joint_rows
from storage.store import Store
from storage.tables import Member, Person, Round, Seat, StoredAnswer
from storage.unit import Unit
from tests.clock import ManualClock
from tests.conversations.test_together import ONE_ANSWER
from tests.process.counter import Counter, Guest, house
from tests.process.oost import everyone_in, join, make_oost, open_round

WALKS = int(os.environ.get("VINKJE_JOINT_WALKS", "3"))
DEEDS = int(os.environ.get("VINKJE_JOINT_DEEDS", "40"))
OURS = ("Carla", "Bram", "Els")
pytestmark = pytest.mark.one_database


class Walk:
    """Three people of Woonstad who do things by chance, and what must hold after each of them."""

    def __init__(self, counter: Counter, chance: Random) -> None:
        self.counter, self.chance = counter, chance
        self.typed = 0
        self.sent: Tally[int] = Tally()

    async def does(self) -> None:
        """Somebody taps one of the buttons on their phone, an old one too; or types; or time passes."""
        guest = self.counter.guest(self.chance.choice(OURS))
        if self.chance.random() < 0.07:
            await self.counter.passes(timedelta(hours=self.chance.randint(1, 20)))
        elif self.chance.random() < 0.35 and await self._is_asked_words(guest):
            await self._types(guest)
        else:
            await self._taps(guest)
        await self.counter.run(self.holds)

    async def _types(self, guest: Guest) -> None:
        self.typed += 1
        text = f"{guest.name} zegt {self.typed}"
        await guest.types(text, sent_at=self.counter.clock.now() + timedelta(seconds=1))
        assert await self.counter.run(lambda unit: self._is_kept(unit, guest, text)), f"{text!r} was lost"

    async def _taps(self, guest: Guest) -> None:
        on = [
            (bubble, choice)
            for bubble in guest.chat[-2:]
            for row in bubble.screen.rows
            for choice in row
            if choice.press.act in ACTS
        ]
        if on:
            weights = [ACTS[choice.press.act] for _, choice in on]
            await guest.presses(*self.chance.choices(on, weights)[0])

    async def _is_asked_words(self, guest: Guest) -> bool:
        def asked(unit: Unit) -> bool:
            floor = floor_rows.floor(unit, _person(unit, guest))
            return floor is not None and floor.kind == FloorKind.QUESTION and floor.question == "inbreng"

        return await self.counter.run(asked)

    def _is_kept(self, unit: Unit, guest: Guest, text: str) -> bool:
        """As the answer, or with its author until they chose."""
        person = _person(unit, guest)
        seat = next(each for each in _seats(unit) if each[2].id == person)[0]
        answer = rounds.answers(unit, seat.id).get("inbreng")
        waits = held_rows.for_question(unit, person, seat.id, "inbreng")
        asked = drafts.draft_of(unit, person)  # typed before it could be read: it is asked where it belongs
        kept = (answer and answer.value, waits and waits.text, asked and drafts.read(unit, asked))
        return any(text in each for each in kept if each)

    def holds(self, unit: Unit) -> None:
        """One answer for each organisation; out only when everyone who could look was shown exactly this."""
        round_ = unit.session.exec(select(Round)).one()
        homes = {each.seat_id for each in joint_rows.of_round(unit, round_)}
        places = [(row.seat_id, row.question) for row in unit.session.exec(select(StoredAnswer))]
        assert {seat for seat, _ in places} <= homes
        assert len(places) == len(set(places))
        self._counted_once(unit, round_)
        joint = next(
            each for each in joint_rows.of_round(unit, round_) if len(joint_rows.people(unit, each)) == 3
        )
        if joint.sent_at is None or self.sent[joint.version]:
            return
        self.sent[joint.version] += 1
        agreed = joint_rows.agreed(unit, joint)
        for seat, member, _ in joint_rows.people(unit, joint):
            shown = any(
                isinstance(each.meant, JointCheck) and each.meant.version == joint.version
                for each in self.counter.guest(member.name).chat
            )
            assert seat.id in agreed or shown or seat.state == SeatState.PASSED, f"{member.name} never saw it"

    def _counted_once(self, unit: Unit, round_: Round) -> None:
        if round_.stage != RoundStage.COLLECT:
            return
        partnership = partnerships.partnership(unit, round_.partnership_id)
        work = Work(unit, self.counter.clock.moment(), self.counter.home)
        present = closing.attendances(work, round_, zone_of(partnership), over=False)
        assert len(present) == len({each.organisation for each in present}) == 3


ACTS = {
    **dict.fromkeys(("a", "begin", "onward", "joint_leave", "joint_mine", "joint_both"), 3),
    **dict.fromkeys(("send", "joint_yes"), 6),
    **dict.fromkeys(("m", "b", "change", "redo", "drop", "dropped", "reopen", "review", "joint_amend"), 1),
    **dict.fromkeys(("pass", "later"), 0.2),
}
"""What people tap, and how often."""


def _seats(unit: Unit) -> list[tuple[Seat, Member, Person]]:
    round_ = unit.session.exec(select(Round)).one()
    return [place for each in joint_rows.of_round(unit, round_) for place in joint_rows.people(unit, each)]


def _person(unit: Unit, guest: Guest) -> int:
    return next(person.id for _, member, person in _seats(unit) if member.name == guest.name)


@pytest.mark.parametrize("seed", range(WALKS))
async def test_whatever_colleagues_do(seed: int, store: Store, clock: ManualClock, tmp_path: Path) -> None:
    (tmp_path / "samen.yaml").write_text(ONE_ANSWER, encoding="utf-8")
    counter = Counter(store, clock, home=replace(house(), shelf=Shelf.read((LIBRARY, tmp_path))))
    moniek = await make_oost(counter)
    await everyone_in(counter)
    for name in OURS[1:]:
        await join(counter, name, moniek.link_for("Woonstad"))
    await open_round(counter, "Samen")
    await counter.passes(timedelta(days=1))
    walk = Walk(counter, Random(seed))  # noqa: S311
    for _ in range(DEEDS):
        await walk.does()
