"""A clock that somebody else moves: the present instant stands in a file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.cli.failing import CommandError
from process.moment import Clock


def clock_in(path: Path) -> Clock:
    """A clock that reads the file each time it is asked; write the file by renaming, never in place.

    Raises CommandError when the file does not hold an instant with its offset, now or later.
    """

    def now() -> datetime:
        try:
            instant = datetime.fromisoformat(path.read_text("ascii").strip())
        except (OSError, ValueError):
            raise CommandError("cli.clock_unreadable", file=str(path)) from None
        if instant.tzinfo is None:
            raise CommandError("cli.clock_unreadable", file=str(path))
        return instant.astimezone(UTC)

    now()
    return Clock(now=now)
