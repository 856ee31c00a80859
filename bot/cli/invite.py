"""`vinkje invite coordinator`: a link for the person who makes the first partnership."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.clock_file import ClockFile, clock_for
from bot.cli.configured import Config, settings_from
from bot.cli.failing import TROUBLE, CommandError
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
    clock: ClockFile = None,
) -> None:
    """Print a link with which one person can start a partnership. It works once, for 7 days."""
    import asyncio

    settings = settings_from(config)
    moment = clock_for(settings, clock).moment()
    until = moment.now + VALID
    link = asyncio.run(_link(settings, moment, until))
    Voice(language or settings.language).say(
        "cli.invitation", link=link, until=until.isoformat(), zone=settings.partnership.timezone
    )


async def _link(settings: Settings, moment: Moment, until: datetime) -> str:
    """The link, kept as a hash. The bot's name comes first: when Telegram refuses, nothing is left behind."""
    from bot.opening import open_store
    from process.moment import Clock
    from process.states import Role
    from storage.queries import invites

    token = moment.token()
    username = await _username(settings)
    store = open_store(settings, Clock())
    try:
        await store.run(
            lambda unit: invites.new_invite(
                unit, token, Role.COORDINATOR, uses=1, expires_at=until, now=moment.now
            ),
            name="invite coordinator",
        )
    finally:
        store.close()
    return f"https://t.me/{username}?start={token}"


async def _username(settings: Settings) -> str:
    import asyncio

    from bot.press import PressSeal
    from bot.telegram.channel import TelegramChannel
    from process.moment import Clock

    channel = TelegramChannel(settings.token, settings.telegram.api_url, PressSeal(bytes(16)), Clock())
    try:
        async with asyncio.timeout(PATIENCE):
            return await channel.prepare()
    except TimeoutError:
        raise CommandError("cli.unreachable", code=TROUBLE, url=settings.telegram.api_url) from None
    finally:
        await channel.close()
