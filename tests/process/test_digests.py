"""What happened is told to the coordinators: all of it, once, whenever a digest is made."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import pytest

from bot.screens.compose import draft_of
from bot.screens.happened import LINES
from bot.screens.reader import Draft, Reader
from bot.telegram.render import CAPTION_LIMIT, html
from process import digests, due
from process.case import Work
from process.message import Digest
from process.moment import Moment
from process.outcome import Outcome
from process.rules import digest as rules
from process.rules.attention import Attention
from process.states import Role
from storage.queries import digests as rows
from storage.queries import events, membership, people
from storage.store import Store
from storage.tables import Appointment, Disturbance, Member, Partnership
from storage.tables import Digest as Made
from storage.unit import Unit
from tests.clock import ManualClock
from tests.process.counter import FACTS, catalogue, house

pytestmark = pytest.mark.one_database
RUNS = int(os.environ.get("VINKJE_DIGESTS", "15"))
KINDS = (
    "joined",
    "left",
    "round_opened",
    "revealed",
    "meeting_planned",
    "kept_for",
    "ending_asked",
    "nobody_knows",
)
"""Events of every shape, and one of a kind that has no words."""
ONWARD = ("Volgende →", "Wat er daarvoor gebeurde")
"""The buttons that lead on: first through the pages of a digest, then to the digest before it."""
DATA = {"meeting_planned": "2027-01-12T09:00:00+00:00", "kept_for": "6", "round_opened": "999"}


@dataclass
class Lived:
    """A partnership through which time goes by."""

    unit: Unit
    partnership: Partnership
    coordinator: Member
    now: datetime
    noted: list[int] = field(default_factory=list)

    def work(self) -> Work:
        """What an act at this instant works with."""
        return Work(self.unit, Moment(self.now, lambda: "token"), house())

    def notes(self, kind: str) -> None:
        """Something happens."""
        events.note(self.unit, self.partnership.id, kind, self.coordinator.id, self.now, data=DATA.get(kind))
        event = events.last_about(self.unit, self.coordinator.id, [kind])
        assert event is not None
        if kind not in rules.BETWEEN_TWO:
            self.noted.append(event.id)

    def falls_due(self) -> Outcome:
        """The look for a digest is kept at this instant, whenever it was planned."""
        day = self.now.date().isoformat()
        appointment = Appointment(
            kind=digests.KIND, subject=self.partnership.id, occurrence=day, due_at=self.now
        )
        return due.keep(self.unit, self.work().moment, house(), appointment)

    def reads(self, message: Digest) -> Draft:
        """The screen of a digest, in the language of the coordinator."""
        person = people.person(self.unit, self.coordinator.person_id)
        drafted = draft_of(Reader(self.unit, person, catalogue(), house().shelf, FACTS), message)
        assert drafted is not None
        return drafted

    def told(self) -> list[int]:
        """The events in all digests, oldest digest first."""
        made, found = rows.last(self.unit, self.partnership.id), []
        while made is not None:
            found = [[each.id for each in rows.events_of(self.unit, made, made)], *found]
            made = rows.before(self.unit, made)
        return [event for each in found for event in each]


def _lived(unit: Unit, number: int, now: datetime, *, name: str = "Oost") -> Lived:
    moniek = people.new_person(unit, "counter", f"Moniek {number}", "nl", now)
    partnership, parties = membership.found(
        unit, name=name, doelgroep="wie", organisations=[f"A {number}", "B"],
        made_by=moniek.id, timezone="Europe/Amsterdam", now=now,
    )  # fmt: skip
    member = membership.new_member(
        unit, person_id=moniek.id, partnership_id=partnership.id, organisation_id=parties[0].id, layer=None,
        role=Role.COORDINATOR, name="Moniek", consent="1", now=now,
    )  # fmt: skip
    return Lived(unit, partnership, member, now)


def _lives(lived: Lived, chance: Random) -> None:
    """Weeks in which things happen, and digests are made early, late, twice, with a sheet or not at all."""
    for _ in range(chance.randint(3, 25)):
        lived.now += timedelta(days=chance.choice((0, 0, 1, 3, 9, 31, 100)), hours=chance.randint(0, 5))
        match chance.randint(0, 9):
            case 0 | 1 | 2 | 3 | 4:
                lived.notes(chance.choice((*KINDS, "asked_to_lead")))
            case 5 | 6:
                lived.falls_due()
                lived.falls_due()
            case 7:
                digests.with_result(lived.work(), lived.partnership)
            case 8:
                digests.with_sheet(lived.work(), lived.partnership)
            case _:
                is_away = lived.coordinator.role != Role.COORDINATOR
                lived.coordinator.role = Role.COORDINATOR if is_away else Role.PARTNER
                lived.unit.session.add(lived.coordinator)
                lived.unit.session.flush()


async def test_everything_is_told_once_whenever_a_digest_is_made(store: Store, clock: ManualClock) -> None:
    chance = Random(7)  # noqa: S311

    def play(unit: Unit) -> None:
        for number in range(RUNS):
            lived = _lived(unit, number, clock.now())
            _lives(lived, chance)
            lived.coordinator.role = Role.COORDINATOR
            unit.session.add(lived.coordinator)
            lived.notes("joined")
            lived.now += timedelta(days=62)
            lived.falls_due()
            assert lived.told() == lived.noted

    await store.run(play, name="digests")


async def test_the_pages_hold_a_line_for_everything_and_lead_back_to_the_beginning(
    store: Store, clock: ManualClock
) -> None:
    chance = Random(8)  # noqa: S311

    def play(unit: Unit) -> None:
        lived = _lived(unit, 1, clock.now())
        for kind in KINDS * 4:
            lived.notes(kind)
            if chance.random() < 0.1:
                digests.with_sheet(lived.work(), lived.partnership)
        lived.now += timedelta(days=62)
        lived.falls_due()
        last = rows.last(unit, lived.partnership.id)
        assert last is not None
        message, lines, seen = Digest(last.id, lived.coordinator.id, last.id, 1), 0, 0
        while True:
            screen = lived.reads(message).screen
            lines += sum(": " in line for line in screen.text.split("\n"))
            onward = [each for row in screen.rows for each in row if each.label in ONWARD]
            seen += 1
            if not onward:
                break
            _, digest, first, page = onward[0].press.args
            message = Digest(int(digest), lived.coordinator.id, int(first), int(page))
        assert seen >= len(lived.noted) // LINES
        assert lines == len(lived.noted)

    await store.run(play, name="pages")


async def test_nothing_comes_when_nothing_changed(store: Store, clock: ManualClock) -> None:
    def play(unit: Unit) -> None:
        lived = _lived(unit, 1, clock.now())
        lived.notes("made")
        first = lived.falls_due()
        assert [type(each.message) for each in first.messages] == [Digest]
        for _ in range(3):
            lived.now += timedelta(days=32)
            again = lived.falls_due()
            assert again.messages == ()
            assert [each.kind for each in again.due] == [digests.KIND], "it looks again in a month"

    await store.run(play, name="nothing")


async def test_what_did_not_reach_somebody_is_in_the_next_one(store: Store, clock: ManualClock) -> None:
    """The second digest did not fit in the attention of its reader; the third tells of both."""

    def play(unit: Unit) -> None:
        lived = _lived(unit, 1, clock.now())
        made = []
        for number in range(3):
            lived.notes("joined")
            lived.falls_due()
            made.append(rows.last(unit, lived.partnership.id))
            if number == 0:
                unit.session.add(_reached(lived, number))
                unit.session.flush()
            lived.now += timedelta(days=32)
        first, second, third = (each for each in made if each is not None)
        screen = lived.reads(Digest(third.id, lived.coordinator.id)).screen
        assert "2 over wie er meedoet" in screen.text
        button = screen.rows[0][0]
        assert button.press.args == (lived.partnership.id, third.id, second.id)
        assert len(rows.events_of(unit, second, third)) == 2
        assert first.id < second.id

    await store.run(play, name="reached")


def _reached(lived: Lived, message: int) -> Disturbance:
    return Disturbance(
        person_id=lived.coordinator.person_id, partnership_id=lived.partnership.id, message=message + 1,
        kind=Attention.DIGEST, at=lived.now,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["O", "&" * 60, "𝔸" * 60, "<b>" * 20])
@pytest.mark.parametrize("language", ["nl", "en"])
async def test_a_digest_is_short_whatever_things_are_called(
    store: Store, clock: ManualClock, name: str, language: str
) -> None:
    def play(unit: Unit) -> None:
        lived = _lived(unit, 1, clock.now(), name=name)
        person = people.person(unit, lived.coordinator.person_id)
        person.language = language
        unit.session.add(person)
        for kind in KINDS:
            lived.notes(kind)
        lived.falls_due()
        made = rows.last(unit, lived.partnership.id)
        assert isinstance(made, Made)
        screen = lived.reads(Digest(made.id, lived.coordinator.id)).screen
        assert rules.units(screen.text) <= rules.LONGEST
        assert screen.text.count("\n") < rules.MOST_LINES
        assert rules.units(html(screen.paragraphs)) <= CAPTION_LIMIT

    await store.run(play, name="hostile")


async def test_an_ended_partnership_gets_no_digest(store: Store, clock: ManualClock) -> None:
    def play(unit: Unit) -> None:
        lived = _lived(unit, 1, clock.now())
        lived.notes("joined")
        lived.partnership.ended_at = lived.now
        unit.session.add(lived.partnership)
        unit.session.flush()
        assert lived.falls_due() == Outcome()

    await store.run(play, name="ended")
