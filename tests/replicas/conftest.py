"""Two bots in processes of their own, on one PostgreSQL, and a Telegram that brings updates to both."""

from __future__ import annotations

import asyncio
import base64
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import func
from sqlmodel import col, select

from bot.app import assemble, press_seal
from bot.settings import Settings
from bot.telegram.channel import TelegramChannel
from reports.worker import Studio
from simulator import Person, Simulator
from storage.store import Store
from storage.tables import Outbox
from storage.unit import Unit
from tests.clock import ManualClock
from tests.conftest import KEY
from tests.conversations.conftest import FACTS, catalogue, house
from tests.conversations.town import Town
from tests.postgres import Postgres
from tests.web.conftest import free_port

ROOT = Path(__file__).resolve().parents[2]
SECRET = "only-for-the-tests-of-the-replicas"


class Replica:
    """One `vinkje run`, with its webhook and its health on ports of its own."""

    def __init__(self, environ: dict[str, str], folder: Path, name: str) -> None:
        port, health = free_port(), free_port()
        self.hook = f"http://127.0.0.1:{port}/hook"
        self.status = f"http://127.0.0.1:{health}"
        self.log = folder / f"{name}.log"
        self._folder = folder
        self._environ = {
            **environ,
            "VINKJE_TELEGRAM__WEBHOOK__PORT": str(port),
            "VINKJE_HEALTH__LISTEN": f"127.0.0.1:{health}",
        }
        self._process: Process | None = None

    async def start(self) -> None:
        run = ("-c", "from bot.cli import main; main()", "run", "--clock", "clock")
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, *run, cwd=self._folder, env=self._environ, stdout=DEVNULL, stderr=log
            )

    async def ends(self, number: signal.Signals) -> int | None:
        """Send a signal and wait for the end; gives the exit code, None when it did not run."""
        if self._process is None:
            return None
        self._process.send_signal(number)
        code = await self._process.wait()
        self._process = None
        return code


class Pair:
    """A town whose bot is two processes. The simulator brings updates to each in turn."""

    def __init__(
        self, simulator: Simulator, store: Store, clock: ManualClock, folder: Path, url: str
    ) -> None:
        self.simulator = simulator
        self.store = store
        self._clock = clock
        self._folder = folder
        (folder / "master.key").write_bytes(base64.b64encode(KEY))
        self.environ = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "VINKJE_LANGUAGE": "en",
            "VINKJE_TELEGRAM__TOKEN": simulator.token,
            "VINKJE_TELEGRAM__API_URL": simulator.url,
            "VINKJE_TELEGRAM__WEBHOOK__URL": "http://127.0.0.1:9/hook",
            "VINKJE_TELEGRAM__WEBHOOK__SECRET": SECRET,
            "VINKJE_DATABASE__URL": url,
            "VINKJE_KEYS__MASTER_FILE": str(folder / "master.key"),
        }
        self.settings = Settings.read(None, self.environ)
        self.one, self.two = (Replica(self.environ, folder, name) for name in ("one", "two"))
        self.set_clock(clock.now())

    @property
    def both(self) -> tuple[Replica, Replica]:
        return self.one, self.two

    def set_clock(self, at: datetime) -> None:
        """The instant by which the simulator and both bots live."""
        self._clock.set(at)
        fresh = self._folder / "clock.new"
        fresh.write_text(at.isoformat())
        fresh.rename(self._folder / "clock")

    @asynccontextmanager
    async def prepared(self) -> AsyncIterator[Town]:
        """The same town with its bot in this process, to come quickly to where a test begins."""
        simulator = self.simulator
        channel = TelegramChannel(simulator.token, simulator.url, press_seal(self.settings), self._clock)
        async with Studio() as studio:
            works = assemble(
                self.store, {channel.name: channel}, house(), catalogue(), FACTS, studio, self._clock
            )
            town = Town(simulator, works, self._clock)
            simulator.settle = town.settle
            await channel.prepare()
            listening = asyncio.create_task(channel.listen(works.receiver.receive))
            yield town
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening
            await works.receiver.stop()
            await channel.close()
        simulator.settle = None

    async def start(self, *replicas: Replica) -> None:
        """Start these (or both), and bring them what comes in."""
        started = replicas or self.both
        self.simulator.webhooks = [replica.hook for replica in started]
        for replica in started:
            await replica.start()
        async with httpx.AsyncClient() as client:
            for replica in started:
                await self._until(lambda replica=replica: _ready(client, replica.status))  # type: ignore[misc]

    async def settle(self) -> None:
        """Until everything that came in is handled, and all that may go out is out."""
        await self.simulator.confirmed(within=60)
        await self._until(self._nothing_waits)

    async def stop(self) -> list[int | None]:
        """Ask both to stop; gives their exit codes."""
        return [await replica.ends(signal.SIGTERM) for replica in self.both]

    async def _until(self, happened: Any) -> None:
        """Look, and look again when something happens here, or else fifty times a second."""
        async with asyncio.timeout(60):
            while not await happened():
                with suppress(TimeoutError):
                    async with asyncio.timeout(0.02):
                        await asyncio.Event().wait()

    async def _nothing_waits(self) -> bool:
        now = self._clock.now()

        def waiting(unit: Unit) -> int:
            may_go = func.coalesce(Outbox.not_before, Outbox.created_at)
            return unit.session.exec(
                select(func.count()).where(col(Outbox.done_at).is_(None), may_go <= now)
            ).one()

        return await self.store.read(waiting, name="waiting") == 0


async def _ready(client: httpx.AsyncClient, status: str) -> bool:
    try:
        return (await client.get(f"{status}/ready")).status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture
def url(postgres: Postgres) -> Iterator[str]:
    with postgres.database() as url:
        yield url


@pytest.fixture
async def pair(url: str, clock: ManualClock, tmp_path: Path) -> AsyncIterator[Pair]:
    store = Store.open(url, KEY, clock=clock)
    async with Simulator(clock.now) as simulator:
        pair = Pair(simulator, store, clock, tmp_path, url)
        yield pair
        for replica in pair.both:
            await replica.ends(signal.SIGKILL)
    store.close()


def said(person: Person, text: str) -> int:
    """How many messages of the bot that this person ever got hold the text."""
    return sum(text in message.text for message in person.history if message.from_bot)


def heard(person: Person) -> int:
    """How many messages of the bot stand in this person's chat."""
    return sum(message.from_bot for message in person.history)
