"""Watching over the bot while it runs, when the settings say where monitoring may ask.

What it takes is loaded only then: a bot that nobody watches starts sooner.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.channel import Channel, Receive
from bot.settings import Settings
from process.moment import Clock
from storage.store import Store
from texts.catalogue import Catalogue

if TYPE_CHECKING:
    from bot.app import Works
    from bot.upkeep.metrics import Metrics
    from bot.web.readiness import Readiness


@dataclass(frozen=True)
class Monitor:
    """What watches: `metrics` counts, `readiness` looks whether anything is stuck."""

    metrics: Metrics
    readiness: Readiness

    def watch(self, works: Works) -> Receive:
        """Look at these works from now on; gives what takes what comes in, and counts it."""
        self.readiness.lived_at = lambda: works.ticker.lived_at
        return self.metrics.receiving(works.receiver.receive)


@asynccontextmanager
async def monitored(
    settings: Settings, catalogue: Catalogue, store: Store, channel: Channel, clock: Clock
) -> AsyncIterator[Monitor | None]:
    """Answer monitoring meanwhile; None, and nothing is served, without an address to listen on.

    Raises StopRunning when the port is taken.
    """
    if settings.health.listen is None:
        yield None
        return
    from bot.upkeep.metrics import Metrics
    from bot.web.readiness import Readiness
    from bot.web.status import answering, application

    monitor = Monitor(Metrics(), Readiness(store, clock, channel.heard_at))
    app = application(monitor.readiness, monitor.metrics, catalogue, settings.language)
    async with answering(app, settings.health.listen):
        yield monitor
