"""`vinkje keys new`: make the master key."""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.failing import CommandError
from bot.cli.voice import Voice

app = typer.Typer(help="The key that everything is encrypted with.", no_args_is_help=True)


@app.callback()
def _keys() -> None:
    """The key that everything is encrypted with."""


@app.command("new")
def new(
    to: Annotated[Path, typer.Argument(help="The file to make.")] = Path("secrets/master.key"),
) -> None:
    """Make a master key in a new file that only you can read, and say how to keep it."""
    from bot.settings import MASTER_KEY_BYTES

    key = base64.b64encode(secrets.token_bytes(MASTER_KEY_BYTES))
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise CommandError("cli.key_exists", file=str(to)) from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(key + b"\n")
        file.flush()
        os.fsync(file.fileno())
    Voice.of_terminal(os.environ).say("cli.key_made", file=str(to))
