"""Somebody gets a job at another organisation here: what was said stays, and everyone hears it."""

from __future__ import annotations

import pytest

from simulator.person import Person
from tests.conversations.rounds import Three, skips_and_sends, starts, three
from tests.conversations.thuis_in_oost import GREEN, RED, joins, link_for, sends
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database


async def four(town: Town) -> tuple[Three, Person]:
    """Three of three organisations, and Peter of the police."""
    people = await three(town)
    peter = town.person("Peter Kok")
    await joins(town, peter, link_for(people.moniek, "Politie Oost"))
    return people, peter


async def works_for(person: Person, organisation: str, layer: str = "Uitvoering") -> None:
    """By the menu, up to the last page."""
    await person.says("/menu")
    await person.taps("Instellingen")
    await person.taps("Ik werk nu ergens anders")
    await person.taps(organisation)
    if layer:
        await person.taps(layer)


async def test_who_goes_to_another_organisation_answers_for_it_from_the_next_round_on(town: Town) -> None:
    people, peter = await four(town)
    carla = people.carla
    await starts(people.moniek, "Balanscheck")
    invitation = carla.sees("Balanscheck")
    await carla.taps("Beginnen")
    await works_for(carla, "Politie Oost")
    for said in (
        "Klopt dit? Je werkt nu bij Politie Oost.",
        "Vanaf de volgende ronde antwoord je voor Politie Oost.",
        "Wat je al deelde, blijft staan bij Woonstad.",
        "Wat je nog niet verstuurde, deel ik niet.",
        "👁 Iedereen die meedoet, hoort dat je bij Politie Oost werkt.",
    ):
        carla.sees(said)
    await carla.taps("Ja, dat klopt")
    carla.sees("Goed. Vanaf de volgende ronde antwoord je voor Politie Oost.")
    for other in (people.moniek, people.fatima, peter):
        other.sees("Carla Smit werkt nu bij Politie Oost en antwoordt daarvoor vanaf de volgende ronde.")
    await carla.taps_old(invitation, "Beginnen")
    assert carla.toasts[-1].text == "Dit kan hier niet."
    for person in (people.moniek, people.fatima, peter):
        await skips_and_sends(person)
    carla.sees("Balanscheck · uitslag\n3 van de 4 organisaties")
    await people.fatima.says("/deelnemers")
    people.fatima.sees("Politie Oost: Carla Smit, Peter Kok")
    await people.fatima.taps("Wat er veranderde")
    people.fatima.sees("Carla Smit werkt nu bij Politie Oost")


async def test_what_was_sent_stays_with_the_old_organisation_and_is_changed_no_more(town: Town) -> None:
    people, peter = await four(town)
    carla = people.carla
    await starts(people.moniek, "Balanscheck")
    await sends(carla, RED, GREEN, GREEN, GREEN, GREEN, words=("te weinig tijd",))
    sent = carla.screen
    await works_for(carla, "Politie Oost")
    carla.sees_not("deel ik niet")
    await carla.taps("Ja, dat klopt")
    await carla.taps_old(sent, sent.rows[0][0])
    assert carla.toasts[-1].text == "Dit kan hier niet."
    for person in (people.moniek, people.fatima, peter):
        await skips_and_sends(person)
    peter.sees("4 van de 4 organisaties, 4 van de 4 mensen")
    await peter.taps("Bekijk alles")
    peter.sees("Woonstad: 'te weinig tijd'")


async def test_who_answers_for_nobody_any_more_reads_along_and_nobody_waits_for_them(town: Town) -> None:
    people, peter = await four(town)
    await starts(people.moniek, "Balanscheck")
    for person in people.all:
        await skips_and_sends(person)
    people.moniek.sees_not("Balanscheck · uitslag")
    await works_for(peter, "Voor geen organisatie meer", layer="")
    peter.sees("Je krijgt geen vragen en ziet wel elke uitslag.")
    await peter.taps("Ja, dat klopt")
    people.moniek.sees("Balanscheck · uitslag")
    assert any(
        "Peter Kok antwoordt voor geen organisatie meer." in each.text for each in people.carla.history
    )
    await works_for(peter, "De Linde", layer="")
    await peter.taps("Ja, dat klopt")
    people.carla.sees("Peter Kok werkt nu bij De Linde en leest nog mee.")


async def test_the_keeper_who_goes_to_the_organisation_of_the_deputy_stops_in_one_message(town: Town) -> None:
    people, _ = await four(town)
    await people.carla.says("/deelnemers")
    await people.carla.taps("Hoeder en achtervang")
    await people.carla.taps("Ja, ik word achtervang")
    before = len(people.fatima.history)
    await works_for(people.moniek, "Woonstad", "Leiding of beleid")
    people.moniek.sees("Hoeder en achtervang werken bij verschillende organisaties.")
    await people.moniek.taps("Ja, dat klopt")
    assert len(people.fatima.history) == before + 1
    people.fatima.sees("Moniek Bakker werkt nu bij Woonstad")
    people.fatima.sees("Niemand let er nu op")
