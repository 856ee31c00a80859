"""No more than so many messages in any second."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Protocol

from storage.store import Store
from storage.turns import take_turn

WINDOW = 1.0


class Turns(Protocol):
    """Who may go, and when."""

    async def turn(self) -> None:
        """Wait until one more may go."""
        ...


class Pace:
    """Lets at most `rate` callers through in any second; the others wait their turn.

    Waiting goes by the `ticking` clock (seconds, monotonic), which nobody sets back.
    """

    def __init__(
        self,
        rate: int,
        ticking: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._gone: deque[float] = deque(maxlen=rate)
        self._ticking = ticking
        self._sleep = sleep

    async def turn(self) -> None:
        """Wait until one more may go, in the order of asking."""
        now = self._ticking()
        full = len(self._gone) == self._gone.maxlen
        goes_at = max(now, self._gone[0] + WINDOW) if full else now
        self._gone.append(goes_at)
        if goes_at > now:
            await self._sleep(goes_at - now)


class SharedPace:
    """The same over all replicas on one database: turns lie evenly apart, by the clock of the database."""

    def __init__(
        self,
        store: Store,
        rate: int,
        name: str = "bulk",
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._store = store
        self._apart = timedelta(seconds=WINDOW / rate)
        self._name = name
        self._sleep = sleep

    async def turn(self) -> None:
        """Wait until one more may go, whichever replica asked. Raises StorageTrouble."""
        wait = await self._store.run(lambda unit: take_turn(unit, self._name, self._apart), name="turn")
        if wait > timedelta(0):
            await self._sleep(wait.total_seconds())
