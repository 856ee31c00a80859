"""`vinkje flows …`: for people who write flows."""

from __future__ import annotations

import typer

app = typer.Typer(help="Flows: check them, try them.", no_args_is_help=True)


@app.callback()
def _flows() -> None:
    """Flows: check them, try them."""
