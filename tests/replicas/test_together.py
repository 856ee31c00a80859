"""Two stores on one PostgreSQL, as two replicas have: what they do in the same instant happens once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import func
from sqlmodel import col, select

from process.states import Role
from storage import inbox
from storage.queries import heartbeats, invites, people
from storage.store import Store
from storage.tables import Address, Person
from storage.unit import Unit
from tests.conftest import KEY
from tests.postgres import Postgres

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def url(postgres: Postgres) -> Iterator[str]:
    with postgres.database() as url:
        yield url


@pytest.fixture
def stores(url: str) -> Iterator[tuple[Store, Store]]:
    both = (Store.open(url, KEY), Store.open(url, KEY))
    yield both
    for store in both:
        store.close()


async def test_somebody_new_who_is_met_twice_at_once_is_one_person(stores: tuple[Store, Store]) -> None:
    for number in range(10):
        address, together = str(number), Barrier(2)

        def meet(unit: Unit, address: str = address, together: Barrier = together) -> int:
            assert people.person_at(unit, "telegram", address) is None
            together.wait(timeout=10)
            person = people.new_person(unit, "telegram", address, "nl", NOW)
            people.lock_person(unit, person.id)
            return person.id

        first, second = await asyncio.gather(*(store.run(meet, name="meet") for store in stores))
        assert first == second

    def count(unit: Unit) -> tuple[int, int]:
        addresses = unit.session.exec(select(func.count(col(Address.id)))).one()
        return addresses, unit.session.exec(select(func.count(col(Person.id)))).one()

    assert await stores[0].read(count, name="count") == (10, 10)


async def test_an_event_that_comes_to_both_at_once_is_admitted_once(stores: tuple[Store, Store]) -> None:
    for number in range(10):
        key, together = f"m{number}", Barrier(2)

        def take(unit: Unit, key: str = key, together: Barrier = together) -> bool:
            together.wait(timeout=10)
            return inbox.admit(unit, "telegram", key, NOW)

        admitted = await asyncio.gather(*(store.run(take, name="admit") for store in stores))
        assert sorted(admitted) == [False, True]


async def test_both_say_for_the_first_time_at_once_that_they_live(stores: tuple[Store, Store]) -> None:
    for number in range(10):
        name, together = f"bot {number}", Barrier(2)

        def live(unit: Unit, name: str = name, together: Barrier = together) -> None:
            assert heartbeats.last_beat(unit, name) is None
            together.wait(timeout=10)
            heartbeats.beat(unit, name, NOW)

        await asyncio.gather(*(store.run(live, name="live") for store in stores))
        at = await stores[0].read(lambda unit, name=name: heartbeats.last_beat(unit, name), name="look")  # type: ignore[misc]
        assert at == NOW


async def test_two_replicas_that_start_on_an_empty_database_at_once_both_start(postgres: Postgres) -> None:
    for _ in range(3):
        with postgres.bare_database() as bare:
            opened = await asyncio.gather(*(asyncio.to_thread(Store.open, bare, KEY) for _ in range(2)))
            for store in opened:
                store.close()


@pytest.mark.parametrize("turn", range(4))
async def test_of_fifty_who_redeem_the_last_use_at_once_one_wins(
    stores: tuple[Store, Store], turn: int
) -> None:
    def make(unit: Unit) -> int:
        expires = NOW + timedelta(days=7)
        return invites.new_invite(unit, f"token {turn}", Role.PARTNER, uses=1, expires_at=expires, now=NOW).id

    invite = await stores[0].run(make, name="make")
    uses = [
        stores[number % 2].run(lambda unit: invites.use(unit, invite, NOW), name="use")
        for number in range(50)
    ]
    assert sum(await asyncio.gather(*uses)) == 1
