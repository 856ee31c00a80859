from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from round_table import FLOW, all_of, overview, tables, voice

from flows.engine import Answer, State
from process.rules import basis
from process.rules.basis import Basis, Behind
from process.rules.counts import Counts
from process.rules.gate import Voice
from process.rules.items import Item, OptionCount, Quote
from process.rules.overview import Overview
from process.rules.suppression import Promise, Withheld, too_alike
from process.rules.withholding import standing
from process.states import Layer

SLOW = settings(deadline=None, max_examples=40)
BELOW = ("veilig", "veilig_waar", "veilig_merkt")


def around(people: int, **given_: str | State) -> tuple[Voice, ...]:
    """So many people of three organisations, who all answer the same."""
    return tuple(voice(seat, seat % 3 + 1, **given_) for seat in range(1, people + 1))


def veilig(seen: Overview) -> Item:
    item = seen.item("veilig")
    assert item is not None
    return item


def test_confidential_counts_appear_from_five_answers() -> None:
    four, five = around(4, veilig="red"), around(5, veilig="red")
    assert veilig(overview(*four)).withheld is Withheld.TOO_FEW
    assert veilig(overview(*four)).counts is None
    assert veilig(overview(*five)).counts == Counts(red=5)


def test_weet_ik_niet_is_an_answer_and_skipping_is_not() -> None:
    four = around(4, veilig="green")
    assert veilig(overview(*four, voice(9, 1, veilig=State.UNKNOWN))).counts == Counts(green=4, unknown=1)
    assert veilig(overview(*four, voice(9, 1, veilig=State.PASSED))).counts is None
    assert veilig(overview(*four, voice(9, 1, veilig=State.ALOUD))).counts is None


def test_own_words_appear_from_ten_without_anyone_behind_them() -> None:
    nine = around(9, veilig="red", veilig_waar="tafel", veilig_merkt="stil")
    ten = around(10, veilig="red", veilig_waar="tafel", veilig_merkt="stil")
    assert veilig(overview(*nine)).quotes == ()
    assert set(veilig(overview(*ten)).quotes) == {Quote(seat, "veilig_merkt") for seat in range(1, 11)}
    assert veilig(overview(*nine)).where[0].options == (OptionCount("thuis", 0), OptionCount("tafel", 9))


def test_layers_and_organisations_stand_beside_a_shared_tick_and_never_beside_a_confidential_one() -> None:
    table = tuple(
        voice(seat, seat % 3 + 1, Layer.PRACTICE if seat > 3 else Layer.BOARD, veilig="red", tijd="red")
        for seat in range(1, 7)
    )
    tijd = overview(*table).item("tijd")
    assert tijd is not None
    assert (len(tijd.layers), len(tijd.cells)) == (2, 3)
    assert (veilig(overview(*table)).layers, veilig(overview(*table)).cells) == ((), ())


def test_confidential_words_do_not_stand_in_the_order_of_people() -> None:
    texts = ["j", "c", "a", "i", "b", "h", "d", "g", "e", "f"]
    table = tuple(
        voice(seat, seat % 3 + 1, veilig="red", veilig_merkt=text) for seat, text in enumerate(texts, start=1)
    )
    shown = [texts[quote.seat - 1] for quote in veilig(overview(*table)).quotes]
    assert shown == sorted(texts)


@SLOW
@given(tables(most=20))
def test_nothing_confidential_rests_on_fewer_than_promised_or_tells_organisation_or_layer(
    table: tuple[Voice, ...],
) -> None:
    item = veilig(overview(*table))
    assert item.confidential
    assert item.cells == ()
    assert item.layers == ()
    assert not item.turned_green
    assert item.counts is None or item.counts.answers >= 5
    assert (item.counts is None) == (item.withheld is not None)
    for choice in item.where:
        answered = sum(option.people for option in choice.options) + choice.unknown
        assert answered >= 5 if choice.withheld is None else answered == 0
    assert len(item.quotes) == 0 or len(item.quotes) >= 10
    assert all(quote.organisation is None and quote.member is None for quote in item.quotes)


@SLOW
@given(
    tables(),
    st.sampled_from(BELOW),
    st.sampled_from(["green", "orange", "red", "thuis", "x", None]),
    st.data(),
)
def test_a_withheld_answer_changes_nothing_anywhere(
    table: tuple[Voice, ...], question: str, value: str | None, data: st.DataObject
) -> None:
    """Nobody can find an answer by looking at the order, the sums, or who wants to talk."""
    earlier = (all_of(each.member for each in table[1:]),)
    place = data.draw(st.integers(0, len(table) - 1))
    state = State.ALOUD if value is None else State.GIVEN
    changed = dataclasses.replace(
        table[place], answers={**table[place].answers, question: Answer(question, state, value)}
    )
    other = (*table[:place], changed, *table[place + 1 :])
    assert overview(*table, earlier=earlier) == overview(*other, earlier=earlier)


def test_who_would_rather_talk_about_something_confidential_is_not_counted() -> None:
    table = around(6, veilig=State.ALOUD, tijd=State.ALOUD, ritme="week")
    assert [aloud.question for aloud in overview(*table).aloud] == ["tijd"]


@pytest.mark.parametrize(
    ("then", "alike"),
    [
        ({1, 2, 3, 4, 5}, False),  # the same people
        ({1, 2, 3, 4}, True),  # one joined
        ({1, 2, 3, 4, 5, 6, 7}, True),  # two left
        ({1, 2, 3, 4, 6}, True),  # one came in place of another
        ({1, 2, 3, 6, 7}, True),  # two in place of two: four
        ({1, 2, 6, 7}, False),
        ({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, False),
    ],
)
def test_people_who_differ_by_fewer_than_promised_are_too_alike(then: set[int], alike: bool) -> None:
    assert too_alike(frozenset({1, 2, 3, 4, 5}), frozenset(then), 5) is alike


@pytest.mark.parametrize(
    ("then", "alike"),
    [
        ({1, 2, 3, 4, 5, 6, 7, 8, -9}, True),  # all of them the same, or not
        ({1, 2, 3, 4, 5, 6, 7, 8, 9}, False),
        ({1, 2, 3, -4, -5, -6}, True),
        ({-1, -2, -3, -4, -5, -6, -7, -8, -9, -10, -11, -12, -13, -14}, False),
    ],
)
def test_who_was_forgotten_may_be_any_newcomer(then: set[int], alike: bool) -> None:
    assert too_alike(frozenset(range(1, 10)), frozenset(then), 5) is alike


def test_a_question_is_held_against_the_rounds_that_showed_it_and_no_other() -> None:
    nearly = frozenset(each.member for each in around(5))
    withheld = Basis(nearly, {}, 5)
    assert veilig(overview(*around(6, veilig="red"), earlier=(withheld,))).counts == Counts(red=6)


def test_who_skipped_makes_two_rounds_of_the_same_people_alike() -> None:
    same = frozenset(each.member for each in around(7))
    before = Basis(same, {"veilig": Behind(same, same - {101})}, 5)
    assert veilig(overview(*around(7, veilig="red"), earlier=(before,))).withheld is Withheld.TOO_ALIKE


def test_the_higher_promise_of_two_rounds_holds() -> None:
    """The four who are new were promised three; the round before had promised five to the others."""
    before = all_of((each.member for each in around(10)[4:]), least=5)
    table = tuple(voice(seat, seat % 3 + 1, veilig="red") for seat in range(1, 11))
    assert veilig(overview(*table, earlier=(before,), promise=Promise(3))).withheld is Withheld.TOO_ALIKE


def test_below_what_is_withheld_nothing_is_shown() -> None:
    """How many were asked what hangs under it tells how many said orange or red."""
    before = all_of(each.member for each in around(12)[1:])
    only_the_tick = Basis(before.people, {"veilig": before.questions["veilig"]}, 5)
    table = around(12, veilig="red", veilig_waar="tafel", veilig_merkt="stil")
    seen = veilig(overview(*table, earlier=(only_the_tick,)))
    assert (seen.counts, seen.where[0].options, seen.quotes) == (None, (), ())


def test_words_in_confidence_stand_together_or_not_at_all() -> None:
    secret, shared = [(seat, "veilig_merkt") for seat in (1, 2, 3)], [(seat, "wens") for seat in (1, 2)]
    assert standing(FLOW, [*secret, *shared], [*secret, *shared]) == {*secret, *shared}
    assert standing(FLOW, [*secret, *shared], [*secret[1:], *shared[1:]]) == {*shared[1:]}


def test_a_basis_is_read_back_as_it_was_written() -> None:
    kept = all_of({101, 102, 103})
    assert basis.from_json(basis.to_json(kept)) == kept


def test_who_left_and_came_back_is_one_person() -> None:
    kept = all_of({101, 102, 103})
    persons = {101: 1, 102: 2, 202: 2}
    assert kept.as_persons(persons).people == {1, 2, -103}
    assert all_of({101, 202}).as_persons(persons).people == {1, 2}


def test_a_round_too_like_an_earlier_one_shows_no_confidential_counts_and_everything_else() -> None:
    table = around(6, veilig="red", tijd="green")
    seen = overview(*table, earlier=(all_of(each.member for each in table[1:]),))
    assert veilig(seen).withheld is Withheld.TOO_ALIKE
    assert veilig(seen).counts is None
    tijd = seen.item("tijd")
    assert tijd is not None
    assert tijd.counts == Counts(green=6)


def test_what_changed_is_not_told_of_something_withheld() -> None:
    before = overview(*around(6, veilig="red"))
    four = overview(*around(4, veilig="green"), previous=before)
    assert veilig(four).before is None
    nine = overview(*around(9, veilig="green"), previous=before)
    assert veilig(nine).before == Counts(red=6)


@pytest.mark.parametrize(("counts_from", "words_from"), [(2, 10), (5, 4)])
def test_no_operator_can_promise_less_than_three(counts_from: int, words_from: int) -> None:
    with pytest.raises(ValueError, match="give at least"):
        Promise(counts_from, words_from)


def test_the_flow_of_these_tests_has_a_confidential_tick() -> None:
    assert FLOW.question("veilig").share.value == FLOW.question("veilig_merkt").share.value == "confidential"
