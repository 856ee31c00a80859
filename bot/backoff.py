"""How long to wait when something goes wrong again and again."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Backoff:
    """Waits that double from `first` to `most` seconds, and begin anew after a success."""

    first: float = 0.5
    most: float = 20.0
    _next: float = field(default=0.0, init=False)

    def wait(self) -> float:
        """Seconds to wait now; twice as long the next time."""
        now = self._next or self.first
        self._next = min(2 * now, self.most)
        return now

    def over(self) -> None:
        """Things go well again."""
        self._next = 0.0
