"""Leaving a channel alone while it does not answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.backoff import Backoff

_NONE = timedelta(0)


class Outage:
    """Pauses that double from half a second to twenty while a channel fails, and end when it answers."""

    def __init__(self) -> None:
        self._began: datetime | None = None
        self._pause = _NONE
        self._backoff = Backoff()

    @property
    def lasts(self) -> bool:
        """Whether the channel failed the last time; until it answers, one message at a time tries it."""
        return self._began is not None

    def failed(self, now: datetime, at_least: float = 0.0) -> None:
        """The channel did not answer, or asked for `at_least` so many seconds of peace."""
        self._began = now
        self._pause = timedelta(seconds=max(self._backoff.wait(), at_least))

    def answered(self) -> None:
        """The channel works."""
        self._began, self._pause = None, _NONE
        self._backoff.over()

    def remaining(self, now: datetime) -> timedelta:
        """How much longer to leave it alone; nothing when the clock was set back before the pause began."""
        passed = _NONE if self._began is None else now - self._began
        return self._pause - passed if _NONE <= passed < self._pause else _NONE
