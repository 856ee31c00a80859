"""A flow that asks some people this and others that: what each of them gets."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.cast import ANSWERING, EVERYONE, Cast, Layer, Role, Who
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
from flows.read_flow import read_flow
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
