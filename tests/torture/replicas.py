"""The second half of `make torture`: two bots behind a webhook, and one PostgreSQL that is restarted hard.

Both are killed (SIGKILL) again and again while people answer; some updates come twice, some to both at once.
KILLS and SEED come from the environment. Exit code 1 when anything is wrong.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import TypeVar

from simulator.simulator import Simulator
from storage.store import Store
from storage.trouble import StorageError
from storage.unit import Unit
from tests.torture.crowd import Crowd
from tests.torture.held import let_go, longest_held
from tests.torture.kills import A_MONDAY, asked, say
from tests.torture.replica import Lives, Premises, Replica, two_bots
from tests.torture.server import Server, running
from tests.torture.tables import Reminders, Tables, work_left
from tests.torture.verdict import Seen, Verdict, verdict

T = TypeVar("T")
Tell = Callable[[str], None]

REPEATED, AT_ONCE = 0.02, 0.05
"""The part of the updates that comes twice, and the part that comes to both at the same time."""
TAKEOVER = 30.0
"""Seconds after which another bot has taken over what a dead one was sending."""
EVERY = 10.0
"""Seconds between two lines that tell how far it is."""
MOST = 20
"""So many faults are shown when there are more."""
LOOK = 0.25
"""Seconds between two looks in the database."""


@dataclass(frozen=True)
class Pace:
    """How it goes, in seconds: the longer `lives` of bots, and between two hard `restarts` of PostgreSQL.

    `thought`: so long somebody thinks at most before each answer; `patience`: so long they look at an
    unchanged screen.
    `lease`: what a dead bot was sending is let go after so many seconds, sooner than it would be.
    """

    lives: tuple[float, float] = (0.15, 6.0)
    restarts: tuple[float, float] = (5.0, 20.0)
    thought: float = 2.0
    patience: float = TAKEOVER
    lease: float | None = None


@dataclass
class Count:
    """What came of it."""

    seed: int
    lives: list[Lives] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    stopped: int = 0
    killed: int = 0
    again: int = 0
    held: float = 0.0
    repeated: int = 0
    at_once: int = 0
    verdict: Verdict = field(default_factory=Verdict)
    seen: Seen = field(default_factory=Seen)
    reminders: Reminders = field(default_factory=Reminders)
    sound: bool = False
    seconds: float = 0.0

    @property
    def kills(self) -> int:
        """Of both bots together."""
        return sum(each.kills for each in self.lives)

    @property
    def busy(self) -> int:
        """The kills with work under way."""
        return sum(each.busy for each in self.lives)

    @property
    def is_clean(self) -> bool:
        """Nothing lost, doubled or elsewhere, hardly anything said twice, and nobody held up for long."""
        survived = self.sound and not self.faults and not any(each.ended for each in self.lives)
        said = self.seen.is_bearable and self.reminders.are_once
        return self.verdict.is_clean and survived and said and self.held <= TAKEOVER

    def __str__(self) -> str:
        """The row of figures."""
        sound = "sound" if self.sound else "DAMAGED"
        starts = sorted(chain(*(each.starts for each in self.lives)))
        ended = [code for each in self.lives for code in each.ended]
        return (
            f"seed {self.seed}: {self.kills} kills of two bots in {self.seconds:.0f} s, "
            f"{self.busy} with work under way\n"
            f"PostgreSQL was stopped at once {self.stopped} times and killed {self.killed} times\n"
            f"{self.repeated} updates came twice, {self.at_once} to both at once\n"
            f"{self.verdict}; the database is {sound}\n"
            f"{self.seen}; {self.again} second touches\n"
            f"{self.reminders}\n"
            f"held up by a dead bot at most {self.held:.1f} s\n"
            f"{len(ended)} bots ended by themselves, {len(self.faults)} faults in their logs, "
            f"{sum(each.gave_up for each in self.lives)} starts without a database\n"
            f"from start to open door {starts[len(starts) // 2]:.2f} s, at most {starts[-1]:.2f} s"
        )


class Misery:
    """All that happens to the bots and to their database."""

    def __init__(
        self, replicas: Sequence[Replica], server: Server, chance: random.Random, pace: Pace
    ) -> None:
        self.stopped = self.killed = 0
        self._replicas = replicas
        self._server = server
        self._chance = chance
        self._pace = pace

    @property
    def kills(self) -> int:
        """So often a bot was killed until now."""
        return sum(replica.lives.kills for replica in self._replicas)

    async def lasts(self, kills: int, is_busy: Callable[[], bool], tell: Tell) -> None:
        """Until bots were killed so often; then all live."""
        over = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._restarts(over))
            group.create_task(self._tells(over, kills, tell))
            async with asyncio.TaskGroup() as dying:
                for number, replica in enumerate(self._replicas):
                    share = len(range(number, kills, len(self._replicas)))
                    chance = random.Random(self._chance.random())  # noqa: S311
                    dying.create_task(replica.dies(share, chance, self._pace.lives, is_busy))
            over.set()

    async def _restarts(self, over: asyncio.Event) -> None:
        while not await _comes(over, self._chance.uniform(*self._pace.restarts)):
            killed = self._chance.random() < 0.5
            await self._server.restarts(killed=killed)
            self.killed += killed
            self.stopped += not killed

    async def _tells(self, over: asyncio.Event, kills: int, tell: Tell) -> None:
        while not await _comes(over, EVERY):
            tell(f"{self.kills} of {kills} kills, {self.killed + self.stopped} restarts of PostgreSQL")


async def play(folder: Path, seed: int, kills: int, tell: Tell, pace: Pace = Pace()) -> Count:
    """Kill so often, let everybody finish, and count. Raises Stuck."""
    begun, ahead, chance = monotonic(), A_MONDAY - datetime.now(UTC), random.Random(seed)  # noqa: S311
    count = Count(seed)

    def now() -> datetime:
        return datetime.now(UTC) + ahead

    async with running() as server, Simulator(now) as simulator:
        premises = Premises(folder, server.url, simulator)
        tables = Tables(simulator, A_MONDAY)
        with premises.opened() as store:
            await store.run(tables.set_up, name="set up")
            async with two_bots(premises, ahead) as bots:
                simulator.webhooks = [bot.hook for bot in bots]
                simulator.redeliver(REPEATED, chance, at_once=AT_ONCE)
                misery = Misery(bots, server, chance, pace)
                crowd = Crowd(simulator, tables, chance, pace.patience, lambda: misery.kills, pace.thought)
                watching = asyncio.create_task(_watch(store, now, count, pace))
                try:
                    await crowd.answers_during(misery.lasts(kills, lambda: simulator.unconfirmed > 0, tell))
                    while await _found(store, work_left):  # noqa: ASYNC110 - another process commits
                        await asyncio.sleep(LOOK)
                finally:
                    watching.cancel()
            count.verdict = await _found(store, lambda unit: verdict(unit, crowd.respondents))
            count.reminders = await _found(store, lambda unit: tables.judge(unit, now()))
        count.sound = await server.is_sound()
    count.seen, count.again = crowd.seen(), crowd.again
    count.repeated, count.at_once = simulator.came_again, simulator.came_to_two
    count.stopped, count.killed, count.lives = misery.stopped, misery.killed, [bot.lives for bot in bots]
    count.faults = [fault for bot in bots for fault in bot.faults]
    count.seconds = monotonic() - begun
    return count


async def _watch(store: Store, now: Callable[[], datetime], count: Count, pace: Pace) -> None:
    """Look again and again how long anybody is held up."""
    while True:
        held = await _found(store, lambda unit: longest_held(unit, now()))
        count.held = max(count.held, held)
        if pace.lease is not None and held > pace.lease:
            with suppress(StorageError):
                await store.run(partial(let_go, after=pace.lease), name="let go")
        await asyncio.sleep(LOOK)


async def _found(store: Store, look: Callable[[Unit], T]) -> T:
    """What stands in the database, as soon as it is there."""
    while True:
        with suppress(StorageError):
            return await store.read(look, name="look")
        await asyncio.sleep(LOOK)


async def _comes(event: asyncio.Event, within: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), within)
    except TimeoutError:
        return False
    return True


def main() -> None:
    """Play once, with what the environment says."""
    with tempfile.TemporaryDirectory() as folder:
        count = asyncio.run(play(Path(folder), *asked(), say))
    say("\n".join([str(count), *count.verdict.wrong, *count.faults[:MOST]]))
    sys.exit(0 if count.is_clean else 1)


if __name__ == "__main__":
    main()
