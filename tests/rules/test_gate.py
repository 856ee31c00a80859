from __future__ import annotations

import dataclasses
import re
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from round_table import AFTER, CLOSES, FLOW, answers, overview, sent, voice

from flows.engine import State
from process.rules.gate import GRACE, Opens, Revealed, StillSealed, TooFew, Voice, Why, open_seal, verdict
from process.rules.sealed import Sealed
from process.rules.turnout import Attendance, turnout
from process.states import SeatState

BEFORE = CLOSES - timedelta(days=1)
PROCESS = Path(__file__).parents[2] / "process"

attendance = st.builds(
    Attendance,
    member=st.integers(1, 10_000),
    organisation=st.one_of(st.none(), st.integers(1, 6)),
    state=st.sampled_from(SeatState),
    on_leave=st.booleans(),
)
everyone = st.lists(attendance, max_size=12, unique_by=lambda each: each.member)
moments = st.sampled_from([BEFORE, CLOSES, CLOSES + GRACE - timedelta(seconds=1), CLOSES + GRACE, AFTER])


def seats(*states: SeatState) -> tuple[Attendance, ...]:
    """One person per organisation, in these states."""
    return tuple(Attendance(place, place, state) for place, state in enumerate(states, start=1))


SENT, PASSED, BEGUN, INVITED = SeatState.SENT, SeatState.PASSED, SeatState.BEGUN, SeatState.INVITED


def test_the_seal_opens_early_when_nobody_is_left_to_wait_for() -> None:
    away = dataclasses.replace(seats(INVITED)[0], member=9, organisation=1, on_leave=True)
    assert verdict((*seats(SENT, SENT, SENT, PASSED), away), CLOSES, BEFORE) == Opens(Why.EVERYONE)


def test_somebody_who_has_only_begun_is_waited_for_until_the_deadline() -> None:
    present = seats(SENT, SENT, SENT, BEGUN)
    assert verdict(present, CLOSES, BEFORE) == StillSealed(waiting_for=1)
    assert verdict(present, CLOSES, AFTER) == Opens(Why.DEADLINE)


def test_collecting_closes_one_minute_after_the_announced_time() -> None:
    present = seats(SENT, SENT, SENT, INVITED)
    assert verdict(present, CLOSES, CLOSES + timedelta(seconds=59)) == StillSealed(1)
    assert verdict(present, CLOSES, CLOSES + timedelta(seconds=60)) == Opens(Why.DEADLINE)


@pytest.mark.parametrize(
    ("answered", "silent", "opens"),
    [
        (2, 0, True),  # of two: both
        (1, 1, False),
        (2, 1, False),  # at least three
        (3, 0, True),
        (3, 2, True),
        (3, 3, False),  # more than half
        (4, 3, True),
        (1, 0, False),  # one organisation alone is no partnership
        (0, 0, False),
    ],
)
def test_enough_organisations_must_have_answered(answered: int, silent: int, opens: bool) -> None:
    present = seats(*[SENT] * answered, *[PASSED] * silent)
    decided = verdict(present, CLOSES, BEFORE)
    assert decided == (Opens(Why.EVERYONE) if opens else TooFew(turnout(present)))


def test_many_people_of_one_organisation_are_still_one_organisation() -> None:
    present = tuple(Attendance(member, 1, SENT) for member in range(1, 9))
    assert isinstance(verdict(present, CLOSES, AFTER), TooFew)


def test_a_pass_counts_as_no_answer_and_looks_like_silence() -> None:
    assert turnout(seats(SENT, SENT, PASSED)) == turnout(seats(SENT, SENT, INVITED))
    assert turnout(seats(SENT, SENT, PASSED)).missing == (3,)


def test_an_organisation_has_answered_when_one_of_its_people_has_sent() -> None:
    present = (*seats(SENT, SENT, SENT), Attendance(9, 1, INVITED), Attendance(10, None, SENT))
    counted = turnout(present)
    assert (counted.organisations_answered, counted.organisations_invited) == (3, 3)
    assert (counted.people_sent, counted.people_invited) == (4, 5)


@given(everyone, moments, st.data())
def test_an_answer_that_is_sent_never_closes_what_was_open(
    present: list[Attendance], now: object, data: st.DataObject
) -> None:
    assume(present)
    before = verdict(present, CLOSES, now)
    place = data.draw(st.integers(0, len(present) - 1))
    present[place] = dataclasses.replace(present[place], state=SENT)
    after = verdict(present, CLOSES, now)
    if isinstance(before, Opens):
        assert isinstance(after, Opens)
    if isinstance(before, TooFew):
        assert not isinstance(after, StillSealed)


@given(everyone)
def test_time_alone_never_seals_again_and_nobody_waits_after_the_deadline(present: list[Attendance]) -> None:
    before, after = verdict(present, CLOSES, BEFORE), verdict(present, CLOSES, AFTER)
    assert not isinstance(after, StillSealed)
    if not isinstance(before, StillSealed):
        assert type(after) is type(before)


@given(everyone, moments, st.randoms(use_true_random=False))
def test_the_order_of_people_decides_nothing(present: list[Attendance], now: object, chance: object) -> None:
    shuffled = list(present)
    chance.shuffle(shuffled)
    assert verdict(present, CLOSES, now) == verdict(shuffled, CLOSES, now)


@given(everyone, moments)
def test_nothing_opens_below_three_organisations_or_half(present: list[Attendance], now: object) -> None:
    counted = turnout(present)
    if isinstance(verdict(present, CLOSES, now), Opens):
        assert counted.organisations_answered >= min(3, counted.organisations_invited)
        assert counted.organisations_answered >= 2
        assert 2 * counted.organisations_answered > counted.organisations_invited
        assert counted.organisations_answered + len(counted.missing) == counted.organisations_invited


@given(everyone, moments)
def test_what_was_answered_and_not_sent_never_comes_out(present: list[Attendance], now: object) -> None:
    voices = tuple(
        Voice(each.member, each.member, each.organisation, None, answers(tijd="red")) for each in present
    )
    opened = open_seal(Sealed(voices), present, CLOSES, now, FLOW)
    if isinstance(verdict(present, CLOSES, now), Opens):
        assert isinstance(opened, Revealed)
        assert {each.member for each in opened.value} == {
            each.member for each in present if each.state is SENT
        }
    else:
        assert opened == verdict(present, CLOSES, now)


@pytest.mark.parametrize("said", [State.PASSED, State.ALOUD])
def test_who_sends_without_an_answer_is_not_waited_for_and_is_no_answer_of_their_organisation(
    said: State,
) -> None:
    skipped = voice(3, 3, wie=said, tijd=said, wens=said)
    voices = (voice(1, 1, tijd="red"), voice(2, 2, tijd="red"), skipped)
    opened = open_seal(Sealed(voices), sent(*voices), CLOSES, BEFORE, FLOW)
    assert isinstance(opened, TooFew)
    assert (opened.turnout.organisations_answered, opened.turnout.missing) == (2, (3,))


def test_an_answer_that_no_longer_hangs_on_the_path_is_no_answer() -> None:
    """The tick was skipped in the end; what was chosen under it before is still in the database."""
    voices = tuple(voice(seat, seat, wie=State.PASSED, wie_waar="taken") for seat in (1, 2, 3))
    assert isinstance(open_seal(Sealed(voices), sent(*voices), CLOSES, AFTER, FLOW), TooFew)


def test_who_would_rather_talk_is_counted_as_that_and_as_silent_beside_the_others() -> None:
    voices = tuple(voice(seat, seat, tijd="red") for seat in (1, 2, 3))
    seen = overview(*voices, voice(4, 4, tijd=State.ALOUD))
    assert [aloud.people for aloud in seen.aloud] == [1]
    assert [party.answered for party in seen.organisations] == [True, True, True, False]
    assert seen.turnout.people_sent == 3


def test_nobody_else_makes_a_revealed_value() -> None:
    with pytest.raises(TypeError, match="only process"):
        Revealed("our secret")
    voices = tuple(voice(seat, seat, tijd="red") for seat in (1, 2, 3))
    opened = open_seal(Sealed(voices), sent(*voices), CLOSES, AFTER, FLOW)
    assert isinstance(opened, Revealed)
    with pytest.raises(TypeError):
        dataclasses.replace(opened, value="our secret")


def test_no_answer_stands_in_a_printout() -> None:
    voices = tuple(voice(seat, seat, wens="een geheim") for seat in (1, 2, 3))
    sealed = Sealed(voices)
    opened = open_seal(sealed, sent(*voices), CLOSES, AFTER, FLOW)
    assert isinstance(opened, Revealed)
    assert repr(opened) == "Revealed()"
    assert "geheim" not in f"{sealed!r} {opened.value!r}"


def test_only_the_gate_looks_behind_a_seal() -> None:
    root = PROCESS.parent
    callers = {
        path.relative_to(root).as_posix()
        for folder in ("process", "storage", "bot", "reports", "demo", "flows", "texts")
        for path in (root / folder).rglob("*.py")
        if re.search(r"\._reveal\b|_Sealed__", path.read_text())
    }
    assert callers == {"process/rules/gate.py"}
