"""Who comes in finds drafts and no words that were not for them; who leaves may say something, and is out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from simulator.person import Person
from tests.conversations.rounds import THE_SHEET, skips_and_sends, starts, three
from tests.conversations.thuis_in_oost import GREEN, RED, joins, link_for, sends
from tests.conversations.town import Town
from tests.relay.table import four
from tests.relay.table import sends as asks_in_relay
from tests.reports.paper import Paper

pytestmark = pytest.mark.one_database

CANARY = "kanarie"
NOT_FOR_A_LOOK = {"Stoppen", "Verstuur", "Wissen"}


async def _looks_everywhere(person: Person, presses: int = 60) -> None:
    """Tap every button that was ever shown, those that the taps bring too, up to so many."""
    done: set[tuple[str, str]] = set()
    for _ in range(presses):
        found = next(
            (
                (message, label)
                for message in person.history
                for row in message.rows
                for label in row
                if label not in NOT_FOR_A_LOOK and (message.text[:40], label) not in done
            ),
            None,
        )
        if found is None:
            return
        done.add((found[0].text[:40], found[1]))
        await person.taps_old(*found)


def _read_by(person: Person) -> str:
    """Every word on a person's telephone: the messages, and what stands in their documents."""
    papers = (Paper(each.data).text for each in person.documents if each.name.endswith(".pdf"))
    return "\n".join((*(message.text for message in person.history), *papers))


async def test_a_newcomer_sees_drafts_and_no_words_of_before(town: Town) -> None:
    people = await three(town)
    await starts(people.moniek, "Balanscheck")
    await sends(people.carla, RED, RED, GREEN, GREEN, GREEN, words=(f"{CANARY} een",), keep=f"{CANARY} twee")
    await skips_and_sends(people.moniek)
    await skips_and_sends(people.fatima)
    people.moniek.sees("Balanscheck · uitslag")
    await people.moniek.says("/afspraken")
    await people.moniek.taps("Rood zonder afspraak (2)")
    await people.moniek.taps("🔴 doelen")
    await people.moniek.taps("Reden om niets te doen")
    await people.moniek.says(f"{CANARY} drie")
    peter = town.person("Peter Kok")
    await town.passes(timedelta(minutes=1))
    await joins(town, peter, link_for(people.moniek, "Politie Oost"))
    await town.passes(timedelta(minutes=1))
    peter.sees("Dit is wat er ligt.")
    await peter.taps("Laatste uitslag")
    peter.sees("Balanscheck · uitslag")
    await peter.taps("Herken ik")
    peter.sees("staat het bij Politie Oost, met 'na de uitslag' erbij")
    await peter.taps("Bekijk alles")
    peter.sees("2 toelichtingen zijn van voor jij erbij kwam.")
    await peter.taps("Zie ik anders")
    await peter.taps(peter.buttons()[0][0])
    await peter.says("dat zie ik in Oost anders")
    await people.carla.taps("Bekijk alles")
    people.carla.sees("Politie Oost herkent dit beeld.")
    people.carla.sees("'dat zie ik in Oost anders'")
    people.carla.sees(f"{CANARY} een")
    await peter.says("/afspraken")
    await peter.taps("Rood zonder afspraak (1)")
    await peter.taps("Reden: doelen")
    peter.sees("‘(gezegd voor jij erbij kwam)’")
    await people.fatima.says("/afspraken")
    await people.fatima.taps("Rood zonder afspraak (1)")
    await people.fatima.taps("Reden: doelen")
    people.fatima.sees(f"‘{CANARY} drie’")
    await peter.says("/menu")
    await _looks_everywhere(peter)
    assert len(peter.history) > 12
    assert CANARY not in _read_by(peter)


async def test_what_was_asked_and_answered_before_stays_with_who_was_there(town: Town) -> None:
    people = await four(town)
    await asks_in_relay(people.fatima, "Gemeente Oost", f"Wat wil {CANARY} een?")
    await asks_in_relay(people.carla, "De Linde", f"Wie is {CANARY} twee?", about="Iets anders")
    await town.passes(timedelta(days=1))
    await people.moniek.taps("Antwoorden")
    await people.moniek.says(f"{CANARY} drie")
    await people.moniek.taps("Verstuur")
    await town.passes(timedelta(days=8))
    people.carla.sees("2 gesteld, 1 beantwoord, 1 voor het bespreekblad")
    peter = town.person("Peter Kok")
    await joins(town, peter, link_for(people.moniek, "Politie Oost"))
    await town.passes(timedelta(minutes=1))
    await peter.taps("Laatste uitslag")
    await _looks_everywhere(peter)
    await people.carla.taps("Bespreekblad")
    await town.until(THE_SHEET)
    await _looks_everywhere(peter)
    assert any(each.name.startswith("bespreekblad") for each in peter.documents)
    assert CANARY not in _read_by(peter)
    assert f"{CANARY} twee" in _read_by(people.carla)
    assert f"{CANARY} drie" in _read_by(people.carla)


async def test_who_comes_in_during_a_round_answers_and_reads_only_what_was_said_since(town: Town) -> None:
    people = await three(town)
    await starts(people.moniek, "Balanscheck")
    await sends(people.carla, RED, GREEN, GREEN, GREEN, GREEN, words=(f"{CANARY} een",))
    peter = town.person("Peter Kok")
    await town.passes(timedelta(minutes=1))
    await joins(town, peter, link_for(people.moniek, "Politie Oost"))
    await town.passes(timedelta(minutes=1))
    peter.sees("Er loopt nu een ronde, en je kunt nog meedoen.")
    people.carla.sees("Peter Kok (Politie Oost) is erbij gekomen, ook bij 'Balanscheck'.")
    people.fatima.sees_not("is erbij gekomen")
    peter.sees("Na afloop zien alle 4 deelnemers")
    await skips_and_sends(peter)
    await skips_and_sends(people.moniek)
    people.moniek.sees_not("Balanscheck · uitslag")
    await sends(people.fatima, RED, GREEN, GREEN, GREEN, GREEN, words=("dat is van later",))
    peter.sees("4 van de 4 organisaties, 4 van de 4 mensen")
    await peter.taps("Bekijk alles")
    peter.sees("dat is van later")
    peter.sees("1 toelichting is van voor jij erbij kwam.")
    assert not any(CANARY in message.text for message in peter.history)
    await people.fatima.taps("Bekijk alles")
    people.fatima.sees(f"{CANARY} een")


async def test_who_leaves_is_out_first_and_may_say_something_then(town: Town) -> None:
    people = await three(town)
    carla = people.carla
    await carla.says("/stop")
    await carla.taps("Uit Thuis in Oost")
    await carla.taps("Ja, ik stop")
    carla.sees("Je bent uit Thuis in Oost")
    carla.sees("Wat wil je de anderen nog meegeven?")
    people.fatima.sees("Carla Smit is gestopt en doet niet meer mee.")
    await carla.says("blijf elkaar bellen")
    carla.sees("Dank je wel. Ik geef het door.")
    people.fatima.sees("Carla Smit geeft jullie bij het weggaan mee: 'blijf elkaar bellen'")
    await carla.says("/menu")
    carla.sees("Meedoen kan met een uitnodiging")


async def test_who_leaves_and_says_nothing_needs_one_tap_or_none(town: Town) -> None:
    people = await three(town)
    for person in (people.carla, people.fatima):
        await person.says("/stop")
        await person.taps("Uit Thuis in Oost")
        await person.taps("Ja, ik stop")
    await people.carla.taps("Nee, het is goed zo")
    people.carla.sees("Dank je wel voor wat je inbracht.")
    await town.passes(timedelta(days=30))
    assert not any(
        "meegeven" in message.text or "geeft jullie" in message.text for message in people.moniek.history
    )


async def test_the_coordinator_who_is_keeper_leaves_in_one_message(town: Town) -> None:
    people = await three(town)
    before = len(people.carla.history)
    await people.moniek.says("/stop")
    await people.moniek.taps("Uit Thuis in Oost")
    await people.moniek.taps("Ja, ik stop")
    assert len(people.carla.history) == before + 1
    for said in ("Moniek Bakker is gestopt", "niemand meer die coördineert", "Niemand let er nu op"):
        people.carla.sees(said)
    assert people.carla.screen.rows
