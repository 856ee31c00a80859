"""A bot that ends without a word (os._exit) at the points where it should, and is started again.

A point is just before or after a commit or a sending, named by the unit or the message.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import update

from bot.app import assemble
from bot.press import PressSeal
from bot.telegram import TelegramChannel
from demo.premises import Premises
from process.acts.invite import invite_coordinator
from process.moment import Clock
from reports.worker import Studio
from storage.store import Store
from storage.tables import Address
from storage.unit import Unit
from tests.conversations.conftest import FACTS, catalogue, house
from tests.conversations.town import LINK
from tests.torture.forked import Forked, pipe

At = Callable[[str, str], None]
ENDED_AT_A_POINT = 77


@dataclass(frozen=True)
class Place(Premises):
    """Premises on the database of a test."""

    url: str = ""
    key: bytes = b""

    def furnish(self, url: str, token: str) -> None:
        """Only the folder for the clock: the bot of a test is not started from settings."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.config.write_text(f"{url} {token}", encoding="ascii")

    @property
    def telegram(self) -> tuple[str, str]:
        """The address and the token of the simulator."""
        url, token = self.config.read_text(encoding="ascii").split()
        return url, token

    def clock_of_file(self) -> Clock:
        """The clock that the stage moves."""
        return Clock(lambda: datetime.fromisoformat(self.clock.read_text("ascii")).astimezone(UTC))

    @contextmanager
    def opened(self) -> Iterator[Store]:
        """The store, for a look from outside."""
        store = Store.open(self.url, self.key, clock=self.clock_of_file())
        try:
            yield store
        finally:
            store.close()


def lives(place: Place, deadly: frozenset[str] | None, tell: Any) -> None:
    """The bot, until it comes to a deadly point; with None it tells of every point and goes on.

    First it mends what its last end left behind: of two ends on end at the same message nobody is promised
    anything but that a touch brings it.
    """

    def at(name: str, when: str) -> None:
        point = f"{when} {name}"
        if deadly is None or point in deadly:
            tell.send(point)
        if deadly is not None and point in deadly:
            os._exit(ENDED_AT_A_POINT)

    asyncio.run(_lives(place, at))


async def _lives(place: Place, at: At) -> None:
    clock = place.clock_of_file()
    url, token = place.telegram
    store = Store.open(place.url, place.key, clock=clock)
    channel = TelegramChannel(token, url, PressSeal(b"p" * 32), clock)
    async with Studio() as studio:
        works = assemble(store, {channel.name: channel}, house(), catalogue(), FACTS, studio, clock)
        await channel.prepare()
        listening = asyncio.create_task(channel.listen(works.receiver.receive))
        await channel.backlog_handled()
        await works.delivery.drain()
        store.on_commit = at
        works.delivery.on_send = at
        delivering = asyncio.create_task(works.delivery.run())
        works.ticker.start()
        await asyncio.gather(delivering, listening)


class FailingBot:
    """Starts a bot again whenever it ended at a point. For a `Stage`.

    It begins by passing every point; `fails` makes those it passed deadly, each for `times` times. `deadly`
    are those that are left, `ends` those at which it ended, in order.
    """

    def __init__(self, place: Place) -> None:
        self.deadly: Counter[str] = Counter()
        self.ends: list[str] = []
        self._place = place
        self._process: Forked | None = None
        self._watch: asyncio.Task[None] | None = None
        self._heard, self._tell = pipe()

    async def fails(self, times: int) -> None:
        """From now on it ends at every point that it passed until now."""
        self.deadly = Counter(dict.fromkeys(self._told(), times))
        await self.kill()
        await self.start()

    async def start(self) -> None:
        """Start it, and see to it that it goes on."""
        self._watch = asyncio.create_task(self._goes_on())

    async def ended(self) -> int:
        """Wait until it goes on no more. Raises what stopped it."""
        if self._watch is not None:
            await asyncio.shield(self._watch)
        return 0

    async def stop(self) -> float:
        """No more of it."""
        await self.kill()
        return 0.0

    async def kill(self) -> None:
        """End it, and start it no more."""
        if self._watch is not None:
            self._watch.cancel()
            with suppress(asyncio.CancelledError):
                await self._watch
        if self._process is not None and self._process.alive:
            self._process.kill()

    async def command(self, *words: str) -> str:
        """What `vinkje invite coordinator` prints; other commands are not needed here."""
        assert words == ("invite", "coordinator")
        with self._place.opened() as store:
            moment = self._place.clock_of_file().moment()
            return LINK + await store.run(lambda unit: invite_coordinator(unit, moment), name="invite")

    async def _goes_on(self) -> None:
        while True:
            deadly = frozenset(+self.deadly) if self.deadly else None
            self._process = Forked(lives, self._place, deadly, self._tell)
            await self._process.ended()
            assert self._process.code == ENDED_AT_A_POINT, "the bot ended by itself"
            for point in self._told():
                self.ends.append(point)
                self.deadly[point] -= 1
            with self._place.opened() as store:
                await store.run(_lease_runs_out, name="lease")

    def _told(self) -> list[str]:
        told = []
        while self._heard.poll():
            told.append(self._heard.recv())
        return told


def _lease_runs_out(unit: Unit) -> None:
    """What takes 25 seconds where several bots may be sending, and is done at the start where one is."""
    unit.session.exec(update(Address).values(lease_until=None))
