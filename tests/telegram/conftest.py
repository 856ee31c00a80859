from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest

from bot.channel import Handled, Verdict
from bot.press import PressSeal
from bot.telegram import TelegramChannel, Timeouts
from process.incoming import Incoming
from simulator import Simulator
from tests.clock import ManualClock

SEAL = PressSeal(b"only for the tests of telegram..")

SHORT = Timeouts(read=0.5, poll=1)


class Desk:
    """Stands in for what is behind the channel: keeps what it got and gives the verdicts it was told to."""

    def __init__(self) -> None:
        self.received: list[Incoming] = []
        self.verdicts: Callable[[Incoming], Verdict] = lambda _: Verdict.ACKNOWLEDGED

    async def receive(self, incoming: Incoming) -> Handled:
        self.received.append(incoming)
        return Handled(self.verdicts(incoming), "Goed")


class Pauses:
    """Waiting in tests: takes no time, moves the clock, and keeps how long it was."""

    def __init__(self, clock: ManualClock) -> None:
        self.taken: list[float] = []
        self._clock = clock
        self.meanwhile: Callable[[], Awaitable[None]] | None = None

    async def sleep(self, seconds: float) -> None:
        self.taken.append(seconds)
        self._clock.move(timedelta(seconds=seconds))
        if self.meanwhile is not None:
            await self.meanwhile()


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def pauses(clock: ManualClock) -> Pauses:
    return Pauses(clock)


@pytest.fixture
async def sim(clock: ManualClock) -> AsyncIterator[Simulator]:
    async with Simulator(clock.now) as simulator:
        yield simulator


@pytest.fixture
async def channel(sim: Simulator, clock: ManualClock, pauses: Pauses) -> AsyncIterator[TelegramChannel]:
    opened = TelegramChannel(sim.token, sim.url, SEAL, clock, timeouts=SHORT, sleep=pauses.sleep)
    yield opened
    await opened.close()


@pytest.fixture
async def listening(channel: TelegramChannel, desk: Desk) -> AsyncIterator[asyncio.Task[None]]:
    """The channel listens and hands over to the desk."""
    task = asyncio.create_task(channel.listen(desk.receive))
    yield task
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
