"""A town in which conversations are played: the real bot, a real database, and Telegram on this machine."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.app import Works
from process.acts.invite import invite_coordinator
from simulator.person import Person
from simulator.simulator import Simulator
from storage import appointments
from storage.store import Store
from tests.clock import ManualClock

LINK = "https://t.me/vinkje_bot?start="


@dataclass
class Town:
    """Everybody and everything of one test."""

    simulator: Simulator
    works: Works
    clock: ManualClock
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def store(self) -> Store:
        """The database under the bot."""
        return self.works.store

    def person(self, name: str, language: str = "nl") -> Person:
        """Somebody with a phone."""
        return self.people.setdefault(name, self.simulator.person(name, language))

    async def settle(self) -> None:
        """Until the bot has handled everything and delivered what can go now."""
        await self.simulator.confirmed()
        await self.works.receiver.stop()
        await self.works.delivery.drain()
        await self.works.listing.settled()

    async def passes(self, time: timedelta) -> None:
        """Let time pass, stopping at every appointment on the way as the clock of the bot does."""
        await self.until(self.clock.now() + time)

    async def until(self, instant: datetime) -> None:
        """Let time pass until an instant (UTC)."""
        while True:
            await self.works.ticker.tick()
            await self.settle()
            nexts = await self.store.run(_next_due, name="next due")
            stop = min([instant, *(due for due in nexts if self.clock.now() < due)])
            self.clock.set(stop)
            if stop == instant:
                break
        await self.works.ticker.tick()
        await self.settle()

    async def coordinator_link(self) -> str:
        """The link that `vinkje invite coordinator` prints."""
        moment = self.clock.moment()
        token = await self.store.run(lambda unit: invite_coordinator(unit, moment), name="invite")
        return LINK + token


def _next_due(unit):  # type: ignore[no-untyped-def]
    from storage import outbox

    return [due for due in (appointments.next_due(unit), outbox.next_due(unit)) if due is not None]
