from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from simulator import Person, Simulator
from simulator.schema import bot_api

Call = Callable[..., Awaitable[dict[str, Any]]]


class Clock:
    """A time that moves only when a test says so."""

    def __init__(self) -> None:
        self.at = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def passes(self, **span: float) -> None:
        self.at += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def sim(clock: Clock) -> AsyncIterator[Simulator]:
    async with Simulator(clock.now) as simulator:
        yield simulator


@pytest.fixture
async def anna(sim: Simulator) -> Person:
    """A person who pressed Start; the bot has confirmed it."""
    person = sim.person("Anna de Vries")
    await person.says("/start")
    sim.world.queue.forget_all()
    return person


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def call(sim: Simulator, http: aiohttp.ClientSession) -> Call:
    """Call a method with JSON; whatever comes back has the shape that the schema gives."""

    async def calling(method: str, **parameters: Any) -> dict[str, Any]:
        async with http.post(f"{sim.url}/bot{sim.token}/{method}", json=parameters) as response:
            body: dict[str, Any] = await response.json()
            assert response.status == body.get("error_code", 200)
            if body["ok"]:
                assert bot_api().complaints(bot_api().returns[method], body["result"], "result") == []
            else:
                assert set(body) - {"parameters"} == {"ok", "error_code", "description"}
            return body

    return calling


@pytest.fixture
async def bot(sim: Simulator) -> AsyncIterator[Bot]:
    async with Bot(sim.token, base_url=f"{sim.url}/bot", base_file_url=f"{sim.url}/file/bot") as client:
        yield client
