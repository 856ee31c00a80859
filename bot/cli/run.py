"""`vinkje run`: the bot itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.configured import Config, settings_from
from bot.cli.failing import CommandError


def run(
    config: Config = None,
    clock: Annotated[
        Path | None,
        typer.Option(
            "--clock",
            help="Read the present instant from this file (ISO 8601, UTC); only in a rehearsal.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Run the bot until it is told to stop."""
    settings = settings_from(config)
    if clock is not None and not settings.is_rehearsal:
        raise CommandError("cli.clock_for_real")
    import asyncio

    from bot import app, logs
    from bot.cli.clock_file import clock_in
    from process.moment import Clock

    logs.start(settings.log.level, settings.secrets)
    asyncio.run(app.run(settings, clock_in(clock) if clock else Clock()))
