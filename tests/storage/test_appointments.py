"""Each appointment is kept once, whoever keeps it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from process.outcome import Due
from storage import appointments
from storage.tables import Appointment, Kept
from storage.unit import Unit
from tests.clock import ManualClock
from tests.storage.conftest import Do

HOUR = timedelta(hours=1)


async def test_the_same_appointment_is_noted_once(do: Do, clock: ManualClock) -> None:
    due = Due("remind", 7, "1", clock.now())
    assert await do(lambda unit: appointments.keep(unit, due)) is True
    assert await do(lambda unit: appointments.keep(unit, due)) is False


async def test_the_longest_overdue_comes_first_and_the_future_waits(do: Do, clock: ManualClock) -> None:
    now = clock.now()
    for subject, at in ((1, now), (2, now - HOUR), (3, now + HOUR)):
        await do(lambda unit, s=subject, t=at: appointments.keep(unit, Due("close", s, "1", t)))

    def keep_one(unit: Unit) -> int | None:
        found = appointments.claim_due(unit, clock.now())
        if found is None:
            return None
        appointments.done(unit, found, clock.now())
        return found.subject

    assert [await do(keep_one) for _ in range(3)] == [2, 1, None]
    assert await do(appointments.next_due) == now + HOUR


async def test_an_appointment_that_fails_is_there_again(do: Do, clock: ManualClock) -> None:
    await do(lambda unit: appointments.keep(unit, Due("close", 1, "1", clock.now())))

    def break_down(unit: Unit) -> None:
        found = appointments.claim_due(unit, clock.now())
        assert found is not None
        appointments.done(unit, found, clock.now())
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError):
        await do(break_down)
    found = await do(lambda unit: appointments.claim_due(unit, clock.now()))
    later = clock.now() + HOUR
    await do(lambda unit: appointments.failed(unit, found.id, clock.now(), again_at=later))
    assert await do(lambda unit: appointments.claim_due(unit, clock.now())) is None
    assert await do(appointments.next_due) == later
    await do(lambda unit: appointments.failed(unit, found.id, clock.now(), again_at=None))
    row = await do(lambda unit: unit.session.get_one(Appointment, found.id))
    assert (row.state, row.attempts) == (Kept.FAILED, 2)
    assert await do(appointments.next_due) is None


async def test_many_keepers_keep_each_once(do: Do, clock: ManualClock) -> None:
    for subject in range(20):
        await do(lambda unit, s=subject: appointments.keep(unit, Due("remind", s, "1", clock.now())))
    kept: list[int] = []

    def keep_one(unit: Unit) -> int | None:
        found = appointments.claim_due(unit, clock.now())
        if found is None:
            return None
        appointments.done(unit, found, clock.now())
        return found.subject

    for _ in range(21):
        batch = await asyncio.gather(*(do(keep_one) for _ in range(6)))
        kept += [one for one in batch if one is not None]
    assert sorted(kept) == list(range(20))
