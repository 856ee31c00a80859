"""Four people of three organisations: what they ask one another, hear, and take to the table."""

from __future__ import annotations

from datetime import timedelta

import pytest

from simulator.person import Person
from tests.conversations.town import Town
from tests.relay.table import Four, asks, four, sends

pytestmark = pytest.mark.one_database
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


async def test_a_question_goes_there_and_its_answer_back_and_at_the_end_to_everyone(town: Town) -> None:
    people = await four(town)
    fatima, carla, jan = people.fatima, people.carla, people.jan
    await fatima.taps("Vraag stellen")
    fatima.sees("👁 Dit ziet nog niemand")
    await fatima.taps("Woonstad")
    await fatima.taps("nodig")
    fatima.sees("Bel je zelf? Vaak is dat het snelst.")
    await fatima.taps("Vinkje vraagt het")
    await fatima.taps("Eerst opschrijven wat ik denk")
    await fatima.says("Ze bedoelen de wijkagent")
    await fatima.says("Wie bedoelen jullie hiermee?")
    fatima.sees("De vraag gaat naar Woonstad, met jouw naam erbij. Na afloop zien alle 4 deelnemers")
    await fatima.taps("Verstuur")
    await town.passes(DAY)
    carla.sees("Fatima el Amrani (De Linde) vraagt Woonstad over 'nodig'")
    carla.sees("'Wie bedoelen jullie hiermee?'")
    carla.sees_not("wijkagent")
    await carla.taps("Geef door aan collega")
    await carla.taps("Jan de Wit")
    await town.passes(DAY)
    await jan.taps("Antwoorden")
    jan.sees("Fatima el Amrani leest het meteen, met 'Woonstad' erbij")
    await jan.says("Iemand van het wijkteam")
    await jan.taps("Verstuur")
    await town.passes(HOUR)
    fatima.sees("Woonstad antwoordt op jouw vraag over 'nodig'")
    fatima.sees("Jij dacht: 'Ze bedoelen de wijkagent' (dat zie jij alleen)")
    await fatima.taps("Het ligt anders: weersproken")
    await jan.taps("Vraag bekijken")
    jan.sees("Weersproken: Fatima el Amrani (De Linde) dacht iets anders")
    await town.passes(5 * DAY)
    for person in people.all:
        person.sees("1 gesteld, 1 beantwoord, 0 voor het bespreekblad")
        person.sees("Woonstad: 'Iemand van het wijkteam'")


async def test_who_calls_is_asked_the_next_working_day_what_they_know_now(town: Town) -> None:
    people = await four(town)
    moniek = people.moniek
    await moniek.taps("Vraag stellen")
    await moniek.taps("De Linde")
    await moniek.taps("Iets anders")
    await moniek.taps("Ik bel zelf")
    moniek.sees("vraag ik wat je nu weet. Alleen jij ziet dit.")
    await town.passes(DAY)
    moniek.sees("Heb je De Linde gebeld? Wat weet je nu?")
    await moniek.taps("Het ligt anders")
    moniek.sees("Weersproken: het ligt anders dan je dacht")
    await town.passes(10 * DAY)
    for person in people.all:
        person.sees_not("vragen en antwoorden")


async def test_a_judgement_gets_another_wording_and_who_wants_keeps_their_own(town: Town) -> None:
    people = await four(town)
    await asks(people.fatima, "Woonstad", "Waarom doen jullie nooit mee?")
    people.fatima.sees("Op een open vraag komt vaak meer")
    await people.fatima.taps("Zo vragen")
    people.fatima.sees("'Hoe gaat dit bij jullie, en wat speelt daarin mee?'")
    await people.fatima.taps("Verstuur")
    await asks(people.fatima, "Woonstad", "Jullie moeten vaker komen", about="Iets anders")
    people.fatima.sees("Typ hem opnieuw, of vraag het zo")
    await people.fatima.says("Wat helpt jullie om te komen?")
    people.fatima.sees("'Wat helpt jullie om te komen?'")
    await people.fatima.taps("Verstuur")
    await asks(people.moniek, "Woonstad", "Klopt het dat jullie stoppen?", about="Iets anders")
    await people.moniek.taps("Mijn eigen woorden")
    people.moniek.sees("'Klopt het dat jullie stoppen?'")


async def test_a_complaint_about_somebody_goes_to_the_table_and_nowhere_else(town: Town) -> None:
    people = await four(town)
    await asks(people.fatima, "Woonstad", "Carla komt nooit opdagen, hoe kan dat?")
    people.fatima.sees("Dat is een gesprek voor aan tafel")
    await people.fatima.taps("Zet op het bespreekblad")
    people.fatima.sees("zonder jouw naam")
    await town.passes(10 * DAY)
    assert not any("opdagen" in message.text for message in people.carla.history)


async def test_what_is_left_is_said_at_the_table(town: Town) -> None:
    people = await four(town)
    await sends(people.fatima, "Gemeente Oost", "Wat willen jullie bereiken?")
    await sends(people.carla, "De Linde", "Wie zit er bij het overleg?", about="Iets anders")
    await town.passes(DAY)
    people.moniek.sees("Jij bent de enige van Gemeente Oost")
    await people.moniek.taps("Pas: niet beantwoorden")
    people.moniek.sees("Niemand hoort dat je dit oversloeg")
    await people.fatima.taps("Liever mondeling")
    await town.passes(HOUR)
    people.carla.sees("De Linde vertelt het liever aan tafel")
    await town.passes(8 * DAY)
    for person in people.all:
        person.sees("2 gesteld, 0 beantwoord, 2 voor het bespreekblad")
        person.sees("Nog niet beantwoord → bespreekblad")
        person.sees("Liever aan tafel → bespreekblad")
    await opens_the_list(people)


async def test_a_number_of_a_client_is_kept_nowhere_and_a_name_is_asked_about(town: Town) -> None:
    people = await four(town)
    await asks(people.fatima, "Woonstad", "Wat doen jullie voor 111222333?")
    people.fatima.sees("Wat wil je van Woonstad weten?")
    await people.fatima.says("Wat kan Carla voor ons betekenen?")
    people.fatima.sees("Je noemt iemand die ook meedoet")
    await people.fatima.taps("Zo delen")
    people.fatima.sees("De vraag gaat naar Woonstad")


async def opens_the_list(people: Four) -> None:
    """After the harvest there is nothing to do any more, and no entry in the menu."""
    for person in people.all:
        await menu_without_questions(person)


async def menu_without_questions(person: Person) -> None:
    """What is over is not in the menu."""
    await person.says("/menu")
    person.sees_not("Vragen aan jou")
