"""Colour cards: every one asked once, in order, and none about what was asked in confidence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flows.model import Share
from flows.shelf import Shelf
from process.rules.cards import Step, after, before, for_cards, steps

FLOWS = Shelf.read().flows
FLOW = FLOWS["balanscheck"]

organisations = st.lists(st.integers(1, 12), min_size=1, max_size=12, unique=True)


@given(organisations, st.randoms(use_true_random=False))
def test_whatever_was_tapped_what_is_left_comes_in_order_and_then_nothing(parties, chance) -> None:  # type: ignore[no-untyped-def]
    order = steps(FLOW, parties)
    held = set(chance.sample(order, chance.randint(0, len(order))))
    asked = []
    while (step := after(order, held)) is not None:
        asked.append(step)
        held.add(step)
    assert asked == [step for step in order if step in asked]
    assert set(order) == held
    assert len(set(asked)) == len(asked)


@given(organisations)
def test_it_takes_one_tap_for_each_card(parties: list[int]) -> None:
    order = steps(FLOW, parties)
    assert len(order) == 5 * len(parties)
    assert [step.organisation for step in order[: len(parties)]] == parties


@given(organisations)
def test_changing_one_goes_by_the_rest_of_its_question_and_back_to_the_table(parties: list[int]) -> None:
    order = steps(FLOW, parties)
    step: Step | None = order[0]
    seen = []
    while step is not None:
        seen.append(step)
        step = after(order, set(order), step)
    assert seen == list(order[: len(parties)])
    assert before(order, order[0]) is None


def test_nothing_asked_in_confidence_or_under_another_question_is_a_card() -> None:
    for flow in FLOWS.values():
        for question in for_cards(flow):
            assert question.kind == "tick"
            assert question.share is not Share.CONFIDENTIAL
            assert question.under is None
