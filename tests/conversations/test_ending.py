"""A whole ending: asked of all, objected to, asked again, agreed, and opened once more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conversations.rounds import Three, three
from tests.conversations.town import Town


async def asked(people: Three, *, why: str, words: str = "") -> None:
    """Moniek asks it of all."""
    await people.moniek.says("/afronden")
    await people.moniek.taps(why)
    await (people.moniek.says(words) if words else people.moniek.taps("Niets erbij"))
    await people.moniek.taps("Vraag het iedereen")


@pytest.mark.one_database
async def test_one_is_against_then_all_agree_and_a_month_later_it_goes_on(town: Town) -> None:
    people = await three(town)
    await asked(people, why="Lukt niet meer")
    people.fatima.sees("Moniek Bakker vraagt: zullen we dit afronden?")
    await people.carla.taps("Nog niet")
    people.carla.sees("Wat is er nog nodig?")
    await people.carla.says("Er staan nog drie huizen leeg")
    for person in people.all:
        person.sees("Carla Smit zegt: nog niet. ‘Er staan nog drie huizen leeg’")
    await people.fatima.taps("Akkoord")
    people.fatima.sees("eindigt niet")

    await asked(people, why="Doel bereikt", words="Iedereen woont weer thuis")
    for person in (people.carla, people.fatima):
        person.sees("Waarom: het doel is bereikt. ‘Iedereen woont weer thuis’")
    await people.carla.taps("Akkoord")
    people.carla.sees("Akkoord: 2 van de 3 organisaties")
    people.moniek.sees_not("· afgerond")
    await people.fatima.taps("Akkoord")
    for person in people.all:
        person.sees("Thuis in Oost · afgerond")
        person.sees("Er blijft niets liggen")
        person.sees("2027 wis ik namen en woorden")

    await town.passes(timedelta(days=30))
    await people.moniek.taps("Weer openen")
    people.carla.sees("Moniek Bakker opende dit weer")
    before = len(people.carla.history)
    await town.passes(timedelta(days=60))
    assert any("5 vragen, 3 minuten" in each.text for each in people.carla.history[before:])
