"""`vinkje flows try NAME`: a conversation in the terminal, with the whole bot behind it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.flows import app

if TYPE_CHECKING:
    from flows.model import Flow


@app.command("try")
def try_flow(
    name: Annotated[str, typer.Argument(help="The id of a flow of the library, or a flow file.")],
    language: Annotated[Literal["nl", "en"], typer.Option(help="The language of the conversation.")] = "nl",
    seed: Annotated[int, typer.Option(help="What the imaginary partners answer depends on this.")] = 1,
) -> None:
    """Answer a flow yourself, with two imaginary partners, up to the result. Nothing is kept."""
    import asyncio
    import random
    import tempfile

    from bot import logs
    from bot.console.rehearsal import rehearse
    from texts.catalogue import Catalogue

    logs.start("error", ())
    flow = _flow(name)
    catalogue = Catalogue.ours()
    typer.echo(catalogue.label("rehearsal.how", language))
    folder = Path(tempfile.mkdtemp(prefix="vinkje-try-"))
    chance = random.Random(seed)  # noqa: S311 - imaginary answers, not secrets
    shown = asyncio.run(rehearse(flow, _keyboard(), typer.echo, folder, language, chance))
    key = "rehearsal.shown" if shown else "rehearsal.left"
    typer.echo(catalogue.label(key, language, {"folder": str(folder)}))


def _flow(name: str) -> Flow:
    from flows.read_flow import read_flow
    from flows.shelf import Shelf
    from flows.source import SourceError, read_text

    path = Path(name)
    if path.suffix == ".yaml":
        try:
            return read_flow(read_text(path), path.name)
        except SourceError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None
    shelf = Shelf.read()
    if name not in shelf.flows:
        known = ", ".join(sorted(shelf.flows))
        typer.echo(f"there is no flow {name!r}; choose one of {known}, or name a file", err=True)
        raise typer.Exit(2)
    return shelf.flows[name]


async def _keyboard() -> AsyncIterator[str]:
    """The lines that are typed, until end of file."""
    import asyncio
    import sys

    while line := await asyncio.to_thread(sys.stdin.readline):
        yield line.rstrip("\n")


__all__ = ["app", "try_flow"]
