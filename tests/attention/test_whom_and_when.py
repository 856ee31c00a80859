"""Nobody is disturbed at night, on a holiday, on leave, too often, or about what they have finished.

VINKJE_ATTENTION gives the number of stretches of time to try.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from process.message import Notice, Opening, Openings, WelcomeBack
from process.outcome import Urgency
from process.rules.attention import MONTH, MONTHLY, Attention
from process.states import DaySlot, SeatState
from storage.queries import leave
from storage.tables import Outbox, Passage
from tests.attention.year import PARTNERSHIPS, ZONE, Sent, Stretch, stretch
from tests.process.counter import house

TRIES = int(os.environ.get("VINKJE_ATTENTION", "40"))

WHERE = st.integers(0, PARTNERSHIPS - 1)
DAYS = st.sampled_from(["mo,tu,we,th,fr", "tu", "sa,su", "mo,we,sa", "mo,tu,we,th,fr,sa,su"])
BEGINS = st.sampled_from(
    [
        datetime(2026, 10, 20, 6, tzinfo=UTC),  # the clock goes back
        datetime(2026, 12, 18, 6, tzinfo=UTC),  # Christmas and new year
        datetime(2027, 3, 22, 6, tzinfo=UTC),  # Easter, and the clock goes forward
        datetime(2027, 4, 24, 6, tzinfo=UTC),  # Koningsdag
    ]
)
Step = tuple[str, tuple[object, ...]]
STEPS = st.one_of(
    st.tuples(st.just("posts"), st.tuples(WHERE, st.none() | st.sampled_from(list(Attention)[1:]))),
    st.tuples(st.just("invites"), st.tuples(WHERE, st.integers(1, 16))),
    st.tuples(st.just("reveals"), st.tuples(WHERE)),
    st.tuples(st.just("answers"), st.tuples()),
    st.tuples(st.just("sleeps"), st.tuples(st.integers(1, 70))),
    st.tuples(st.just("leaves"), st.tuples(st.integers(0, 12))),
    st.tuples(st.just("chooses"), st.tuples(DAYS, st.sampled_from(DaySlot))),
)
SCRIPTS = st.lists(st.tuples(st.integers(0, 90), STEPS), min_size=3, max_size=25)


def played(life: Stretch, script: list[tuple[int, Step]]) -> None:
    """Do what the script says, and then wait until nothing is left to come."""
    for hours, (name, arguments) in script:
        life.passes(timedelta(hours=hours))
        act: Callable[..., None] = getattr(life, name)
        act(*arguments)
    life.passes(timedelta(days=45))


@settings(max_examples=TRIES)
@given(begins=BEGINS, script=SCRIPTS)
def test_whatever_happens_nobody_is_disturbed_out_of_turn(
    begins: datetime, script: list[tuple[int, Step]]
) -> None:
    with stretch(begins) as life:
        played(life, script)
        for each in life.sent:
            assert each.row.urgency is not Urgency.REPLY, "nobody asked for anything"
            in_hours(each)
            assert not each.away, "nothing on leave"
            no_longer_needed_is_not_sent(life, each)
        within_budget(life.sent)
        one_invitation_at_a_time(life.sent)
        nothing_is_lost(life)


def in_hours(sent: Sent) -> None:
    """By day, and on no public holiday."""
    assert 8 <= sent.local.hour < 18, sent.local
    assert sent.local.date() not in house().calendar.free, sent.local


def no_longer_needed_is_not_sent(life: Stretch, sent: Sent) -> None:
    """No reminder of what was sent, or on the last day."""
    if sent.row.counts is not Attention.REMINDER or sent.row.slot is None:
        return
    seat, round_ = next(each for each in life.seats if sent.row.slot == f"remind:{each[0].id}")
    assert seat.state != SeatState.SENT or seat.sent_at is None or sent.at <= seat.sent_at
    assert sent.local.date() < round_.closes_at.astimezone(ZONE).date()


def within_budget(sent: list[Sent]) -> None:
    """Whatever goes beside invitations finds room in the month before it."""
    counted = [each for each in sent if each.row.counts is not None]
    for number, each in enumerate(counted):
        if each.row.counts is not Attention.INVITATION:
            month = [one for one in counted[:number] if one.at > each.at - MONTH]
            assert len(month) < MONTHLY, [one.row.counts for one in month]


def one_invitation_at_a_time(sent: list[Sent]) -> None:
    """What is due at the same moment is one message."""
    moments = [each.at for each in sent if isinstance(each.message, Opening | Openings)]
    assert len(moments) == len(set(moments))


def nothing_is_lost(life: Stretch) -> None:
    """What counts for nothing arrives, by itself or in the message at a return; every invitation too."""
    told = {seat for each in life.sent for seat in _seats(each)}
    for seat, _ in life.seats:
        assert seat.id in told or seat.state == SeatState.SENT
    for row in life.unit.session.exec(select(Outbox).where(col(Outbox.counts).is_(None))):
        assert row.state is Passage.SENT or row.detail in (leave.ASIDE, leave.FOLDED), row.detail


def _seats(sent: Sent) -> tuple[int, ...]:
    match sent.message:
        case Opening(seat=seat):
            return (seat,)
        case Openings(seats=seats) | WelcomeBack(seats=seats):
            return seats
        case Notice():
            return ()
        case _:
            raise AssertionError(sent.message)
