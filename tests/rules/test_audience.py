from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from round_table import FLOW, overview, voice

from flows.model import Question, Share
from process.rules.audience import Audience, CastFacts, for_joining, for_question, for_round
from process.rules.suppression import Promise
from texts.catalogue import Catalogue

ALONE = CastFacts(people=7, organisation="Woonstad", colleagues=0, coordinators=("Carla",))
WITH_COLLEAGUES = dataclasses.replace(ALONE, colleagues=2)

casts = st.builds(
    CastFacts,
    people=st.integers(2, 14),
    organisation=st.one_of(st.none(), st.just("Woonstad")),
    colleagues=st.integers(0, 3),
    coordinators=st.lists(st.sampled_from(["Carla", "Jan"]), unique=True).map(tuple),
    observers=st.integers(0, 2),
    promise=st.sampled_from([Promise(), Promise(3, 10)]),
)
questions = st.builds(
    dataclasses.replace,
    st.sampled_from(list(FLOW.questions)),
    share=st.sampled_from(Share),
)
everything = st.one_of(
    st.builds(for_joining, casts),
    st.builds(for_round, casts, st.sampled_from(Share)),
    st.builds(lambda question, cast: (for_question(question, cast),), questions, casts),
)


def keys(lines: tuple[Audience, ...]) -> list[str]:
    return [line.key.removeprefix("audience.") for line in lines]


@pytest.fixture(scope="module")
def texts() -> Catalogue:
    return Catalogue.ours()


@given(lines=everything, language=st.sampled_from(["nl", "en"]))
def test_every_line_can_be_said_in_both_languages(
    texts: Catalogue, lines: tuple[Audience, ...], language: str
) -> None:
    for line in lines:
        said = texts.label(line.key, language, line.values)
        assert "{" not in said
        assert "anon" not in said.lower()


def test_the_only_one_of_an_organisation_reads_that_everyone_knows(texts: Catalogue) -> None:
    assert keys(for_round(ALONE)) == ["round.alone", "until.ready"]
    said = texts.label("audience.round.alone", "nl", for_round(ALONE)[0].values)
    assert "alle 7 deelnemers" in said
    assert "Jij bent de enige van Woonstad: iedereen weet dus dat het jouw antwoord is." in said


def test_with_colleagues_the_coordinator_sees_only_how_many_are_ready() -> None:
    assert keys(for_round(WITH_COLLEAGUES)) == ["round.colleagues", "until.count"]


def test_somebody_who_coordinates_alone_is_not_told_about_themselves() -> None:
    assert keys(for_round(dataclasses.replace(ALONE, coordinators=())))[-1] == "until.nobody"


def test_observers_are_told_of_before_the_first_question() -> None:
    watched = dataclasses.replace(ALONE, observers=1)
    assert keys(for_round(watched)) == ["round.alone", "observers", "until.ready"]
    assert keys(for_joining(watched)) == ["joining.alone", "observers"]


def test_below_the_threshold_the_round_says_so_before_the_first_question() -> None:
    four = dataclasses.replace(ALONE, people=4)
    five = dataclasses.replace(ALONE, people=5)
    assert keys(for_round(four, Share.CONFIDENTIAL))[0] == "round.too_few"
    assert keys(for_round(five, Share.CONFIDENTIAL))[0] == "round.confidential"


@pytest.mark.parametrize(
    ("question", "people", "key"),
    [
        ("wie", 7, "tap.alone"),
        ("wie_merkt", 7, "words.alone"),
        ("wens", 7, "words.name"),
        ("veilig", 4, "tap.too_few"),
        ("veilig", 5, "tap.confidential"),
        ("veilig_merkt", 9, "words.too_few"),
        ("veilig_merkt", 10, "words.confidential"),
    ],
)
def test_each_question_says_who_sees_its_answer(question: str, people: int, key: str) -> None:
    cast = dataclasses.replace(ALONE, people=people)
    assert keys((for_question(FLOW.question(question), cast),)) == [key]


@given(people=st.integers(3, 14), question=st.sampled_from(["veilig", "veilig_merkt"]))
def test_what_is_said_not_to_be_shown_is_not_shown(people: int, question: str) -> None:
    """With everybody answering, the overview shows something exactly when it was announced."""
    asked: Question = FLOW.question(question)
    cast = dataclasses.replace(ALONE, people=people)
    announced = for_question(asked, cast).key.endswith("confidential")
    table = [voice(seat, seat % 3 + 1, veilig="red", veilig_merkt="stil") for seat in range(people)]
    item = overview(*table).item("veilig")
    assert item is not None
    assert announced is bool(item.counts if question == "veilig" else item.quotes)
