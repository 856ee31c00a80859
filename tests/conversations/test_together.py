"""An organisation that answers together: what its people see of each other, and how it goes out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from flows.shelf import LIBRARY, Shelf
from process.case import House
from simulator.person import Person
from tests.conversations.conftest import house
from tests.conversations.rounds import Three, starts, three
from tests.conversations.thuis_in_oost import GREEN, RED, joins, link_for
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database

ONE_ANSWER = """
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
        - id: capaciteit
          tick: {nl: Kunnen jullie dit aan?, en: Can you handle this?}
          short: {nl: capaciteit, en: capacity}
          ends:
            green: {nl: dat lukt, en: that works}
            red: {nl: dat lukt niet, en: that does not work}
        - id: inbreng
          words: {nl: Wat brengen jullie in?, en: What do you bring in?}
          short: {nl: inbreng, en: contribution}
  - reveal: {show: [spread, organisations]}
  - discuss: {sheet: bespreekblad}
  - agree: {from: [red]}
"""
VERSION = "Zo gaat het namens Woonstad de deur uit"


@pytest.fixture
def shelf_house(tmp_path: Path) -> House:
    """The library, and a flow that organisations answer together."""
    (tmp_path / "samen.yaml").write_text(ONE_ANSWER, encoding="utf-8")
    return replace(house(), shelf=Shelf.read((LIBRARY, tmp_path)))


@dataclass(frozen=True)
class Woonstad:
    """The three of before, and two colleagues of Carla."""

    people: Three
    bram: Person
    els: Person

    @property
    def carla(self) -> Person:
        """The first of Woonstad."""
        return self.people.carla


async def woonstad(town: Town) -> Woonstad:
    """A round that is answered together, in which Woonstad has three people."""
    people = await three(town)
    bram, els = town.person("Bram de Wit"), town.person("Els Vos")
    for person in (bram, els):
        await joins(town, person, link_for(people.moniek, "Woonstad"))
    await starts(people.moniek, "Samen")
    return Woonstad(people, bram, els)


async def answers(person: Person, colour: str, words: str) -> None:
    await person.taps("Beginnen")
    await person.taps(colour)
    await person.says(words)


async def test_colleagues_see_what_stands_there_agree_and_it_goes_out(town: Town) -> None:
    them = await woonstad(town)
    them.carla.sees("Jullie geven één antwoord namens Woonstad, jij en 2 collega's.")
    await answers(them.carla, GREEN, "Twee vaste mensen")
    them.carla.sees("Zo staat het antwoord van Woonstad nu.")
    them.carla.sees("Na [Verstuur] zien je collega's het eerst: Bram de Wit, Els Vos.")
    await them.carla.taps("Verstuur")
    them.carla.sees("Dit ligt nu nog bij 2 collega's van Woonstad.")
    for person in (them.bram, them.els):
        person.sees(VERSION)
        person.sees("inbreng: ‘Twee vaste mensen’")
    await them.bram.taps("Akkoord")
    them.bram.sees("Dit ligt nu nog bij 1 collega van Woonstad.")
    await them.els.taps("Akkoord")
    for person in (them.carla, them.bram, them.els):
        person.sees("Het antwoord van Woonstad is verstuurd.")
