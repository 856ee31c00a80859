"""Losses through the real store, outbox and texts: everyone who can be told is told, whatever comes of it."""

from __future__ import annotations

import os
from datetime import timedelta
from random import Random

import pytest

from process.rules.keepers import Step
from storage.store import Store
from tests.clock import ManualClock
from tests.keepers.oost import DAY, Oost, leaves, stands_by
from tests.process.counter import Counter, Guest
from tests.process.oost import everyone_in, join, make_oost

pytestmark = pytest.mark.one_database

LOSSES = int(os.environ.get("VINKJE_STORED_LOSSES", "4"))
"""How many are played through the store; each is about three months of a partnership."""

KINDS = ("left", "blocked", "silent", "holiday")
ENDS = ("let er voortaan op dat dit blijft leven", "Ik leg de vragen stil", "let er weer op")


@pytest.mark.parametrize("seed", range(LOSSES))
async def test_a_loss_is_noticed_and_its_end_is_told_to_all(
    store: Store, clock: ManualClock, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311  no secret
    kind = KINDS[seed % len(KINDS)]
    counter = Counter(store, clock)
    await make_oost(counter, meeting="16-11 10:00")
    oost = Oost(counter, *(await everyone_in(counter)))
    others = [oost.carla, oost.fatima]
    for number in range(chance.choice((0, 0, 3))):
        others.append(await join(counter, f"Gast {number}", oost.moniek.link_for("Woonstad")))
    await oost.no_rounds()
    deputy = oost.carla if chance.random() < 0.6 else None
    if deputy is not None:
        await stands_by(deputy)
    await oost.passes(chance.randrange(40) * DAY)
    while await oost.step() is not Step.CALM:
        await oost.moniek.taps("Ja")
    taker = chance.choice((None, *others))
    await _is_lost(oost.moniek, kind)

    alarmed = await _goes_on(oost, others, taker, holiday=kind == "holiday")
    if kind == "holiday":
        assert not alarmed, "announced leave is no loss"
        return
    assert alarmed
    step = await oost.step()
    assert step is (Step.CALM if taker is not None else Step.PAUSED)
    for guest in others:
        told = any(end in each.screen.text for each in guest.chat for end in ENDS)
        assert told or guest is taker, f"{guest.name} heard no end of it"


async def _is_lost(moniek: Guest, kind: str) -> None:
    if kind == "left":
        await leaves(moniek)
    elif kind == "blocked":
        moniek.online = False
        await moniek.blocks()
    elif kind == "holiday":
        await moniek.commands("stop")
        await moniek.taps("Even weg")
        await moniek.taps("t/m")


async def _goes_on(oost: Oost, others: list[Guest], taker: Guest | None, *, holiday: bool) -> bool:
    """Up to the end of it; whether anybody else than the keeper was asked anything."""
    for _ in range(14 if holiday else 110):
        await oost.passes(DAY)
        step = await oost.step()
        if holiday:
            continue
        if step is Step.PAUSED and taker is None:
            await oost.passes(timedelta(days=4))
            break
        if step is Step.EVERYONE and taker is not None and _sees(taker, "Ja, ik"):
            await taker.taps("Ja, ik")
            await oost.some_days()
            for guest in others:
                if guest is not taker and _sees(guest, "Ja, goed"):
                    await guest.taps("Ja, goed")
            await oost.some_days()
            break
        if step is Step.DEPUTY and taker is oost.carla and _sees(taker, "Ik neem het over"):
            await taker.taps("Ik neem het over")
            await oost.some_days()
            break
    return any(_asked(guest) for guest in others)


def _sees(guest: Guest, label: str) -> bool:
    return any(label in each for bubble in guest.chat for each in bubble.labels)


def _asked(guest: Guest) -> bool:
    words = ("Jij bent de achtervang.", "Wil jij dat doen?")
    return any(each in bubble.screen.text for bubble in guest.chat for each in words) or guest.read(
        "let er voortaan"
    )
