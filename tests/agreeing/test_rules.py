"""Whatever happens to an agreement: on no name without a yes, never lost, and nobody is nagged."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from process.calendar import dutch_calendar
from process.rules import agreeing
from process.rules.agreeing import (
    BEFORE,
    FINAL,
    OPEN,
    OWNED,
    PENDING,
    STANDING,
    TABLE,
    Covered,
    Question,
    Step,
    after,
    needs_something,
    next_question,
)
from process.rules.cadence import add_workdays, is_workday
from process.states import AgreementState as State

CALENDAR = dutch_calendar(range(2026, 2030))
DAYS = st.dates(date(2026, 12, 1), date(2028, 6, 1))
YES = {Step.YES, Step.YES_AHEAD}


def test_every_state_is_in_the_table_and_in_the_picture() -> None:
    assert set(TABLE) == set(State)
    drawn = set(re.findall(r"[a-z_]+", agreeing.__doc__ or ""))
    assert {state.value for state in State} <= drawn
    assert {step.value for step in Step} <= drawn


@given(st.lists(st.sampled_from(Step), max_size=40))
def test_no_agreement_without_a_yes_of_its_owner(steps: list[Step]) -> None:
    state, said_yes = State.PROPOSED, False
    for step in steps:
        following = after(state, step)
        if following is None:
            continue
        said_yes = step in YES or (said_yes and following in OWNED)
        state = following
        assert (state in OWNED) == said_yes


@given(st.lists(st.sampled_from(Step), max_size=40))
def test_none_is_lost_and_what_is_done_stays_done(steps: list[Step]) -> None:
    state = State.PROPOSED
    for step in steps:
        following = after(state, step)
        if state in FINAL:
            assert following is None
        state = following or state
    assert state in {*OPEN, *FINAL}
    if state not in FINAL:
        assert _reaches_the_end(state)


def _reaches_the_end(state: State) -> bool:
    seen, waiting = {state}, [state]
    while waiting:
        for following in TABLE[waiting.pop()].values():
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return State.DONE in seen


def test_only_what_nobody_said_yes_to_can_be_let_go() -> None:
    for state in OWNED:
        assert after(state, Step.WITHDRAW) is None


@given(st.sampled_from(State), st.integers(0, 4), DAYS, st.none() | DAYS, DAYS)
def test_what_is_asked_next_lies_ahead_on_a_working_day(
    state: State, asked: int, due_on: date, ask_on: date | None, today: date
) -> None:
    question = next_question(state, asked, due_on, ask_on, today, CALENDAR)
    if state not in {State.AGREED, State.NEARLY, State.CHECKING}:
        assert question is None, "after done, with help, and without a yes nothing is asked"
        return
    assert question is not None
    assert question.day > today
    assert question.day == ask_on or is_workday(question.day, CALENDAR)
    assert question.number > asked or asked > 2
    if question.number == 2:
        assert question.day > due_on


@given(DAYS, DAYS)
def test_from_agreed_to_silent_there_are_at_most_two_questions(due_on: date, today: date) -> None:
    asked, questions = 0, 0
    while True:
        question = next_question(State.AGREED, asked, due_on, None, today, CALENDAR)
        assert question is not None
        asked, today = question.number, question.day
        if question.number == 3:
            break
        questions += 1
    assert questions <= 2


def test_three_working_days_before_its_date_and_the_working_day_after() -> None:
    due = date(2027, 1, 15)
    today = date(2026, 12, 1)
    assert next_question(State.AGREED, 0, due, None, today, CALENDAR) == Question(1, date(2027, 1, 12))
    assert next_question(State.AGREED, 1, due, None, date(2027, 1, 12), CALENDAR) == Question(
        2, date(2027, 1, 18)
    )
    assert add_workdays(due, -BEFORE, CALENDAR) == date(2027, 1, 12)


def test_who_is_nearly_there_is_asked_after_the_date_only() -> None:
    question = next_question(State.NEARLY, 0, date(2027, 1, 15), None, date(2027, 1, 4), CALENDAR)
    assert question == Question(2, date(2027, 1, 18))


def test_an_agreement_of_before_covers_a_new_red_while_it_stands() -> None:
    for state in State:
        old = Covered("balanscheck", "respect", state, since=1)
        left = needs_something("balanscheck", 2, ["respect"], [old], [])
        assert (left == ()) == (state in STANDING)


def test_what_was_done_out_of_this_round_settles_its_red() -> None:
    done = Covered("balanscheck", "respect", State.DONE, since=2)
    assert needs_something("balanscheck", 2, ["respect", "doelen"], [done], []) == ("doelen",)
    assert needs_something("balanscheck", 2, ["respect", "doelen"], [done], ["doelen"]) == ()
    assert needs_something("andere", 2, ["respect"], [done], []) == ("respect",)


def test_who_was_asked_is_no_owner() -> None:
    assert not set(PENDING) & OWNED


def test_overdue_is_only_what_is_agreed_and_past() -> None:
    today = date(2027, 1, 15)
    for state in State:
        assert agreeing.is_overdue(state, today - timedelta(days=1), today) == (state in STANDING)
        assert not agreeing.is_overdue(state, today, today)
