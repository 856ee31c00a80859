"""Keeping to the terms: what is past its time goes, each thing in a small transaction of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.trail import trail
from process.rules.keeping import Keeping
from storage import erasing, retention
from storage.store import Store
from storage.trouble import StorageError
from storage.unit import Unit

log = logging.getLogger(__name__)

UNIT = "sweep"
"""The name of its units: like the rest of the sweep they may read whole tables."""


@dataclass(frozen=True)
class Kept:
    """How many rounds were emptied and names let go of, and how many days the coordinators will hear of.

    `agreements` that ended long ago have no words any more. Of partnerships that `ended` long ago everything
    of people went.
    """

    rounds: int = 0
    names: int = 0
    announced: int = 0
    failed: int = 0
    agreements: int = 0
    ended: int = 0


async def keep_to_terms(store: Store, keeping: Keeping, now: datetime) -> Kept:
    """Do all that is due at `now`, and agree to tell what comes. Doing it again, or further, does no harm.

    Something that cannot go is logged and left for the next time, and holds nothing else back.
    Raises StorageError.
    """
    plans = await store.read(lambda unit: retention.plan(unit, keeping), name=UNIT)
    rounds = names = announced = failed = 0
    for each in plans:
        announced += await store.run(partial(retention.announce, each=each, now=now), name=UNIT)
        for going in each.due(now):
            empty = partial(retention.empty, round_id=going.round, keeping=keeping, now=now)
            done = await _try(store, empty)
            rounds, failed = rounds + (done is True), failed + (done is None)
        for leaver in each.names_due(now):
            done = await _try(store, partial(retention.let_go, member_id=leaver.member, now=now))
            names, failed = names + (done is True), failed + (done is None)
    ended = 0
    for partnership in await store.read(lambda unit: erasing.due(unit, keeping, now), name=UNIT):
        erase = partial(erasing.erase_ended, partnership_id=partnership, keeping=keeping, now=now)
        done = await _try(store, erase)
        ended, failed = ended + (done is True), failed + (done is None)
    faded = await store.run(partial(retention.fade_agreements, keeping=keeping, now=now), name=UNIT)
    return Kept(rounds, names, announced, failed, faded, ended)


async def _try(store: Store, work: Callable[[Unit], bool]) -> bool | None:
    """What it gave, None when it failed for a reason of our own."""
    try:
        return await store.run(work, name=UNIT)
    except StorageError:
        raise
    except Exception as error:
        log.error("something past its term could not go: %s", trail(error))
        return None
