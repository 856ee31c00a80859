"""Four people of three organisations: in the town of the conversations, and at the counter."""

from __future__ import annotations

import pytest

from storage.store import Store
from tests.clock import ManualClock
from tests.conversations.conftest import shelf_house, town
from tests.process.counter import Counter
from tests.relay.counter_table import Table, set_table

__all__ = ["shelf_house", "town"]


@pytest.fixture
async def table(store: Store, clock: ManualClock) -> Table:
    """Everyone has the result, and Woonstad has two people who answered."""
    return await set_table(Counter(store, clock))
