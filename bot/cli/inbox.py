"""`vinkje inbox`: events that Vinkje could not handle; their texts are never shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.configured import Config, settings_from
from bot.cli.failing import TROUBLE, CommandError
from bot.cli.opened import opened
from bot.cli.voice import Voice

if TYPE_CHECKING:
    from bot.receive import Desk
    from bot.settings import Settings
    from bot.upkeep.retrying import Retried
    from process.moment import Clock
    from storage.unit import Unit

app = typer.Typer(help="What came in and could not be handled.", no_args_is_help=True)


@app.callback()
def _inbox() -> None:
    """What came in and could not be handled."""


@app.command("list")
def list_failed(config: Config = None) -> None:
    """List what failed: the code that the person was told, when, and what kind of thing it was."""
    import asyncio

    from process.moment import Clock

    settings = settings_from(config)
    voice, zone = Voice(settings.language), settings.partnership.timezone
    with opened(settings, Clock()) as store:
        failed = asyncio.run(store.read(_failed, name="inbox list"))
    for code, at, kind in failed:
        voice.say("cli.inbox_line", code=code, at=at, kind=kind, zone=zone)
    voice.say("cli.inbox_how" if failed else "cli.inbox_empty")


@app.command("retry")
def retry(
    code: Annotated[str | None, typer.Argument(help="The code that the list shows.", metavar="CODE")] = None,
    every: Annotated[bool, typer.Option("--all", help="Everything that failed, in order.")] = False,
    config: Config = None,
) -> None:
    """Handle what failed once more, as if it came in now. What succeeds is off the list."""
    import asyncio

    from process.moment import Clock

    if (code is None) != every:
        raise CommandError("cli.inbox_which")
    settings = settings_from(config)
    voice, clock = Voice(settings.language), Clock()
    desk = _desk(settings, clock)
    with opened(settings, clock) as store:
        codes = [each for each, _, _ in asyncio.run(store.read(_failed, name="inbox list"))]
        wanted = codes if code is None else [code.upper()]
        from bot.upkeep.retrying import retry as again

        ended = [(each, asyncio.run(again(store, desk, clock, each))) for each in wanted]
    left = sum(not _say(voice, each, how) for each, how in ended)
    if left:
        raise CommandError("cli.inbox_not_all", code=TROUBLE, done=len(ended) - left, left=left)
    if not ended:
        voice.say("cli.inbox_empty")


def _failed(unit: Unit) -> list[tuple[str, str, str]]:
    """Code, instant and kind of each."""
    from bot.upkeep.retrying import read
    from storage.queries.stranded import failed_events

    found = []
    for event in failed_events(unit):
        incoming = read(unit, event)
        kind = type(incoming.act).__name__ if incoming is not None else "?"
        found.append((event.code or "?", event.at.isoformat(), kind))
    return found


def _desk(settings: Settings, clock: Clock) -> Desk:
    from bot.app import house_of
    from process import desk

    house = house_of(settings, clock)
    return lambda unit, moment, incoming: desk.attend(unit, moment, house, incoming)


def _say(voice: Voice, code: str, retried: Retried) -> bool:
    """Tell how it went; whether it went well."""
    values = {"code": code, **({"where": retried.where} if retried.where else {})}
    voice.say(f"cli.inbox_{retried.ended.value}", **values)
    return retried.ended.value == "done"
