"""`vinkje invite coordinator`: a link for the person who makes the first partnership."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.configured import Config, settings_from
from bot.cli.voice import Voice

if TYPE_CHECKING:
    from bot.settings import Settings
    from process.moment import Moment

app = typer.Typer(help="Links for people who are new.", no_args_is_help=True)

VALID = timedelta(days=7)
PATIENCE = 20.0
"""Seconds that Telegram gets to say what the bot is called."""


@app.callback()
def _invite() -> None:
    """Links for people who are new."""


@app.command("coordinator")
def coordinator(
    config: Config = None,
    language: Annotated[
        Literal["nl", "en"] | None, typer.Option(help="The language of the words around the link.")
    ] = None,
) -> None:
    """Print a link with which one person can start a partnership. It works once, for 7 days."""
    settings = settings_from(config)
    import asyncio

    from process.moment import Clock

    moment = Clock().moment()
    link = asyncio.run(_link(settings, moment))
    until = (moment.now + VALID).isoformat()
    text = Voice(language or settings.language).text(
        "cli.invitation", link=link, until=until, zone=settings.partnership.timezone
    )
    typer.echo(text)


async def _link(settings: Settings, moment: Moment) -> str:
    """Ask the bot's name first: when Telegram refuses, no invitation is left behind."""
    import asyncio

    from bot.cli.failing import TROUBLE, CommandError
    from bot.opening import open_store
    from bot.press import PressSeal
    from bot.telegram.channel import TelegramChannel
    from process.moment import Clock
    from process.states import Role
    from storage.queries import invites

    token = moment.token()
    channel = TelegramChannel(settings.token, settings.telegram.api_url, PressSeal(bytes(16)), Clock())
    try:
        async with asyncio.timeout(PATIENCE):
            await channel.prepare()
        link = channel.link(token)
    except TimeoutError:
        raise CommandError("cli.unreachable", code=TROUBLE, url=settings.telegram.api_url) from None
    finally:
        await channel.close()
    store = open_store(settings, Clock())
    try:
        await store.run(
            lambda unit: invites.new_invite(
                unit, token, Role.COORDINATOR, uses=1, expires_at=moment.now + VALID, now=moment.now
            ),
            name="invite coordinator",
        )
    finally:
        store.close()
    return link
