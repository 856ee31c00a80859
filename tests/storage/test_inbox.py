"""An event that comes twice is handled once."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlmodel import select

from storage import inbox
from storage.tables import Inbox, Receipt
from tests.clock import ManualClock
from tests.storage.conftest import Do


async def test_the_same_event_is_admitted_once(do: Do, clock: ManualClock) -> None:
    admit = lambda unit: inbox.admit(unit, "telegram", "17", clock.now())  # noqa: E731
    assert await do(lambda unit: inbox.seen(unit, "telegram", "17")) is False
    assert sorted(await asyncio.gather(*(do(admit) for _ in range(6)))) == [False] * 5 + [True]
    assert await do(lambda unit: inbox.seen(unit, "telegram", "17")) is True


async def test_numbers_that_begin_anew_are_no_repetition(do: Do, clock: ManualClock) -> None:
    assert await do(lambda unit: inbox.admit(unit, "telegram", "900", clock.now()))
    assert await do(lambda unit: inbox.admit(unit, "telegram", "3", clock.now()))
    assert await do(lambda unit: inbox.admit(unit, "console", "900", clock.now()))


async def test_a_failed_event_is_kept_encrypted_under_its_code(do: Do, clock: ManualClock) -> None:
    await do(lambda unit: inbox.fail(unit, "telegram", "8", code="K7Q", payload=b"my words", now=clock.now()))
    row = await do(lambda unit: unit.session.exec(select(Inbox)).one())
    assert (row.state, row.code) == (Receipt.FAILED, "K7Q")
    assert b"my words" not in row.payload
    assert await do(lambda unit: inbox.payload(unit, row)) == b"my words"
    assert await do(lambda unit: inbox.admit(unit, "telegram", "8", clock.now())) is False


async def test_old_events_go_after_three_days_and_failures_after_seven(do: Do, clock: ManualClock) -> None:
    await do(lambda unit: inbox.admit(unit, "telegram", "1", clock.now()))
    await do(lambda unit: inbox.fail(unit, "telegram", "2", code="A", payload=b"", now=clock.now()))

    async def left_after(days: int) -> set[str]:
        clock.move(timedelta(days=days, seconds=1))
        await do(lambda unit: inbox.sweep(unit, clock.now()))
        return set(await do(lambda unit: unit.session.exec(select(Inbox.key)).all()))

    assert await left_after(2) == {"1", "2"}
    assert await left_after(1) == {"2"}
    assert await left_after(4) == set()
