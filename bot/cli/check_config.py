"""`vinkje check-config`: are the settings complete and right?"""

from __future__ import annotations

from bot.cli.configured import Config, settings_from
from bot.cli.voice import Voice


def check_config(config: Config = None) -> None:
    """Check the settings without starting anything."""
    settings = settings_from(config)
    Voice(settings.language).say("cli.config_rehearsal" if settings.is_rehearsal else "cli.config_good")
