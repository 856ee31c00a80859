"""One of two bots that stand behind the webhook: killed (SIGKILL) at random, and started again."""

from __future__ import annotations

import asyncio
import base64
import logging
import random
import secrets
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

from bot import app, logs
from bot.settings import Settings
from process.moment import Clock
from simulator.simulator import Simulator
from storage.store import Store
from storage.trouble import StorageError
from tests.torture.forked import Forked
from tests.web.conftest import free_port

SHORT, EVERY = (0.005, 0.150), 2
"""Seconds that a bot lives after it opened its door; every so many lives one long one, to get on."""
BEFORE_OPENING = 0.2
"""So many lives end before the door is open."""
_LOOK = 0.02
_BREATH = 0.2
"""Seconds before one that gave up is started again, as whoever keeps it running would."""


@dataclass
class Lives:
    """What was counted of one bot.

    `busy` are kills with work under way, `gave_up` starts that found no database.
    """

    kills: int = 0
    busy: int = 0
    gave_up: int = 0
    ended: list[int | None] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)


def lives(environ: dict[str, str], ahead: timedelta, log: Path) -> None:
    """`vinkje run`, in a process that is forked with everything imported, by a clock that is `ahead`."""
    settings = Settings.read(None, environ)
    with log.open("a", encoding="ascii") as told:
        logs.start("warning", settings.secrets, told)
        try:
            asyncio.run(app.run(settings, Clock(lambda: datetime.now(UTC) + ahead)))
        except StorageError:
            logging.getLogger("bot").warning("the database is away at the start")
            sys.exit(1)


class Replica:
    """A bot with a port of its own. `lives` counts; `log` holds what it said."""

    def __init__(self, environ: dict[str, str], port: int, ahead: timedelta, log: Path) -> None:
        self.hook = f"http://127.0.0.1:{port}/hook"
        self.lives = Lives()
        self._log = log
        self._port = port
        self._given = environ | {"VINKJE_TELEGRAM__WEBHOOK__PORT": str(port)}, ahead, log
        self._process: Forked | None = None

    @property
    def faults(self) -> list[str]:
        """What it logged as an error: trouble with the database is a warning."""
        lines = self._log.read_text("ascii").splitlines() if self._log.exists() else []
        return [line for line in lines if '"level": "error"' in line]

    async def starts(self) -> None:
        """Until its door is open. One that gives up, because the database is away, is started again."""
        begun = monotonic()
        self._process = Forked(lives, *self._given)
        while not await self._is_open():
            if not self._process.alive:
                self.lives.gave_up += 1
                await asyncio.sleep(_BREATH)
                self._process = Forked(lives, *self._given)
            await asyncio.sleep(_LOOK)
        self.lives.starts.append(monotonic() - begun)

    async def dies(
        self, kills: int, chance: random.Random, long: tuple[float, float], is_busy: Callable[[], bool]
    ) -> None:
        """So often, each time a moment after it began; afterwards it lives.

        `long` is how many seconds a long life lasts; `is_busy` tells whether work is under way.
        """
        for number in range(1, kills + 1):
            if chance.random() < BEFORE_OPENING:
                await self._dies_early(chance)
            else:
                await asyncio.sleep(self._life(number, chance, long))
                self.lives.busy += is_busy()
                await self._dies()
            self.lives.kills = number
            await self.starts()

    async def stops(self) -> None:
        """Politely."""
        if self._process is not None:
            self._process.terminate()
            await self._process.ended()
            self.lives.ended += [self._process.code] if self._process.code else []

    def _life(self, number: int, chance: random.Random, long: tuple[float, float]) -> float:
        """A long one is longer where a start takes longer, so that a bot is there half of the time."""
        if number % EVERY:
            return chance.uniform(*SHORT)
        return chance.uniform(*long) + self.lives.starts[-1]

    async def _dies_early(self, chance: random.Random) -> None:
        """The one that lives, and then the next one before anybody could reach it."""
        await self._dies()
        self._process = Forked(lives, *self._given)
        await asyncio.sleep(chance.uniform(0, max(self.lives.starts[-1], _LOOK)))
        self._process.kill()
        await self._process.ended()

    async def _dies(self) -> None:
        """Whoever was open and is gone by itself has failed."""
        if self._process is None:
            return
        if not self._process.alive:
            self.lives.ended.append(self._process.code)
        self._process.kill()
        await self._process.ended()

    async def _is_open(self) -> bool:
        with suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", self._port)
            writer.close()
            return True
        return False


class Premises:
    """What both bots share: the database, the master key, the settings; and a store to look with."""

    def __init__(self, folder: Path, url: str, simulator: Simulator) -> None:
        self._key = secrets.token_bytes(32)
        self._url = url
        self.folder = folder
        key = folder / "master.key"
        key.write_bytes(base64.b64encode(self._key))
        self.environ = {
            "VINKJE_LANGUAGE": "en",
            "VINKJE_TELEGRAM__TOKEN": simulator.token,
            "VINKJE_TELEGRAM__API_URL": simulator.url,
            "VINKJE_TELEGRAM__WEBHOOK__URL": "http://127.0.0.1:9/hook",
            "VINKJE_TELEGRAM__WEBHOOK__SECRET": secrets.token_urlsafe(32),
            "VINKJE_DATABASE__URL": url,
            "VINKJE_KEYS__MASTER_FILE": str(key),
        }

    @contextmanager
    def opened(self) -> Iterator[Store]:
        """The store, opened with its key as any command of the operator does."""
        store = Store.open(self._url, self._key)
        try:
            yield store
        finally:
            store.close()


@asynccontextmanager
async def two_bots(premises: Premises, ahead: timedelta) -> AsyncIterator[list[Replica]]:
    """Both started; stopped at the end, politely."""
    bots = [
        Replica(premises.environ, free_port(), ahead, premises.folder / f"{name}.log")
        for name in ("one", "two")
    ]
    try:
        for bot in bots:
            await bot.starts()
        yield bots
    finally:
        for bot in bots:
            await bot.stops()
