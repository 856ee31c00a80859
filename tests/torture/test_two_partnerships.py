"""Whoever takes part in several partnerships: no answer ends up in another one, or at another question."""

from __future__ import annotations

import os
import random
from datetime import timedelta

import pytest

from process.incoming import Tap, Words
from storage.store import Store
from storage.unit import Unit
from tests.clock import ManualClock
from tests.process.counter import Counter
from tests.torture.absent_minded import MEANT, MINE, Table, misplaced

INTERLEAVINGS = int(os.environ.get("VINKJE_INTERLEAVINGS", "80"))
MANY = 5_000
"""From so many on, everything that can be tapped was tapped."""
STEPS = 8
TOGETHER = 40
"""Interleavings in one transaction: what is tried here is where answers go, not the disk."""
SEED = int(os.environ.get("VINKJE_SEED", "20261122"))


@pytest.mark.timeout(3600)
async def test_however_taps_and_texts_interleave_every_answer_is_where_it_was_meant(
    store: Store, clock: ManualClock
) -> None:
    table = Table(Counter(store, clock), random.Random(SEED))  # noqa: S311 - a seed, no secret
    await store.run(table.set_up, name="set up")
    count = 0
    for done in range(0, INTERLEAVINGS, TOGETHER):
        await store.run(table.anew, name="anew")
        for_these = min(TOGETHER, INTERLEAVINGS - done)
        await store.run(lambda unit, n=for_these: table.interleave(unit, n * STEPS), name="interleave")
        found, wrong = await store.run(misplaced, name="misplaced")
        count += found
        assert not wrong, f"seed {SEED}, after {done + for_these} interleavings: {wrong}"
    assert count > 20
    assert set(table.seen) >= {"typed", "late", "edited", "a", "invited", "begin"}
    if INTERLEAVINGS >= MANY:
        print(f"seed {SEED}: {INTERLEAVINGS} interleavings, {count} answers in place, {table.seen}")
        assert set(table.seen) >= MEANT | {"not_mine", *MINE}


async def test_words_that_came_too_early_are_not_carried_along_into_another_partnership(
    store: Store, clock: ManualClock
) -> None:
    table = Table(Counter(store, clock), random.Random(SEED))  # noqa: S311 - a seed, no secret
    await store.run(table.set_up, name="set up")
    person = next(each for each in table.guests if set(each.seats.values()) >= {0, 1})
    here, there = (next(seat for seat, number in person.seats.items() if number == where) for where in (0, 1))

    def story(unit: Unit) -> None:
        table.comes_to_words(unit, person, here)
        table.types_late(unit, person)
        clock.move(timedelta(seconds=5))
        table.comes_to_words(unit, person, there)
        clock.move(timedelta(seconds=5))
        table.arrives(unit, person)  # "does it belong here?" - and the person just goes on
        table.presses(unit, person, "m", "passed")
        table.comes_to_words(unit, person, there)
        person.late = [(Words(table._text(person.looks_at), "late"), clock.now() - timedelta(minutes=1))]
        table.arrives(unit, person)
        assert "Hoort het bij" in person.reads
        table._acts(unit, person, Tap(person.button("Ja")[1].press, None, "t"))

    await store.run(story, name="story")
    count, wrong = await store.run(misplaced, name="misplaced")
    assert not wrong
    assert count > 5
