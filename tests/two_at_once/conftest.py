"""Thuis in Oost with two coordinators, on each database, once with either a moment before the other."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from storage.store import Store
from tests.clock import ManualClock
from tests.conftest import Database
from tests.process.counter import Counter
from tests.process.oost import everyone_in, make_oost
from tests.two_at_once.two import Two


@pytest.fixture(params=["moniek", "jan"])
async def two(
    database: Database, store: Store, clock: ManualClock, request: pytest.FixtureRequest
) -> AsyncIterator[Two]:
    """Moniek made it, Jan coordinates as well; Carla and Fatima take part."""
    counter = Counter(store, clock)
    moniek = await make_oost(counter)
    await everyone_in(counter)
    jan = counter.guest("Jan")
    await moniek.commands("uitnodigen")
    for label in ("Nieuwe link", "Zonder organisatie", "Coördinator"):
        await moniek.taps(label)
    await jan.opens(moniek.link_for("coördineren"))
    for label in ("Ik doe mee", "Jan", "Ochtend"):
        await jan.taps(label)
    other = Store.open(database.url, database.key, clock=clock)
    yield Two(counter, other, request.param == "moniek")
    other.close()
