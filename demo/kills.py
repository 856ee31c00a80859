"""`make kills`: the bot is killed (SIGKILL) at random moments while people answer; then all is counted.

Two towns are played at the same time, each with its own bot and database. At the end every answer in the
database is compared with what was tapped and typed: nothing lost, nothing twice, nothing elsewhere.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from demo import story
from demo.cast import PARTS, YUSUF, Cast
from demo.play import BEGINS
from demo.respondent import Respondent
from demo.stage import Stage
from demo.verdict import Verdict, compare, copies
from flows.shelf import Shelf

Tell = Callable[[str], None]
TOWNS = 2
DURING_START = 0.2
"""The part of the kills that falls before the bot listens."""
LONGEST_LIFE = 0.7
"""Seconds that a bot lives at most after it first asked for updates."""
_WATCHES = PARTS[-1]
"""One person never answers, so that the round stays open."""


@dataclass
class Tally:
    """What was counted in one town."""

    kills: int = 0
    with_work: int = 0
    starts: list[float] = field(default_factory=list)
    stop: float = 0.0
    second_touches: int = 0
    most_copies: int = 0
    verdict: Verdict = field(default_factory=Verdict)


class WentWrong(AssertionError):  # noqa: N818 - it reads as what happened
    """What somebody met while the bot was killed again and again."""


async def play(folder: Path, seed: int, kills: int, tell: Tell) -> list[Tally]:
    """Play all towns at once, with `kills` kills together. Raises WentWrong."""
    shares = [len(range(town, kills, TOWNS)) for town in range(TOWNS)]
    try:
        return await _towns(folder, seed, shares, tell)
    except ExceptionGroup as several:
        raise WentWrong("\n".join(_in_words(several))) from several


async def _towns(folder: Path, seed: int, shares: Sequence[int], tell: Tell) -> list[Tally]:
    async with asyncio.TaskGroup() as group:
        playing = [
            group.create_task(_town(folder / f"town-{town}", random.Random(seed + town), share, tell))  # noqa: S311
            for town, share in enumerate(shares, 1)
        ]
    return [each.result() for each in playing]


def _in_words(error: BaseException) -> list[str]:
    """Several people are on the phone in several towns: what happened to each of them."""
    if isinstance(error, BaseExceptionGroup):
        return [line for each in error.exceptions for line in _in_words(each)]
    return [f"{type(error).__name__}: {error}"]


async def _town(folder: Path, chance: random.Random, kills: int, tell: Tell) -> Tally:
    tally = Tally()
    async with Stage(folder, BEGINS) as stage:
        cast = Cast(stage)
        for scene in (story.founding, story.joining, story.opening):
            await scene(cast)
        tell(f"{folder.name}: seven people, one round; {kills} kills to go")
        flow = Shelf.read().flows["balanscheck"]
        respondents = [
            Respondent(cast[part], stage.simulator, flow, chance, lambda: tally.kills)
            for part in PARTS
            if part not in (YUSUF, _WATCHES)
        ]
        async with stage.hurry(), asyncio.TaskGroup() as group:
            over = asyncio.Event()
            for each in respondents:
                group.create_task(each.answers_until(over.is_set))
            await _kill(stage, chance, kills, tally, lambda text: tell(f"{folder.name}: {text}"))
            over.set()
        await stage.settled()
        tally.stop = await stage.bot.stop()
        tally.second_touches = sum(each.second_touches for each in respondents)
        tally.most_copies = max(copies(stage.simulator.transcript, each.person.name) for each in respondents)
        with stage.premises.opened() as store:
            tally.verdict = await compare(store, respondents)
    return tally


async def _kill(stage: Stage, chance: random.Random, kills: int, tally: Tally, tell: Tell) -> None:
    """Let the bot live for a moment, kill it, and start it again; at the end it lives."""
    for number in range(1, kills + 1):
        if tally.starts and chance.random() < DURING_START:
            usual = tally.starts[-1]
            await stage.bot.kill()
            await stage.bot.start()
            await asyncio.sleep(chance.uniform(0, usual))
        else:
            await asyncio.sleep(chance.uniform(0, LONGEST_LIFE))
        tally.with_work += stage.simulator.unconfirmed > 0
        await stage.bot.kill()
        tally.kills += 1
        tally.starts.append(await stage.starts())
        if number % 5 == 0 or number == kills:
            tell(f"killed {number} times")


def told(tallies: Sequence[Tally]) -> str:
    """The count in words."""
    starts = sorted(start for tally in tallies for start in tally.starts)
    verdict = Verdict(
        *(sum(parts) for parts in zip(*(tally.verdict.numbers for tally in tallies), strict=True))
    )
    return (
        f"{sum(tally.kills for tally in tallies)} kills, "
        f"{sum(tally.with_work for tally in tallies)} of them with something under way\n"
        f"{verdict.given} answers given: {verdict.lost} lost, {verdict.twice} kept twice, "
        f"{verdict.elsewhere} elsewhere, {verdict.failed} set aside\n"
        f"a question was seen {max(tally.most_copies for tally in tallies)} times at most; "
        f"{sum(tally.second_touches for tally in tallies)} times somebody had to touch again\n"
        f"start to first poll {starts[len(starts) // 2]:.2f} s (slowest {starts[-1]:.2f} s), "
        f"clean stop {max(tally.stop for tally in tallies):.2f} s"
    )


def main() -> None:
    """Kill 50 times, or as often as the command line says; exit code 1 when anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(3), "big"))
    asked = parser.parse_args()
    print(f"seed {asked.seed}: the same kills again with --seed {asked.seed}", flush=True)
    begun = monotonic()
    with tempfile.TemporaryDirectory() as folder:
        try:
            tallies = asyncio.run(
                play(Path(folder), asked.seed, asked.kills, lambda text: print(text, flush=True))
            )
        except WentWrong as error:
            print(error, file=sys.stderr)
            sys.exit(1)
    print(told(tallies) + f"\nin {monotonic() - begun:.0f} seconds")
    sys.exit(0 if all(tally.verdict.is_clean and tally.most_copies <= 2 for tally in tallies) else 1)


if __name__ == "__main__":
    main()
