"""Delivering updates to a webhook, as Telegram's own server does.

Updates of one chat go one after another, different chats side by side, over at most `max_connections`. An
answer outside 200-299, a broken connection or none at all: the same update again, the first time at once,
then after pauses that double, or after the seconds of a Retry-After header, which leave the next pause as it
was; until it is too old. An update that waits for its turn holds no connection
(https://github.com/tdlib/telegram-bot-api, telegram-bot-api/WebhookActor.cpp).

Only addresses of this machine are called: a simulator reaches nobody.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from itertools import cycle
from urllib.parse import urlsplit

import aiohttp

from simulator.bell import Bell
from simulator.updates import Update, UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
NEAR = frozenset({"127.0.0.1", "::1", "localhost"})

_PAUSE, _LONGEST_PAUSE = 1.0, 60.0  # seconds; doubled before it is waited
_PATIENCE = aiohttp.ClientTimeout(total=60.0)


def is_near(url: str) -> bool:
    """Whether a URL leads to this machine itself."""
    return urlsplit(url).hostname in NEAR


class Courier:
    """Brings what waits in `queue` to the webhook that the bot set.

    `repeated` is the fraction of updates that come once more after they were accepted, `at_once` the
    fraction that goes to two addresses at the same time; `chance` decides which. `came_again` and
    `came_to_two` count them.
    """

    def __init__(
        self, queue: UpdateQueue, bell: Bell, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._queue = queue
        self._bell = bell
        self._sleep = sleep
        self._turns: Iterator[str] = iter(())
        self._addresses: tuple[str, ...] = ()
        self._busy: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        self._connections = 0
        self.chance = random.Random(1)  # noqa: S311 - when something comes twice is no secret
        self.repeated = 0.0
        self.at_once = 0.0
        self.offered = 0
        self.refused = 0
        self.came_again = 0
        self.came_to_two = 0

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where updates go instead of to the address that was set: a balancer stands there.

        They go to each in turn, and past one where nobody listens.
        """
        return self._addresses

    @addresses.setter
    def addresses(self, addresses: Sequence[str]) -> None:
        self._addresses = tuple(addresses)
        self._turns = cycle(self._addresses)

    @property
    def under_way(self) -> int:
        """How many updates are being delivered, or wait to be delivered again."""
        return len(self._tasks) - 1 if self._session is not None else 0

    async def start(self) -> None:
        """Deliver from now on."""
        self._session = aiohttp.ClientSession(timeout=_PATIENCE)
        self._begin(self._run())

    async def stop(self) -> None:
        """Leave everything where it is; what was not accepted waits for the next start."""
        if self._session is None:
            return
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._session.close()
        self._session = None
        self._busy.clear()

    async def _run(self) -> None:
        while True:
            await self._bell.heard(lambda: self._next() is not None)
            while (update := self._next()) is not None:
                self._busy.add(update.row)
                self._begin(self._bring(update))

    def _next(self) -> Update | None:
        """The oldest update whose chat is free."""
        if not is_near(self._queue.webhook_url):
            return None
        return next((update for update in self._queue.waiting if update.row not in self._busy), None)

    async def _bring(self, update: Update) -> None:
        """Offer one update until it is accepted or too old."""
        pause, failed = _PAUSE, False
        try:
            while (asked := await self._offer_somewhere(update)) is not None:
                if failed and not asked:
                    pause = min(2 * pause, _LONGEST_PAUSE)
                await self._sleep(asked or (pause if failed else 0.0))
                failed = True
                if update not in self._queue.waiting:
                    return
            self._queue.accept(update)
            if self.chance.random() < self.repeated:
                self._begin(self._repeat(update))
        finally:
            self._busy.discard(update.row)

    async def _repeat(self, update: Update) -> None:
        self.came_again += 1
        await self._offer(update, self._in_turn())

    async def _offer_somewhere(self, update: Update) -> float | None:
        """None when it was accepted; otherwise how many seconds of patience were asked for."""
        if self.chance.random() >= self.at_once:
            return await self._offer(update, self._in_turn())
        self.came_to_two += 1
        both = await asyncio.gather(*(self._offer(update, self._in_turn()) for _ in range(2)))
        return None if None in both else both[0]

    async def _offer(self, update: Update, addresses: Sequence[str]) -> float | None:
        """Offer it at the first of these addresses where somebody is, over a connection that is free."""
        await self._bell.heard(lambda: self._connections < self._queue.max_connections)
        self._connections += 1
        self.offered += 1
        try:
            for address in addresses:
                with suppress(aiohttp.ClientConnectorError):
                    return await self._post(update, address)
        except (aiohttp.ClientError, TimeoutError):
            self._queue.last_error = "Connection broken"
        else:
            self._queue.last_error = "Connection refused"
        finally:
            self._connections -= 1
            self._bell.ring()
        return 0.0

    async def _post(self, update: Update, address: str) -> float | None:
        headers = {SECRET_HEADER: self._queue.secret} if self._queue.secret else {}
        if self._session is None:
            return 0.0
        async with self._session.post(address, json=update.wire(), headers=headers) as response:
            await response.read()
            if response.ok:
                return None
            self.refused += 1
            self._queue.last_error = f"Wrong response from the webhook: {response.status}"
            return float(response.headers.get("Retry-After", 0))

    def _in_turn(self) -> Sequence[str]:
        """Where to go now, and after it the others, for when nobody is there."""
        if not self._addresses:
            return (self._queue.webhook_url,)
        first = next(self._turns)
        return (first, *(address for address in self._addresses if address != first))

    def _begin(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._bell.ring()
