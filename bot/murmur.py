"""Saying what keeps going wrong, without filling the log."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from process.moment import Clock

_EVERY = timedelta(minutes=1)


class Murmur:
    """Warns on `log`, of the same thing at most once a minute by `clock`."""

    def __init__(self, log: logging.Logger, clock: Clock) -> None:
        self._log = log
        self._clock = clock
        self._said: dict[str, datetime] = {}

    def warn(self, text: str, *values: object) -> None:
        """A warning; `text` with its %-gaps unfilled says what is the same thing."""
        now = self._clock.now()
        last = self._said.get(text)
        if last is None or abs(now - last) >= _EVERY:
            self._said[text] = now
            self._log.warning(text, *values)
