"""Extra questions: switched on for one round by coordinators who do not undo each other, then off again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from process import alone
from process.acts.rounds import open_round
from process.case import Work, flow_for
from process.incoming import Press
from process.states import RoundStage
from storage.queries import extras, partnerships, rounds
from storage.unit import Unit
from tests.motives.test_nobody_else import Alone, worlds
from tests.motives.test_what_others_are_asked import WITH_EXTRAS

OPENER, GUESS = "hoe_zit_je_erbij", "raad"


@pytest.fixture
def world() -> Iterator[Alone]:
    """A round of a flow with extra questions is open; Dirk and Els coordinate."""
    with worlds(WITH_EXTRAS) as (one, _):
        yield one


def switches(world: Alone, name: str, number: int, *, on: bool) -> frozenset[str]:
    asyncio.run(world.taps(name, Press("extra", (1, "proef", number, int(on)))))
    return asyncio.run(world.counter.run(lambda unit: extras.chosen(unit, 1, "proef")))


def test_two_who_switch_the_same_on_have_it_on_and_nobody_else_switches(world: Alone) -> None:
    assert switches(world, "Dirk", 1, on=True) == {GUESS}
    assert switches(world, "Els", 1, on=True) == {GUESS}
    assert switches(world, "Els", 0, on=True) == {GUESS, OPENER}
    assert switches(world, "Dirk", 1, on=False) == {OPENER}
    assert switches(world, "Els", 1, on=False) == {OPENER}
    assert switches(world, "Cora", 1, on=True) == {OPENER}
    assert switches(world, "Dirk", 99, on=True) == {OPENER}


def test_the_next_round_asks_them_and_the_one_after_does_not(world: Alone) -> None:
    assert switches(world, "Dirk", 1, on=True) == {GUESS}

    def next_round(unit: Unit) -> list[str]:
        work = Work(unit, world.counter.clock.moment(), world.counter.home)
        standing = rounds.open_round(unit, 1)
        assert standing is not None
        alone.end_round(work, standing, RoundStage.SKIPPED)
        assert open_round(work, partnerships.partnership(unit, 1), WITH_EXTRAS, None) is not None
        opened = rounds.open_round(unit, 1)
        assert opened is not None
        seat = rounds.seats(unit, opened.id)[0]
        return [each.id for each in flow_for(unit, world.counter.home.shelf, opened, seat).questions]

    assert asyncio.run(world.counter.run(next_round)) == ["werk", "raad", "raad_merkt"]
    assert asyncio.run(world.counter.run(next_round)) == ["werk"]
