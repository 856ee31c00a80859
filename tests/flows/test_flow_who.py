"""A flow that asks some people this and others that: what each of them gets."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.cast import ANSWERING, EVERYONE, Cast, Layer, Role, Who
from flows.each import over
from flows.engine import (
    Accepted,
    Answer,
    Ask,
    Given,
    Marked,
    Sitting,
    State,
    Tapped,
    accept,
    next_step,
    relevant,
)
from flows.model import Flow
from flows.path import path
from flows.read_flow import read_flow
from flows.text import Party, Text
from tests.clock import A_MONDAY

SOURCE = """
vinkje: 1
flow: proef
title: {nl: Proef, en: Trial}
why: {nl: Om te proberen., en: To try it.}
source: {document: eigen vragen}
minutes: 2
stages:
  - collect:
      who: {role: [partner, coordinator]}
      share: organisation
      questions:
        - id: werk
          tick: {nl: Weet iedereen wie wat doet?, en: Does everyone know who does what?}
          short: {nl: wie doet wat, en: who does what}
          worded:
            bestuur: {nl: Weten jullie mensen wie wat doet?, en: Do your people know who does what?}
          ends:
            green: {nl: iedereen weet het, en: everyone knows}
            red: {nl: werk blijft liggen, en: work is left}
        - id: besluit
          who: {layer: [leiding, bestuur]}
          choice: {nl: Wie besluit hierover?, en: Who decides on this?}
          options:
            zelf: {nl: Ikzelf, en: I do}
            ander: {nl: Iemand anders, en: Somebody else}
          then:
            - when: {besluit: [ander]}
              id: wie
              words: {nl: Wie dan?, en: Who?}
        - id: leiden
          who: {role: coordinator}
          words: {nl: Wat heb jij nodig om dit te leiden?, en: What do you need to lead this?}
"""
FLOW = read_flow(SOURCE, "proef")
CASTS = [Cast(layer, role) for layer, role in product((None, *Layer), ANSWERING)]
whos = st.builds(
    Who,
    st.lists(st.sampled_from(list(Layer)), unique=True).map(tuple),
    st.lists(st.sampled_from(ANSWERING), unique=True).map(tuple),
)


def asked(flow: Flow) -> list[str]:
    return [question.id for question in flow.questions]


@pytest.mark.parametrize(
    ("cast", "questions"),
    [
        (Cast(Layer.PRACTICE), ["werk"]),
        (Cast(Layer.BOARD), ["werk", "besluit", "wie"]),
        (Cast(Layer.POLICY, Role.COORDINATOR), ["werk", "besluit", "wie", "leiden"]),
        (Cast(None, Role.COORDINATOR), ["werk", "leiden"]),
        (Cast(Layer.BOARD, Role.OBSERVER), []),
    ],
)
def test_everyone_is_asked_what_is_for_them(cast: Cast, questions: list[str]) -> None:
    assert asked(FLOW.part_for(cast)) == questions


def test_the_same_question_in_the_words_of_a_layer() -> None:
    for layer, words in ((Layer.PRACTICE, "Weet iedereen"), (Layer.BOARD, "Weten jullie mensen")):
        step = next_step(FLOW.part_for(Cast(layer)), Sitting(), A_MONDAY)
        assert isinstance(step, Ask)
        assert step.question.text.nl.startswith(words)


@given(st.sampled_from(CASTS), st.sampled_from(["zelf", "ander"]))
def test_what_one_person_answered_is_read_with_the_whole_flow(cast: Cast, option: str) -> None:
    part = FLOW.part_for(cast)
    answers: dict[str, Answer] = {}
    does: dict[str, Given] = {
        "tick": Tapped("green"),
        "choice": Tapped(option),
        "words": Marked(State.PASSED),
    }
    while isinstance(step := next_step(part, Sitting(answers), A_MONDAY), Ask):
        taken = accept(part, answers, step.question.id, does[step.question.kind])
        assert isinstance(taken, Accepted)
        answers[step.question.id] = taken.answer
    assert relevant(FLOW, answers) == relevant(part, answers) == answers


def test_a_flow_that_is_the_same_for_all_is_not_copied() -> None:
    only_the_first = SOURCE[: SOURCE.index("        - id: besluit")].replace(
        "{role: [partner, coordinator]}", "everyone"
    )
    worded, ends = (only_the_first.index(f"          {name}:") for name in ("worded", "ends"))
    flow = read_flow(only_the_first[:worded] + only_the_first[ends:], "plain")
    assert all(flow.part_for(cast) is flow for cast in CASTS)


@given(whos, whos, st.sampled_from(CASTS))
def test_who_meets_whom(some: Who, other: Who, cast: Cast) -> None:
    if some.includes(cast) and other.includes(cast):
        assert some.overlaps(other)
    if not some.reaches_beyond(other):
        assert all(Who((layer,)).overlaps(other) for layer in some.layers)
        assert all(Who(roles=(role,)).overlaps(other) for role in some.roles)
    assert EVERYONE.includes(cast)
    assert EVERYONE.overlaps(some)
    assert not some.reaches_beyond(EVERYONE)


EACH = """
        - id: nodig
          each: organisation
          tick: {nl: "Weten we wat {ander} nodig heeft?", en: "Do we know what {ander} needs?"}
          short: {nl: nodig, en: needs}
          ends:
            green: {nl: we hebben het gevraagd, en: we asked}
            red: {nl: we gissen, en: we guess}
          then:
            - when: {nodig: [orange, red]}
              id: navragen
              words: {nl: Wat ga je vragen?, en: What will you ask?}
        - id: halen
          each: organisation
          when: {nodig: [green]}
          words: {nl: "Wat kom je bij {ander} halen?", en: "What do you come to get from {ander}?"}
          short: {nl: halen, en: get}
        - id: houden
          words: {nl: Wat willen we houden?, en: What do we want to keep?}
          keep: true
"""
GEMEENTE, WOONSTAD, LINDE = Party(3, "Gemeente Oost"), Party(7, "Woonstad"), Party(9, "De Linde {partijen}")
MATRIX = over(read_flow(SOURCE + EACH, "matrix"), (GEMEENTE, WOONSTAD, LINDE))


def test_everything_about_one_organisation_and_then_about_the_next_but_not_about_ones_own() -> None:
    part = MATRIX.part_for(Cast(Layer.PRACTICE, organisation=WOONSTAD.id))
    assert asked(part) == [
        "werk", "nodig@3", "navragen@3", "halen@3", "nodig@9", "navragen@9", "halen@9", "houden",
    ]  # fmt: skip
    assert [question.about for question in part.questions][1:4] == [GEMEENTE] * 3
    assert part.question("halen@9").short == Text("halen: De Linde {partijen}", "get: De Linde {partijen}")
    assert MATRIX.revision == read_flow(SOURCE + EACH, "matrix").revision


def test_what_hangs_on_an_answer_hangs_on_the_one_about_the_same_organisation() -> None:
    part = MATRIX.part_for(Cast(Layer.PRACTICE, organisation=WOONSTAD.id))
    answers = {
        "werk": Answer("werk", State.GIVEN, "green"),
        "nodig@3": Answer("nodig@3", State.GIVEN, "green"),
        "nodig@9": Answer("nodig@9", State.GIVEN, "red"),
    }
    assert [question.id for question in path(part, answers)] == [
        "werk", "nodig@3", "halen@3", "nodig@9", "navragen@9", "houden",
    ]  # fmt: skip


def test_without_any_such_question_a_flow_stays_as_it_is() -> None:
    assert over(FLOW, (GEMEENTE, WOONSTAD)) is FLOW


def test_answers_about_an_organisation_that_is_gone_drop_out() -> None:
    answers = {"nodig@9": Answer("nodig@9", State.GIVEN, "green")}
    assert relevant(MATRIX, answers) == answers
    assert relevant(over(read_flow(SOURCE + EACH, "matrix"), (GEMEENTE, WOONSTAD)), answers) == {}
