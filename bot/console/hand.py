"""A clock that is put forward by hand, from one thing that is due to the next."""

from __future__ import annotations

import random
from datetime import UTC, datetime

from process.moment import Clock
from storage import appointments, outbox
from storage.unit import Unit


class Hand(Clock):
    """The hand of the clock, put forward by who plays; tokens come from chance with a seed."""

    _at: datetime = datetime.min.replace(tzinfo=UTC)

    def __init__(self, at: datetime, chance: random.Random) -> None:
        super().__init__(lambda: self._at, lambda: f"{chance.getrandbits(128):032x}"[:22])
        self.put(at)

    def put(self, at: datetime) -> None:
        """At an instant, and never back."""
        object.__setattr__(self, "_at", max(self._at, at.astimezone(UTC)))


def next_due(unit: Unit) -> datetime | None:
    """When the next appointment is to be kept, or the next message may leave; None when nothing waits."""
    dues = (appointments.next_due(unit), outbox.next_due(unit))
    return min((due for due in dues if due is not None), default=None)
