"""Waiting for something to happen, without asking again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Bell:
    """Rings at everything that happens; who waits then looks whether it is what they waited for."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        """Wake everyone who waits."""
        self._event.set()
        self._event = asyncio.Event()

    async def heard(self, happened: Callable[[], bool]) -> None:
        """Return as soon as `happened` is true; limit the wait with `asyncio.timeout`."""
        while not happened():
            await self._event.wait()
