from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from round_table import FLOW, WORDS, invited, overview, tables, voice

from flows.engine import Answer, State, relevant
from flows.read_flow import read_flow
from process.rules.counts import Counts, count
from process.rules.gate import Voice
from process.rules.items import Aloud, OptionCount, Quote
from process.rules.overview import Overview, from_json, to_json
from process.rules.spread import difference
from process.states import Layer, SeatState

SLOW = settings(deadline=None, max_examples=40)

counts = st.builds(Counts, *[st.integers(0, 6)] * 5)


def with_answer(each: Voice, question: str, state: State) -> Voice:
    return dataclasses.replace(each, answers={**each.answers, question: Answer(question, state)})


# What differs most comes first.


@given(counts, counts)
def test_green_beside_red_comes_before_anything_without(mixed: Counts, other: Counts) -> None:
    mixed = mixed + Counts(green=1, red=1)
    other = dataclasses.replace(other, red=0)
    assert difference(mixed) > difference(other)


@given(counts, st.integers(0, 9), st.integers(0, 9))
def test_who_gave_no_colour_differs_from_nobody(given_: Counts, unknown: int, passed: int) -> None:
    assert difference(dataclasses.replace(given_, unknown=unknown, passed=passed)) == difference(given_)


@given(counts)
def test_a_difference_is_the_same_seen_from_either_end(given_: Counts) -> None:
    turned = dataclasses.replace(given_, green=given_.red, red=given_.green)
    assert difference(turned)[:2] == difference(given_)[:2]


def test_differences_are_ordered_as_a_facilitator_would() -> None:
    ordered = [
        Counts(green=3, red=3),  # half against half
        Counts(green=2, orange=2, red=2),
        Counts(green=5, red=1),  # one against all
        Counts(orange=3, red=3),
        Counts(green=5, orange=1),
        Counts(red=6),  # agreed that it goes badly
        Counts(orange=6),
        Counts(green=6),
    ]
    assert sorted(ordered, key=difference, reverse=True) == ordered


def test_items_that_differ_as_much_stand_in_the_order_of_the_flow() -> None:
    seen = overview(*(voice(seat, seat, wie="green", tijd="green", veilig="green") for seat in (1, 2, 3)))
    assert [item.question for item in seen.items] == ["wie", "tijd", "veilig"]


def test_what_differs_most_comes_first() -> None:
    seen = overview(
        voice(1, 1, wie="green", tijd="green"),
        voice(2, 2, wie="green", tijd="red"),
        voice(3, 3, wie="orange", tijd="red"),
    )
    assert [item.question for item in seen.items] == ["tijd", "wie", "veilig"]


# What is in it.


@SLOW
@given(tables())
def test_organisations_side_by_side_add_up_to_the_total(table: tuple[Voice, ...]) -> None:
    for item in overview(*table, silent=invited(4)).items:
        if item.cells:
            assert sum((cell.counts for cell in item.cells), Counts()) == item.counts
            assert [cell.organisation for cell in item.cells][:4] == [1, 2, 3, 4]


@SLOW
@given(tables())
def test_every_person_stands_in_the_counts_of_a_tick_they_answered(table: tuple[Voice, ...]) -> None:
    seen = overview(*table)
    for item in seen.items:
        given_ = [relevant(FLOW, each.answers).get(item.question) for each in table]
        if item.counts is not None:
            assert item.counts == count(answer for answer in given_ if answer is not None)


@SLOW
@given(tables())
def test_own_words_are_never_in_an_overview(table: tuple[Voice, ...]) -> None:
    assert WORDS not in to_json(overview(*table))


@SLOW
@given(tables())
def test_a_quote_leads_to_words_that_were_given_and_still_count(table: tuple[Voice, ...]) -> None:
    seen = overview(*table)
    by_seat = {each.seat: each for each in table}
    quotes = [quote for part in (*seen.items, *seen.words, *seen.keep) for quote in part.quotes]
    assert len(quotes) == len(set(quotes))
    for quote in quotes:
        answer = relevant(FLOW, by_seat[quote.seat].answers)[quote.question]
        assert answer.state is State.GIVEN
        assert FLOW.question(quote.question).kind == "words"


@SLOW
@given(tables(), st.sampled_from([question.id for question in FLOW.questions]), st.data())
def test_rather_talking_about_it_looks_like_skipping_in_every_cell(
    table: tuple[Voice, ...], question: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(table) - 1))
    aloud, skipped = (
        (*table[:place], with_answer(table[place], question, state), *table[place + 1 :])
        for state in (State.ALOUD, State.PASSED)
    )
    spoken, silent = overview(*aloud), overview(*skipped)
    assert dataclasses.replace(spoken, aloud=silent.aloud) == silent


@SLOW
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(table: tuple[Voice, ...], chance: object) -> None:
    shuffled = list(table)
    chance.shuffle(shuffled)
    assert overview(*shuffled) == overview(*table)


@SLOW
@given(tables(), tables())
def test_an_overview_is_read_back_as_it_was_written(
    first: tuple[Voice, ...], then: tuple[Voice, ...]
) -> None:
    seen = overview(*then, previous=overview(*first))
    assert from_json(to_json(seen)) == seen


@SLOW
@given(tables())
def test_a_pass_changes_nothing_that_others_see(table: tuple[Voice, ...]) -> None:
    passed = tuple(dataclasses.replace(each, state=SeatState.PASSED) for each in invited(4))
    assert overview(*table, silent=passed) == overview(*table, silent=invited(4))


@pytest.mark.parametrize("kept", ["", "{}", "not json", '{"version": 2}'])
def test_what_is_no_overview_is_refused(kept: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        from_json(kept)


def test_an_overview_of_a_version_not_known_is_refused() -> None:
    kept = to_json(overview(*(voice(seat, seat, wie="red") for seat in (1, 2, 3))))
    with pytest.raises(ValueError, match="version"):
        from_json(kept.replace('"version":1', '"version":2'))
    with pytest.raises(ValueError, match="mean"):
        from_json(kept.replace('"version":1', '"version":1,"mean":3'))


def one_of_each() -> Overview:
    return overview(
        voice(1, 1, wie="red", wie_waar="taken", wie_merkt="we bellen allebei", wens=State.ALOUD),
        voice(2, 2, wie="red", wie_waar="taken", wie_merkt=State.ALOUD, tijd="green", ritme="week"),
        voice(3, 3, wie="green", wie_merkt="oud antwoord", ritme="maand", wens="rust", houden="korte lijnen"),
        voice(4, 3, wie=State.UNKNOWN, tijd=State.ALOUD, ritme="maand"),
        silent=invited(4),
    )


def test_an_organisation_that_did_not_answer_stands_beside_the_others_and_is_empty() -> None:
    seen = one_of_each()
    assert [(party.name, party.answered) for party in seen.organisations] == [
        ("Woonstad", True),
        ("Gemeente", True),
        ("Buurtteam", True),
        ("Politie", False),
    ]
    item = seen.item("wie")
    assert item is not None
    assert item.counts == Counts(green=1, red=2, unknown=1)
    assert {cell.organisation: cell.counts for cell in item.cells}[3] == Counts(green=1, unknown=1)
    assert {cell.organisation: cell.counts for cell in item.cells}[4] == Counts()


def test_an_organisation_that_was_not_invited_is_not_there() -> None:
    seen = overview(*(voice(seat, seat, wie="green") for seat in (1, 2, 3)))
    assert [party.id for party in seen.organisations] == [1, 2, 3]


def test_what_hangs_under_a_tick_stands_with_it_and_a_dropped_answer_does_not_count() -> None:
    item = one_of_each().item("wie")
    assert item is not None
    assert item.where[0].options == (OptionCount("taken", 2), OptionCount("regels", 0))
    assert item.quotes == (Quote(1, "wie_merkt", organisation=1),)


def test_choices_words_and_what_to_keep_stand_on_their_own() -> None:
    seen = one_of_each()
    assert seen.choices[0].options == (OptionCount("week", 1), OptionCount("maand", 2))
    assert [item.question for item in seen.words] == ["wens"]
    assert [item.question for item in seen.keep] == ["houden"]
    assert seen.keep[0].quotes == (Quote(3, "houden", organisation=3),)


def test_under_the_share_of_names_a_quote_carries_its_member() -> None:
    assert one_of_each().words[0].quotes == (Quote(3, "wens", organisation=3, member=103),)


def test_what_people_would_rather_talk_about_is_counted_with_its_own_question() -> None:
    assert one_of_each().aloud == (Aloud("wie", 1), Aloud("tijd", 1), Aloud("wens", 1))


# What changed.


def test_a_tick_carries_what_it_was_last_time() -> None:
    before = overview(*(voice(seat, seat, wie="red") for seat in (1, 2, 3)))
    now = overview(*(voice(seat, seat, wie="green") for seat in (1, 2, 3)), previous=before)
    item = now.item("wie")
    assert item is not None
    assert (item.before, item.counts) == (Counts(red=3), Counts(green=3))
    assert item.turned_green


def test_a_renamed_tick_still_tells_what_it_was_last_time() -> None:
    renamed = read_flow(
        FLOW.source_text.replace("- id: tijd", "- id: uren\n          formerly: [tijd]"), "nu"
    )
    before = overview(*(voice(seat, seat, tijd="red") for seat in (1, 2, 3)))
    now = overview(*(voice(seat, seat, uren="green") for seat in (1, 2, 3)), previous=before, flow=renamed)
    item = now.item("uren")
    assert item is not None
    assert item.before == Counts(red=3)
    assert item.turned_green


def test_an_organisation_that_is_red_now_spoils_the_turn_to_green() -> None:
    before = overview(voice(1, 1, wie="green"), voice(2, 2, wie="green"), voice(3, 3, wie="red"))
    now = overview(
        voice(1, 1, wie="red"), voice(2, 2, wie="green"), voice(3, 3, wie="green"), previous=before
    )
    item = now.item("wie")
    assert item is not None
    assert not item.turned_green


def test_an_organisation_that_was_red_and_is_silent_now_did_not_turn_green() -> None:
    before = overview(voice(1, 1, wie="green"), voice(2, 2, wie="green"), voice(3, 3, wie="red"))
    now = overview(
        voice(1, 1, wie="green"), voice(2, 2, wie="green"), voice(3, 3, wie=State.PASSED, tijd="red"),
        previous=before,
    )  # fmt: skip
    item = now.item("wie")
    assert item is not None
    assert not item.turned_green


def test_a_tick_that_was_never_red_does_not_turn_green() -> None:
    before = overview(*(voice(seat, seat, wie="orange") for seat in (1, 2, 3)))
    now = overview(*(voice(seat, seat, wie="green") for seat in (1, 2, 3)), previous=before)
    item = now.item("wie")
    assert item is not None
    assert item.before == Counts(orange=3)
    assert not item.turned_green


# Layers.


def layered(*seats: tuple[int, Layer | None]) -> Overview:
    return overview(
        *(voice(at, place, layer, wie="green") for at, (place, layer) in enumerate(seats, start=1))
    )


PRACTICE = ((1, Layer.PRACTICE), (2, Layer.PRACTICE), (3, Layer.PRACTICE))


def test_layers_appear_with_three_people_of_two_organisations_in_each() -> None:
    seen = layered(*PRACTICE, (1, Layer.BOARD), (1, Layer.BOARD), (2, Layer.BOARD)).item("wie")
    assert seen is not None
    assert [(cell.layer, cell.counts) for cell in seen.layers] == [
        (Layer.PRACTICE, Counts(green=3)),
        (Layer.BOARD, Counts(green=3)),
    ]


@pytest.mark.parametrize(
    "others",
    [
        ((1, Layer.BOARD), (2, Layer.BOARD)),  # two people
        ((1, Layer.BOARD), (1, Layer.BOARD), (1, Layer.BOARD)),  # one organisation
        ((1, None),),  # one person without a layer, found by subtraction
        (),  # one layer says nothing that the total does not
    ],
)
def test_otherwise_no_layer_appears_at_all(others: tuple[tuple[int, Layer | None], ...]) -> None:
    seen = layered(*PRACTICE, *others).item("wie")
    assert seen is not None
    assert seen.layers == ()


def test_layers_do_not_appear_when_an_organisation_could_be_crossed_with_one() -> None:
    """The practice of 1 is the whole layer less the organisations 2 and 3, which have nobody elsewhere."""
    crossed = layered(*PRACTICE, (1, Layer.BOARD), (4, Layer.BOARD), (4, Layer.BOARD)).item("wie")
    assert crossed is not None
    assert crossed.layers == ()
    apart = layered(*PRACTICE, (4, Layer.BOARD), (4, Layer.BOARD), (5, Layer.BOARD)).item("wie")
    assert apart is not None
    assert len(apart.layers) == 2


def test_who_skipped_a_question_is_nobody_to_hide_behind() -> None:
    table = [voice(seat, seat, Layer.PRACTICE, wie="green") for seat in (1, 2, 3)]
    table += [voice(seat, seat - 3, Layer.BOARD, wie="red") for seat in (4, 5)]
    skipped, answered = (voice(6, 3, Layer.BOARD, wie=said) for said in (State.PASSED, "red"))
    without, with_ = overview(*table, skipped).item("wie"), overview(*table, answered).item("wie")
    assert without is not None
    assert with_ is not None
    assert (len(without.layers), len(with_.layers)) == (0, 2)


@SLOW
@given(tables(most=20))
def test_every_layer_and_what_is_left_by_subtraction_rests_on_three_people_of_two_organisations(
    table: tuple[Voice, ...],
) -> None:
    for item in overview(*table).items:
        if not item.layers:
            continue
        shown = {cell.layer for cell in item.layers}
        for group in ({layer} for layer in (*shown, None)):
            people = [
                each
                for each in table
                if (each.layer if each.layer in shown else None) in group
                and relevant(FLOW, each.answers).get(item.question, Answer("", State.PASSED)).state
                in (State.GIVEN, State.UNKNOWN)
            ]
            assert not people or (len(people) >= 3 and len({each.organisation for each in people}) >= 2)
