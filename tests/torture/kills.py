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
from flows.shelf import Shelf
from process.moment import Clock
from simulator.simulator import Simulator
from tests.torture.forked import Forked
from tests.torture.respondent import Respondent
from tests.torture.tables import Tables, is_sound, work_left
from tests.torture.verdict import Seen, Verdict, seen, verdict

Tell = Callable[[str], None]

A_MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SHORT, LONG, EVERY = (0.005, 0.150), (0.150, 4.0), 2
"""Seconds that a bot lives after it first asked for updates; every so many lives one long one, to get on."""
START = 60.0
PATIENCE = 20.0
"""Seconds that somebody looks at an unchanged screen before they touch it again."""
REPEATS = 0.025
"""Of all that was shown, so much may have been shown twice."""


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
        few = self.seen.repeats <= max(REPEATS * self.seen.prompts, 2)
        once = self.reminders <= self.reminded
        return self.verdict.is_clean and self.sound and self.seen.most <= 2 and few and once

    def __str__(self) -> str:
        """The row of figures."""
        kept, shown, starts = self.verdict, self.seen, sorted(self.starts)
        busy = f"{self.kills} kills, {self.busy} with work under way"
        share = 100 * shown.repeats / max(1, shown.prompts)
        return (
            f"seed {self.seed}: {busy}, in {self.seconds:.0f} s\n"
            f"{kept.given} answers: {kept.lost} lost, {kept.twice} kept twice, {kept.elsewhere} elsewhere, "
            f"{kept.failed} set aside; the database is {'sound' if self.sound else 'DAMAGED'}\n"
            f"{shown.prompts} messages with buttons, {shown.repeats} shown again ({share:.2f} %), "
            f"none more than {shown.most} times; {self.again} second touches\n"
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

        async def wait(happened: Callable[[], bool]) -> bool:
            try:
                await simulator.happens(happened, within=PATIENCE)
            except TimeoutError:
                return False
            return True

        flow = Shelf.read().flows["balanscheck"]
        respondents = [
            Respondent(person, flow, chance, wait, lambda: count.kills) for person in tables.answering
        ]
        over = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            for person in tables.everyone:
                await simulator.happens(lambda person=person: bool(person.history), within=START)  # type: ignore[misc]
            for each in respondents:
                group.create_task(each.answers_until(over.is_set))
            await bot.dies(kills, chance, tell)
            over.set()
        await simulator.confirmed(within=START)
        with premises.opened() as store:
            while await store.read(work_left, name="left"):  # noqa: ASYNC110 - another process commits
                await asyncio.sleep(0.05)
        await bot.stops()
        with premises.opened() as store:
            count.verdict = await verdict(store, respondents)
            count.sound = await store.run(is_sound, name="integrity")
    count.seen = seen(simulator.transcript, [person.name for person in tables.answering])
    count.reminders, count.reminded = tables.reminders(), tables.due(datetime.now(UTC) + ahead)
    count.again = sum(each.again for each in respondents)
    count.seconds = monotonic() - begun
    return count


def main() -> None:
    """Play once, with what the environment says."""
    seed = int(os.environ.get("SEED") or int.from_bytes(os.urandom(3), "big"))
    kills = int(os.environ.get("KILLS") or 1000)
    print(f"seed {seed}, {kills} kills; the same again: make torture SEED={seed} KILLS={kills}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        count = asyncio.run(play(Path(folder), seed, kills, lambda text: print(text, flush=True)))
    print(count)
    sys.exit(0 if count.is_clean else 1)


if __name__ == "__main__":
    main()
