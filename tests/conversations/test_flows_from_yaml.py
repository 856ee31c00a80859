"""Everything about a round comes from its YAML file: the library's other flows, new ones, and broken ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from flows.shelf import LIBRARY, Shelf
from process.case import House
from process.rules.suppression import Promise
from simulator.person import Person
from tests.conversations.conftest import house
from tests.conversations.rounds import THE_SHEET, in_the_round, skips_and_sends, starts, three
from tests.conversations.thuis_in_oost import GREEN, ORANGE, RED, together
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database

CHECK_IN = """
vinkje: 1
flow: {id}
title: {{nl: {title}, en: {title} en}}
why: {{nl: Een korte vraag vooraf., en: One short question beforehand.}}
source: {{document: eigen vragen}}
minutes: 1
stages:
  - collect:
      who: everyone
      share: {share}
      questions:
        - id: zin
          tick: {{nl: Heb je zin in het overleg?, en: Are you looking forward to the meeting?}}
          short: {{nl: zin, en: looking forward}}
          ends:
            green: {{nl: ik kom graag, en: I come gladly}}
            red: {{nl: liever niet, en: rather not}}
        - id: bespreken
          words: {{nl: Wat wil je bespreken?, en: What do you want to discuss?}}
          short: {{nl: bespreken, en: to discuss}}
        - id: houden
          words: {{nl: Wat willen we houden?, en: What do we want to keep?}}
          short: {{nl: houden, en: keep}}
          keep: true
  - reveal: {{show: [spread]}}
  - discuss: {{sheet: bespreekblad}}
  - agree: {{from: [red]}}
"""
EXTRA = {
    "vooraf.yaml": CHECK_IN.format(id="vooraf", title="Vooraf", share="organisation"),
    "open.yaml": CHECK_IN.format(id="open_kaart", title="Open kaart", share="name"),
    "stil.yaml": CHECK_IN.format(id="stil", title="In vertrouwen", share="confidential"),
    "stuk.yaml": CHECK_IN.format(id="stuk", title="Stuk", share="iedereen"),
}


@pytest.fixture
def shelf_house(tmp_path: Path) -> House:
    """The library and a folder of the operator's own, with one broken file."""
    folder = tmp_path / "flows"
    folder.mkdir()
    for name, source in EXTRA.items():
        (folder / name).write_text(source, encoding="utf-8")
    return replace(house(), shelf=Shelf.read((LIBRARY, folder)))


async def checks_in(person: Person, colour: str, words: str, keep: str = "") -> None:
    """Answer one of the flows of this module and send it."""
    await person.taps("Beginnen")
    await person.taps(colour)
    await person.says(words)
    await (person.says(keep) if keep else person.taps("Overslaan"))
    await person.taps("Verstuur")


async def test_the_round_of_asking_from_opening_to_sheet(town: Town) -> None:
    people = await in_the_round(town, "Navragen")
    people.carla.sees("Navragen\n3 vragen, 4 minuten, tot ma 14 december om 16:00.")
    await people.carla.taps("Beginnen")
    people.carla.sees("1 van 3\nWat heeft Woonstad nodig om goed mee te kunnen doen?")
    await people.carla.says("We moeten gewoon één nummer hebben")
    people.carla.sees("Wat hoop je daarmee te bereiken?")
    await people.carla.says("Dat mensen niet hoeven te zoeken")
    people.carla.sees("2 van 3\nWat moet voor Woonstad ten minste in orde zijn?")
    await people.carla.says("Een vaste collega per wijk")
    await people.carla.taps("Liever mondeling")
    await people.carla.says("Korte lijnen")
    await people.carla.taps("Verstuur")
    for person in (people.moniek, people.fatima):
        await skips_and_sends(person)
    result = people.fatima.sees("Navragen · alle antwoorden").text
    assert "nodig\nWoonstad: 'We moeten gewoon één nummer hebben'" in result
    assert "Dat mensen niet hoeven te zoeken" in result
    assert "Liever mondeling: 1 onderwerp." in result
    assert "houden\nWoonstad: 'Korte lijnen'" in result
    await town.until(THE_SHEET)
    for person in people.all:
        assert person.documents[-1].name == "bespreekblad-1.pdf"
    await people.fatima.says("/menu")
    await people.fatima.taps("Uitslag")
    people.fatima.sees("Een vaste collega per wijk")


async def test_the_round_of_motives_from_opening_to_sheet(town: Town) -> None:
    people = await in_the_round(town, "Waarom doen we mee?")
    people.carla.sees("5 vragen, 5 minuten")
    for person, colour in ((people.carla, RED), (people.fatima, GREEN), (people.moniek, ORANGE)):
        await person.taps("Beginnen")
        for word in ("een plan", "de buurt", "iedereen telt"):
            await person.says(word)
        await person.taps(colour)
        if colour != GREEN:
            await person.says("Ik moest ernaar raden")
        await person.taps(GREEN)
        await person.taps("Overslaan")
        await person.taps("Verstuur")
    result = people.carla.sees("Waarom doen we mee? · uitslag").text
    assert "Meest verschillend: redenen kennen: 🟢 1 ja · 🟠 1 twijfel · 🔴 1 nee" in result
    assert people.carla.pictures
    await town.until(THE_SHEET)
    assert people.carla.documents[-1].name == "bespreekblad-1.pdf"
    await people.carla.taps("Bekijk alles")
    everything = people.carla.sees("alle antwoorden").text
    for line in ("eigen doel", "De Linde: 'de buurt'", "Woonstad: 'Ik moest ernaar raden'"):
        assert line in everything


async def test_a_file_in_an_extra_folder_is_a_flow_and_a_broken_one_is_left_out(
    town: Town, shelf_house: House
) -> None:
    people = await three(town)
    await people.moniek.says("/overleg")
    await people.moniek.taps("Rondes")
    await people.moniek.taps("Ronde starten")
    offered = [label for row in people.moniek.buttons() for label in row]
    assert "Vooraf (1 min)" in offered
    assert "Balanscheck (3 min)" in offered
    assert not any("Stuk" in label for label in offered)
    complaints = [str(each) for each in shelf_house.shelf.complaints]
    assert len(complaints) == 1
    assert complaints[0].startswith("stuk.yaml:")
    await people.moniek.taps("Vooraf")
    people.carla.sees("Vooraf\n2 vragen, 1 minuut")
    for person, colour in zip(people.all, (GREEN, RED, GREEN), strict=True):
        await checks_in(person, colour, f"iets van {person.name}")
    people.carla.sees("Meest verschillend: zin: 🟢 2 ja · 🟠 0 twijfel · 🔴 1 nee")
    await people.carla.taps("Bekijk alles")
    people.carla.sees("Woonstad: 'iets van Carla Smit'")


async def test_a_flow_that_shares_names_says_so_before_and_shows_them_after(town: Town) -> None:
    people = await in_the_round(town, "Open kaart")
    people.carla.sees("👁 Na afloop zien alle 3 deelnemers de antwoorden, met jouw naam erbij.")
    await people.carla.taps("Beginnen")
    await people.carla.taps(GREEN)
    people.carla.sees("👁 Iedereen leest dit, met jouw naam erbij.")
    await people.carla.says("de planning")
    await people.carla.taps("Overslaan")
    people.carla.sees("Zo zien de anderen het straks:\n\nCarla Smit\nzin: 🟢 ja")
    await people.carla.taps("Verstuur")
    await checks_in(people.fatima, RED, "de rolverdeling")
    await checks_in(people.moniek, GREEN, "niets")
    await people.fatima.taps("Bekijk alles")
    everything = people.fatima.sees("alle antwoorden").text
    assert "Carla Smit: 'de planning'" in everything
    assert "Fatima el Amrani: 'de rolverdeling'" in everything


async def test_confidential_answers_below_the_threshold_are_shown_nowhere(town: Town) -> None:
    people = await in_the_round(town, "In vertrouwen")
    people.carla.sees("ik laat pas iets zien vanaf 5 antwoorden. Jullie zijn met 3.")
    await people.carla.taps("Beginnen")
    await people.carla.taps(RED)
    people.carla.sees("ik laat eigen woorden pas zien als 10 mensen iets schrijven. Jullie zijn met 3")
    await people.carla.says("geheim woord")
    await people.carla.taps("Overslaan")
    assert "Woonstad" not in people.carla.sees("Dit zijn je antwoorden:").text
    people.carla.sees_not("Zo zien de anderen het")
    people.carla.sees("ik laat pas iets zien vanaf 5 antwoorden")
    await people.carla.taps("Verstuur")
    await checks_in(people.fatima, GREEN, "ook geheim")
    await checks_in(people.moniek, GREEN, "geheim gebleven")
    people.fatima.sees("In vertrouwen · uitslag")
    await people.fatima.taps("Bekijk alles")
    for person in (people.fatima, people.moniek):
        for message in person.history:
            if message.from_bot and "In vertrouwen · " in message.text:
                assert "geheim woord" not in message.text
                assert "1 nee" not in message.text
                assert "🔴" not in message.text
    everything = people.fatima.sees("alle antwoorden").text
    assert "zin: te weinig antwoorden om vertrouwelijk te tonen" in everything


async def test_confidential_counts_are_shown_from_five_and_never_by_organisation(town: Town) -> None:
    people = await together(town)
    await starts(people["Moniek"], "In vertrouwen")
    people["Carla"].sees("alleen aantallen, en pas vanaf 5 antwoorden. Nooit per organisatie.")
    for number, person in enumerate(people.values()):
        await checks_in(person, RED if number < 2 else GREEN, f"geheim {number}")
    result = people["Jan"].sees("In vertrouwen · uitslag").text
    assert f"🟢 {len(people) - 2} ja · 🟠 0 twijfel · 🔴 2 nee" in result
    await people["Jan"].taps("Bekijk alles")
    everything = people["Jan"].sees("alle antwoorden").text
    assert "geheim" not in everything
    for organisation in ("Woonstad", "De Linde", "Politie Oost", "Gemeente Oost"):
        assert organisation not in everything


class TestAnotherPromise:
    """The operator may promise less than five; what is told beforehand is what is kept."""

    @pytest.fixture
    def shelf_house(self, shelf_house: House) -> House:
        """Confidential counts from three."""
        return replace(shelf_house, promise=Promise(counts_from=3))

    async def test_the_reveal_keeps_the_promise_of_the_house(self, town: Town) -> None:
        people = await in_the_round(town, "In vertrouwen")
        for person, colour in zip(people.all, (GREEN, RED, GREEN), strict=True):
            await checks_in(person, colour, "iets")
        people.carla.sees("🟢 2 ja · 🟠 0 twijfel · 🔴 1 nee")
