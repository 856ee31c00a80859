"""A flow whose texts are anything: refused with a place and a fix, or asked and shown as it stands there."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from flows.read_flow import read_flow
from flows.shelf import LIBRARY, Shelf
from flows.source import SourceError
from process.case import House
from tests.conversations.conftest import house
from tests.conversations.rounds import THE_SHEET, starts, three
from tests.hostile.corpus import DATABASES, EVERYTHING, batches
from tests.hostile.table import Table

ASKED = 40
SHORT = 20
FLOW = """
vinkje: 1
flow: alles
title: {title}
why: {why}
source: {{document: eigen vragen}}
minutes: 1
stages:
  - collect:
      who: everyone
      share: organisation
      questions: {questions}
          keep: true
  - reveal: {{show: [organisations, keep]}}
  - discuss: {{sheet: bespreekblad}}
  - agree: {{}}
"""
QUESTION = """
        - id: v{number}
          words: {text}
          short: {short}
"""
PLAIN = "Alles"


def both(text: str) -> str:
    """A text in both languages, quoted: JSON is YAML."""
    return json.dumps({"nl": text, "en": text}, ensure_ascii=False)


def flow_of(*texts: str, title: str = PLAIN, why: str = PLAIN) -> str:
    """A flow that asks these."""
    asked = enumerate(texts, 1)
    questions = "".join(
        QUESTION.format(number=number, text=both(text), short=both(text if len(text) <= SHORT else PLAIN))
        for number, text in asked
    )
    return FLOW.format(title=both(title), why=both(why), questions=questions)


def accepted(text: str) -> bool:
    """Whether it can be asked; a refusal says where, what and how to fix it."""
    source = flow_of(text)
    try:
        read_flow(source, "alles.yaml")
    except SourceError as error:
        for complaint in error.complaints:
            assert 1 < complaint.where.line <= source.count("\n") + 1 or "UTF-8" in complaint.what
            assert complaint.what
            assert complaint.fix
        return False
    return True


def test_every_text_is_accepted_or_refused_with_a_place_and_a_fix() -> None:
    taken = [text for text in EVERYTHING if accepted(text)]
    assert len(EVERYTHING) / 2 < len(taken) < len(EVERYTHING)


BATCHES = batches(ASKED, 10)


@pytest.fixture
def shelf_house(tmp_path: Path, batch: tuple[str, ...]) -> House:
    """The library, and a flow that asks what was accepted of the batch."""
    folder = tmp_path / "flows"
    folder.mkdir()
    texts = [text for text in batch if accepted(text)]
    (folder / "alles.yaml").write_text(flow_of(*texts, why=texts[0]), encoding="utf-8")
    return replace(house(), shelf=Shelf.read((LIBRARY, folder)))


@pytest.mark.parametrize("database", DATABASES, indirect=True)
@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
async def test_what_is_accepted_can_be_asked_and_shown(table: Table, shelf_house: House) -> None:
    assert not shelf_house.shelf.complaints
    people = await three(table.town)
    await starts(people.moniek, PLAIN)
    for person in people.all:
        await person.taps("Beginnen")
        await person.says("goed")
        for _ in shelf_house.shelf.flows["alles"].questions[1:]:
            await person.taps("Liever mondeling")
        await person.taps("Verstuur")
    await table.town.until(THE_SHEET)
    for person in people.all:
        assert person.documents[-1].name == "bespreekblad-1.pdf"
    await table.assert_sound()
