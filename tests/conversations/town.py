"""A town in which conversations are played: the real bot, a real database, and Telegram on this machine."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.app import Works
from process.acts.invite import invite_coordinator
from process.case import House
from simulator.person import Person
from simulator.simulator import Simulator
from storage import appointments
from storage.store import Store
from tests import played
from tests.clock import ManualClock

LINK = "https://t.me/vinkje_bot?start="
_TELEGRAM = ("accounts", "chats", "queries", "toasts", "profile", "files", "chance", "step", "_message_id")
"""What the simulated Telegram knows; the rest of its world belongs to one run."""


@dataclass
class Town:
    """Everybody and everything of one test."""

    simulator: Simulator
    works: Works
    clock: ManualClock
    people: dict[str, Person] = field(default_factory=dict)
    house: House | None = None

    @property
    def store(self) -> Store:
        """The database under the bot."""
        return self.works.store

    def person(self, name: str, language: str = "nl") -> Person:
        """Somebody with a phone."""
        return self.people.setdefault(name, self.simulator.person(name, language))

    async def begins(self, key: Hashable, play: Callable[[], Awaitable[object]]) -> None:
        """Play a beginning that others share; only while nothing has happened here. See `tests.played`."""
        if self.house is None:  # somebody's own bot, with beginnings of its own
            await play()
            return
        await played.played(key, self, self.store, self.clock, play, self.house)

    def kept(self) -> dict[str, Any]:
        """What Telegram knows, and how it looks to the people."""
        world = self.simulator.world
        people = [(each.name, each.account, each.chat, each._acted_at) for each in self.people.values()]
        state = {name: getattr(world, name) for name in _TELEGRAM}
        state |= {"people": people, "update": world.queue._next_id, "bot": world.bot}
        return deepcopy(state)

    def take_up(self, kept: dict[str, Any]) -> None:
        """The same people, with the same messages on their telephones."""
        world = self.simulator.world
        state = deepcopy(kept, {id(kept["bot"]): world.bot})
        for name in _TELEGRAM:
            setattr(world, name, state[name])
        world.queue.jump(state["update"])
        for name, account, chat, acted_at in state["people"]:
            person = self.person(name)
            person.account, person.chat, person._acted_at = account, chat, acted_at

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
