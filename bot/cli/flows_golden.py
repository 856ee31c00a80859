"""Golden conversations and rounds, walked through again and compared with what is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from difflib import unified_diff
from pathlib import Path

import typer

from bot import logs
from bot.console.company import Lost, play_round
from flows.golden import play, read_golden, write_golden
from flows.golden_round import FOLDER, read_round, write_round
from flows.model import Flow
from flows.shelf import Shelf
from flows.source import SourceError

Goes = Callable[[Path, Mapping[str, Flow]], str]


def compare(folder: Path, *, update: bool) -> tuple[int, int, int]:
    """How many conversations and rounds of one person and of several there are, and how many differ.

    What is different is told, or with `update` written down.
    """
    logs.start("error", ())
    shelf = Shelf.read([folder])
    conversations = sorted((folder / "golden").glob("*.yaml"))
    rounds = sorted((folder / "golden" / FOLDER).glob("*.yaml"))
    differ = [_differs(path, walked, shelf.flows, update=update) for path in conversations]
    differ += [_differs(path, played, shelf.flows, update=update) for path in rounds]
    return len(conversations), len(rounds), sum(differ)


def walked(path: Path, flows: Mapping[str, Flow]) -> str:
    """A golden conversation as it goes now. Raises SourceError, or LookupError without the flow."""
    golden = read_golden(path)
    return write_golden(play(golden, _flow(golden.flow, flows)))


def played(path: Path, flows: Mapping[str, Flow]) -> str:
    """A golden round as it goes now. Raises SourceError, Lost, or LookupError without the flow."""
    golden = read_round(path)
    return write_round(asyncio.run(play_round(golden, _flow(golden.flow, flows))))


def _flow(name: str, flows: Mapping[str, Flow]) -> Flow:
    if name not in flows:
        raise LookupError(f"the flow '{name}' cannot be used — fix: vinkje flows lint")
    return flows[name]


def _differs(path: Path, goes: Goes, flows: Mapping[str, Flow], *, update: bool) -> bool:
    try:
        kept, now = path.read_text(encoding="utf-8"), goes(path, flows)
    except (SourceError, Lost, LookupError) as error:
        typer.echo(str(error) if isinstance(error, SourceError) else f"{path.name}: {error.args[0]}")
        return True
    if kept == now:
        return False
    if update:
        path.write_text(now, encoding="utf-8")
        typer.echo(f"{path.name}: written anew")
        return False
    names = (f"{path.name} (kept)", f"{path.name} (now)")
    for line in unified_diff(kept.splitlines(), now.splitlines(), *names, lineterm=""):
        typer.echo(line)
    return True
