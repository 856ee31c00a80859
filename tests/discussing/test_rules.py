"""What people say of a result decides only together, and nothing that one of them still wants is closed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from process.rules.counts import Counts
from process.rules.discussing import (
    MEANS,
    Decision,
    Said,
    Voice,
    decided,
    named_aloud,
    talked_about,
    topics_of,
)
from process.rules.items import Aloud, Cell, Item, Party, Quote, WordsItem
from process.rules.overview import Overview
from process.rules.turnout import Turnout

SAID = st.sampled_from(Said)
PARTNERS = st.lists(st.builds(Voice, SAID, st.one_of(st.none(), st.integers(1, 4))), max_size=12)
NOW = datetime(2026, 12, 16, 9, tzinfo=UTC)


@given(PARTNERS, SAID, st.one_of(st.none(), st.integers(1, 4)))
def test_a_coordinator_settles_what_the_others_did_not(
    voices: list[Voice], said: Said, organisation: int | None
) -> None:
    before = decided(voices)
    after = decided([*voices, Voice(said, organisation, leads=True)])
    assert after == (before or MEANS[said])


@given(st.lists(SAID, max_size=8), st.integers(1, 4))
def test_one_organisation_alone_decides_nothing_however_often_it_speaks(
    said: list[Said], organisation: int
) -> None:
    assert decided(Voice(each, organisation) for each in said) is None


@given(PARTNERS)
def test_whatever_is_decided_two_organisations_said_it_last(voices: list[Voice]) -> None:
    for length in range(len(voices) + 1):
        found = decided(voices[:length])
        if found is None:
            continue
        last = {each.organisation: MEANS[each.said] for each in voices[:length] if each.organisation}
        assert [*last.values()].count(found) >= 2
        assert decided(voices) == found, "what was decided first holds"
        return


def test_yes_and_partly_both_say_that_it_was_discussed() -> None:
    assert decided([Voice(Said.YES, 1), Voice(Said.PARTLY, 2)]) is Decision.TALKED
    assert decided([Voice(Said.YES, 1), Voice(Said.MISSED, 2)]) is None


def test_who_changed_their_mind_counts_as_they_think_now() -> None:
    voices = [Voice(Said.DROP, 1), Voice(Said.STILL, 1), Voice(Said.DROP, 2)]
    assert decided(voices) is None
    assert decided([*voices, Voice(Said.STILL, 3)]) is Decision.STILL


TOPICS = st.dictionaries(
    st.tuples(st.integers(1, 5), st.sampled_from("abc")), st.integers(-5, 5).map(lambda h: timedelta(hours=h))
)


@given(TOPICS, st.integers(1, 6))
def test_talking_about_a_round_closes_what_was_on_its_sheet_and_not_what_somebody_named_since(
    left: dict[tuple[int, str], timedelta], round_: int
) -> None:
    open_topics = [(topic, NOW + since) for topic, since in left.items()]
    done = talked_about(open_topics, round_, NOW)
    for topic, since in left.items():
        named_since = since >= timedelta(0)
        assert (topic in done) == (topic[0] != round_ and not named_since)
    again = [(topic, at) for topic, at in open_topics if topic not in done]
    assert talked_about(again, round_, NOW) == ()


def item(question: str, *cells: Counts, quotes: tuple[Quote, ...] = ()) -> Item:
    total = sum(cells, Counts())
    return Item(
        question,
        confidential=False,
        counts=total,
        cells=tuple(Cell(number, each) for number, each in enumerate(cells, 1)),
        quotes=quotes,
    )


GREEN, RED, PASSED = Counts(green=1), Counts(red=1), Counts(passed=1)


def shown(*items: Item, aloud: tuple[str, ...] = (), words: tuple[WordsItem, ...] = ()) -> Overview:
    return Overview(
        partnership=1,
        flow="balanscheck",
        revision="r",
        number=1,
        made_at=NOW,
        turnout=Turnout(3, 3, 3, 3, ()),
        organisations=tuple(Party(number, f"o{number}", answered=True) for number in (1, 2, 3)),
        items=items,
        words=words,
        aloud=tuple(Aloud(each, 1) for each in aloud),
    )


def test_the_sheet_brings_what_differs_then_what_may_not_be_shown() -> None:
    hidden = Item("stil", confidential=True, counts=None)
    assert topics_of(shown(item("doel", GREEN, RED), item("rust", GREEN, GREEN), hidden)) == ("doel", "stil")


def test_where_nothing_differs_the_open_questions_come() -> None:
    asked = WordsItem("wat", confidential=False, quotes=())
    assert topics_of(shown(item("rust", GREEN, GREEN), words=(asked,))) == ("wat",)
    assert topics_of(shown(item("rust", GREEN, GREEN))) == ()


@pytest.mark.parametrize(
    ("cells", "quotes", "is_named"),
    [
        ((GREEN, GREEN, PASSED), (), False),  # only one of them can have wanted to talk
        ((GREEN, PASSED, PASSED), (), True),
        ((GREEN, RED, PASSED), (), True),  # red without words, or skipped
        ((GREEN, RED, PASSED), (Quote(7, "doel_merkt", organisation=2),), False),
        ((GREEN, RED, PASSED), (Quote(7, "doel_merkt", member=4),), False),  # nobody knows whose words
    ],
)
def test_what_somebody_would_rather_say_is_named_only_when_it_may_be_several(
    cells: tuple[Counts, ...], quotes: tuple[Quote, ...], is_named: bool
) -> None:
    found = named_aloud(shown(item("doel", *cells, quotes=quotes), aloud=("doel",)))
    assert found == (("doel",) if is_named else ())


@given(st.lists(st.sampled_from([GREEN, RED, PASSED]), min_size=1, max_size=6))
def test_no_one_organisation_stands_out_behind_a_named_topic(cells: list[Counts]) -> None:
    found = named_aloud(shown(item("doel", *cells), aloud=("doel",)))
    could_be = sum(1 for each in cells if each is not GREEN)
    assert bool(found) == (could_be >= 2)
