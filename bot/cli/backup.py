"""`vinkje backup TO`: a copy of everything, also while the bot runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.configured import Config, settings_from
from bot.cli.voice import Voice


def backup(
    to: Annotated[Path, typer.Argument(help="The folder to put the copy in.", metavar="TO")],
    config: Config = None,
) -> None:
    """Copy the database and the keys to a folder, and check the copy. The bot can go on running."""
    settings = settings_from(config)
    from storage.backup import backup as copy

    made = copy(settings.database.url.get_secret_value(), settings.master_key, to)
    Voice(settings.language).say("cli.backup_made", database=str(made.database), keys=str(made.keys))
