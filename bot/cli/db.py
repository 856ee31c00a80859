"""`vinkje db upgrade`: bring the database to the shape that this version needs."""

from __future__ import annotations

import typer

from bot.cli.configured import Config, settings_from
from bot.cli.voice import Voice

app = typer.Typer(help="The database.", no_args_is_help=True)


@app.callback()
def _db() -> None:
    """The database."""


@app.command("upgrade")
def upgrade(config: Config = None) -> None:
    """Make the database, or bring it up to date. `vinkje run` does this too."""
    settings = settings_from(config)
    from bot.opening import open_store
    from process.moment import Clock

    open_store(settings, Clock()).close()
    Voice(settings.language).say("cli.database_ready")
