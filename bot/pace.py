"""No more than so many messages in any second."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable

WINDOW = 1.0


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
