from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.outage import Outage
from bot.pace import Pace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Time:
    def __init__(self) -> None:
        self.now = 1000.0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@given(st.integers(1, 30), st.lists(st.floats(0, 3), max_size=80))
def test_in_no_second_go_more_than_the_rate(rate: int, gaps: list[float]) -> None:
    async def through() -> list[float]:
        time = Time()
        pace, went = Pace(rate, lambda: time.now, time.sleep), []
        for gap in gaps:
            time.now += gap
            await pace.turn()
            went.append(time.now)
        return went

    went = asyncio.run(through())
    assert all(later - earlier > 0.999 for earlier, later in zip(went, went[rate:], strict=False))


async def test_the_first_ones_do_not_wait() -> None:
    time = Time()
    pace = Pace(25, lambda: time.now, time.sleep)
    for _ in range(25):
        await pace.turn()
    assert time.now == 1000.0


def test_a_channel_is_left_alone_longer_each_time_and_not_after_it_answered() -> None:
    outage, waits = Outage(), []
    for _ in range(8):
        outage.failed(NOON)
        waits.append(outage.remaining(NOON).total_seconds())
    assert waits == [0.5, 1, 2, 4, 8, 16, 20, 20]
    outage.answered()
    assert not outage.lasts
    assert not outage.remaining(NOON)
    outage.failed(NOON)
    assert outage.remaining(NOON) == timedelta(seconds=0.5)


def test_a_channel_that_asks_for_peace_gets_it() -> None:
    outage = Outage()
    outage.failed(NOON, at_least=60)
    assert outage.remaining(NOON + timedelta(seconds=59)) == timedelta(seconds=1)
    assert not outage.remaining(NOON + timedelta(seconds=60))
    assert outage.lasts


def test_a_clock_that_is_set_back_does_not_prolong_the_pause() -> None:
    outage = Outage()
    outage.failed(NOON)
    assert not outage.remaining(NOON - timedelta(hours=1))
