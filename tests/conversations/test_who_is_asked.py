"""A flow that asks one layer what it does not ask another: who gets which question, and who sees it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from flows.shelf import LIBRARY, Shelf
from process.case import House
from simulator.person import Person
from tests.conversations.conftest import house
from tests.conversations.rounds import starts, three
from tests.conversations.thuis_in_oost import joins, link_for
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database

MANDATE = """
vinkje: 1
flow: ruimte_per_laag
title: {nl: Mandaat, en: Mandate}
why: {nl: Zo weten jullie wie wat mag beslissen., en: So you know who may decide what.}
source: {document: eigen vragen}
minutes: 2
stages:
  - collect:
      who: everyone
      share: organisation
      questions:
        - id: helder
          tick: {nl: Weet je wat jij zelf mag beslissen?, en: Do you know what you may decide yourself?}
          short: {nl: mandaat helder, en: mandate clear}
          worded:
            bestuur:
              nl: Weten jullie mensen wat zij mogen beslissen?
              en: Do your people know what they may decide?
          ends:
            green: {nl: dat staat vast, en: that is settled}
            red: {nl: dat blijkt achteraf, en: it shows later}
        - id: ruimte
          who: {layer: bestuur}
          words: {nl: Welke ruimte geef je je mensen?, en: What room do you give your people?}
          short: {nl: ruimte, en: room}
  - reveal: {show: [spread, organisations]}
"""


@pytest.fixture
def shelf_house(tmp_path: Path) -> House:
    """The library, and a flow for two layers."""
    (tmp_path / "mandaat.yaml").write_text(MANDATE, encoding="utf-8")
    return replace(house(), shelf=Shelf.read((LIBRARY, tmp_path)))


async def takes_part(person: Person, *said: str) -> None:
    await person.taps("Beginnen")
    await person.taps("🟢 Ja")
    for words in said:
        await person.says(words)
    await person.taps("Verstuur")


async def test_a_board_member_is_asked_more_and_in_other_words(town: Town) -> None:
    people = await three(town)
    await people.moniek.says("/overleg")
    await people.moniek.taps("Rondes")
    await people.moniek.taps("Ronde starten")
    await people.moniek.taps("Mandaat (2 min)")
    people.moniek.sees("heeft vragen voor bestuurders")
    people.moniek.sees("Die vragen krijgt dus niemand")

    jan = town.person("Jan de Boer")
    await joins(town, jan, link_for(people.moniek, "Politie Oost"), layer="Bestuur")
    await starts(people.moniek, "Mandaat (2 min)")
    people.carla.sees("1 vraag, 2 minuten")
    jan.sees("2 vragen, 2 minuten")
    await jan.taps("Beginnen")
    jan.sees("Weten jullie mensen wat zij mogen beslissen?")
    await jan.taps("🟢 Ja")
    jan.sees("Welke ruimte geef je je mensen?")
    await jan.says("Tot tien huizen per jaar")
    await jan.taps("Verstuur")
    for person in people.all:
        await takes_part(person)
    await people.carla.taps("Bekijk alles")
    people.carla.sees("mandaat helder\n🟢 4 ja")
    people.carla.sees("Politie Oost: 'Tot tien huizen per jaar'")
