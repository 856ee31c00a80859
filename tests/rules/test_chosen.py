"""Many options, organisations and rows: counted like one option, and withheld by the same rule by row."""

from __future__ import annotations

import os
import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from round_table import overview, voice

from flows.answers import Answer, State
from flows.each import over
from flows.picking import NONE, written
from flows.read_flow import read_flow
from flows.text import Party
from process.rules.basis import Basis, Behind
from process.rules.gate import Voice
from process.rules.items import ChoiceCell, ChoiceItem, OptionCount
from process.rules.suppression import Withheld

PARTIES = [Party(1, "Woonstad"), Party(2, "Gemeente"), Party(3, "Buurtteam")]
ROWS = ("rollen.koers", "rollen.vaart", "rollen.rust")
TOLD = settings(deadline=None, max_examples=int(os.environ.get("VINKJE_TABLES", "60")))
"""So many tables are tried; more by hand, with VINKJE_TABLES."""

FLOW = over(
    read_flow(
        """
vinkje: 1
flow: proef
title: {nl: Proef, en: Trial}
why: {nl: Om te proberen., en: To try.}
source: {document: Proef}
minutes: 2
stages:
  - collect:
      who: everyone
      share: organisation
      hats:
        who: everyone
        asks: {nl: Met welke pet?, en: Under which hat?}
        options: {partner: {nl: Partner, en: Partner}, gids: {nl: Gids, en: Guide}}
      questions:
        - id: nodig
          many: {nl: Wat is nodig?, en: What is needed?}
          options: {tijd: {nl: Tijd, en: Time}, geld: {nl: Geld, en: Money}}
          none: {nl: Niets, en: Nothing}
          hat: true
        - id: rollen
          share: confidential
          grid: {nl: Wie doet dit?, en: Who does this?}
          rows:
            koers: {short: {nl: koers, en: course}, text: {nl: Wie let op de koers?, en: Who minds it?}}
            vaart: {short: {nl: vaart, en: pace}, text: {nl: Wie houdt vaart?, en: Who keeps pace?}}
            rust: {short: {nl: rust, en: calm}, text: {nl: Wie brengt rust?, en: Who brings calm?}}
          several: true
          none: {nl: Nog niemand, en: Nobody yet}
        - id: wie
          party: {nl: Wie begint?, en: Who begins?}
        - id: houden
          words: {nl: Wat willen we houden?, en: What do we want to keep?}
          keep: true
          hat: true
  - reveal: {show: [organisations]}
""",
        "proef.yaml",
    ),
    PARTIES,
)


def item(seen_as: str, *table: Voice, **more: object) -> ChoiceItem:
    shown = overview(*table, flow=FLOW, **more)  # type: ignore[arg-type]
    return next(each for each in shown.choices if each.question == seen_as)


def said(seat: int, organisation: int, **given_: str) -> Voice:
    return voice(seat, organisation, **given_)


def test_everyone_counts_once_at_each_option_that_they_chose() -> None:
    table = (
        said(1, 1, nodig="tijd,geld"),
        said(2, 1, nodig="geld"),
        said(3, 2, nodig=NONE),
        said(4, 3, nodig="tijd"),
    )
    shown = item("nodig", *table)
    assert shown.options == (OptionCount("tijd", 2), OptionCount("geld", 2), OptionCount(NONE, 1))
    assert shown.cells[0] == ChoiceCell(1, (OptionCount("tijd", 1), OptionCount("geld", 2)), people=2)


def test_the_hat_stands_beside_the_answer_and_beside_own_words() -> None:
    hatted = {"nodig": "tijd", "nodig.hat": "gids", "houden": "korte lijnen", "houden.hat": "partner"}
    table = (
        replace(said(1, 2), answers={id_: Answer(id_, State.GIVEN, value) for id_, value in hatted.items()}),
        said(2, 1, nodig="geld"),
        said(3, 3, nodig="geld"),
    )
    shown = overview(*table, flow=FLOW)
    cells = {cell.organisation: cell.hats for cell in shown.choices[0].cells}
    assert cells == {1: (), 2: (OptionCount("gids", 1),), 3: ()}
    assert [quote.hat for quote in shown.keep[0].quotes] == ["partner"]
    assert [each.question for each in shown.choices] == ["nodig", *ROWS, "wie"]


def test_what_was_chosen_the_last_time_stands_beside_it() -> None:
    last = overview(*(said(seat, seat, nodig="tijd") for seat in (1, 2, 3)), flow=FLOW)
    shown = item("nodig", *(said(seat, seat, nodig="geld") for seat in (1, 2, 3)), previous=last)
    assert shown.before == (OptionCount("tijd", 3), OptionCount("geld", 0), OptionCount(NONE, 0))


@st.composite
def tables(draw: st.DrawFn) -> tuple[Voice, ...]:
    """Three organisations or more people; each fills in any of the rows, in any way."""
    places = [1, 2, 3, *draw(st.lists(st.sampled_from([1, 2, 3]), max_size=6))]
    return tuple(draw(_filled_in(seat, place)) for seat, place in enumerate(places, 1))


@st.composite
def _filled_in(draw: st.DrawFn, seat: int, organisation: int) -> Voice:
    chosen = st.sets(st.sampled_from(["1", "2", "3"]), min_size=1).map(sorted).map(written)
    answers = {"wie": Answer("wie", State.GIVEN, "1")}
    for row in draw(st.sets(st.sampled_from(ROWS))):
        value = draw(chosen | st.just(NONE) | st.none())
        answers[row] = Answer(row, State.PASSED if value is None else State.GIVEN, value)
    return Voice(seat, seat + 100, organisation, None, answers)


@TOLD
@given(tables())
def test_each_row_in_confidence_is_shown_from_five_answers_of_its_own_and_else_not_at_all(
    table: tuple[Voice, ...],
) -> None:
    for row in ROWS:
        answered = [each.answers[row] for each in table if row in each.answers]
        given_ = sum(each.state is State.GIVEN for each in answered)
        shown = item(row, *table)
        assert (shown.withheld is None) == (given_ >= 5)
        assert (shown.cells, shown.quotes) == ((), ())
        if shown.withheld is not None:
            assert (shown.options, shown.unknown, shown.before) == ((), 0, None)


@TOLD
@given(tables(), st.randoms(use_true_random=False))
def test_rows_in_confidence_cannot_be_laid_beside_each_other_to_find_a_person(
    table: tuple[Voice, ...], chance: random.Random
) -> None:
    """Deal the answers of every row anew among who answered it: nobody who reads sees a difference."""
    dealt = [dict(each.answers) for each in table]
    for row in ROWS:
        holders = [place for place, each in enumerate(table) if row in each.answers]
        values = [table[place].answers[row] for place in holders]
        chance.shuffle(values)
        for place, value in zip(holders, values, strict=True):
            dealt[place][row] = value
    other = tuple(replace(each, answers=answers) for each, answers in zip(table, dealt, strict=True))
    assert [item(row, *table) for row in ROWS] == [item(row, *other) for row in ROWS]


@TOLD
@given(tables(), st.sampled_from(ROWS))
def test_a_row_that_few_answered_anew_is_withheld_and_the_other_rows_are_not(
    table: tuple[Voice, ...], row: str
) -> None:
    """An earlier round in which all but one answered this row: the difference would be that one's answer."""
    people = frozenset(each.member for each in table)
    behind = {each: Behind(people, _answered(table, each)) for each in ROWS}
    one_less = frozenset(sorted(behind[row].answered)[1:])
    behind[row] = Behind(people, one_less)
    earlier = Basis(people, behind, 5)
    for each in ROWS:
        alone = item(each, *table)
        beside = item(each, *table, earlier=(earlier,))
        if each == row and behind[row].answered != _answered(table, row):
            assert beside.withheld is Withheld.TOO_ALIKE
        elif {voice.member for voice in table if each in voice.answers} == people:
            assert beside == alone


def _answered(table: tuple[Voice, ...], row: str) -> frozenset[int]:
    given_ = (State.GIVEN, State.UNKNOWN)
    return frozenset(
        each.member for each in table if row in each.answers and each.answers[row].state in given_
    )
