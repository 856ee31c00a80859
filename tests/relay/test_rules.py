"""The rules of asking one another: who gets a question, how it ends, and when the relay is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from process.calendar import dutch_calendar
from process.rules import relay
from process.rules.cadence import is_workday
from process.rules.counts import Counts
from process.rules.items import Cell, ChoiceCell, ChoiceItem, Item, OptionCount, Party, Quote, WordsItem
from process.rules.overview import Overview
from process.rules.relay import ENDS, MOST, Asked, Candidate, Does, Way
from process.rules.turnout import Turnout

ZONE, CALENDAR = ZoneInfo("Europe/Amsterdam"), dutch_calendar(range(2026, 2029))
BEGIN = datetime(2026, 11, 23, 9, tzinfo=UTC)
CANDIDATES = st.lists(
    st.builds(Candidate, st.integers(1, 9), st.integers(0, 5)), unique_by=lambda each: each.member
)
DEEDS = st.lists(st.sampled_from(Does), max_size=12)


@given(CANDIDATES)
def test_who_got_least_gets_it_and_nobody_who_got_enough(candidates: list[Candidate]) -> None:
    chosen = relay.receiver(candidates)
    got = {each.member: each.received for each in candidates}
    if chosen is None:
        assert all(each >= MOST for each in got.values())
    else:
        assert got[chosen] < MOST
        assert got[chosen] == min(got.values())


@given(st.integers(1, 30), st.integers(1, 4))
def test_however_many_are_asked_nobody_gets_more_than_three(questions: int, people: int) -> None:
    got = dict.fromkeys(range(people), 0)
    for _ in range(questions):
        chosen = relay.receiver([Candidate(*each) for each in got.items()])
        if chosen is not None:
            got[chosen] += 1
    assert max(got.values()) <= MOST
    assert sum(got.values()) == min(questions, MOST * people)


@given(DEEDS)
def test_every_question_that_was_carried_is_answered_for_the_table_or_taken_back(deeds: list[Does]) -> None:
    way = Way.OPEN
    for does in (*deeds, Does.ENDS):
        way = relay.after(way, does) or way
    assert way in ENDS | {Way.TAKEN_BACK}


@given(DEEDS)
def test_a_question_that_was_taken_back_stays_so(deeds: list[Does]) -> None:
    assert all(relay.after(Way.TAKEN_BACK, does) is None for does in deeds)


def test_a_call_is_over_by_what_the_caller_says_alone() -> None:
    assert {does: relay.after(Way.CALLING, does) for does in Does if relay.after(Way.CALLING, does)} == {
        Does.CALLS: Way.CALLED
    }


WAYS = st.lists(st.builds(Asked, st.sampled_from(Way), st.datetimes(timezones=st.just(UTC))), max_size=6)


@given(WAYS, st.datetimes(timezones=st.just(UTC)))
def test_a_relay_is_over_early_only_when_that_tells_of_no_pass(asked: list[Asked], since: datetime) -> None:
    if relay.is_quiet(asked, since):
        ways = {each.way for each in asked}
        assert not ways & {Way.OPEN, Way.PASSED}
        assert ways & {Way.ANSWERED, Way.ALOUD, Way.SHEET}


@given(st.integers(0, 400), st.integers(1, 20), st.none() | st.integers(1, 60))
def test_it_ends_on_a_working_day_and_never_after_the_sheet(
    later: int, workdays: int, sheet: int | None
) -> None:
    begins = BEGIN + timedelta(days=later)
    sheet_at = begins + timedelta(days=sheet) if sheet is not None else None
    ends = relay.ends_at(begins, workdays, sheet_at, ZONE, CALENDAR)
    assert ends > begins
    assert sheet_at is None or ends <= sheet_at
    assert ends == sheet_at or is_workday(ends.astimezone(ZONE).date(), CALENDAR)


def overview() -> Overview:
    """Two organisations; what was asked in confidence has no cells and no organisation in its quotes."""
    return Overview(
        partnership=1,
        flow="proef",
        revision="r",
        number=1,
        made_at=BEGIN,
        turnout=Turnout(2, 2, 2, 2, ()),
        organisations=(Party(1, "Oost", True), Party(2, "Woonstad", True)),
        items=(
            Item("tick", False, Counts(1, 0, 0), cells=(Cell(1, Counts(1)), Cell(2, Counts(passed=1)))),
            Item("secret", True, Counts(5)),
            Item("unsure", False, Counts(), cells=(Cell(2, Counts(unknown=1)),)),
        ),
        choices=(
            ChoiceItem("choice", False, (), cells=(ChoiceCell(2, (OptionCount("a", 1),)), ChoiceCell(1, ()))),
        ),
        words=(
            WordsItem("words", False, (Quote(1, "words", organisation=1),)),
            WordsItem("hidden", True, (Quote(1, "hidden"),)),
        ),
    )


@pytest.mark.parametrize(
    ("organisation", "asked"), [(1, {"tick", "words"}), (2, {"unsure", "choice"}), (3, set())]
)
def test_what_can_be_asked_about_is_what_all_can_see_of_an_organisation(
    organisation: int, asked: set[str]
) -> None:
    assert relay.topics(overview(), organisation) == asked
