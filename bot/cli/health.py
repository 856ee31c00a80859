"""`vinkje health`: does the running bot live and hear Telegram? For the container and for monitoring."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.cli.configured import Config, settings_from
from bot.cli.failing import TROUBLE, CommandError
from bot.cli.voice import Voice

if TYPE_CHECKING:
    from storage.unit import Unit


def health(config: Config = None) -> None:
    """Exit with 0 when the bot lives and hears Telegram, with 1 otherwise; look, and change nothing."""
    settings = settings_from(config)
    import asyncio
    from datetime import UTC

    from bot.opening import open_store
    from bot.web.readiness import SILENT
    from process.moment import Clock

    store = open_store(settings, Clock())
    try:
        beats = asyncio.run(store.read(_beats, name="health"))
    finally:
        store.close()
    now = datetime.now(UTC)
    for name, key in (("bot", "cli.not_alive"), ("bot:telegram", "cli.not_hearing")):
        if name not in beats or now - beats[name] > SILENT:
            raise CommandError(key, code=TROUBLE)
    Voice(settings.language).say("cli.healthy")


def _beats(unit: Unit) -> dict[str, datetime]:
    from sqlmodel import select

    from storage.tables import Heartbeat

    return {beat.name: beat.at for beat in unit.session.exec(select(Heartbeat))}
