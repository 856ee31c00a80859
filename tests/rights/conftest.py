"""The counter with Thuis in Oost at it; most of what is tried here does not depend on the database."""

from __future__ import annotations

import pytest

from storage.store import Store
from tests.clock import ManualClock
from tests.conversations.conftest import shelf_house as shelf_house  # noqa: PLC0414
from tests.conversations.conftest import town as town  # noqa: PLC0414
from tests.process.counter import Counter
from tests.process.oost import make_oost


@pytest.fixture
def counter(store: Store, clock: ManualClock) -> Counter:
    """The desk with nobody at it yet."""
    return Counter(store, clock)


@pytest.fixture
async def oost(counter: Counter) -> Counter:
    """Thuis in Oost: made by Moniek of the municipality, with links out to Woonstad and Zorgpunt."""
    await make_oost(counter)
    return counter
