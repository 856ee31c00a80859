"""What came of the year, looked up once at its end: whose letter was about which partnership and round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from demo.year.clockwork import Year
from demo.year.letters import Letter
from demo.year.person import Person
from process import red_topics
from process.message import Agreements, Ask, Digest, Hand, Log, Notice, Opening, Quoted, Review, Show
from process.registry import ACTS, Scope
from process.states import RoundStage
from storage.tables import Address, Appointment, Event, Inbox, Kept, Member, Partnership, Round, Seat
from storage.tables.post import Receipt
from storage.unit import Unit


@dataclass(frozen=True)
class Ledger:
    """The rows that say who, where and when; `people` are names on phones by id of the person.

    `red` is how many red ticks of the last results nothing was agreed about, by partnership.
    """

    partnerships: dict[int, Partnership]
    members: dict[int, Member]
    rounds: dict[int, Round]
    seats: dict[int, Seat]
    people: dict[int, str]
    events: dict[int, Counter[str]]
    red: dict[int, int]
    set_aside: int
    given_up: tuple[str, ...]
    until: datetime

    @classmethod
    async def of(cls, year: Year) -> Ledger:
        """Read it from the database."""
        return await year.store.read(lambda unit: _read(unit, year.now), name="ledger")

    def seat_of(self, letter: Letter) -> int | None:
        """The seat in a round that a letter is about: by what it is, or by where its buttons lead."""
        match letter.message:
            case Opening(seat=seat) | Ask(seat=seat) | Review(seat=seat):
                return seat
        for choice in letter.choices:
            act = ACTS.get(choice.press.act)
            if act is not None and act.scope is Scope.SEAT:
                return int(choice.press.args[0])
        return None

    def partnership_of(self, letter: Letter) -> int | None:
        """The partnership that a letter is about; None when it is about none, or about all."""
        match letter.message:
            case Notice(partnership=partnership):
                return partnership
            case Show(member=member) | Hand(member=member) | Log(member=member) | Digest(member=member):
                return self.members[member].partnership_id
            case Quoted(member=member) | Agreements(member=member):
                return self.members[member].partnership_id
        seat = self.seat_of(letter)
        return self.rounds[self.seats[seat].round_id].partnership_id if seat is not None else None

    def rounds_of(self, partnership: int) -> list[Round]:
        """The rounds of a partnership, oldest first."""
        return [each for each in self.rounds.values() if each.partnership_id == partnership]

    def members_of(self, partnership: int) -> list[Member]:
        """Everyone who ever took part."""
        return [each for each in self.members.values() if each.partnership_id == partnership]


def started(people: dict[str, Person]) -> Iterator[tuple[Person, Letter]]:
    """Every message that the bot sent without being asked."""
    for person in people.values():
        for letter in person.seen:
            if not letter.is_answer:
                yield person, letter


def over(round_: Round) -> datetime | None:
    """When the next round of that partnership might open; None while it may not."""
    return round_.settled_at if round_.stage in (RoundStage.SETTLED, RoundStage.SKIPPED) else None


def _read(unit: Unit, now: datetime) -> Ledger:
    events: dict[int, Counter[str]] = {}
    for each in unit.session.exec(select(Event)):
        events.setdefault(each.partnership_id, Counter())[each.kind] += 1
    given_up = unit.session.exec(select(Appointment.kind).where(Appointment.state == Kept.FAILED)).all()
    partnerships = {
        each.id: each for each in unit.session.exec(select(Partnership).order_by(col(Partnership.id)))
    }
    return Ledger(
        partnerships,
        {each.id: each for each in unit.session.exec(select(Member))},
        {each.id: each for each in unit.session.exec(select(Round).order_by(col(Round.id)))},
        {each.id: each for each in unit.session.exec(select(Seat))},
        {each.person_id: each.address for each in unit.session.exec(select(Address))},
        events,
        {each: len(red_topics.without_agreement(unit, each)) for each in partnerships},
        len(unit.session.exec(select(Inbox).where(Inbox.state == Receipt.FAILED)).all()),
        tuple(given_up),
        now,
    )
