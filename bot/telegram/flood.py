"""Of somebody who sends more than a person can, the most is not read: the others would have to wait for it.

Nobody is held to a pace while what they send can be handled at once. Only when more of one sender waits than
`MOST` do we look at when it was sent, and read at most `MOST` of any `WITHIN`. The rest is not even parsed.
The sender is told once, and nothing of the rest was ever said to be kept. Behind a webhook Telegram brings
the next update of a chat when the last was accepted, so that nothing can pile up here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

MOST = 20
WITHIN = timedelta(seconds=10)
"""So many of one sender are read in so much time, once they pile up."""


class Fate(Enum):
    """What becomes of an update: read as always, left unread, or left unread and said so."""

    READ = "read"
    LEFT = "left"
    TOLD = "told"


@dataclass
class _Meter:
    """Of one who floods: when the last `MOST` that were read were sent, and when it came last (UTC)."""

    came_at: datetime
    read: deque[datetime] = field(default_factory=lambda: deque(maxlen=MOST))
    told: bool = False

    def judge(self, sent_at: datetime) -> Fate:
        """Whether one more may be read; it is counted."""
        if len(self.read) < MOST or abs(sent_at - self.read[0]) >= WITHIN:
            self.read.append(sent_at)
            return Fate.READ
        first, self.told = not self.told, True
        return Fate.TOLD if first else Fate.LEFT


@dataclass
class Sieve:
    """Judges what waits, sender by sender. Holds nothing of who does not flood."""

    _meters: dict[int, _Meter] = field(default_factory=dict)

    def sift(self, sender: int, sent_at: Sequence[datetime], now: datetime) -> list[Fate]:
        """What becomes of all that waits of one sender, in order; `sent_at` says when each was sent (UTC)."""
        self._meters = {each: meter for each, meter in self._meters.items() if now - meter.came_at < WITHIN}
        meter = self._meters.get(sender)
        if meter is None:
            if len(sent_at) <= MOST:
                return [Fate.READ] * len(sent_at)
            meter = self._meters[sender] = _Meter(now)
        meter.came_at = now
        return [meter.judge(at) for at in sent_at]

    def forget(self) -> None:
        """Begin anew: what was to be read could not be stored, and comes again."""
        self._meters.clear()
