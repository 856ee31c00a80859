"""`make torture`: a bot is killed (SIGKILL) again and again while people answer, and then all is counted.

KILLS and SEED come from the environment. Every answer in the database is compared with what was tapped and
typed; every message is counted that somebody saw more than once. Exit code 1 when anything is wrong.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

from bot import app
from bot.settings import Settings
from demo.premises import Premises
from process.moment import Clock
from simulator.simulator import Simulator
from tests.torture.crowd import START, Crowd
from tests.torture.forked import Forked
from tests.torture.tables import Tables, is_sound, work_left
from tests.torture.verdict import Seen, Verdict, verdict

Tell = Callable[[str], None]

A_MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SHORT, LONG, EVERY = (0.005, 0.150), (0.150, 4.0), 2
"""Seconds that a bot lives after it first asked for updates; every so many lives one long one, to get on."""
PATIENCE = 20.0
"""Seconds that somebody looks at an unchanged screen before they touch it again."""


@dataclass
class Count:
    """What came of it."""

    seed: int
    kills: int = 0
    busy: int = 0
    verdict: Verdict = field(default_factory=Verdict)
    seen: Seen = field(default_factory=Seen)
    again: int = 0
    reminders: int = 0
    reminded: int = 0
    sound: bool = False
    starts: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def is_clean(self) -> bool:
        """Nothing lost, doubled or elsewhere, and hardly anything said twice."""
        once = self.reminders <= self.reminded
        return self.verdict.is_clean and self.sound and self.seen.is_bearable and once

    def __str__(self) -> str:
        """The row of figures."""
        starts, sound = sorted(self.starts), "sound" if self.sound else "DAMAGED"
        return (
            f"seed {self.seed}: {self.kills} kills in {self.seconds:.0f} s, {self.busy} with work under way\n"
            f"{self.verdict}; the database is {sound}\n"
            f"{self.seen}; {self.again} second touches\n"
            f"{self.reminders} reminders of {self.reminded} that fell due\n"
            f"from start to first poll {starts[len(starts) // 2]:.2f} s, at most {starts[-1]:.2f} s"
        )


def lives(config: Path, ahead: timedelta) -> None:
    """`vinkje run`, in a process that is forked with everything imported, by a clock that is `ahead`."""
    settings = Settings.read(config, {})
    asyncio.run(app.run(settings, Clock(lambda: datetime.now(UTC) + ahead)))


class Bot:
    """The one bot that lives at a time."""

    def __init__(self, config: Path, ahead: timedelta, simulator: Simulator, count: Count) -> None:
        self._given = config, ahead
        self._simulator = simulator
        self._count = count
        self._process: Forked | None = None

    async def starts(self) -> None:
        """Until it asks what people did."""
        begun, polls = monotonic(), self._simulator.polls
        self._process = Forked(lives, *self._given)
        await self._simulator.happens(lambda: self._simulator.polls > polls, within=START)
        self._count.starts.append(monotonic() - begun)

    async def dies(self, kills: int, chance: random.Random, tell: Tell) -> None:
        """So often, each time a moment after it began to listen; afterwards it lives."""
        for number in range(1, kills + 1):
            await asyncio.sleep(chance.uniform(*(SHORT if number % EVERY else LONG)))
            self._count.busy += self._simulator.unconfirmed > 0
            self._kill()
            self._count.kills = number
            await self.starts()
            if number % 50 == 0:
                tell(f"{number} of {kills} kills")

    async def stops(self) -> None:
        """Politely."""
        if self._process is not None:
            self._process.terminate()
            await self._process.ended()

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()


async def play(folder: Path, seed: int, kills: int, tell: Tell) -> Count:
    """Kill the bot so often, let everybody finish, and count. Raises Stuck."""
    begun, ahead, chance = monotonic(), A_MONDAY - datetime.now(UTC), random.Random(seed)  # noqa: S311
    count = Count(seed)
    async with Simulator(lambda: datetime.now(UTC) + ahead) as simulator:
        premises = Premises(folder)
        premises.furnish(simulator.url, simulator.token)
        tables = Tables(simulator, A_MONDAY)
        with premises.opened() as store:
            await store.run(tables.set_up, name="set up")
        bot = Bot(premises.config, ahead, simulator, count)
        await bot.starts()

        crowd = Crowd(simulator, tables, chance, PATIENCE, lambda: count.kills)
        await crowd.answers_during(bot.dies(kills, chance, tell))
        with premises.opened() as store:
            while await store.read(work_left, name="left"):  # noqa: ASYNC110 - another process commits
                await asyncio.sleep(0.05)
        await bot.stops()
        with premises.opened() as store:
            count.verdict = await store.read(lambda unit: verdict(unit, crowd.respondents), name="verdict")
            count.sound = await store.run(is_sound, name="integrity")
    count.seen, count.again = crowd.seen(), crowd.again
    count.reminders, count.reminded = tables.reminders(), tables.due(datetime.now(UTC) + ahead)
    count.seconds = monotonic() - begun
    return count


def asked() -> tuple[int, int]:
    """The seed and the number of kills, from the environment."""
    seed = int(os.environ.get("SEED") or int.from_bytes(os.urandom(3), "big"))
    kills = int(os.environ.get("KILLS") or 1000)
    say(f"seed {seed}, {kills} kills; the same again: make torture SEED={seed} KILLS={kills}")
    return seed, kills


def say(text: str) -> None:
    """A line, at once."""
    print(text, flush=True)


def main() -> None:
    """Play once, with what the environment says."""
    with tempfile.TemporaryDirectory() as folder:
        count = asyncio.run(play(Path(folder), *asked(), say))
    say("\n".join([str(count), *count.verdict.wrong]))
    sys.exit(0 if count.is_clean else 1)


if __name__ == "__main__":
    main()
