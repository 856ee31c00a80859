"""Many losses of a keeper: each is noticed in time, none ends in silence, hardly any is imagined."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from process.rules import keepers
from process.rules.keepers import Step
from tests.keepers.world import BEGIN, DAY, ZONE, Somebody, World

LOSSES = int(os.environ.get("VINKJE_LOSSES", "120"))
"""How many losses are played; and as many quiet years."""

HEARTBEAT = timedelta(days=31)
SENDING = timedelta(days=16)
"""Hours, a weekend with a public holiday, and a few times no room in the budget."""
ALARMS = {Step.DEPUTY, Step.AGAIN, Step.EVERYONE}
KINDS = ("left", "blocked", "silent", "holiday")


@dataclass
class Loss:
    """One that was played, and what came of it."""

    kind: str
    world: World
    at: datetime

    def asked_after(self, steps: set[Step]) -> timedelta | None:
        """How long after the loss the question first came to one of these steps."""
        return next(
            (when - self.at for when, step, _ in self.world.steps if when >= self.at and step in steps), None
        )


def _somebody(chance: Random, *, takes_over: bool = False) -> Somebody:
    return Somebody(lag=chance.choice((0, 1, 1, 2, 3, 5)), takes_over=takes_over)


def _played(seed: int) -> Loss:
    chance = Random(seed)  # noqa: S311  no secret
    kind = KINDS[seed % len(KINDS)]
    willing = chance.random()
    size = chance.choice((2, 3, 4, 7, 12, 30))
    world = World(
        chance,
        keeper=_somebody(chance),
        deputy=_somebody(chance, takes_over=willing < 0.4) if chance.random() < 0.7 else None,
        others=[_somebody(chance, takes_over=willing > 0.7 and n == 0) for n in range(size - 1)],
        meeting_every=chance.choice((None, 14, 28, 42, 90)),
        lively=chance.choice((0.0, 0.5, 2.0)),
    )
    world.run(chance.randrange(5, 120))
    while world.watch.step is not Step.CALM:
        world.run(1)
    loss = Loss(kind, world, world.now)
    if kind == "left":
        world.keeper.left_at = world.now
    elif kind == "blocked":
        world.keeper.blocked_at = world.now
    elif kind == "silent":
        world.keeper.silent_at = world.now
    else:
        today = world.now.astimezone(ZONE).date()
        world.keeper.leave = (today, today + chance.randrange(5, 28) * DAY)
    world.lost = kind != "holiday"
    world.run(200)
    return loss


def test_every_loss_is_noticed_within_one_heartbeat_and_none_ends_in_silence() -> None:
    late: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    alarmed = silent = 0
    for seed in range(LOSSES):
        loss = _played(seed)
        asked_others = loss.asked_after({Step.DEPUTY, Step.EVERYONE})
        if loss.kind == "holiday":
            away = [w for w, s, _ in loss.world.steps if s in ALARMS and w >= loss.at]
            back = loss.world.keeper.leave
            alarmed += any(back is not None and when.date() <= back[1] for when in away)
            continue
        noticed = loss.asked_after({Step.KEEPER, *ALARMS})
        within = HEARTBEAT + SENDING if loss.kind == "silent" else timedelta(days=5)
        late[loss.kind] += noticed is None or noticed > within or asked_others is None
        taken = not loss.world.lost
        everyone_knows = any(step is Step.EVERYONE for _, step, _ in loss.world.steps)
        rests = loss.world.watch.step in keepers.OPEN
        ends["taken over" if taken else loss.world.watch.step] += 1
        silent += not taken and not (everyone_knows and rests)
    print(
        f"\n{LOSSES} losses: late {sum(late.values())}, silent stops {silent}, "
        f"alarms during announced leave {alarmed}; {dict(ends)}"
    )
    assert not +late
    assert silent == 0
    assert alarmed == 0


def test_a_year_of_a_keeper_who_is_there_has_one_false_alarm_at_most() -> None:
    worst, alarms, years = 0, 0, LOSSES
    for seed in range(years):
        chance = Random(seed)  # noqa: S311  no secret
        world = World(
            chance,
            keeper=_somebody(chance),
            deputy=_somebody(chance) if seed % 2 else None,
            others=[_somebody(chance) for _ in range(seed % 12 + 1)],
            meeting_every=chance.choice((14, 28, 42, 90)),
            lively=chance.choice((0.0, 0.5, 2.0)),
        )
        gone = chance.randrange(20, 300)
        world.run(gone)
        world.keeper.silent_at = world.now  # three weeks off, and nobody was told
        world.run(21)
        world.keeper.silent_at = None
        world.run(365 - gone - 21)
        found = _alarms(world)
        worst, alarms = max(worst, found), alarms + found
    print(f"\n{years} partnership-years: {alarms} false alarms, at most {worst} in one")
    assert worst <= 1


def _alarms(world: World) -> int:
    """How often somebody else than the keeper was asked before it was calm again."""
    found, calm = 0, True
    for _, step, _ in world.steps:
        if calm and step in {Step.DEPUTY, Step.EVERYONE}:
            found, calm = found + 1, False
        calm = calm or step is Step.CALM
    return found


def test_the_same_seed_plays_the_same() -> None:
    assert _played(7).world.steps == _played(7).world.steps
    assert BEGIN.tzinfo is not None
