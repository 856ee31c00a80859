"""Whoever comes in during a round never makes visible what others were told would stay unseen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.cast import Cast, Layer, Role
from flows.model import Flow
from process.rules.mid_round import Hindrance, Running, hindrance
from process.rules.suppression import Promise
from process.rules.withholding import is_confidential, questions_of
from tests.process.counter import house

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
CLOSES = NOW + timedelta(days=5)
CASTS = st.builds(Cast, st.sampled_from([None, *Layer]), st.just(Role.PARTNER), st.integers(1, 4))
FLOWS = sorted(house().shelf.flows.values(), key=lambda flow: flow.id)


def _needed(running: Running, kind: str) -> int:
    return running.promise.words_from if kind == "words" else running.promise.counts_from


def _unseen(running: Running) -> set[str]:
    """The questions of which everybody is told now that they are too few."""
    return {
        question.id
        for question in questions_of(running.flow)
        if is_confidential(question)
        and sum(running.flow.asks(question, cast) for cast in running.asked) < _needed(running, question.kind)
    }


@given(
    st.sampled_from(FLOWS), st.lists(CASTS, min_size=1, max_size=12), CASTS, st.integers(3, 6), st.booleans()
)
def test_what_was_too_few_when_somebody_answered_stays_so(
    flow: Flow, asked: list[Cast], newcomer: Cast, least: int, begun: bool
) -> None:
    now = Running(flow, asked, Promise(least, least + 2), begun, NOW.date(), CLOSES.date(), CLOSES)
    if hindrance(now, newcomer, NOW) is not None or not begun:
        return
    after = Running(flow, [*asked, newcomer], now.promise, begun, now.today, now.closes_on, now.closes_at)
    assert _unseen(after) >= {each for each in _unseen(now) if flow.asks(flow.question(each), newcomer)}


def test_there_is_a_seat_until_the_closing_day() -> None:
    flow = next(each for each in FLOWS if each.id == "balanscheck")
    newcomer = Cast(Layer.PRACTICE, Role.PARTNER, 9)

    def on(day: date, reached_at: datetime = NOW) -> Hindrance | None:
        return hindrance(Running(flow, [], Promise(), True, day, CLOSES.date(), CLOSES), newcomer, reached_at)

    assert on(CLOSES.date() - timedelta(days=1)) is None
    assert on(CLOSES.date()) is Hindrance.TOO_LATE
    assert on(NOW.date(), CLOSES) is Hindrance.TOO_LATE
