"""Is the bot doing its work? What is wrong is said in words, without anything of the people it works for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from process.moment import Clock
from storage.queries.backlog import Backlog, backlog
from storage.store import Store
from storage.trouble import StorageError

SILENT = timedelta(seconds=90)
"""The bot says every half minute that it lives, and a poll is answered within twenty seconds."""

OLDEST = timedelta(minutes=5)
"""A message that could go is gone within seconds; one of five minutes says that something is stuck."""

PATIENCE = 3.0
"""Seconds that the database may take to answer."""

LastSign = Callable[[], datetime | None]


Complaint = tuple[str, dict[str, str | int]]
"""The key of a text and its values."""


@dataclass
class Readiness:
    """Looks at this process and its database. `heard_at` tells when the channel last answered.

    `lived_at` tells when the clock of the bot last wrote down that it lives; it is given once that runs.
    """

    store: Store
    clock: Clock
    heard_at: LastSign
    lived_at: LastSign = field(default=lambda: None)

    async def backlog(self) -> Backlog | None:
        """What waits; None when the database does not answer in time."""
        now = self.clock.now()
        try:
            async with asyncio.timeout(PATIENCE):
                return await self.store.read(lambda unit: backlog(unit, now), name="readiness")
        except (StorageError, TimeoutError):
            return None

    async def complaints(self) -> list[Complaint]:
        """What is wrong; nothing when all is well."""
        now = self.clock.now()
        wrong: list[Complaint] = []
        waiting = await self.backlog()
        if waiting is None:
            wrong.append(("cli.no_database", {}))
        elif waiting.since is not None and now - waiting.since > OLDEST:
            minutes = int((now - waiting.since).total_seconds() // 60)
            wrong.append(("cli.old_outbox", {"count": waiting.messages, "minutes": minutes}))
        if _silent(self.heard_at(), now):
            wrong.append(("cli.not_hearing", {}))
        if _silent(self.lived_at(), now):
            wrong.append(("cli.not_alive", {}))
        return wrong


def _silent(last: datetime | None, now: datetime) -> bool:
    return last is None or now - last > SILENT
