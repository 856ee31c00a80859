"""The `--clock` option: in a rehearsal, the present instant stands in a file that somebody else moves."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.failing import CommandError

if TYPE_CHECKING:
    from bot.settings import Settings
    from process.moment import Clock

ClockFile = Annotated[
    Path | None,
    typer.Option(
        "--clock",
        help="Read the present instant from this file (ISO 8601, UTC); only in a rehearsal.",
        show_default=False,
    ),
]


def clock_for(settings: Settings, path: Path | None) -> Clock:
    """The clock of this machine, or one that reads the file each time it is asked.

    Write the file by renaming, never in place. Raises CommandError outside a rehearsal, and when the file
    does not hold an instant with its offset, now or later.
    """
    from process.moment import Clock

    if path is None:
        return Clock()
    if not settings.is_rehearsal:
        raise CommandError("cli.clock_for_real")
    _read(path)
    return Clock(now=lambda: _read(path))


def _read(path: Path) -> datetime:
    try:
        instant = datetime.fromisoformat(path.read_text("ascii").strip())
    except (OSError, ValueError):
        raise CommandError("cli.clock_unreadable", file=str(path)) from None
    if instant.tzinfo is None:
        raise CommandError("cli.clock_unreadable", file=str(path))
    return instant.astimezone(UTC)
