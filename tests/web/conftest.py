from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.channel import Handled, Verdict
from bot.press import PressSeal
from bot.telegram import TelegramChannel, Timeouts
from bot.telegram.webhook import Hook
from process.incoming import Incoming
from simulator import Simulator
from tests.clock import ManualClock

SECRET = "only-for-the-tests-of-the-webhook"
SEAL = PressSeal(b"only for the tests of the web ..")


class Desk:
    """Stands in for what is behind the channel: keeps what it got and gives the verdicts it was told to."""

    def __init__(self) -> None:
        self.received: list[Incoming] = []
        self.verdicts: list[Verdict] = []
        self.held: asyncio.Event | None = None
        self.reached = asyncio.Event()

    async def receive(self, incoming: Incoming) -> Handled:
        self.received.append(incoming)
        self.reached.set()
        if self.held is not None:
            await self.held.wait()
        return Handled(self.verdicts.pop(0) if self.verdicts else Verdict.ACKNOWLEDGED, "Goed")

    @property
    def texts(self) -> list[str]:
        return [incoming.act.text for incoming in self.received]  # type: ignore[union-attr]


class Pauses:
    """Waiting in tests: it takes no time and moves the clock; a long wait ends when the test says so."""

    def __init__(self, clock: ManualClock) -> None:
        self.taken: list[float] = []
        self.look = asyncio.Event()
        self._clock = clock

    async def sleep(self, seconds: float) -> None:
        self.taken.append(seconds)
        if seconds >= 30:
            await self.look.wait()
            self.look.clear()
        self._clock.move(timedelta(seconds=seconds))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port: int = door.getsockname()[1]
    return port


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def pauses(clock: ManualClock) -> Pauses:
    return Pauses(clock)


@pytest.fixture
def hook() -> Hook:
    port = free_port()
    return Hook(f"http://127.0.0.1:{port}/telegram/secret-path", SECRET, "127.0.0.1", port)


@pytest.fixture
async def sim(clock: ManualClock) -> AsyncIterator[Simulator]:
    async def sleep(seconds: float) -> None:
        clock.move(timedelta(seconds=seconds))

    async with Simulator(clock.now, sleep=sleep) as simulator:
        yield simulator


@pytest.fixture
async def channel(
    sim: Simulator, clock: ManualClock, hook: Hook, pauses: Pauses
) -> AsyncIterator[TelegramChannel]:
    short = Timeouts(read=0.5, poll=1)
    opened = TelegramChannel(sim.token, sim.url, SEAL, clock, hook=hook, timeouts=short, sleep=pauses.sleep)
    yield opened
    await opened.close()


@pytest.fixture
async def listening(
    channel: TelegramChannel, desk: Desk, sim: Simulator, hook: Hook
) -> AsyncIterator[asyncio.Task[None]]:
    """The channel serves the webhook and hands over to the desk."""
    task = asyncio.create_task(channel.listen(desk.receive))
    await channel.backlog_handled()
    yield task
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


Post = Callable[..., Awaitable[int]]


@pytest.fixture
async def post(hook: Hook) -> AsyncIterator[Post]:
    """POST to the webhook as anybody can; gives the status."""
    async with aiohttp.ClientSession() as session:

        async def posting(
            data: Any = b"{}", *, secret: str | None = SECRET, kind: str = "application/json", url: str = ""
        ) -> int:
            headers = {"Content-Type": kind} if kind else {}
            if secret is not None:
                headers["X-Telegram-Bot-Api-Secret-Token"] = secret
            async with session.post(url or hook.url, data=data, headers=headers) as response:
                return response.status

        yield posting
