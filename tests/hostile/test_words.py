"""Whatever is typed as an answer is kept as it was sent, and what comes of it is delivered to everyone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.telegram.letters import clean
from flows.kinds.words import MOST_CHARACTERS
from flows.shelf import LIBRARY, Shelf
from process.case import House
from simulator.person import Person
from tests.conversations.conftest import house
from tests.conversations.rounds import THE_SHEET, starts, three
from tests.hostile.corpus import batches
from tests.hostile.table import Table, is_answer, is_command, parts

PEOPLE, ASKED = 3, 20
BATCHES = batches(PEOPLE * ASKED, 30)

QUESTION = """
        - id: v{number}
          words: {{nl: Wat vind je van {number}?, en: What about {number}?}}
          short: {{nl: over {number}, en: about {number}}}
"""
FLOW = f"""
vinkje: 1
flow: alles
title: {{nl: Alles, en: Everything}}
why: {{nl: Een korte vraag vooraf., en: One short question beforehand.}}
source: {{document: eigen vragen}}
minutes: 1
stages:
  - collect:
      who: everyone
      share: organisation
      questions: {"".join(QUESTION.format(number=number) for number in range(1, ASKED + 1))}
          keep: true
  - reveal: {{show: [organisations, keep]}}
  - discuss: {{sheet: bespreekblad}}
  - agree: {{}}
"""


@pytest.fixture
def shelf_house(tmp_path: Path) -> House:
    """The library, and a flow that asks for nothing but words."""
    folder = tmp_path / "flows"
    folder.mkdir()
    (folder / "alles.yaml").write_text(FLOW, encoding="utf-8")
    return replace(house(), shelf=Shelf.read((LIBRARY, folder)))


async def at_a_question(person: Person) -> None:
    """Whatever the last text led to, the next question stands again."""
    if "Typ een paar woorden" not in person.screen.text or "Overslaan" not in str(person.screen.rows):
        await person.says("/menu")
        await person.taps("Verder met Alles")


async def shares_as_it_is(person: Person) -> None:
    """What looks like a date of birth or a telephone number is asked about first."""
    if "Zo delen" in [label for row in person.screen.rows for label in row]:
        await person.taps("Zo delen")


async def answers(table: Table, person: Person, texts: tuple[str, ...]) -> dict[str, str]:
    """Answer every question with the next text, skip where that is none; gives what should be kept."""
    await person.taps("Beginnen")
    expected = {}
    for number, text in enumerate(texts, 1):
        await at_a_question(person)
        arrived = await table.says(person, text)
        await shares_as_it_is(person)
        if len(parts(text)) == 1 and is_answer(arrived):
            expected[f"v{number}"] = arrived
        else:
            await at_a_question(person)
            await person.taps("Overslaan")
    while ["Verstuur"] not in person.buttons():
        await person.taps("Overslaan")
    return expected


def squeezed(text: str) -> str:
    """Without white space, which may break otherwise where a long text is cut."""
    return "".join(text.split())


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
async def test_every_answer_is_kept_as_sent_and_shown_whole_to_everyone(
    table: Table, batch: tuple[str, ...]
) -> None:
    people = await three(table.town)
    await starts(people.moniek, "Alles")
    everything: list[str] = []
    for number, person in enumerate(people.all):
        expected = await answers(table, person, batch[number::PEOPLE])
        assert await table.answers(person) == expected
        everything += expected.values()
        await person.taps("Verstuur")
    await table.town.until(THE_SHEET)
    for person in people.all:
        assert person.documents[-1].name == "bespreekblad-1.pdf"
        await person.says("/menu")
        await person.taps("Uitslag")
        shown = squeezed("".join(message.text for message in person.history if message.from_bot))
        assert [text for text in everything if squeezed(text) not in shown] == []
    await table.assert_sound()


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
async def test_an_answer_can_be_changed_into_anything(table: Table, batch: tuple[str, ...]) -> None:
    people = await three(table.town)
    await starts(people.moniek, "Alles")
    await people.carla.taps("Beginnen")
    sent = await people.carla.says("eerst dit")
    kept = "eerst dit"
    for text in batch:
        for part in parts(text):
            sent = await people.carla.edits(sent, part)
            await shares_as_it_is(people.carla)
            arrived = clean(sent.text)
            if is_answer(arrived) or (is_command(arrived) and len(arrived) <= MOST_CHARACTERS):
                kept = arrived
        assert (await table.answers(people.carla))["v1"] == kept
    await table.assert_sound()
