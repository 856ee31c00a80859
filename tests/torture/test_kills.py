"""A bot that is killed sixteen times; `make torture` kills it a thousand times."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.kills import play

KILLS = 16


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_a_bot_that_is_killed_again_and_again_loses_nothing_and_says_little_twice(
    tmp_path: Path,
) -> None:
    count = await play(tmp_path, seed=1, kills=KILLS, tell=print)
    assert count.kills == KILLS
    assert count.busy > KILLS / 2
    assert count.verdict.given > 5 * KILLS
    assert count.is_clean, str(count)
