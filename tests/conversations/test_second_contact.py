"""A member brings in a colleague; and who coordinates sees it when an organisation has nobody left."""

from __future__ import annotations

import pytest

from simulator.person import Person
from tests.conversations.rounds import three
from tests.conversations.thuis_in_oost import joins
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database


async def link_of(person: Person) -> str:
    """The link that a member makes for a colleague."""
    await person.says("/deelnemers")
    await person.taps("Collega uitnodigen")
    message = next(each for each in reversed(person.history) if "https://t.me/" in each.text)
    assert "namens Woonstad" in message.text
    return next(word for word in message.text.split() if word.startswith("https://t.me/"))


async def test_a_member_brings_in_one_colleague_of_their_own_organisation(town: Town) -> None:
    people = await three(town)
    first, second = await link_of(people.carla), await link_of(people.carla)
    jan, els = town.person("Jan de Wit"), town.person("Els Kuiper")
    await jan.opens(first)
    jan.sees("Deze link werkt niet (meer).")
    await joins(town, jan, second)
    jan.sees("Je doet mee!")
    people.moniek.sees("Jan de Wit (Woonstad)")
    await els.opens(second)
    els.sees("Deze link werkt niet (meer).")
    await people.fatima.says("/deelnemers")
    people.fatima.sees("Woonstad: Carla Smit, Jan de Wit")


async def test_a_link_for_a_colleague_stops_when_who_made_it_leaves(town: Town) -> None:
    people = await three(town)
    link, jan = await link_of(people.carla), town.person("Jan de Wit")
    await people.carla.says("/stop")
    await people.carla.taps("Uit Thuis in Oost")
    await people.carla.taps("Ja, ik stop")
    await jan.opens(link)
    jan.sees("Deze link werkt niet (meer).")


async def test_coordinators_alone_hear_that_an_organisation_has_nobody_left(town: Town) -> None:
    people = await three(town)
    await people.fatima.says("/stop")
    await people.fatima.taps("Uit Thuis in Oost")
    await people.fatima.taps("Ja, ik stop")
    people.moniek.sees("Fatima el Amrani is gestopt")
    people.moniek.sees("Van De Linde doet nu niemand mee.")
    assert ["Uitnodigen"] in people.moniek.screen.rows
    people.carla.sees("Fatima el Amrani is gestopt")
    assert not any("doet nu niemand mee" in message.text for message in people.carla.history)
    await people.moniek.says("/deelnemers")
    people.moniek.sees("Van De Linde, Politie Oost doet nu niemand mee.")
    await people.carla.says("/deelnemers")
    assert not any("doet nu niemand mee" in message.text for message in people.carla.history)
