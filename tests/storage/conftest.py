"""People and partnerships that are there before a test of the store begins."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from process.states import Role
from storage.queries import consent, people
from storage.store import Store
from storage.tables import Member, Organisation, Partnership, Person, Round, Seat
from storage.unit import Unit
from tests.clock import ManualClock

Do = Callable[[Callable[[Unit], Any]], Awaitable[Any]]


@pytest.fixture
def do(store: Store) -> Do:
    """Run something in a unit of its own."""
    return lambda work: store.run(work, name="test")


@pytest.fixture
async def anna(do: Do, clock: ManualClock) -> Person:
    """Somebody with an address."""
    return await do(lambda unit: people.new_person(unit, "console", "anna", "nl", clock.now()))


@pytest.fixture
async def bram(do: Do, clock: ManualClock) -> Person:
    """Somebody else."""
    return await do(lambda unit: people.new_person(unit, "console", "bram", "nl", clock.now()))


@dataclass(frozen=True)
class Table:
    """A partnership in a round: Anna of Woonstad has a seat."""

    partnership: Partnership
    organisation: Organisation
    member: Member
    round: Round
    seat: Seat


def lay_table(unit: Unit, person: Person, clock: ManualClock) -> Table:
    """Make all that stands around one seat."""
    now = clock.now()

    def keep(row: Any) -> Any:
        unit.session.add(row)
        unit.session.flush()
        return row

    partnership = keep(Partnership(name="Thuis in Oost", made_by=person.id, created_at=now))
    organisation = keep(Organisation(partnership_id=partnership.id, name="Woonstad"))
    member = keep(
        Member(
            person_id=person.id,
            partnership_id=partnership.id,
            organisation_id=organisation.id,
            role=Role.PARTNER,
            name="Anna",
            consent_version="1",
            consented_at=now,
            joined_at=now,
        )
    )
    consent.agree(unit, member.id, "1", person.language, now)
    round_ = keep(
        Round(
            partnership_id=partnership.id,
            flow="balanscheck",
            revision="r1",
            number=1,
            opened_at=now,
            closes_at=now + timedelta(days=10),
        )
    )
    seat = keep(Seat(round_id=round_.id, member_id=member.id, organisation_id=organisation.id))
    return Table(partnership, organisation, member, round_, seat)


@pytest.fixture
async def table(do: Do, anna: Person, clock: ManualClock) -> Table:
    """A table laid for Anna."""
    return await do(lambda unit: lay_table(unit, anna, clock))
