"""`vinkje outbox`: messages that did not, or may not have, arrived; what they say is never shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.configured import Config, settings_from
from bot.cli.failing import TROUBLE, CommandError
from bot.cli.opened import opened
from bot.cli.voice import Voice

if TYPE_CHECKING:
    from storage.tables import Outbox
    from storage.unit import Unit

app = typer.Typer(help="Messages that may not have arrived.", no_args_is_help=True)

Number = Annotated[int, typer.Argument(help="The number that the list shows.", metavar="NUMBER")]


@app.callback()
def _outbox() -> None:
    """Messages that may not have arrived."""


@app.command("list")
def list_stranded(config: Config = None) -> None:
    """List what did not, or may not have, arrived: number, when, what kind of message, and why."""
    import asyncio

    from process.moment import Clock
    from storage.queries.stranded import stranded_messages

    settings = settings_from(config)
    voice, zone = Voice(settings.language), settings.partnership.timezone
    with opened(settings, Clock()) as store:
        rows = asyncio.run(store.read(stranded_messages, name="outbox list"))
    for row in rows:
        _say(voice, row, zone)
    voice.say("cli.outbox_how" if rows else "cli.outbox_empty")


@app.command("retry")
def retry(number: Number, config: Config = None) -> None:
    """Let a message go once more; whoever got it after all gets it twice."""
    from storage import codec
    from storage.queries.stranded import send_again, stranded_message

    def work(unit: Unit) -> str | None:
        found = stranded_message(unit, number)
        if found is None:
            return "cli.outbox_not_there"
        row, address = found
        if row.message == codec.bare(codec.kind_of(row.message)):
            return "cli.outbox_emptied"
        if not address.reachable:
            return "cli.outbox_unreachable"
        send_again(unit, row)
        return None

    _change(config, number, work, "cli.outbox_retried")


@app.command("drop")
def drop(number: Number, config: Config = None) -> None:
    """Take a message off the list; it is not sent."""
    from process.moment import Clock
    from storage.queries.stranded import drop, stranded_message

    def work(unit: Unit) -> str | None:
        found = stranded_message(unit, number)
        if found is None:
            return "cli.outbox_not_there"
        drop(unit, found[0], Clock().now())
        return None

    _change(config, number, work, "cli.outbox_dropped")


def _change(config: Config, number: int, work: Callable[[Unit], str | None], done: str) -> None:
    """Do it in a unit, which says what stands in the way, and tell how it went."""
    import asyncio

    from process.moment import Clock

    settings = settings_from(config)
    with opened(settings, Clock()) as store:
        refused = asyncio.run(store.run(work, name="outbox change"))
    if refused is not None:
        raise CommandError(refused, code=TROUBLE, id=number)
    Voice(settings.language).say(done, id=number)


def _say(voice: Voice, row: Outbox, zone: str) -> None:
    from storage.codec import kind_of

    voice.say(
        f"cli.outbox_{row.state.value}",
        id=row.id,
        at=(row.done_at or row.created_at).isoformat(),
        kind=kind_of(row.message),
        why=row.detail or voice.text("cli.outbox_no_answer"),
        zone=zone,
    )
