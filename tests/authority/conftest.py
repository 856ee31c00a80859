"""The counter of these tests, and two worlds side by side."""

from __future__ import annotations

import pytest

from storage.store import Store
from tests.authority.world import World, build
from tests.clock import ManualClock
from tests.process.conftest import counter, oost
from tests.process.counter import Counter

__all__ = ["counter", "oost"]


@pytest.fixture
async def world(store: Store, clock: ManualClock) -> World:
    """Oost and West, with somebody of every kind in each, and words that belong nowhere else."""
    moment = clock.moment()
    return await store.run(lambda unit: build(unit, moment), name="world")


assert Counter
