from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bot.delivery import Delivery
from bot.pace import Pace
from process.message import Notice
from process.outcome import Outgoing
from storage import outbox
from storage.queries import people
from storage.store import Store
from storage.tables import Outbox
from storage.unit import Unit
from tests.clock import ManualClock
from tests.delivery.letterbox import Letterbox, key_of, words_from


class Pauses:
    """Waiting in tests: takes no time, moves the clock, and keeps how long it was."""

    def __init__(self, clock: ManualClock) -> None:
        self.taken: list[float] = []
        self._clock = clock

    async def sleep(self, seconds: float) -> None:
        self.taken.append(seconds)
        self._clock.move(timedelta(seconds=seconds))

    def seconds(self) -> float:
        return self._clock.now().timestamp()


class Post:
    """The outbox as a test uses it: people by name, messages by their key."""

    def __init__(self, store: Store, clock: ManualClock) -> None:
        self.store = store
        self.clock = clock
        self.people: dict[str, int] = {}

    async def put(self, name: str, *keys: str, **rules: Any) -> None:
        """Messages for somebody, who is made known when they are new."""
        now = self.clock.now()

        def work(unit: Unit) -> None:
            if name not in self.people:
                self.people[name] = people.new_person(unit, "letterbox", name, "nl", now).id
            for key in keys:
                outbox.enqueue(unit, Outgoing(self.people[name], Notice(key), **rules), now)

        await self.store.run(work, name="put")

    async def rows(self, name: str) -> list[Outbox]:
        mine = select(Outbox).where(Outbox.person_id == self.people[name]).order_by(col(Outbox.id))
        return list(await self.store.read(lambda unit: unit.session.exec(mine).all(), name="rows"))

    async def states(self, name: str) -> list[str]:
        return [row.state.value for row in await self.rows(name)]

    async def reachable(self, name: str) -> bool:
        person = self.people[name]

        def work(unit: Unit) -> bool:
            return people.address_of(unit, person).reachable

        return await self.store.read(work, name="reachable")


@pytest.fixture
def pauses(clock: ManualClock) -> Pauses:
    return Pauses(clock)


@pytest.fixture
def letterbox() -> Letterbox:
    return Letterbox()


@pytest.fixture
def post(store: Store, clock: ManualClock) -> Post:
    return Post(store, clock)


@pytest.fixture
def delivery(store: Store, letterbox: Letterbox, clock: ManualClock, pauses: Pauses) -> Delivery:
    """Delivers to the letterbox; a message's words are its key."""
    pace = Pace(25, pauses.seconds, pauses.sleep)
    compose = words_from(key_of)
    return Delivery(store, {letterbox.name: letterbox}, compose, clock, pace=pace, sleep=pauses.sleep)


@pytest.fixture
async def running(delivery: Delivery) -> AsyncIterator[Delivery]:
    """The same, at work."""
    task = asyncio.create_task(delivery.run())
    yield delivery
    await delivery.stop(within=0)
    await task
