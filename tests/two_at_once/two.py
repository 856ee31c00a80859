"""Two coordinators who do something in the same instant, each in a session of their own on one database.

The second one's session is open, and has looked, before the first one's is stored; what that holds it
waits for. SQLite lets one session in at a time: there the second one asks while the first one is in.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from threading import Barrier
from typing import TypeVar

from bot import keeping
from bot.channel import Choice
from process import desk
from process.incoming import Incoming, Tap
from process.outcome import Outcome
from storage.queries import people
from storage.store import Store
from storage.unit import Unit
from tests.process.counter import Bubble, Counter, Guest

T = TypeVar("T")
PATIENCE = 20
"""Seconds of waiting for each other, after which something is wrong."""


@dataclass
class Two:
    """The counter of the one, and the store of the other. `moniek_first` says who is before whom."""

    counter: Counter
    other: Store
    moniek_first: bool

    @property
    def moniek(self) -> Guest:
        """Who made the partnership."""
        return self.counter.guest("Moniek")

    @property
    def jan(self) -> Guest:
        """Who coordinates as well."""
        return self.counter.guest("Jan")

    @property
    def first(self) -> Guest:
        """Who is a moment before the other."""
        return self.moniek if self.moniek_first else self.jan

    @property
    def second(self) -> Guest:
        """Who comes a moment later."""
        return self.jan if self.moniek_first else self.moniek

    async def tap(self, first: str, second: str | None = None) -> None:
        """Both press a button at once: the newest with such a label that each of them sees."""
        taps = (self.first.button(first), self.second.button(second or first))
        works = [self._work(guest, *tap) for guest, tap in zip((self.first, self.second), taps, strict=True)]
        await self._at_once(*works)
        await self.counter.deliver()

    def _work(self, guest: Guest, bubble: Bubble, choice: Choice) -> Callable[[Unit], Outcome]:
        self.counter.keys += 1
        moment = self.counter.clock.moment()
        tap = Tap(choice.press, bubble.ref, "t")
        key = str(self.counter.keys)
        incoming = Incoming("counter", guest.name, key, moment.now, tap, "nl", guest.name)

        def work(unit: Unit) -> Outcome:
            outcome = desk.attend(unit, moment, self.counter.home, incoming)
            keeping.keep(unit, outcome, moment.now)
            return outcome

        return work

    async def _at_once(self, one: Callable[[Unit], Outcome], other: Callable[[Unit], Outcome]) -> None:
        meet = _Once(Barrier(2))

        def before(unit: Unit) -> Outcome:
            done = one(unit)
            meet.wait("one")  # not stored yet, and everything that it holds is held
            return done

        def after(unit: Unit) -> Outcome:
            people.person_at(unit, "counter", self.second.name)
            meet.wait("other")
            return other(unit)

        async def comes_in() -> None:
            await asyncio.to_thread(meet.wait, "other")
            await self.other.run(after, name="other")

        stores = self.counter.store
        if stores.is_shared:
            await asyncio.gather(stores.run(before, name="one"), self.other.run(after, name="other"))
        else:
            await asyncio.gather(stores.run(before, name="one"), comes_in())


class _Once:
    """A barrier that each side passes once: a unit that is run again does not wait a second time."""

    def __init__(self, barrier: Barrier) -> None:
        self._barrier = barrier
        self._passed: set[str] = set()

    def wait(self, side: str) -> None:
        if side not in self._passed:
            self._passed.add(side)
            self._barrier.wait(timeout=PATIENCE)
