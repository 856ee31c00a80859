"""Questions in which people choose: rows, several options, organisations, and the hat of a municipality."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select

from bot.screens.own_values import in_words
from bot.screens.reader import Facts, Reader
from flows.shelf import LIBRARY, Shelf
from process.case import House
from process.rules.suppression import Promise
from simulator.person import Person
from storage.queries import people as people_rows
from storage.queries.mydata import everything
from storage.tables import Member
from storage.unit import Unit
from tests.conversations.conftest import catalogue, house
from tests.conversations.rounds import in_the_round, starts, three
from tests.conversations.thuis_in_oost import joins, link_for
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database

SHELF = Shelf.read()
FACTS = Facts("Woonstad", "privacy@example.nl", "112", "", Promise())
ROLES = (("Gemeente Oost",), ("De Linde", "Woonstad"), ("Woonstad",), ("Nog niemand",))


async def picks(person: Person, *labels: str) -> None:
    """Tap options on, and then [Klaar]."""
    for label in labels:
        await person.taps(label)
    await person.taps("Klaar")


async def leads(person: Person, *roles: tuple[str, ...]) -> None:
    """Say who leads what, that it is in balance, and send it."""
    await person.taps("Beginnen")
    for labels in roles:
        await picks(person, *labels)
    await picks(person, "De koers")
    await picks(person, "Het is zo in balans")
    await person.taps("Overslaan")
    await person.taps("Verstuur")


def labels(person: Person) -> list[str]:
    return [label for row in person.screen.rows for label in row]


async def test_a_grid_is_one_message_in_which_row_after_row_is_tapped(town: Town) -> None:
    carla = (await in_the_round(town, "Wie trekt wat (4 min)")).carla
    await carla.taps("Beginnen")
    carla.sees("1 van 6")
    carla.sees("➡ Wie let erop waar we samen heen willen?")
    assert "Klaar" not in labels(carla)
    asked = carla.screen.message_id
    await carla.taps("Gemeente Oost")
    await carla.taps("De Linde")
    await carla.taps("✔ Gemeente Oost")
    await carla.taps("Klaar")
    carla.sees("✔ koers: De Linde\n➡ Wie kijkt naar buiten")
    await carla.taps("De Linde")
    await carla.taps("Nog niemand")
    assert "✔ Nog niemand" in labels(carla)
    assert "✔ De Linde" not in labels(carla)
    await carla.taps("Klaar")
    await carla.taps("← Terug")
    assert "✔ Nog niemand" in labels(carla)
    assert carla.screen.message_id == asked
    await carla.taps("Klaar")
    await carla.says("woonstad, iemand")
    carla.sees("➡ Wie zorgt dat we elkaar kennen")
    await carla.says("Woonstad, de linde")
    carla.sees("✔ hoe we samenwerken: Woonstad, De Linde")
    await carla.taps("Liever mondeling")
    carla.sees("Waar draagt Woonstad nu zelf aan bij?")


async def test_the_last_option_taken_off_is_no_answer_and_the_question_waits(town: Town) -> None:
    carla = (await in_the_round(town, "Wie trekt wat (4 min)")).carla
    await carla.taps("Beginnen")
    await carla.taps("Woonstad")
    stood = carla.screen
    await carla.taps("✔ Woonstad")
    await carla.taps_old(stood, "Klaar")
    assert carla.toasts[-1].text == "Tik eerst iets aan."
    assert "➡ Wie let erop" in carla.screen.text


async def test_all_read_who_names_whom_side_by_side_and_talk_about_where_they_differ(town: Town) -> None:
    people = await in_the_round(town, "Wie trekt wat (4 min)")
    await leads(people.carla, *ROLES)
    await leads(people.moniek, ("Gemeente Oost",), ("De Linde",), ("Woonstad",), ("Nog niemand",))
    await leads(people.fatima, ("De Linde",), ("Nog niemand",), ("Woonstad",), ("Gemeente Oost",))
    for person in people.all:
        person.sees("koers: Gemeente Oost (2) · De Linde")
        assert person.pictures
    await people.fatima.taps("Bekijk alles")
    people.fatima.sees("blik naar buiten\nGemeente Oost noemt: De Linde\nWoonstad noemt: Woonstad · De Linde")
    people.fatima.sees("De Linde: Nog niemand")
    await people.fatima.taps("Bespreekblad")
    assert people.fatima.documents


async def test_ones_own_data_names_what_was_chosen(town: Town) -> None:
    people = await in_the_round(town, "Wie trekt wat (4 min)")
    await leads(people.carla, *ROLES)

    def own(unit: Unit) -> list[dict[str, str]]:
        member = next(each for each in unit.session.exec(select(Member)) if each.name == "Carla Smit")
        reader = Reader(unit, people_rows.person(unit, member.person_id), catalogue(), SHELF, FACTS)
        parts = {part.name: part for part in everything(unit, reader.person)}
        return [dict(in_words(reader, "answers", row)) for row in parts["answers"].rows]

    said = {row["Vraag"]: row.get("Antwoord") for row in await town.store.read(own, name="own")}
    assert said["Wie kijkt naar buiten en haalt nieuwe ideeën en mensen binnen?"] == "Woonstad, De Linde"
    assert said["Wie zorgt dat er gebeurt wat we afspreken?"] == "Nog niemand"
    assert said["Waar draagt … nu zelf aan bij?"] == "De koers"


async def test_a_municipality_says_under_which_hat_and_nobody_else_is_asked(town: Town) -> None:
    people = await three(town)
    await people.moniek.says("/deelnemers")
    await people.moniek.taps("Wie is de gemeente?")
    await people.moniek.taps("Gemeente Oost")
    assert "✔ Gemeente Oost" in labels(people.moniek)
    await starts(people.moniek, "Wat mag je toezeggen (4 min)")
    await people.moniek.taps("Beginnen")
    await picks(people.moniek, "Geld", "Hoe wij werken")
    people.moniek.sees("De gemeente heeft meer petten.")
    assert labels(people.moniek) == [
        "Opdrachtgever", "Partner", "Regisseur", "Namens de raad", "Overslaan", "← Terug",
    ]  # fmt: skip
    await people.moniek.taps("Regisseur")
    await _the_rest(people.moniek, hat="Overslaan")
    people.moniek.sees("mag ik toezeggen: Hoe wij werken, Geld · als Regisseur")
    await people.moniek.taps("Verstuur")
    for person in (people.carla, people.fatima):
        await person.taps("Beginnen")
        await picks(person, "Moet ik eerst overleggen")
        await _the_rest(person)
        await person.taps("Verstuur")
    await people.carla.taps("Bekijk alles")
    people.carla.sees("Gemeente Oost (als Regisseur): Hoe wij werken · Geld")
    people.carla.sees("Woonstad: Moet ik eerst overleggen")
    people.carla.sees("te weinig antwoorden om vertrouwelijk te tonen")


async def _the_rest(person: Person, hat: str | None = None) -> None:
    await picks(person, "Met niemand")
    await person.says("Dat het deze maand moet")
    if hat is not None:
        await person.taps(hat)
    await person.taps("🟢 Ja")
    await person.taps("🟢 Ja")
    await person.taps("Overslaan")


async def test_different_places_are_the_talk_and_there_is_no_average(town: Town) -> None:
    people = await in_the_round(town, "Waar staan we (3 min)")
    for person, place in (
        (people.carla, "Doelen kiezen"),
        (people.moniek, "Samen aan het werk"),
        (people.fatima, "Leren wat beter moet"),
    ):
        await person.taps("Beginnen")
        person.sees("Doelen kiezen: we worden het eens over wat we samen willen bereiken")
        await person.taps(place)
        await person.says("We praten er veel over")
        if place != "Leren wat beter moet":
            await person.taps("🟢 Ja")
        await person.taps("Overslaan")
        await person.taps("Verstuur")
    people.carla.sees("waar we staan: Leren wat beter moet · Doelen kiezen · Samen aan het werk")
    await people.carla.taps("Bekijk alles")
    people.carla.sees("Woonstad: Doelen kiezen")


TOGETHER = """
vinkje: 1
flow: samen
title: {nl: Samen, en: Together}
why: {nl: Zo staat er één antwoord per organisatie., en: So there is one answer for each organisation.}
source: {document: eigen vragen}
minutes: 2
stages:
  - collect:
      who: everyone
      share: organisation
      together: yes
      questions:
        - id: brengt
          many: {nl: Wat brengen jullie in?, en: What do you bring in?}
          short: {nl: inbreng, en: contribution}
          options:
            mensen: {nl: Mensen, en: People}
            geld: {nl: Geld, en: Money}
            gegevens: {nl: Gegevens, en: Information}
  - reveal: {show: [organisations]}
"""


@pytest.fixture
def shelf_house(tmp_path: Path) -> House:
    """The library, and a flow that organisations answer together."""
    (tmp_path / "samen.yaml").write_text(TOGETHER, encoding="utf-8")
    return replace(house(), shelf=Shelf.read((LIBRARY, tmp_path)))


async def test_colleagues_tap_in_one_answer_and_none_undoes_what_another_tapped(town: Town) -> None:
    people = await three(town)
    bram = town.person("Bram de Wit")
    await joins(town, bram, link_for(people.moniek, "Woonstad"))
    await starts(people.moniek, "Samen")
    await people.carla.taps("Beginnen")
    await bram.taps("Beginnen")
    await people.carla.taps("Mensen")
    await bram.taps("Geld")
    assert {"✔ Mensen", "✔ Geld"} <= {*labels(bram)}
    await people.carla.taps("Gegevens")
    await people.carla.taps("✔ Mensen")
    assert {"Mensen", "✔ Geld", "✔ Gegevens"} <= {*labels(people.carla)}
    await people.carla.taps("Klaar")
    people.carla.sees("inbreng: Geld, Gegevens")
