"""Turns that several replicas take together: no more a second than Telegram allows, whoever asks."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.pace import SharedPace
from storage.store import Store
from storage.tables import Turn
from storage.turns import FARTHEST, take_turn
from storage.unit import Unit
from tests.conftest import KEY
from tests.postgres import Postgres

APART = timedelta(milliseconds=40)


@pytest.fixture
def stores(postgres: Postgres) -> Iterator[tuple[Store, Store]]:
    with postgres.database() as url:
        both = (Store.open(url, KEY), Store.open(url, KEY))
        yield both
        for store in both:
            store.close()


async def test_replicas_that_ask_at_once_get_turns_that_lie_apart(stores: tuple[Store, Store]) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    def begins(unit: Unit) -> Turn:
        return unit.session.get_one(Turn, "bulk")

    paces = [SharedPace(store, 25, sleep=sleep) for store in stores]
    await paces[0].turn()
    assert waits == []  # nobody went before
    first = await stores[0].read(begins, name="begins")
    await asyncio.gather(*(paces[number % 2].turn() for number in range(100)))
    last = await stores[0].read(begins, name="begins")
    assert last.free_at - first.free_at >= 100 * APART
    assert len(waits) >= 50
    assert max(waits) < 100 * APART.total_seconds()


async def test_a_clock_that_was_set_back_holds_up_nobody_for_long(stores: tuple[Store, Store]) -> None:
    def far(unit: Unit) -> None:
        take_turn(unit, "bulk", timedelta(hours=1))

    await stores[0].run(far, name="far")
    for store in stores:
        wait = await store.run(lambda unit: take_turn(unit, "bulk", APART), name="turn")
        assert timedelta(0) < wait <= FARTHEST + 2 * APART


async def test_who_comes_after_a_pause_does_not_wait(stores: tuple[Store, Store]) -> None:
    def past(unit: Unit) -> None:
        take_turn(unit, "bulk", timedelta(hours=-1))

    await stores[0].run(past, name="past")
    assert await stores[1].run(lambda unit: take_turn(unit, "bulk", APART), name="turn") == timedelta(0)


async def test_kinds_have_turns_of_their_own(stores: tuple[Store, Store]) -> None:
    for name in ("one", "two"):
        assert await stores[0].run(
            lambda unit, name=name: take_turn(unit, name, timedelta(hours=1)),  # type: ignore[misc]
            name="turn",
        ) == timedelta(0)
