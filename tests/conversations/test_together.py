"""An organisation that answers together: what its people see of each other, and how it goes out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
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
CLOSES = datetime(2026, 12, 14, 15, tzinfo=UTC)
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


async def test_it_goes_out_after_a_working_day_without_a_word(town: Town) -> None:
    them = await woonstad(town)
    await answers(them.carla, GREEN, "Twee vaste mensen")
    await them.carla.taps("Verstuur")
    them.carla.sees("Hoor ik niets, dan di 24 november om 10:00")
    await them.bram.taps("Akkoord")
    await town.passes(timedelta(hours=23))
    assert "is verstuurd" not in them.carla.screen.text
    await town.passes(timedelta(hours=2))
    them.carla.sees("Het antwoord van Woonstad is verstuurd.")
    them.bram.sees("Het antwoord van Woonstad is verstuurd.")
    await them.els.taps("Akkoord")
    them.els.sees("Je antwoorden zijn verstuurd")


async def test_a_colleague_changes_something_and_all_see_that_before_it_goes(town: Town) -> None:
    them = await woonstad(town)
    await answers(them.carla, GREEN, "Twee vaste mensen")
    await them.carla.taps("Verstuur")
    await them.els.taps("Akkoord")
    await them.bram.taps("Ik pas iets aan")
    for person in (them.carla, them.els):
        person.sees("Bram de Wit past nog iets aan in het antwoord van Woonstad.")
    them.bram.sees("Hieraan schreven: Carla Smit.")
    await them.bram.taps("Iets veranderen")
    await them.bram.taps("inbreng")
    them.bram.sees("Hier staat nu, van Carla Smit: ‘Twee vaste mensen’")
    await them.bram.says("Drie vaste mensen")
    them.bram.sees("Hieraan schreven: Carla Smit, Bram de Wit.")
    await them.bram.taps("Verstuur")
    for person in (them.carla, them.els):
        person.sees("inbreng: ‘Drie vaste mensen’")
        await person.taps("Akkoord")
    them.bram.sees("Het antwoord van Woonstad is verstuurd.")


async def test_who_types_at_the_same_time_loses_nothing_and_chooses(town: Town) -> None:
    them = await woonstad(town)
    for person in (them.carla, them.bram):
        await person.taps("Beginnen")
    await them.carla.taps(GREEN)
    await them.bram.taps(RED)
    them.bram.sees("Carla Smit heeft hier intussen ook iets geantwoord.")
    them.bram.sees("Carla Smit: 🟢 ja")
    them.bram.sees("Jij: 🔴 nee")
    await them.bram.taps("Neem die van mij")
    await them.carla.says("Twee vaste mensen")
    await them.bram.says("Een loods")
    them.bram.sees("Carla Smit: ‘Twee vaste mensen’")
    them.bram.sees("Jij: ‘Een loods’")
    await them.bram.taps("Zet ze onder elkaar")
    them.bram.sees("capaciteit: 🔴 nee")
    them.bram.sees("‘Twee vaste mensen\nEen loods’")
    await them.carla.taps("Verstuur")
    them.carla.sees("‘Twee vaste mensen\nEen loods’")
    await them.carla.taps("Verstuur")
    them.carla.sees("Dit ligt nu nog bij 2 collega's van Woonstad.")


async def test_nobody_is_waited_for_who_passed_or_is_away(town: Town) -> None:
    them = await woonstad(town)
    await them.els.taps("Deze ronde niet")
    await answers(them.carla, GREEN, "Twee vaste mensen")
    await them.carla.taps("Verstuur")
    them.carla.sees("Dit ligt nu nog bij 1 collega van Woonstad.")
    assert VERSION not in them.els.screen.text
    await them.bram.says("/stop")
    await them.bram.taps("Even weg")
    await them.bram.taps("t/m vr 27 november")
    them.carla.sees("Het antwoord van Woonstad is verstuurd.")


async def test_what_lies_with_colleagues_at_the_closing_goes_out_and_the_rest_does_not(town: Town) -> None:
    them = await woonstad(town)
    await answers(them.people.fatima, RED, "Een loods")
    await them.people.fatima.taps("Verstuur")
    await answers(them.people.moniek, GREEN, "Geld")
    await them.people.moniek.taps("Verstuur")
    await town.until(CLOSES - timedelta(hours=2))
    await them.carla.taps("Beginnen")
    await them.carla.taps(GREEN)
    await them.carla.says("Twee vaste mensen")
    await them.carla.taps("Verstuur")
    them.carla.sees("Hoor ik niets, dan ma 14 december om 16:00")
    them.bram.sees(VERSION)
    await town.passes(timedelta(hours=3))
    them.people.fatima.sees("3 van de 3 organisaties")


async def test_who_is_alone_sends_at_once_and_everyone_gets_one_answer_for_each_organisation(
    town: Town,
) -> None:
    them = await woonstad(town)
    people = them.people
    people.fatima.sees("Jij bent de enige van De Linde")
    await answers(people.fatima, RED, "Een loods")
    people.fatima.sees("Zo zien de anderen het straks:")
    await people.fatima.taps("Verstuur")
    people.fatima.sees("Het antwoord van De Linde is verstuurd.")
    await answers(people.moniek, GREEN, "Geld")
    await people.moniek.taps("Verstuur")
    await answers(them.bram, GREEN, "Twee vaste mensen")
    await them.bram.taps("Verstuur")
    await them.carla.taps("Akkoord")
    await them.els.taps("Akkoord")
    for person in (*people.all, them.bram, them.els):
        person.sees("🟢 2 ja · 🟠 0 twijfel · 🔴 1 nee")
    await them.els.taps("Bekijk alles")
    them.els.sees("Twee vaste mensen")
