"""Choosing several options, organisations, and the hat under an answer, as the engine understands them."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.cast import Cast, OrganisationSort
from flows.each import over
from flows.engine import (
    Accepted,
    Answer,
    Marked,
    NotUnderstood,
    Picked,
    State,
    Tapped,
    Typed,
    accept,
    path,
    relevant,
)
from flows.model import Flow
from flows.options import still
from flows.picking import NONE, named, toggled, written
from flows.read_flow import read_flow
from flows.text import Party

PARTIES = [Party(3, "Gemeente", OrganisationSort.MUNICIPALITY), Party(7, "Woonstad"), Party(8, "De Linde")]
WRITTEN = read_flow(
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
        who: {sort: gemeente}
        asks: {nl: Met welke pet?, en: Under which hat?}
        options: {partner: {nl: Partner, en: Partner}, gids: {nl: Gids, en: Guide}}
      questions:
        - id: nodig
          many: {nl: Wat is nodig?, en: What is needed?}
          options: {tijd: {nl: Tijd, en: Time}, geld: {nl: Geld, en: Money}, rust: {nl: Rust, en: Calm}}
          none: {nl: Niets, en: Nothing}
          hat: true
          then:
            - when: {nodig: [geld]}
              id: hoeveel
              words: {nl: Hoeveel?, en: How much?}
        - id: rollen
          grid: {nl: Wie doet dit?, en: Who does this?}
          rows:
            koers: {short: {nl: koers, en: course}, text: {nl: Wie let op de koers?, en: Who minds it?}}
            vaart: {short: {nl: vaart, en: pace}, text: {nl: Wie houdt vaart?, en: Who keeps pace?}}
          several: true
          none: {nl: Nog niemand, en: Nobody yet}
        - id: waarom
          when: {rollen.vaart: [none]}
          words: {nl: Hoe komt dat?, en: Why is that?}
        - id: dank
          when: {rollen.koers: [someone]}
          words: {nl: Wat doet die goed?, en: What do they do well?}
        - id: wie
          party: {nl: Wie begint er?, en: Who begins?}
          others: true
        - id: houden
          words: {nl: Wat willen we houden?, en: What do we want to keep?}
          keep: true
  - reveal: {show: [organisations]}
""",
    "proef.yaml",
)
FLOW = over(WRITTEN, PARTIES)
WOONSTAD, GEMEENTE = Cast(organisation=7), Cast(organisation=3)


def asked(flow: Flow, **values: str) -> list[str]:
    given_ = {id_.replace("__", "."): value for id_, value in values.items()}
    return [each.id for each in path(flow, {id_: Answer(id_, State.GIVEN, v) for id_, v in given_.items()})]


def test_a_grid_is_asked_row_after_row_with_the_organisations_there_are() -> None:
    mine = FLOW.part_for(WOONSTAD)
    assert asked(mine) == ["nodig", "rollen.koers", "rollen.vaart", "wie", "houden"]
    row = mine.question("rollen.vaart")
    assert (row.kind, row.row and (row.row.grid, row.row.place, row.row.of)) == ("party", ("rollen", 2, 2))
    assert [option.id for option in row.options] == ["3", "7", "8", NONE]


def test_a_condition_on_a_row_sees_nobody_somebody_and_each_of_several_options() -> None:
    mine = FLOW.part_for(WOONSTAD)
    assert "waarom" in asked(mine, rollen__vaart=NONE)
    assert "waarom" not in asked(mine, rollen__vaart="3")
    assert "dank" in asked(mine, rollen__koers="7,8")
    assert "dank" not in asked(mine, rollen__koers=NONE)
    assert "hoeveel" in asked(mine, nodig="tijd,geld")
    assert "hoeveel" not in asked(mine, nodig="tijd,rust")


def test_a_hat_is_asked_of_its_own_sort_and_only_under_an_answer() -> None:
    town = FLOW.part_for(GEMEENTE)
    assert "nodig.hat" in asked(town, nodig="geld")
    assert "nodig.hat" not in asked(FLOW.part_for(WOONSTAD), nodig="geld")
    skipped = accept(town, {}, "nodig", Marked(State.PASSED))
    assert isinstance(skipped, Accepted)
    assert "nodig.hat" not in [each.id for each in path(town, {"nodig": skipped.answer})]
    assert "nodig.hat" not in asked(over(WRITTEN, PARTIES[1:]).part_for(GEMEENTE), nodig="geld")


def test_nobody_chooses_themselves_where_it_is_about_others() -> None:
    assert [each.id for each in FLOW.part_for(WOONSTAD).question("wie").options] == ["3", "8"]
    assert isinstance(accept(FLOW.part_for(WOONSTAD), {}, "wie", Tapped("7")), NotUnderstood)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Geld", "geld"), ("rust, TIJD.", "tijd,rust"), ("calm\ntime", "tijd,rust"), ("niets", NONE)],
)
def test_labels_that_are_typed_with_commas_between_count(typed: str, meant: str) -> None:
    assert accept(FLOW, {}, "nodig", Typed(typed)) == Accepted(Answer("nodig", State.GIVEN, meant))


@pytest.mark.parametrize("typed", ["geld en rust", "geld, misschien", "niets, geld", ""])
def test_what_can_mean_anything_is_asked_again(typed: str) -> None:
    assert accept(FLOW, {}, "nodig", Typed(typed)) == NotUnderstood("tap_several")


TAPS = st.lists(st.sampled_from(["tijd", "geld", "rust", NONE]))


@given(TAPS)
def test_taps_on_and_off_leave_what_an_odd_number_of_taps_turned_on_and_none_stands_alone(
    taps: list[str],
) -> None:
    chosen = reduce(toggled, taps, ())
    assert NONE not in chosen or chosen == (NONE,)
    if NONE not in taps:
        assert set(chosen) == {option for option in taps if taps.count(option) % 2}
    if chosen:
        kept = accept(FLOW, {}, "nodig", Picked(chosen))
        assert isinstance(kept, Accepted)
        assert set(named(kept.answer.value)) == set(chosen)
        order = [option.id for option in FLOW.question("nodig").options]
        assert sorted(named(kept.answer.value), key=order.index) == list(named(kept.answer.value))


@given(st.lists(st.sampled_from(["3", "7", "8", "99", NONE]), unique=True, min_size=1))
def test_an_organisation_that_is_gone_drops_out_and_the_others_stay(chosen: list[str]) -> None:
    value = written(chosen)
    row = FLOW.question("rollen.koers")
    left = relevant(FLOW, {row.id: Answer(row.id, State.GIVEN, value)}).get(row.id)
    assert set(named(left.value) if left else ()) == {*chosen} - {"99"}
    if left is not None:
        assert still(row, left.value) == left.value
