"""`vinkje run`: the bot itself."""

from __future__ import annotations

from bot.cli.clock_file import ClockFile, clock_for
from bot.cli.configured import Config, settings_from
from bot.cli.ready import require_key


def run(config: Config = None, clock: ClockFile = None) -> None:
    """Run the bot until it is told to stop."""
    settings = settings_from(config)
    moved = clock_for(settings, clock)
    require_key(settings, moved)
    import asyncio

    from bot import app, logs

    logs.start(settings.log.level, settings.secrets)
    asyncio.run(app.run(settings, moved))
