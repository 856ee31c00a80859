"""The simulated Telegram as a whole: a server for one bot, the people who use it, and what happened."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from types import TracebackType
from typing import Self

from simulator.chats import Account
from simulator.faults import Faults
from simulator.group import Group
from simulator.limits import Limits
from simulator.person import Person
from simulator.profile import Profile
from simulator.server import HOST, Server
from simulator.transcript import Event, Transcript
from simulator.webhook import Courier
from simulator.world import World

TOKEN = "123456789:a-token-that-opens-nothing-but-this-simulator"  # noqa: S105 - it opens nothing
BOT_NAME = "Vinkje"
BOT_USERNAME = "vinkje_bot"
Settle = Callable[[], Awaitable[None]]


class Simulator:
    """A strict Bot API server on this machine, for one bot; use it as an async context manager.

    `now` gives the time (UTC) by which updates, taps and limits grow old. `settle` is awaited after every act
    of a person: a test that runs the bot in the same process waits there until the bot has handled it all.
    `port` 0 takes any free one. `chance` draws every id, so that a seed gives the same ids again. `sleep`
    waits the pauses before a webhook is tried again.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        token: str = TOKEN,
        *,
        username: str = BOT_USERNAME,
        chance: random.Random | None = None,
        settle: Settle | None = None,
        port: int = 0,
        on_event: Callable[[Event], None] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.token = token
        self.settle = settle
        self.faults = Faults()
        self.transcript = Transcript(on_event)
        chance = chance if chance is not None else random.Random(1)  # noqa: S311 - ids, not secrets
        bot = Account(int(token.partition(":")[0]), BOT_NAME, username=username, is_bot=True)
        self.world = World(now, chance, bot, self.transcript)
        self._server = Server(self.world, token, self.faults, port)
        self._courier = Courier(self.world.queue, self.world.bell, sleep)

    async def __aenter__(self) -> Self:
        await self.up()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.down()

    @property
    def url(self) -> str:
        """The root: methods are below `{url}/bot{token}/`, files below `{url}/file/bot{token}/`."""
        return f"http://{HOST}:{self._server.port}"

    @property
    def profile(self) -> Profile:
        """Commands, descriptions and menu buttons that the bot set."""
        return self.world.profile

    @property
    def limits(self) -> Limits:
        """How much the bot may send; no limits unless set."""
        return self.world.limits

    @limits.setter
    def limits(self, limits: Limits) -> None:
        self.world.limits = limits

    @property
    def unconfirmed(self) -> int:
        """How many updates the bot did not confirm yet."""
        return len(self.world.queue.waiting)

    def unconfirmed_from(self, person: Person) -> int:
        """How many updates of this person the bot did not confirm yet."""
        return sum(update.payload["from"]["id"] == person.id for update in self.world.queue.waiting)

    @property
    def polls(self) -> int:
        """How often the bot has asked for updates."""
        return self.world.queue.polls

    async def happens(self, what: Callable[[], bool], within: float = 10.0) -> None:
        """Wait until `what` is true, looked at after every call and act. TimeoutError after `within` s."""
        async with asyncio.timeout(within):
            await self.world.bell.heard(what)

    async def confirmed(self, within: float = 10.0) -> None:
        """Wait until the bot confirmed every update. TimeoutError after `within` seconds."""
        await self.happens(lambda: self.unconfirmed == self._courier.under_way == 0, within)

    @property
    def webhooks(self) -> tuple[str, ...]:
        """Addresses that get the updates in turn, as if a balancer stood at the webhook that the bot set.

        Where nobody listens it goes to the next.
        """
        return self._courier.addresses

    @webhooks.setter
    def webhooks(self, addresses: Sequence[str]) -> None:
        self._courier.addresses = tuple(addresses)

    def redeliver(self, repeated: float, chance: random.Random, *, at_once: float = 0.0) -> None:
        """From now on so large a part of the updates comes again after it was accepted by the webhook.

        `at_once` is the part that goes to two of the `webhooks` at the same time; `chance` decides which.
        """
        self._courier.repeated, self._courier.at_once, self._courier.chance = repeated, at_once, chance

    @property
    def offered(self) -> int:
        """How often an update was offered to a webhook."""
        return self._courier.offered

    @property
    def came_again(self) -> int:
        """How many updates came once more after they were accepted by a webhook."""
        return self._courier.came_again

    @property
    def came_to_two(self) -> int:
        """How often an update was brought to two of the `webhooks` at the same time."""
        return self._courier.came_to_two

    def person(self, name: str, language: str | None = "nl", username: str | None = None) -> Person:
        """Somebody who uses Telegram and never met the bot."""
        account, chat = self.world.meet(name, language, username)
        return Person(self.world, account, chat, self._settled)

    def group(self, title: str, members: Sequence[Person]) -> Group:
        """A group of these people, without the bot."""
        return Group(self.world, self.world.gather(title, [member.account for member in members]))

    def jump_update_ids(self, to: int) -> None:
        """Number the next update `to`, as Telegram does with a random number after a quiet week."""
        self.world.queue.jump(to)

    async def down(self) -> None:
        """The server is gone: connections are refused, those there are break, and nothing is delivered."""
        await self._courier.stop()
        await self._server.stop()

    async def up(self) -> None:
        """The server is back at the same address, with everything that waited."""
        await self._server.start()
        await self._courier.start()

    async def _settled(self) -> None:
        if self.settle is not None:
            await self.settle()
