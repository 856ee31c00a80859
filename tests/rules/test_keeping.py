"""How long something is kept, and what an overview shows once the words have gone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from process.rules.counts import Counts
from process.rules.fading import ENOUGH, faded
from process.rules.items import Cell, Item, Party, Quote, WordsItem
from process.rules.keeping import TERMS, Keeping, months_later, told_at
from process.rules.overview import Overview, from_json, to_json
from process.rules.turnout import Turnout
from tests.clock import A_MONDAY

instants = st.datetimes(datetime(2026, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
terms = st.sampled_from(TERMS)


@given(instants, st.integers(-60, 60))
def test_so_many_months_on_is_the_same_day_and_time_or_the_last_of_that_month(
    instant: datetime, months: int
) -> None:
    later = months_later(instant, months)
    assert (later.year * 12 + later.month) - (instant.year * 12 + instant.month) == months
    assert later.timetz() == instant.timetz()
    assert later.day == instant.day or (later + timedelta(days=1)).day == 1


@given(instants, terms, instants)
def test_nothing_goes_before_its_term_nor_within_a_month_of_a_choice(
    ended: datetime, months: int, chosen_at: datetime
) -> None:
    goes_at = Keeping().goes_at(ended, months, chosen_at)
    assert goes_at == max(months_later(ended, months), months_later(chosen_at, 1))
    assert told_at(goes_at) < goes_at


@given(instants)
def test_without_a_choice_the_term_of_the_house_counts(ended: datetime) -> None:
    assert Keeping(6).goes_at(ended, None, None) == months_later(ended, 6)


@given(instants, terms)
def test_with_a_legal_duty_nobody_chooses(ended: datetime, months: int) -> None:
    duty = Keeping(84, "Archiefwet")
    assert duty.months_for(months) == 84
    assert duty.goes_at(ended, months, None) == months_later(ended, 84)


people = st.dictionaries(st.sampled_from((1, 2, 3, 4, 5, None)), st.integers(0, 4), min_size=2, max_size=6)
"""How many of each organisation sent."""


def an_overview(sent: dict[int | None, int], red: dict[int | None, int]) -> Overview:
    """With one tick: of each organisation so many red, the others green, and with own words behind it."""
    cells = tuple(
        Cell(
            organisation,
            Counts(green=count - min(red[organisation], count), red=min(red[organisation], count)),
        )
        for organisation, count in sent.items()
    )
    total = sum((cell.counts for cell in cells), Counts())
    quote = Quote(7, "doel_merkt", organisation=1, member=3)
    named = [organisation for organisation in sent if organisation is not None]
    answered = [organisation for organisation in named if sent[organisation]]
    return Overview(
        partnership=1, flow="balanscheck", revision="r1", number=1, made_at=A_MONDAY,
        turnout=Turnout(sum(sent.values()), sum(sent.values()), len(answered), len(named),
                        tuple(sorted(set(named) - set(answered)))),
        organisations=tuple(Party(each, f"organisatie {each}", sent[each] > 0) for each in named),
        items=(Item("doel", False, total, cells=cells, quotes=(quote,)),),
        keep=(WordsItem("goed", False, (quote,)),),
    )  # fmt: skip


@given(people, st.data())
def test_what_is_left_out_is_never_one_persons_answer_however_you_subtract(
    sent: dict[int | None, int], data: st.DataObject
) -> None:
    red = {organisation: data.draw(st.integers(0, 4)) for organisation in sent}
    (item,) = faded(an_overview(sent, red), sent).items
    assert item.counts is not None
    shown = sum((cell.counts for cell in item.cells), Counts())
    hidden = item.counts.coloured - shown.coloured
    assert all(cell.counts.coloured >= ENOUGH for cell in item.cells)
    assert hidden != 1 or item.counts.coloured == 1
    assert item.counts == an_overview(sent, red).items[0].counts


@given(people)
def test_no_reference_to_words_or_people_is_left_and_it_can_still_be_read(
    sent: dict[int | None, int],
) -> None:
    left = faded(an_overview(sent, dict.fromkeys(sent, 1)), sent)
    assert "doel_merkt" not in to_json(left)
    assert from_json(to_json(left)) == left
    assert {party.id for party in left.organisations} == {
        cell.organisation for cell in left.items[0].cells
    } - {None}


@given(people)
def test_fading_once_more_changes_nothing(sent: dict[int | None, int]) -> None:
    once = faded(an_overview(sent, dict.fromkeys(sent, 1)), sent)
    assert faded(once, sent) == once


def test_the_largest_organisations_stay_apart() -> None:
    sent = {1: 1, 2: 2, 3: 4}
    shown = faded(an_overview(sent, dict.fromkeys(sent, 1)), sent)
    assert [party.id for party in shown.organisations] == [3]
