"""Which questions somebody gets that others will see never depends on what they answer for themselves."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from flows.engine import Answer, State
from flows.model import Flow, Share
from flows.parts import extras, shared, with_extras
from flows.path import path, relevant
from flows.read_flow import read_flow
from tests.motives.test_nobody_else import asked, written

flows = st.lists(asked, max_size=5).map(written)
words = st.sampled_from(["we moeten gewoon een nieuw systeem", "geen tijd"])


@st.composite
def answered_twice(draw: st.DrawFn) -> tuple[Flow, dict[str, Answer], dict[str, Answer]]:
    """A flow, and two people whose answers differ in nothing but what is for themselves."""
    flow = draw(flows)
    one: dict[str, Answer] = {}
    other: dict[str, Answer] = {}
    for question in flow.questions:
        given = _answer(draw, question.id, tuple(option.id for option in question.options))
        own = question.share is Share.SELF
        for answers, mine in ((one, given), (other, _redone(draw, given, question.id) if own else given)):
            if mine is not None:
                answers[question.id] = mine
    return flow, one, other


def _answer(draw: st.DrawFn, question: str, options: tuple[str, ...]) -> Answer | None:
    if draw(st.booleans()):
        return draw(st.sampled_from([None, Answer(question, State.PASSED)]))
    return Answer(question, State.GIVEN, draw(st.sampled_from(options) if options else words))


def _redone(draw: st.DrawFn, given: Answer | None, question: str) -> Answer | None:
    options = ("green", "red") if given is not None and given.value in ("green", "red") else ()
    return _answer(draw, question, options)


@given(answered_twice())
def test_what_is_asked_in_the_open_is_the_same_whatever_is_said_to_oneself(
    story: tuple[Flow, dict[str, Answer], dict[str, Answer]],
) -> None:
    flow, one, other = story

    def in_the_open(ids: Iterable[str]) -> list[str]:
        return [each for each in ids if flow.question(each).share is not Share.SELF]

    asked_one, asked_other = (
        in_the_open(each.id for each in path(flow, answers)) for answers in (one, other)
    )
    assert asked_one == asked_other
    assert in_the_open(relevant(flow, one)) == in_the_open(relevant(flow, other))


@given(flows)
def test_the_flow_for_others_names_nothing_that_is_for_oneself(flow: Flow) -> None:
    left = shared(flow)
    assert all(question.share is not Share.SELF for question in left.questions)
    assert shared(left) is left
    assert {question.id for question in flow.questions if question.share is not Share.SELF} == {
        question.id for question in left.questions
    }


WITH_EXTRAS = read_flow(
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
      share: name
      opener: hoe_zit_je_erbij
      questions:
        - id: werk
          words: {nl: Hoe gaat het werk?, en: How is work?}
        - id: raad
          optional: {nl: Raden, en: Guessing}
          tick: {nl: Kennen we elkaar?, en: Do we know each other?}
          short: {nl: kennen, en: know}
          ends: {green: {nl: ja hoor, en: yes}, red: {nl: nee hoor, en: no}}
          then:
            - when: {raad: [red]}
              id: raad_merkt
              words: {nl: Waar merk je dat aan?, en: How do you notice?}
  - reveal: {show: [organisations]}
""",
    "proef.yaml",
)


def test_an_optional_question_is_off_with_what_hangs_under_it_until_it_is_switched_on() -> None:
    def ids(*on: str) -> list[str]:
        return [question.id for question in with_extras(WITH_EXTRAS, on).questions]

    assert [question.id for question in extras(WITH_EXTRAS)] == ["hoe_zit_je_erbij", "raad"]
    assert ids() == ["werk"]
    assert ids("raad") == ["werk", "raad", "raad_merkt"]
    assert ids("raad", "hoe_zit_je_erbij") == ["hoe_zit_je_erbij", "werk", "raad", "raad_merkt"]
    assert with_extras(WITH_EXTRAS, {"raad", "hoe_zit_je_erbij"}) is WITH_EXTRAS
