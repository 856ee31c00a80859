from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from simulator import Simulator
from tests.channels.stage import ConsoleStage, Stage, TelegramStage
from tests.clock import ManualClock


@pytest.fixture(params=["telegram", "console"])
async def stage(request: pytest.FixtureRequest, tmp_path: Path, clock: ManualClock) -> AsyncIterator[Stage]:
    """Each channel in turn: what holds for one holds for all."""
    if request.param == "console":
        async with ConsoleStage(tmp_path, clock) as console:
            yield console
        return
    async with Simulator(clock.now) as simulator, TelegramStage(simulator, clock) as telegram:
        yield telegram
