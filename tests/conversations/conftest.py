"""The town of a test, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import cache

import pytest

from bot.app import assemble
from bot.press import PressSeal
from bot.profile import faces
from bot.screens.reader import Facts
from bot.telegram.channel import TelegramChannel
from flows.shelf import Shelf
from process.calendar import dutch_calendar, school_holidays
from process.case import House
from process.rules.suppression import Promise
from reports.worker import Studio
from simulator.simulator import Simulator
from storage.store import Store
from tests.clock import ManualClock
from tests.conversations.town import LINK, Town
from texts.catalogue import Catalogue


@cache
def house() -> House:
    """The flows of the library and the calendar, read once."""
    return House(Shelf.read(), dutch_calendar(range(2025, 2030)), school=school_holidays())


@cache
def catalogue() -> Catalogue:
    """All texts, read once."""
    return Catalogue.ours()


FACTS = Facts(
    "de gemeente Oost", "privacy@oost.example", "112", LINK, Promise(),
    chat="https://t.me/vinkje_bot", group_link="https://t.me/vinkje_bot?startgroup=",
)  # fmt: skip


@pytest.fixture
def shelf_house() -> House:
    """What the bot of the town works with; a test of other flows gives its own."""
    return house()


@pytest.fixture
async def town(store: Store, clock: ManualClock, shelf_house: House) -> AsyncIterator[Town]:
    """The bot with nobody in it yet."""
    async with Simulator(clock.now) as simulator, Studio() as studio:
        channel = TelegramChannel(simulator.token, simulator.url, PressSeal(b"p" * 32), clock)
        works = assemble(store, {channel.name: channel}, shelf_house, catalogue(), FACTS, studio, clock)
        town = Town(simulator, works, clock, house=shelf_house)
        simulator.settle = town.settle
        await channel.prepare(faces(catalogue()))
        listening = asyncio.create_task(channel.listen(works.receiver.receive))
        yield town
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
        await works.receiver.stop()
        await channel.close()
