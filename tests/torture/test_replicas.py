"""Two bots that are killed ten times, on a PostgreSQL that is restarted hard; `make torture` does more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.replicas import Pace, play

KILLS = 10
QUICK = Pace(lives=(0.15, 1.5), restarts=(6.0, 12.0), thought=0.5, patience=15.0, lease=4.0)


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_two_bots_that_are_killed_on_a_database_that_restarts_lose_nothing(tmp_path: Path) -> None:
    count = await play(tmp_path, seed=1, kills=KILLS, tell=print, pace=QUICK)
    assert count.kills == KILLS
    assert count.busy > KILLS / 3
    assert count.stopped + count.killed > 0
    assert count.repeated > 0 < count.at_once
    assert count.verdict.given > 5 * KILLS
    assert count.is_clean, str(count)
