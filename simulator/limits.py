"""How much a bot may send: refused above it with 429, as Telegram does without publishing its figures."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.errors import too_many_requests


@dataclass(frozen=True)
class Rate:
    """At most `count` calls in any `seconds`."""

    count: int
    seconds: float


@dataclass(frozen=True)
class Limits:
    """Which rates hold; None is no limit."""

    per_chat: Rate | None = None
    per_group: Rate | None = None
    overall: Rate | None = None


TELEGRAM = Limits(per_chat=Rate(1, 1.0), per_group=Rate(20, 60.0), overall=Rate(30, 1.0))
"""The figures of Telegram's FAQ for bots; in truth short bursts pass and longer texts count for more."""


class Gauge:
    """The calls of the recent past, per chat and together."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._calls: dict[int | None, deque[datetime]] = defaultdict(deque)

    def count(self, limits: Limits, chat_id: int) -> None:
        """Count one call to a chat. Raises ApiError 429, and counts nothing, when that would be too many."""
        now = self._now()
        own = limits.per_chat if chat_id > 0 else limits.per_group or limits.per_chat
        rates = [(key, rate) for key, rate in ((chat_id, own), (None, limits.overall)) if rate is not None]
        for key, rate in rates:
            recent = self._calls[key]
            while recent and now - recent[0] >= timedelta(seconds=rate.seconds):
                recent.popleft()
            if len(recent) >= rate.count:
                left = timedelta(seconds=rate.seconds) - (now - recent[-rate.count])
                raise too_many_requests(max(1, math.ceil(left.total_seconds())))
        for key, _ in rates:
            self._calls[key].append(now)
