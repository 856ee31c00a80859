"""The bot is killed while people answer: nothing is lost, kept twice or elsewhere, and nobody is stuck."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from demo import story
from demo.cast import CARLA, Cast
from demo.kills import play, told
from demo.play import BEGINS
from demo.respondent import Respondent
from demo.stage import Stage
from demo.verdict import compare, copies
from flows.shelf import Shelf
from simulator.transcript import Deed, Event

KILLS = int(os.environ.get("VINKJE_KILLS", "4"))
"""`make kills` does fifty, `make torture` a thousand; so many fit between the other tests."""


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_a_bot_that_is_killed_loses_nothing_and_leaves_nobody_stuck(tmp_path: Path) -> None:
    seed = int(os.environ.get("VINKJE_SEED") or random.SystemRandom().randrange(2**24))
    print(f"seed {seed}: the same kills again with VINKJE_SEED={seed}")
    tallies = await play(tmp_path, seed, KILLS, print)
    print(told(tallies))
    assert sum(tally.kills for tally in tallies) == KILLS
    for tally in tallies:
        assert tally.verdict.is_clean, tally.verdict
        assert tally.most_copies <= 2


@pytest.mark.slow
@pytest.mark.timeout(180)
async def test_it_stops_politely_and_starts_soon_and_the_count_notices_a_lost_answer(tmp_path: Path) -> None:
    async with Stage(tmp_path, BEGINS) as stage:
        lives = []
        for _ in range(2):
            stop, work = await stage.bot.stop(), os.times()
            start = await stage.starts()
            await stage.bot.stop()
            done = os.times()
            lives.append((stop, start, done.children_user + done.children_system - work[2] - work[3]))
            await stage.starts()
        print("clean stop, start to first poll, seconds of work in a start and a stop:", lives)
        assert max(stop for stop, _, _ in lives) < 5
        assert min(work for _, _, work in lives) < 2.5, (
            "of work, stop included: other tests may run beside it"
        )
        cast = Cast(stage)
        for scene in (story.founding, story.joining, story.opening):
            await scene(cast)
        flow = Shelf.read().flows["balanscheck"]
        carla = Respondent(cast[CARLA], stage.simulator, flow, random.Random(1))  # noqa: S311
        await carla.answers_until(lambda: True)
        with stage.premises.opened() as store:
            assert (await compare(store, [carla])).is_clean
            carla.given["respect"] = "never tapped"
            assert (await compare(store, [carla])).lost == 1
            del carla.given["respect"]
            assert (await compare(store, [carla])).elsewhere == 1
            carla.times["doelen"] -= 1
            assert (await compare(store, [carla])).twice == 1


def shown(text: str, deed: Deed = Deed.SENT) -> Event:
    return Event(BEGINS, deed, "Vinkje", "Anna", text, (("Ja", "Nee"),))


@pytest.mark.parametrize(
    ("events", "most"),
    [
        ([shown("1"), shown("2")], 1),
        ([shown("1"), shown("1")], 2),
        ([shown("1"), shown("1", Deed.TAPPED), shown("1")], 1),
    ],
)
def test_copies_are_counted_until_somebody_does_something(events: list[Event], most: int) -> None:
    assert copies(events, "Anna") == most
    assert copies(events, "Bert") == 0
