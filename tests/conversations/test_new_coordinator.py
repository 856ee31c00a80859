"""Somebody new coordinates: they get what runs now on one screen, and somebody coordinates all along."""

from __future__ import annotations

from datetime import timedelta

import pytest

from simulator.person import Person
from tests.conversations.rounds import Three, in_the_round, skips_and_sends, three
from tests.conversations.test_keepers import becomes_deputy
from tests.conversations.thuis_in_oost import GREEN, RED, sends
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database
A_DAY = timedelta(days=1)
"""Everyone had their own hours."""


async def asks_to_lead(coordinator: Person, name: str) -> None:
    """By the buttons of who takes part."""
    await coordinator.says("/deelnemers")
    await coordinator.taps("Wie doet wat")
    await coordinator.taps(f"{name} (deelnemer)")
    await coordinator.taps("Vragen als coördinator")
    coordinator.sees(f"Ik vraag het {name}.")


async def carla_says_yes(town: Town, people: Three) -> None:
    """Moniek asks Carla, who is asked at her own hours."""
    await asks_to_lead(people.moniek, "Carla Smit")
    await town.passes(A_DAY)
    people.carla.sees("Moniek Bakker vraagt of je ook wilt coördineren.")
    await people.carla.taps("Ja, ik doe het")
    people.carla.sees("Fijn! Je coördineert nu ook.")


async def test_who_says_yes_gets_what_runs_on_one_screen_without_a_name_of_who_is_in(town: Town) -> None:
    people = await in_the_round(town)
    await becomes_deputy(people.fatima)
    await skips_and_sends(people.fatima)
    await carla_says_yes(town, people)
    screen = people.carla.screen
    for said in (
        "Dit loopt nu:",
        "Balanscheck, open tot",
        "Gemeente Oost: 0/1",
        "De Linde: 1/1",
        "Het volgende overleg is wo 16 december",
        "Hoeder: Moniek Bakker. Achtervang: Fatima el Amrani.",
        "Deze lijst vind je terug onder Overleg.",
    ):
        people.carla.sees(said)
    before_keepers = screen.text.split("Hoeder:")[0]
    assert "Fatima" not in before_keepers, "who is in is said by organisation alone"
    assert "zonder afspraak" not in screen.text, "what is not there takes no line"


@pytest.mark.parametrize(
    ("label", "there"),
    [
        ("Rondes", "volgende ronde"),
        ("Overleg verzetten (wo 16 december)", "overleg"),
        ("Hoeder en achtervang", "De hoeder let erop"),
        ("Overleg", "Balanscheck, open tot"),
    ],
)
async def test_each_line_has_the_button_that_leads_there(town: Town, label: str, there: str) -> None:
    people = await in_the_round(town)
    await carla_says_yes(town, people)
    await people.carla.taps(label)
    people.carla.sees(there)


async def test_it_is_found_again_and_tells_what_became_red(town: Town) -> None:
    people = await in_the_round(town)
    await sends(people.fatima, RED, GREEN, GREEN, GREEN, GREEN)
    await carla_says_yes(town, people)
    await skips_and_sends(people.moniek)
    await skips_and_sends(people.carla)
    await people.carla.says("/overleg")
    await people.carla.taps("Dit loopt nu")
    people.carla.sees("De uitslag van Balanscheck is er.")
    people.carla.sees("Rood, en nog zonder afspraak: 1 onderwerp.")
    await people.carla.taps("Rood zonder afspraak (1)")
    await people.fatima.says("/overleg")
    people.fatima.sees_not("Dit loopt nu")


async def test_who_asked_can_stop_then_and_somebody_coordinates_all_along(town: Town) -> None:
    people = await three(town)
    await asks_to_lead(people.moniek, "Carla Smit")
    assert "overleg" in {each.name for each in people.moniek.commands}, "until the yes nothing changes"
    await town.passes(A_DAY)
    await people.carla.taps("Ja, ik doe het")
    await town.passes(A_DAY)
    people.moniek.sees("Carla Smit coördineert nu ook. Jij doet dat ook nog.")
    people.fatima.sees("Carla Smit coördineert nu ook.")
    people.fatima.sees_not("Jij doet dat ook nog")
    await people.moniek.taps("Stoppen met coördineren")
    people.moniek.sees("een ander coördineert verder")
    await people.moniek.taps("Ja, ik stop met coördineren")
    people.moniek.sees("Je coördineert niet meer. Je blijft deelnemer.")
    await town.passes(A_DAY)
    people.fatima.sees("Moniek Bakker coördineert niet meer. Een ander coördineert verder.")
    assert "overleg" in {each.name for each in people.carla.commands}
    assert "overleg" not in {each.name for each in people.moniek.commands}


async def test_the_new_one_who_wants_to_stop_at_once_hears_that_they_are_the_last(town: Town) -> None:
    people = await three(town)
    await carla_says_yes(town, people)
    await town.passes(A_DAY)
    await people.moniek.taps("Stoppen met coördineren")
    await people.moniek.taps("Ja, ik stop met coördineren")
    await people.carla.says("/deelnemers")
    await people.carla.taps("Wie doet wat")
    await people.carla.taps("Carla Smit (coördinator)")
    await people.carla.taps("Stoppen met coördineren")
    people.carla.sees("Je bent de enige coördinator.")
    await people.carla.taps("Ja, ik stop met coördineren")
    await town.passes(A_DAY)
    people.fatima.sees("Moniek Bakker doet zolang wat een coördinator doet. Wil jij coördineren?")
    assert "overleg" in {each.name for each in people.moniek.commands}, "the keeper stands in"
