"""The people at the tables, each on a phone of their own, going on whatever happens to the bots."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

from flows.shelf import Shelf
from simulator.person import Person
from simulator.simulator import Simulator
from tests.torture.respondent import Respondent
from tests.torture.tables import Tables
from tests.torture.verdict import Seen, seen

START = 60.0
"""Seconds in which everybody has seen their invitation, and at the end everything is confirmed."""


class Crowd:
    """All who answer; `patience` is how many seconds they look at an unchanged screen.

    It begins when Telegram has brought what they did: Telegram's own pauses are not the bot's.
    `thought` is how many seconds somebody takes at most before each answer; `kills` tells how often a bot
    was killed so far.
    """

    def __init__(
        self,
        simulator: Simulator,
        tables: Tables,
        chance: random.Random,
        patience: float,
        kills: Callable[[], int],
        thought: float = 0.0,
    ) -> None:
        self._simulator = simulator
        self._tables = tables
        self._patience = patience
        self._chance, self._thought = chance, thought
        flow = Shelf.read().flows["balanscheck"]
        self.respondents = [
            Respondent(person, flow, chance, partial(self._wait, person), kills, self._thinks)
            for person in tables.answering
        ]

    @property
    def again(self) -> int:
        """How often somebody touched their phone a second time."""
        return sum(each.again for each in self.respondents)

    async def answers_during(self, misery: Awaitable[None]) -> None:
        """Answer for as long as the misery lasts, then finish and send. Raises Stuck."""
        over = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            for person in self._tables.everyone:
                await self._simulator.happens(lambda person=person: bool(person.history), within=START)  # type: ignore[misc]
            for each in self.respondents:
                group.create_task(each.answers_until(over.is_set))
            await misery
            over.set()
        await self._simulator.confirmed(within=START)

    def seen(self) -> Seen:
        """What they saw, and how often."""
        return seen(self._simulator.transcript, [person.name for person in self._tables.answering])

    async def _thinks(self) -> None:
        await asyncio.sleep(self._chance.uniform(0, self._thought))

    async def _wait(self, person: Person, happened: Callable[[], bool]) -> bool:
        while True:
            with suppress(TimeoutError):
                await self._simulator.happens(happened, within=self._patience)
                return True
            if not self._simulator.unconfirmed_from(person):
                return False
