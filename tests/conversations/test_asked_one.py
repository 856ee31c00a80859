"""A flow that asks one organisation something: the coordinator chooses which, and all get the result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from flows.shelf import LIBRARY, Shelf
from process.case import House
from tests.conversations.conftest import house
from tests.conversations.rounds import three
from tests.conversations.thuis_in_oost import GREEN, RED
from tests.conversations.town import Town
from tests.reports.paper import Paper

pytestmark = pytest.mark.one_database

FLOW = """
vinkje: 1
flow: {id}
title: {{nl: {title}, en: {title}}}
why: {{nl: Zo weten jullie wat de opdracht is., en: So you know what the task is.}}
source: {{document: eigen vragen}}
minutes: 1
stages:
  - collect:
      who: {stage}
      share: organisation
      questions:
        - id: ruimte
          tick: {{nl: Is er ruimte om te proberen?, en: Is there room to try?}}
          short: {{nl: ruimte, en: room}}
          ends:
            green: {{nl: die is er, en: there is}}
            red: {{nl: die is er niet, en: there is not}}
        - id: opdracht
          who: {question}
          words: {{nl: Wat is de opdracht?, en: What is the task?}}
          short: {{nl: opdracht, en: task}}
        - id: eerste_stap
          share: live
          words: {{nl: Wat is de kleinste eerste stap?, en: What is the smallest first step?}}
          short: {{nl: eerste stap, en: first step}}
  - reveal: {{show: [spread, organisations]}}
  - discuss: {{sheet: bespreekblad}}
"""
CARD = "Wat is de kleinste eerste stap?"
ONE = "{organisation: chosen}"


@pytest.fixture
def shelf_house(tmp_path: Path) -> House:
    """The library, a stage for one organisation, a question for one, and a stage for boards."""
    for id_, title, stage, question in (
        ("opdracht", "Opdracht", ONE, "everyone"),
        ("vraag", "Eén vraag", "everyone", ONE),
        ("bestuur", "Besturen", "{layer: [uitvoering]}", "everyone"),
    ):
        source = FLOW.format(id=id_, title=title, stage=stage, question=question)
        (tmp_path / f"{id_}.yaml").write_text(source, encoding="utf-8")
    return replace(house(), shelf=Shelf.read((LIBRARY, tmp_path)))


async def test_a_round_for_one_organisation_is_shown_to_everyone(town: Town) -> None:
    people = await three(town)
    await people.moniek.says("/overleg")
    await people.moniek.taps("Rondes")
    await people.moniek.taps("Ronde starten")
    people.moniek.sees("Hier doet nog niemand van mee: Politie Oost.")
    await people.moniek.taps("Opdracht (1 min)")
    people.moniek.sees("Alleen die krijgt de vragen; iedereen krijgt de uitslag.")
    assert ["Politie Oost"] not in people.moniek.screen.rows
    await people.moniek.taps("Woonstad")
    people.moniek.sees("1 mens krijgt een bericht")
    people.carla.sees("Alleen Woonstad krijgt deze vragen.")
    people.carla.sees("2 vragen")
    assert "Opdracht" not in people.fatima.screen.text
    await people.carla.taps("Beginnen")
    await people.carla.taps(GREEN)
    await people.carla.says("Mensen eerder een huis")
    await people.carla.taps("Verstuur")
    for person in people.all:
        person.sees("Opdracht · uitslag")
        person.sees("1 van de 1 organisaties")
        await person.taps("Bekijk alles")
        person.sees("Mensen eerder een huis")


async def test_one_question_for_one_organisation(town: Town) -> None:
    people = await three(town)
    await people.moniek.says("/overleg")
    await people.moniek.taps("Rondes")
    await people.moniek.taps("Ronde starten")
    await people.moniek.taps("Eén vraag (1 min)")
    await people.moniek.taps("De Linde")
    people.carla.sees("1 vraag, 1 minuut")
    people.fatima.sees("2 vragen, 1 minuut")
    for person in people.all:
        await person.taps("Beginnen")
        await person.taps(RED)
        if person is people.fatima:
            await person.says("Rust in de wijk")
        await person.taps("Verstuur")
    people.carla.sees("Eén vraag · uitslag")
    await people.carla.taps("Bekijk alles")
    people.carla.sees("Rust in de wijk")


async def test_coordinator_hears_which_organisation_has_nobody_for_whom_it_is(town: Town) -> None:
    people = await three(town)
    await people.moniek.says("/overleg")
    await people.moniek.taps("Rondes")
    await people.moniek.taps("Ronde starten")
    await people.moniek.taps("Besturen (1 min)")
    people.moniek.sees(
        "Van deze organisaties doet nog niemand mee voor wie het is: Gemeente Oost, Politie Oost."
    )
    await people.moniek.taps("Toch openen")
    people.moniek.sees("is open")


async def test_card_for_the_talk_is_asked_of_nobody_and_lies_on_the_table(town: Town) -> None:
    people = await three(town)
    await people.moniek.says("/overleg")
    await people.moniek.taps("Rondes")
    await people.moniek.taps("Ronde starten")
    await people.moniek.taps("Besturen (1 min)")
    await people.moniek.taps("Toch openen")
    for person in (people.carla, people.fatima):
        await person.taps("Beginnen")
        await person.taps(GREEN)
        await person.says("Doorgaan")
        await person.taps("Verstuur")
    assert all(CARD not in message.text for message in people.carla.history)
    await people.moniek.says("/live")
    await people.moniek.taps("Gesprekskaarten")
    people.moniek.sees(CARD)
    people.moniek.sees("Wat jullie zeggen, bewaar ik niet.")
    await people.moniek.taps("Bespreekblad")
    sheet = Paper(people.moniek.documents[-1].data)
    assert sheet.pages == 1
    assert CARD in sheet.text
