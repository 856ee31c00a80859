"""The tables at which people answer while the bot is killed, put straight into the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import select, text

from bot import keeping
from process.acts.rounds import open_round
from process.case import Work
from process.moment import Moment
from process.outcome import Due
from process.states import Layer, Role
from process.terms import VERSION
from simulator.chats import Standing
from simulator.person import Person
from simulator.simulator import Simulator
from storage import appointments, outbox
from storage.queries import membership, people, rounds
from storage.tables import Appointment, Kept, Outbox
from storage.unit import Unit
from tests.conversations.conftest import house

PARTNERSHIPS, ORGANISATIONS, SEATS = 6, ("Woonstad", "De Linde", "Politie Oost"), 9
REMINDERS, APART = 150, timedelta(seconds=15)
"""How many reminders fall due for each of those who never answer, and how far apart."""
REMINDER = "Komt het nu uit?"


@dataclass(frozen=True)
class Reminders:
    """How many fell due until the end, how many a bot kept, how many were seen, and how many too many."""

    due: int = 0
    kept: int = 0
    seen: int = 0
    twice: int = 0

    @property
    def are_once(self) -> bool:
        """There were some, and each was made by one bot and sent once."""
        return self.kept > 0 and self.twice == 0

    def __str__(self) -> str:
        """The figures."""
        return f"{self.kept} reminders kept of {self.due} that fell due, {self.seen} seen, {self.twice} twice"


class Tables:
    """Some partnerships of three organisations. One person in each never answers: the round stays open."""

    def __init__(self, simulator: Simulator, now: datetime) -> None:
        self._simulator = simulator
        self._now = now
        self.answering: list[Person] = []
        self.silent: list[Person] = []
        self._seats: list[int] = []

    @property
    def everyone(self) -> list[Person]:
        """All people at all tables."""
        return self.answering + self.silent

    def set_up(self, unit: Unit) -> None:
        """Make everything, with everyone's invitation in the outbox."""
        for number in range(PARTNERSHIPS):
            self._set_up(unit, number)

    def due(self, now: datetime) -> int:
        """How many reminders fell due until now."""
        return PARTNERSHIPS * min(REMINDERS, (now - self._now) // APART)

    def reminders(self) -> int:
        """How many reminders were seen."""
        return sum(map(_reminded, self.silent))

    def judge(self, unit: Unit, now: datetime) -> Reminders:
        """Each appointment that was kept made one reminder, tried once and seen once at most."""
        kept = twice = 0
        for person, seat in zip(self.silent, self._seats, strict=True):
            turns = select(Appointment.id).where(
                Appointment.kind == "remind", Appointment.subject == seat, Appointment.state == Kept.DONE
            )
            made = unit.session.exec(select(Outbox.attempts).where(Outbox.slot == f"remind:{seat}")).all()
            done = len(unit.session.exec(turns).all())
            again = sum(attempts > 1 for attempts in made)
            kept += done
            twice += again + max(0, len(made) - done) + max(0, _reminded(person) - len(made))
        return Reminders(self.due(now), kept, self.reminders(), twice)

    def _set_up(self, unit: Unit, number: int) -> None:
        members = [self._person(unit, number, place) for place in range(SEATS)]
        partnership, organisations = membership.found(
            unit, name=f"Verband {number}", doelgroep="iedereen", organisations=ORGANISATIONS,
            made_by=members[0][1], timezone="Europe/Amsterdam", now=self._now,
        )  # fmt: skip
        for place, (phone, person_id) in enumerate(members):
            membership.new_member(
                unit, person_id=person_id, partnership_id=partnership.id,
                organisation_id=organisations[place % len(organisations)].id, layer=Layer.PRACTICE,
                role=Role.PARTNER, name=phone.name, consent=VERSION, now=self._now,
            )  # fmt: skip
        work = Work(unit, Moment(self._now), house())
        outcome = open_round(work, partnership, house().shelf.flows["balanscheck"], None)
        round_ = rounds.open_round(unit, partnership.id)
        if outcome is None or round_ is None:
            raise LookupError("no round was opened")
        keeping.keep(unit, outcome, self._now)
        silent = rounds.seats(unit, round_.id)[0]  # whose member is the first, of the first organisation
        self.silent.append(members[0][0])
        self._seats.append(silent.id)
        self.answering += [phone for phone, _ in members[1:]]
        for turn in range(REMINDERS):
            at = self._now + APART * (turn + 1)
            appointments.keep(unit, Due("remind", silent.id, f"more {turn}", at))

    def _person(self, unit: Unit, number: int, place: int) -> tuple[Person, int]:
        phone = self._simulator.person(f"Persoon {number}-{place}")
        self._simulator.world.change_standing(phone.chat, Standing.OPEN)
        return phone, people.new_person(unit, "telegram", str(phone.id), "nl", self._now).id


def _reminded(person: Person) -> int:
    return sum(REMINDER in message.text for message in person.history)


def work_left(unit: Unit) -> bool:
    """Whether anything waits that could go now."""
    return outbox.pending(unit) > 0


def is_sound(unit: Unit) -> bool:
    """Whether SQLite finds nothing wrong with the whole file."""
    return unit.session.scalars(text("PRAGMA integrity_check")).all() == ["ok"]
