"""The town with a bot that stops and comes back, as a program does that is started again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta

import pytest

from bot.app import assemble
from bot.press import PressSeal
from bot.telegram.channel import TelegramChannel
from reports.worker import Studio
from simulator.simulator import Simulator
from storage.store import Store
from tests.clock import ManualClock
from tests.conversations.conftest import FACTS, catalogue, house
from tests.conversations.town import Town


class Shift(Town):
    """A town; `leaves` and `returns` are what its bot does."""

    def __init__(self, simulator: Simulator, store: Store, clock: ManualClock, studio: Studio) -> None:
        self._kept = store
        self._studio = studio
        self._channel: TelegramChannel | None = None
        self._listening: asyncio.Task[None] | None = None
        super().__init__(simulator, None, clock)  # type: ignore[arg-type]

    async def returns(self) -> int:
        """Start: the backlog, then what stands with people, then the clock; how many were asked again."""
        channel = TelegramChannel(self.simulator.token, self.simulator.url, PressSeal(b"p" * 32), self.clock)
        await channel.prepare()
        self.works = assemble(
            self._kept, {channel.name: channel}, house(), catalogue(), FACTS, self._studio, self.clock
        )
        self._channel = channel
        self._listening = asyncio.create_task(channel.listen(self.works.receiver.receive))
        await channel.backlog_handled()
        await self.works.receiver.stop()
        asked = await self.works.resumption.ask_again()
        await self.works.ticker.tick()
        self.simulator.settle = self.settle
        await self.settle()
        return asked

    async def leaves(self) -> None:
        """Stop: what people do from now on waits at Telegram."""
        assert self._listening is not None
        assert self._channel is not None
        self.simulator.settle = None
        self._listening.cancel()
        with suppress(asyncio.CancelledError):
            await self._listening
        await self.works.receiver.stop()
        await self._channel.close()

    async def is_away(self, time: timedelta) -> int:
        """Leave, let time pass that nobody keeps, and return; how many were asked again."""
        await self.leaves()
        self.clock.move(time)
        return await self.returns()


@pytest.fixture
async def shift(store: Store, clock: ManualClock) -> AsyncIterator[Shift]:
    """The bot at work, with nobody in it yet."""
    async with Simulator(clock.now) as simulator, Studio() as studio:
        shift = Shift(simulator, store, clock, studio)
        await shift.returns()
        yield shift
        await shift.leaves()
