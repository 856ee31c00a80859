"""One person in several partnerships, with the outbox and the clock that run: a stretch of time in a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool
from sqlmodel import SQLModel

from bot.keeping import keep
from process import due, overslept, posting
from process.acts import reminding
from process.case import Work
from process.message import Message, Notice, Opening
from process.outcome import Due, Outcome
from process.rules import waking
from process.rules.attention import Attention
from process.states import DaySlot, Role, SeatState
from storage import appointments, outbox
from storage.keys import Vault
from storage.outbox import Delivered
from storage.queries import leave, membership, opening, people
from storage.tables import Member, Outbox, Partnership, Person, Round, Seat
from storage.unit import Unit
from tests.clock import ManualClock
from tests.process.counter import house

ZONE = ZoneInfo("Europe/Amsterdam")
PARTNERSHIPS = 3


@dataclass(frozen=True)
class Sent:
    """What went, and how things were at that moment."""

    at: datetime
    row: Outbox
    message: Message
    away: bool

    @property
    def local(self) -> datetime:
        """The time on the wall of the person."""
        return self.at.astimezone(ZONE)


@cache
def _engine() -> Engine:
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    SQLModel.metadata.create_all(engine)
    return engine


@dataclass
class Stretch:
    """The person, their partnerships, and everything that went to them."""

    unit: Unit
    clock: ManualClock
    person: Person
    places: list[tuple[Partnership, Member]]
    sent: list[Sent] = field(default_factory=list)
    seats: list[tuple[Seat, Round]] = field(default_factory=list)

    @property
    def work(self) -> Work:
        """What acts work with at this moment."""
        return Work(self.unit, self.clock.moment(), house())

    def posts(self, where: int, kind: Attention | None) -> None:
        """The bot starts something of its own accord."""
        partnership, member = self.places[where]
        said = Notice("hello", partnership=partnership.id)
        self._keep(Outcome((posting.notice(self.work, partnership, member, said, counts=kind),)))

    def invites(self, where: int, days: int) -> None:
        """A round opens for them, and closes so many days later at four."""
        partnership, member = self.places[where]
        closes = (self.clock.now().astimezone(ZONE) + timedelta(days=days)).replace(hour=16, minute=0)
        round_ = opening.new_round(
            self.unit, partnership_id=partnership.id, flow="f", revision="r", opened_at=self.clock.now(),
            closes_at=closes, opened_by=None,
        )  # fmt: skip
        seat = opening.new_seat(self.unit, round_, member)
        self.seats.append((seat, round_))
        self._keep(
            Outcome(
                (
                    posting.notice(
                        self.work, partnership, member, Opening(seat.id), wanted_seat=seat.id,
                        counts=Attention.INVITATION,
                    ),
                )
            )
        )  # fmt: skip

    def reveals(self, where: int) -> None:
        """Everyone gets the same."""
        partnership, member = self.places[where]
        told = posting.to_all(
            self.work, partnership, [member], lambda _: Notice("result", partnership=partnership.id)
        )
        self._keep(Outcome(told))

    def answers(self) -> None:
        """They send in the first round that waits for it."""
        for seat, _ in self.seats:
            if seat.state == SeatState.INVITED:
                opening.set_seat(self.unit, seat, SeatState.SENT, at=self.clock.now())
                return

    def leaves(self, days: int) -> None:
        """Away for so many days."""
        until: date = self.clock.now().astimezone(ZONE).date() + timedelta(days=days)
        hours = waking.Waking.of(self.person.days, self.person.slot, until)
        back = waking.next_welcome(self.clock.now(), hours, ZONE, house().calendar)
        leave.begin(self.unit, self.person, until, back, self.clock.now())
        self._keep(Outcome(due=(Due("return", self.person.id, back.isoformat(), back),)))

    def chooses(self, days: str, slot: DaySlot) -> None:
        """Other hours from now on."""
        self.person.days, self.person.slot = days, slot
        self.unit.session.flush()

    def passes(self, time: timedelta) -> None:
        """Stop at everything that is due on the way, as the clock and the delivery of the bot do."""
        end = self.clock.now() + time
        while True:
            self._tick()
            nexts = (appointments.next_due(self.unit), outbox.next_due(self.unit))
            stop = min([end, *(each for each in nexts if each is not None and each > self.clock.now())])
            self.clock.set(stop)
            if stop == end:
                break
        self._tick()

    def sleeps(self, hours: int) -> None:
        """The bot stands still for so long."""
        self.clock.move(timedelta(hours=hours))

    def _tick(self) -> None:
        now = self.clock.now()
        while (found := appointments.claim_due(self.unit, now)) is not None:
            keep(self.unit, due.keep(self.unit, self.clock.moment(), house(), found), now)
            appointments.done(self.unit, found, now)
            self.unit.session.flush()
        overslept.give_new_hours(self.unit, now, house())
        while claimed := outbox.claim(self.unit, now, 5):
            for each in claimed:
                row = self.unit.session.get_one(Outbox, each.id)
                away = self.person.returns_at is not None
                self.sent.append(Sent(now, row, each.message, away))
                outbox.note(self.unit, each, Delivered(f"ref {each.id}"), now)
                for planned in reminding.arrived(each.message, now):
                    appointments.keep(self.unit, planned)

    def _keep(self, outcome: Outcome) -> None:
        keep(self.unit, outcome, self.clock.now())


@contextmanager
def stretch(begins: datetime) -> Iterator[Stretch]:
    """A stretch of time in a database of which nothing is kept."""
    with _engine().connect() as connection:
        transaction = connection.begin()
        unit = Unit(connection, cast("Vault", None), shared=True)  # nothing is typed here
        clock = ManualClock(begins)
        try:
            yield _filled(unit, clock)
        finally:
            unit.session.close()
            transaction.rollback()


def _filled(unit: Unit, clock: ManualClock) -> Stretch:
    now = clock.now()
    person = people.new_person(unit, "console", "anna", "nl", now)
    places = []
    for number in range(PARTNERSHIPS):
        partnership, parties = membership.found(
            unit, name=f"Verband {number}", doelgroep="x", organisations=("A", "B"), made_by=person.id,
            timezone=ZONE.key, now=now,
        )  # fmt: skip
        member = membership.new_member(
            unit, person_id=person.id, partnership_id=partnership.id, organisation_id=parties[0].id,
            layer=None, role=Role.PARTNER, name="Anna", consent="1", now=now,
        )  # fmt: skip
        places.append((partnership, member))
    return Stretch(unit, clock, person, places)
