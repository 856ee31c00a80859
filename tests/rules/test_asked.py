"""Who was asked what stands in the overview: who was not asked is not said to be silent."""

from __future__ import annotations

from flows.cast import Cast, Layer
from flows.each import over
from flows.read_flow import read_flow
from flows.text import Party
from process.rules import overview as overviews
from process.rules.fading import faded
from process.rules.gate import Voice
from process.rules.items import ChoiceCell, OptionCount
from process.rules.overview import Overview, build
from process.rules.turnout import Attendance
from process.rules.withholding import Withholding
from process.states import SeatState
from tests.rules.round_table import AFTER, NAMES, answers, reveal

FLOW = over(
    read_flow(
        """
vinkje: 1
flow: halen
title: {nl: Halen, en: Get}
why: {nl: Om te proberen., en: To try.}
source: {document: Proef}
minutes: 2
stages:
  - collect:
      who: everyone
      share: organisation
      questions:
        - id: nodig
          each: organisation
          choice: {nl: "Wat heb je nodig van {ander}?", en: "What do you need from {ander}?"}
          short: {nl: nodig van, en: needs from}
          options: {kennis: {nl: Kennis, en: Knowledge}, tijd: {nl: Tijd, en: Time}}
        - id: steun
          who: {layer: bestuur}
          tick: {nl: Staan jullie hierachter?, en: Do you stand behind this?}
          short: {nl: steun, en: support}
          ends: {green: {nl: ja hoor, en: yes}, red: {nl: nee hoor, en: no}}
  - reveal: {show: [organisations]}
""",
        "halen.yaml",
    ),
    [Party(*each) for each in NAMES[:3]],
)
PEOPLE = (
    Voice(1, 101, 1, Layer.PRACTICE, answers(**{"nodig@2": "kennis", "nodig@3": "tijd"})),
    Voice(2, 102, 1, Layer.BOARD, answers(**{"nodig@2": "kennis", "steun": "green"})),
    Voice(3, 103, 2, Layer.PRACTICE, answers(**{"nodig@1": "tijd"})),
    Voice(4, 104, 3, Layer.BOARD, answers(**{"nodig@1": "tijd", "nodig@2": "tijd"})),
)


def seen() -> Overview:
    present = tuple(
        Attendance(each.member, each.organisation, SeatState.SENT, cast=Cast(each.layer)) for each in PEOPLE
    )
    return build(
        NAMES,
        present,
        previous=None,
        made_at=AFTER,
        partnership=7,
        number=1,
        withholding=Withholding(FLOW, reveal(PEOPLE, present, FLOW)),
    )


def test_who_needs_what_from_whom_stands_by_organisation_and_never_about_oneself() -> None:
    about_2 = next(item for item in seen().choices if item.question == "nodig@2")
    assert about_2.cells == (
        ChoiceCell(1, (OptionCount("kennis", 2),), people=2),
        ChoiceCell(3, (OptionCount("tijd", 1),), people=1),
    )
    about_1 = next(item for item in seen().choices if item.question == "nodig@1")
    assert [cell.organisation for cell in about_1.cells] == [2, 3]


def test_an_organisation_without_anybody_who_was_asked_is_not_called_silent() -> None:
    item = seen().item("steun")
    assert item is not None
    assert [cell.organisation for cell in item.cells] == [1, 3]


def test_it_is_read_back_as_it_was_kept() -> None:
    assert overviews.from_json(overviews.to_json(seen())) == seen()


def test_when_words_and_names_go_what_one_person_chose_stands_nowhere() -> None:
    shown = faded(seen(), {1: 2, 2: 1, 3: 1})
    assert [cell.organisation for item in shown.choices for cell in item.cells] == [1, 1]
