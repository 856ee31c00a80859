"""`vinkje retention`: what goes when, and with `--now` let go of what is past its time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.clock_file import ClockFile, clock_for
from bot.cli.configured import Config, settings_from
from bot.cli.failing import TROUBLE
from bot.cli.opened import opened
from bot.cli.voice import Voice

if TYPE_CHECKING:
    from datetime import datetime

    from storage.retention import Plan


def retention(
    at_once: Annotated[bool, typer.Option("--now", help="Let go of what is past its time.")] = False,
    config: Config = None,
    clock: ClockFile = None,
) -> None:
    """Show by partnership which texts and names go when. Changes nothing without --now; the bot may run."""
    import asyncio

    from bot.upkeep.terms import keep_to_terms
    from storage import erasing
    from storage import retention as terms

    settings = settings_from(config)
    moved = clock_for(settings, clock)
    now, keeping = moved.now(), settings.keeping
    voice = Voice(settings.language)
    with opened(settings, moved) as store:
        if at_once:
            kept = asyncio.run(keep_to_terms(store, keeping, now))
            asyncio.run(store.truncate())
            voice.say("keeping.done", rounds=kept.rounds, names=kept.names)
            if kept.ended:
                voice.say("keeping.erased", number=kept.ended)
            if kept.failed:
                voice.say("keeping.failed", things=kept.failed)
                raise typer.Exit(TROUBLE)
            return
        plans = asyncio.run(store.read(lambda unit: terms.plan(unit, keeping), name="retention"))
        ended = asyncio.run(store.read(lambda unit: erasing.planned(unit, keeping), name="retention"))
    for plan in plans:
        _tell(voice, plan, now, settings.partnership.timezone)
    for each in ended:
        voice.say(
            "keeping.ended", partnership=each.name, **_when(each.goes_at, settings.partnership.timezone)
        )
    due = sum(len(plan.due(now)) + len(plan.names_due(now)) for plan in plans)
    due += sum(each.goes_at <= now for each in ended)
    voice.say("keeping.how" if due else "keeping.nothing_due", number=due)


def _tell(voice: Voice, plan: Plan, now: datetime, zone: str) -> None:
    """One partnership: its rounds, the first to go first, then the names of who left."""
    voice.say("keeping.of", partnership=plan.name, months=plan.months)
    for each in plan.rounds:
        key = "keeping.round_due" if each.goes_at <= now else "keeping.round_later"
        voice.say(key, flow=each.flow, number=each.number, **_when(each.goes_at, zone))
    if due := plan.names_due(now):
        voice.say("keeping.names_due", names=len(due))
    later = [each.goes_at for each in plan.leavers if each.goes_at is not None and each.goes_at > now]
    if later:
        voice.say("keeping.names_later", names=len(later), **_when(min(later), zone))
    if bound := sum(each.goes_at is None for each in plan.leavers):
        voice.say("keeping.names_bound", names=bound)


def _when(instant: datetime, zone: str) -> dict[str, str | int]:
    return {"day": instant.isoformat(), "year": instant.year, "zone": zone}
