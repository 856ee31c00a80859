"""What no restart can mend ends the bot itself, soon, with an exit code that says which it was."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest

from demo.premises import Premises
from simulator.faults import Fault
from simulator.simulator import Simulator

VINKJE = (sys.executable, "-c", "from bot.cli import main; main()", "run")
START = 60.0
SOON = 10.0
REVOKED, RIVAL = 3, 4


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator(lambda: datetime.now(UTC)) as simulator:
        yield simulator


async def started(simulator: Simulator, folder: Path) -> Process:
    """`vinkje run` against the simulator, once it has asked for updates."""
    premises = Premises(folder)
    premises.furnish(simulator.url, simulator.token)
    polls = simulator.polls
    process = await asyncio.create_subprocess_exec(
        *VINKJE, "--config", str(premises.config), stdout=PIPE, stderr=PIPE
    )
    await simulator.happens(lambda: simulator.polls > polls, within=START)
    return process


async def test_a_token_that_is_revoked_ends_the_bot_with_what_to_do(
    simulator: Simulator, tmp_path: Path
) -> None:
    process = await started(simulator, tmp_path)
    simulator.faults.rule = lambda method: Fault.refuses(401, "Unauthorized")
    begun = monotonic()
    await simulator.person("Anna").says("Hoi")  # the poll that hangs comes back with it
    _, said = await asyncio.wait_for(process.communicate(), SOON)
    assert monotonic() - begun < SOON
    assert process.returncode == REVOKED
    assert b"BotFather" in said
    assert simulator.token.encode() not in said


async def test_of_two_bots_with_one_token_one_at_least_ends_with_what_to_do(
    simulator: Simulator, tmp_path: Path
) -> None:
    bots = [await started(simulator, tmp_path / "first"), await started(simulator, tmp_path / "second")]
    ends = [asyncio.create_task(bot.communicate()) for bot in bots]
    done, going = await asyncio.wait(ends, timeout=SOON, return_when=asyncio.FIRST_COMPLETED)
    assert done, "both went on stealing each other's messages"
    said = b"".join(done.pop().result())
    for bot, end in zip(bots, ends, strict=True):
        if end in going:
            bot.terminate()
    await asyncio.gather(*ends)
    assert b"Only one may" in said
    assert RIVAL in {bot.returncode for bot in bots}
