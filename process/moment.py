"""The only way that time and chance come in."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


def _token() -> str:
    return secrets.token_urlsafe(16)


@dataclass(frozen=True)
class Moment:
    """One instant (UTC, aware) and a source of unguessable tokens (128 bits, base64url, 22 characters)."""

    now: datetime
    token: Callable[[], str] = _token


@dataclass(frozen=True)
class Clock:
    """Where the present instant and tokens come from; tests and the demo give their own."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    token: Callable[[], str] = _token

    def moment(self) -> Moment:
        """The present instant, taken once for everything that happens in one unit of work."""
        return Moment(self.now(), self.token)
