"""Who looks after it, as people meet it on Telegram: the last coordinator leaves, a keeper blocks the bot."""

from __future__ import annotations

from datetime import timedelta

import pytest

from simulator.person import Person
from tests.conversations.rounds import three
from tests.conversations.test_leaving import leaves
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database
SOME_DAYS = timedelta(days=4)


async def becomes_deputy(person: Person) -> None:
    """By the buttons of who takes part."""
    await person.says("/deelnemers")
    await person.taps("Hoeder en achtervang")
    await person.taps("Ja, ik word achtervang")
    person.sees("Je bent de achtervang")


async def test_the_last_coordinator_leaves_and_the_deputy_takes_it_from_there(town: Town) -> None:
    people = await three(town)
    await becomes_deputy(people.carla)
    assert "overleg" not in {each.name for each in people.carla.commands}
    await leaves(people.moniek)
    await town.settle()
    assert "overleg" in {each.name for each in people.carla.commands}, "the list follows at once"
    await town.passes(SOME_DAYS)
    people.fatima.sees("Carla Smit doet zolang wat een coördinator doet. Wil jij coördineren?")
    people.carla.sees("Er is geen hoeder meer. Jij bent de achtervang.")
    await people.carla.taps("Ik neem het over")
    await people.fatima.taps("Ik wil coördineren")
    await town.passes(SOME_DAYS)
    await people.carla.taps("Ja, goed")
    await town.settle()
    assert "overleg" in {each.name for each in people.fatima.commands}
    assert "overleg" not in {each.name for each in people.carla.commands}
    await people.fatima.says("/deelnemers")
    people.fatima.sees("Hoeder: Carla Smit")


async def test_a_keeper_who_blocks_the_bot_is_named_to_the_coordinators_and_the_deputy_is_asked(
    town: Town,
) -> None:
    people = await three(town)
    await becomes_deputy(people.carla)
    await people.moniek.says("/hoeder")
    await people.moniek.taps("Het wordt me te veel")
    await town.passes(SOME_DAYS)
    await people.carla.taps("Ik neem het over")
    await becomes_deputy(people.fatima)
    await people.carla.blocks()
    await town.passes(SOME_DAYS)
    people.moniek.sees("We bereiken Carla Smit niet")
    people.fatima.sees("We bereiken hoeder Carla Smit niet")
    await people.fatima.taps("Ik neem het over")
    await town.passes(SOME_DAYS)
    people.moniek.sees("Fatima el Amrani let er voortaan op dat dit blijft leven.")
