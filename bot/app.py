"""The whole bot, put together: what starts before what, and what stops before what.

Start   settings → store → flows → channel (until it answers) → delivery → poller → clock, after the backlog
Stop    poller → units in flight → delivery (3 s at most) → clock → studio → store
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import profile
from bot.channel import Channel, StopRunning
from bot.clock import Ticker
from bot.delivery import RATE, Compose, Delivery
from bot.listing import Listing
from bot.opening import open_store
from bot.pace import Pace, SharedPace
from bot.press import PressSeal
from bot.receive import Receiver
from bot.screens.compose import Composer
from bot.screens.reader import Facts
from bot.settings import Settings
from bot.telegram.channel import TelegramChannel
from bot.upkeep.gap import Resumption
from bot.upkeep.monitor import Monitor, monitored
from bot.upkeep.sweeping import Sweeper
from flows.shelf import LIBRARY, Shelf
from process import desk, due, overslept
from process.calendar import Kept, dutch_calendar, school_holidays
from process.case import House
from process.moment import Clock
from process.rules.suppression import Promise
from reports.worker import Studio
from storage.store import Store
from texts.catalogue import Catalogue

if TYPE_CHECKING:
    from bot.telegram.webhook import Hook
    from bot.upkeep.metrics import Metrics

log = logging.getLogger(__name__)

YEARS_AHEAD = 10
"""So far the calendar reaches; it is made anew at every start."""


@dataclass(frozen=True)
class Works:
    """The parts that do the work, wired to one store: what comes in, what is due, what goes out."""

    store: Store
    receiver: Receiver
    delivery: Delivery
    ticker: Ticker
    listing: Listing
    resumption: Resumption


def assemble(
    store: Store,
    channels: Mapping[str, Channel],
    house: House,
    catalogue: Catalogue,
    facts: Facts,
    studio: Studio,
    clock: Clock,
    metrics: Metrics | None = None,
) -> Works:
    """Wire the parts together; nothing runs yet. `metrics` hears of everything, when given."""
    composer = Composer(store, catalogue, house.shelf, facts, studio, clock)
    pace = SharedPace(store, RATE) if store.is_shared else Pace(RATE)
    compose: Compose = composer.compose
    if metrics is not None:
        store.on_unit = metrics.unit
        compose = metrics.composing(composer.compose)
    delivery = Delivery(
        store,
        channels,
        compose,
        clock,
        pace=pace,
        budget=house.attention,
        before_claim=lambda unit, now: overslept.give_new_hours(unit, now, house),
        on_receipt=metrics.sent if metrics is not None else lambda receipt: None,
    )
    listing = Listing(store, channels)
    receiver = Receiver(
        store,
        lambda unit, moment, incoming: desk.attend(unit, moment, house, incoming),
        clock,
        delivery.wake,
        catalogue.label,
        listing.changed,
    )
    ticker = Ticker(
        store,
        lambda unit, moment, appointment: due.keep(unit, moment, house, appointment),
        clock,
        delivery.wake,
        {name: channel.heard_at for name, channel in channels.items()},
        Sweeper(store, clock, house.timezone, house.keeping).sweep_daily,
    )
    resumption = Resumption(store, house, clock, delivery.wake)
    return Works(store, receiver, delivery, ticker, listing, resumption)


def house_of(settings: Settings, clock: Clock) -> House:
    """The flows on the shelf and the calendar; a flow that is broken stays off it and is reported."""
    shelf = Shelf.read((LIBRARY, *settings.flows.folders))
    for complaint in shelf.complaints:
        log.error("a flow is left out: %s", complaint)
    year = clock.now().year
    held = settings.partnership.public_holidays.model_dump()
    kept = {name: Kept(how) for name, how in held.items()}
    calendar = dutch_calendar(range(year - 1, year + YEARS_AHEAD), kept, settings.partnership.free_days)
    return House(
        shelf,
        calendar,
        settings.partnership.timezone,
        promise_of(settings),
        settings.keeping,
        school_holidays(),
        settings.partnership.region,
        attention=settings.attention.per_month,
    )


def promise_of(settings: Settings) -> Promise:
    """From how many answers something confidential is shown: told beforehand, and kept at the reveal."""
    return Promise(counts_from=settings.confidential_threshold)


def press_seal(settings: Settings) -> PressSeal:
    """What buttons are signed with: made from the master key, so that they outlive a restart."""
    secret = settings.master_key or settings.token.encode()
    return PressSeal(hmac.new(secret, b"vinkje buttons", hashlib.sha256).digest())


def facts_of(settings: Settings, link: str, chat: str = "", group_link: str = "") -> Facts:
    """What every text may say of this installation; the links as in `Facts`."""
    responsible = settings.who_is_responsible
    return Facts(
        responsible=responsible.name if responsible else "-",
        contact=responsible.contact if responsible else "-",
        emergency=settings.emergency_number,
        link=link,
        promise=promise_of(settings),
        months=settings.keeping.months,
        chat=chat,
        group_link=group_link,
    )


def hook_of(settings: Settings) -> Hook | None:
    """The webhook of the settings, None when the bot polls."""
    url = settings.telegram.webhook.url
    if url is None:
        return None
    from bot.telegram.webhook import Hook  # what serves it takes a moment to load

    listen, port = settings.telegram.webhook.listen, settings.telegram.webhook.port
    return Hook(url, settings.webhook_secret, listen, port)


async def run(settings: Settings, clock: Clock) -> None:
    """Run until a signal says stop. Raises StopRunning, StorageRefused and SourceError, each in words."""
    catalogue = Catalogue.ours()
    store = open_store(settings, clock)
    try:
        house = house_of(settings, clock)
        channel = TelegramChannel(
            settings.token, settings.telegram.api_url, press_seal(settings), clock, hook=hook_of(settings)
        )
        stop = _stop_signal()
        try:
            async with Studio() as studio, monitored(settings, catalogue, store, channel, clock) as monitor:
                await _run(store, channel, house, catalogue, settings, studio, clock, stop, monitor=monitor)
        finally:
            await channel.close()
    finally:
        store.close()


async def _run(
    store: Store,
    channel: TelegramChannel,
    house: House,
    catalogue: Catalogue,
    settings: Settings,
    studio: Studio,
    clock: Clock,
    stop: asyncio.Event,
    *,
    monitor: Monitor | None,
) -> None:
    preparing = asyncio.create_task(channel.prepare(profile.faces(catalogue)))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({preparing, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if stop.is_set():
        preparing.cancel()
        return
    await preparing
    facts = facts_of(settings, channel.link(""), channel.chat_link(), channel.group_link(""))
    metrics = monitor.metrics if monitor else None
    works = assemble(store, {channel.name: channel}, house, catalogue, facts, studio, clock, metrics)
    receive = monitor.watch(works) if monitor else works.receiver.receive
    delivering = asyncio.create_task(works.delivery.run())
    listening = asyncio.create_task(channel.listen(receive))
    caught_up = asyncio.create_task(channel.backlog_handled())
    try:
        await asyncio.wait({caught_up, listening, delivering, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if caught_up.done():
            await works.resumption.ask_again()
        works.ticker.start()
        await works.listing.everyone()
        log.info("started")
        await asyncio.wait({listening, delivering, stopping}, return_when=asyncio.FIRST_COMPLETED)
        for task in (listening, delivering):
            if task.done():
                task.result()
    finally:
        listening.cancel()
        stopping.cancel()
        caught_up.cancel()
        await asyncio.gather(listening, stopping, caught_up, return_exceptions=True)
        await works.receiver.stop()
        await works.delivery.stop()
        works.ticker.stop()
        await works.listing.settled()
        await asyncio.gather(delivering, return_exceptions=True)
        log.info("stopped")


def _stop_signal() -> asyncio.Event:
    """Set by SIGTERM and SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


__all__ = ["StopRunning", "Works", "assemble", "facts_of", "house_of", "press_seal", "run"]
