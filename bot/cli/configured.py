"""The `--config` option, and the settings it leads to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.settings import Settings

USUAL = Path("config.yaml")

Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        envvar="VINKJE_CONFIG",
        help="The settings file. Without it: config.yaml if that is here, and the environment.",
        show_default=False,
    ),
]


def settings_from(config: Path | None) -> Settings:
    """The checked settings. Raises SettingsError."""
    from bot.settings import Settings

    return Settings.read(config or (USUAL if USUAL.exists() else None), os.environ)
