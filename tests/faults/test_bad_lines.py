"""The line to Telegram breaks in every way there is: answers are kept once, and copies stay few."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from flows.shelf import Shelf
from simulator.faults import Fault
from tests.conversations.rounds import Three
from tests.conversations.town import Town
from tests.torture.respondent import Respondent, Wait
from tests.torture.verdict import seen, verdict

SURELY_NOT_THERE = [Fault.flood(7), Fault.reset_before(), Fault.server_error(502), Fault.html(502)]
PERHAPS_THERE = [Fault.server_error_after(504), Fault.reset_after(), Fault.cut_answer()]
NO_ANSWER = [Fault.hang(), Fault.hang_after()]
NONSENSE = [Fault.html(200), Fault.refuses(400, "Bad Request: something new"), Fault.server_error(500)]
OFTEN = 0.15
PATIENCE = (timedelta(0), timedelta(seconds=30), timedelta(seconds=90))
"""How long somebody looks before they touch again: longer than any wait of the bot."""


def patience(town: Town) -> Wait:
    async def wait(happened: Callable[[], bool]) -> bool:
        for pause in PATIENCE:
            await town.passes(pause)
            if happened():
                return True
        return False

    return wait


@pytest.mark.parametrize(
    "faults",
    [SURELY_NOT_THERE, PERHAPS_THERE, NO_ANSWER, NONSENSE],
    ids=["not there", "perhaps there", "no answer", "nonsense"],
)
async def test_a_round_is_answered_while_one_in_seven_calls_fails(
    town: Town, three: Three, faults: list[Fault]
) -> None:
    chance = random.Random(7)  # noqa: S311 - a seed, no secret
    town.simulator.faults.rule = lambda method: chance.choice(faults) if chance.random() < OFTEN else None
    flow = Shelf.read().flows["balanscheck"]
    fatima = Respondent(three.fatima, flow, chance, patience(town))
    sendings = iter(range(2))
    await fatima.answers_until(lambda: next(sendings, None) is None)
    town.simulator.faults.clear()

    found = await town.store.read(lambda unit: verdict(unit, [fatima]), name="verdict")
    assert found.is_clean, found
    assert seen(town.simulator.transcript, [fatima.person.name]).most <= 2
    assert {fault for _, fault in town.simulator.faults.happened} == set(faults)
