"""Afronden: a partnership ends when it was asked of all and nobody is against it, and can go on again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conversations.rounds import Three, in_the_round, three
from tests.conversations.thuis_in_oost import link_for
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database


async def asked(people: Three, *, why: str = "Doel bereikt", words: str = "") -> None:
    """Moniek asks it of all."""
    await people.moniek.says("/afronden")
    await people.moniek.taps(why)
    await (people.moniek.says(words) if words else people.moniek.taps("Niets erbij"))
    await people.moniek.taps("Vraag het iedereen")


async def test_it_ends_at_once_when_everybody_agrees_and_says_what_was_reached(town: Town) -> None:
    people = await three(town)
    await asked(people, words="Iedereen woont weer thuis")
    for person in (people.carla, people.fatima):
        person.sees("Moniek Bakker vraagt: zullen we dit afronden?")
        person.sees("Waarom: het doel is bereikt. ‘Iedereen woont weer thuis’")
    await people.carla.taps("Akkoord")
    people.carla.sees("Akkoord: 2 van de 3 organisaties")
    people.moniek.sees_not("afgerond")
    await people.fatima.taps("Akkoord")
    for person in people.all:
        person.sees("Thuis in Oost · afgerond")
        person.sees("Er blijft niets liggen")
        person.sees("2027 wis ik namen en woorden")


async def test_one_not_yet_brings_it_back_to_the_table_with_what_was_said(town: Town) -> None:
    people = await three(town)
    await asked(people, why="Lukt niet meer")
    await people.carla.taps("Nog niet")
    people.carla.sees("Wat is er nog nodig?")
    await people.carla.says("Er staan nog drie huizen leeg")
    for person in people.all:
        person.sees("Carla Smit zegt: nog niet. ‘Er staan nog drie huizen leeg’")
        person.sees("eindigt niet")
    await people.fatima.taps("Akkoord")
    people.fatima.sees("eindigt niet")


async def test_an_objection_counts_also_when_nothing_more_is_said(town: Town) -> None:
    people = await three(town)
    await asked(people)
    await people.carla.taps("Nog niet")
    await people.fatima.taps("Akkoord")
    for person in people.all:
        person.sees("Carla Smit zegt: nog niet.")


async def test_after_ten_working_days_more_than_half_is_enough(town: Town) -> None:
    people = await three(town)
    await asked(people)
    await people.carla.taps("Akkoord")
    await town.passes(timedelta(days=13))
    people.fatima.sees_not("afgerond")
    await town.passes(timedelta(days=3))
    for person in people.all:
        person.sees("Thuis in Oost · afgerond")


async def test_silence_does_not_end_it_and_everybody_hears_so(town: Town) -> None:
    people = await three(town)
    await asked(people)
    await town.passes(timedelta(days=16))
    for person in people.all:
        person.sees("1 van de 3 organisaties zei akkoord. Dat is niet meer dan de helft.")


async def test_who_asked_can_take_it_back(town: Town) -> None:
    people = await three(town)
    await asked(people)
    await people.moniek.taps("Vraag terugnemen")
    people.carla.sees("Moniek Bakker neemt de vraag om af te ronden terug")
    await people.carla.taps("Akkoord")
    people.carla.sees("neemt de vraag om af te ronden terug")


async def test_a_partner_who_looks_after_nothing_hears_who_may_ask(town: Town) -> None:
    people = await three(town)
    await people.carla.says("/afronden")
    people.carla.sees("Wie coördineert of erop let, kan dit aan iedereen vragen")


async def ended(people: Three) -> None:
    """Everybody agrees."""
    await asked(people)
    await people.carla.taps("Akkoord")
    await people.fatima.taps("Akkoord")


async def test_a_round_that_runs_is_left_without_showing_anything(town: Town) -> None:
    people = await in_the_round(town)
    await people.carla.taps("Beginnen")
    await people.carla.taps("🟢 Ja")
    await ended(people)
    people.carla.sees("Liep er een ronde, dan laat ik daar niets van zien")
    before = [len(person.history) for person in people.all]
    await town.passes(timedelta(days=200))
    assert [len(person.history) for person in people.all] == before, "after its end nothing comes any more"
    await people.fatima.taps("Beginnen")
    people.fatima.sees_not("1 van 5")


async def test_what_is_tapped_after_the_end_leads_to_the_last_overview(town: Town) -> None:
    people = await three(town)
    await people.moniek.says("/overleg")
    await ended(people)
    await people.moniek.taps("Rondes")
    assert "afgerond" in people.moniek.screen.text
    await people.moniek.says("/overleg")
    assert "afgerond" in people.moniek.screen.text
    await people.carla.says("/menu")
    assert "Dit samenwerkingsverband is afgerond" in people.carla.screen.text
    stranger = town.person("Peter Kok")
    await stranger.opens(link_for(people.moniek, "Politie Oost"))
    stranger.sees_not("Ik doe mee")


async def test_a_coordinator_opens_it_again_and_the_rhythm_goes_on(town: Town) -> None:
    people = await three(town)
    await ended(people)
    await town.passes(timedelta(days=30))
    await people.moniek.taps("Weer openen")
    people.moniek.sees("Jullie gaan weer verder")
    people.carla.sees("Moniek Bakker opende dit weer")
    await people.carla.says("/menu")
    assert "afgerond" not in people.carla.screen.text
    before = len(people.carla.history)
    await town.passes(timedelta(days=60))
    assert any("5 vragen, 3 minuten" in each.text for each in people.carla.history[before:])


async def test_without_a_coordinator_two_organisations_open_it_again(town: Town) -> None:
    people = await three(town)
    await ended(people)
    await people.carla.taps("Weer openen")
    people.carla.sees("Wil nog een organisatie verder, dan gaat het weer open")
    people.fatima.sees_not("opende dit weer")
    await people.fatima.taps("Weer openen")
    people.moniek.sees("Fatima el Amrani opende dit weer")
