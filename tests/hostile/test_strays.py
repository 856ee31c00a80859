"""Texts where none was asked, and in what Telegram fills in: each is answered, and harms nothing."""

from __future__ import annotations

import re

import pytest

from bot.telegram.letters import units
from simulator.person import Person
from tests.conversations.rounds import Three, in_the_round
from tests.hostile.corpus import batches
from tests.hostile.table import LONGEST, Table

BATCHES = batches(60, 4)
CAPTION = 1024


async def as_somebody(table: Table, text: str, known: Person) -> None:
    """An account that is called this, in a language that is called this; in a group of this name."""
    stranger = table.town.simulator.person(text, text)
    await stranger.says("hallo")
    assert stranger.screen.from_bot
    await stranger.says("/start token00000000000000009")
    group = table.town.simulator.group(text[:255], [stranger, known])
    await stranger.adds_bot(group)
    assert group.screen.from_bot


async def in_every_other_field(table: Table, text: str, carla: Person) -> None:
    """Behind commands, under a picture, in a button."""
    for command in ("/start", "/menu", "/idee", "/bestaatniet", "/start@vinkje_bot"):
        if units(f"{command} {text}") <= LONGEST:
            await carla.says(f"{command} {text}")
            assert carla.screen.from_bot
    if units(text) <= CAPTION:
        await carla.sends("photo", caption=text)
        assert carla.screen.from_bot
    screen = next(message for message in reversed(carla.history) if message.from_bot)
    carla.world.ask(carla.account, carla.chat, screen, text)
    await table.town.settle()


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
async def test_what_nobody_asked_for_is_answered_and_changes_nothing(
    table: Table, batch: tuple[str, ...]
) -> None:
    people: Three = await in_the_round(table.town)
    for text in batch:
        await as_somebody(table, text, people.moniek)
        await in_every_other_field(table, text, people.carla)
        await table.says(people.fatima, text)
        assert people.fatima.screen.from_bot or re.match(r"/\w+@", text)  # another bot's command is not ours
    assert await table.answers(people.carla) == {}
    await table.assert_sound()
