"""Thuis in Oost with a result that differs, and the meeting at which it could be discussed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from storage.store import Store
from tests.clock import ManualClock
from tests.process.counter import Counter, Guest
from tests.process.oost import everyone_in, make_oost, open_round
from tests.rights.rounds import GREEN, RED, to_the_check

SHEET = datetime(2026, 12, 15, 10, tzinfo=UTC)
"""The working day before the meeting of 16 December, after the sheet."""
AFTER = datetime(2026, 12, 17, 10, tzinfo=UTC)
"""The day after it: everyone was asked whether it was discussed."""


@dataclass
class Table:
    """Moniek of the municipality coordinates; Carla is of Woonstad, Fatima of Zorgpunt."""

    counter: Counter
    moniek: Guest
    carla: Guest
    fatima: Guest

    @property
    def all(self) -> tuple[Guest, Guest, Guest]:
        """All three."""
        return (self.moniek, self.carla, self.fatima)

    async def until(self, instant: datetime) -> None:
        """Let time pass."""
        await self.counter.passes(instant - self.counter.clock.now())

    async def says(self, guest: Guest, label: str) -> None:
        """A tap under "is it discussed?", whatever else was asked meanwhile."""
        bubble = next(each for each in reversed(guest.chat) if "besproken?" in each.screen.text)
        choice = next(each for row in bubble.screen.rows for each in row if each.label == label)
        await guest.presses(bubble, choice)


async def answers(guest: Guest, red: tuple[int, ...] = (), keep: str = "") -> None:
    """Green but for these ticks, and send."""
    await guest.taps("Beginnen")
    for number in range(5):
        await guest.taps(RED if number in red else GREEN)
        while GREEN not in guest.labels and number in red and "houden" not in guest.reads:
            await guest.taps("Overslaan")
    await to_the_check(guest, keep or None, GREEN)
    await guest.taps("Verstuur")


@pytest.fixture
async def table(store: Store, clock: ManualClock) -> Table:
    """Everyone has the result: who does what is red for Carla, respect for Fatima."""
    counter = Counter(store, clock)
    await make_oost(counter)
    table = Table(counter, *await everyone_in(counter))
    await open_round(counter, "Balanscheck")
    await answers(table.moniek, keep="korte lijnen")
    await answers(table.carla, red=(3,))
    await answers(table.fatima, red=(2, 3))
    assert table.carla.read("uitslag")
    return table
