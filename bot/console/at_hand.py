"""What is the same for every channel that lives in this process and asks nothing of the outside world."""

from __future__ import annotations

from datetime import datetime

from process.moment import Clock


class AtHand:
    """The part of a `Channel` in which nothing can be late, lost or closed."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def backlog_handled(self) -> None:
        """Nothing waits here before it is opened."""

    def heard_at(self) -> datetime | None:
        """Always just now."""
        return self._clock.now()

    async def list_commands(self, address: str, *, coordinator: bool, language: str) -> None:
        """Nothing here lists commands."""

    async def close(self) -> None:
        """Nothing to let go of."""
