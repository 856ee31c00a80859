"""`vinkje restore FROM`: put a backup back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.configured import Config, settings_from
from bot.cli.voice import Voice


def restore(
    source: Annotated[
        Path, typer.Argument(help="The folder with backups, or one backup in it.", metavar="FROM")
    ],
    replace: Annotated[
        bool, typer.Option("--replace", help="Set aside the database that stands there now.")
    ] = False,
    config: Config = None,
) -> None:
    """Put the newest backup back, where there is no database yet. Stop the bot first."""
    settings = settings_from(config)
    from storage.restore import restore as put_back

    voice, url = Voice(settings.language), settings.database.url.get_secret_value()
    done = put_back(url, settings.master_key, source, replace=replace)
    voice.say("cli.restored", backup=str(done.backup))
    if done.forgotten:
        voice.say("cli.restored_forgotten", people=done.forgotten)
    if done.dropped:
        voice.say("cli.restored_dropped", messages=done.dropped)
    if done.aside is not None:
        voice.say("cli.restored_aside", file=str(done.aside))
    voice.say("cli.restored_next")
