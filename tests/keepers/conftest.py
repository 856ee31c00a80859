"""Thuis in Oost with three organisations: Moniek coordinates and is the keeper."""

from __future__ import annotations

import pytest

from storage.store import Store
from tests.clock import ManualClock
from tests.keepers.oost import Oost
from tests.process.counter import Counter
from tests.process.oost import everyone_in, make_oost


@pytest.fixture
async def oost(store: Store, clock: ManualClock) -> Oost:
    """Moniek of the municipality, Carla of Woonstad and Fatima of Zorgpunt; a first week has passed."""
    counter = Counter(store, clock)
    await make_oost(counter, meeting="16-11 10:00")
    oost = Oost(counter, *(await everyone_in(counter)))
    await oost.no_rounds()
    return oost
