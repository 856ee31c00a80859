"""A town whose Telegram fails, on both databases: waiting takes no time, it moves the clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest

from bot.app import assemble
from bot.press import PressSeal
from bot.telegram import TelegramChannel, Timeouts
from reports.worker import Studio
from simulator.simulator import Simulator
from storage.store import Store
from tests.clock import ManualClock
from tests.conversations.conftest import FACTS, catalogue, house
from tests.conversations.rounds import Three, in_the_round
from tests.conversations.town import Town

SEAL = PressSeal(b"p" * 32)
SHORT = Timeouts(read=0.3, poll=1)


class Waits:
    """Every wait of the poller: it moves the clock, or does whatever `instead` does."""

    def __init__(self, clock: ManualClock) -> None:
        self.taken: list[float] = []
        self.instead: Callable[[float], Awaitable[None]] | None = None
        self._clock = clock

    async def sleep(self, seconds: float) -> None:
        self.taken.append(seconds)
        if self.instead is not None:
            await self.instead(seconds)
        else:
            self._clock.move(timedelta(seconds=seconds))


@pytest.fixture
def waits(clock: ManualClock) -> Waits:
    return Waits(clock)


@pytest.fixture
async def town(store: Store, clock: ManualClock, waits: Waits) -> AsyncIterator[Town]:
    async with Simulator(clock.now) as simulator, Studio() as studio:
        channel = TelegramChannel(
            simulator.token, simulator.url, SEAL, clock, timeouts=SHORT, sleep=waits.sleep
        )
        works = assemble(store, {channel.name: channel}, house(), catalogue(), FACTS, studio, clock)
        town = Town(simulator, works, clock)
        simulator.settle = town.settle
        await channel.prepare()
        listening = asyncio.create_task(channel.listen(works.receiver.receive))
        yield town
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await works.receiver.stop()
        await channel.close()


@pytest.fixture
async def three(town: Town) -> Three:
    """Moniek, Carla and Fatima, with the invitation to a balance check before them."""
    return await in_the_round(town)
