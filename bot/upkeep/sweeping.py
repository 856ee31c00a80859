"""The daily sweep: in the small hours, or at the first look after them."""

from __future__ import annotations

import logging
from dataclasses import asdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.trail import trail
from bot.upkeep.terms import keep_to_terms
from process.moment import Clock
from process.rules.keeping import Keeping
from storage.queries import heartbeats
from storage.store import Store
from storage.sweep import Swept, sweep
from storage.trouble import StorageError
from storage.unit import Unit

log = logging.getLogger(__name__)

SWEPT = "sweep"
"""The heartbeat that says when the last sweep was."""
_NIGHT = timedelta(hours=3)


class Sweeper:
    """Sweeps `store` once a day, whichever replica comes first; a day begins at three, in the zone named.

    What has a term goes first, bit by bit. The day counts as done only after that, so that a sweep which was
    cut off is finished by the next look, on the same day.
    """

    def __init__(self, store: Store, clock: Clock, zone: str, keeping: Keeping) -> None:
        self._store = store
        self._clock = clock
        self._zone = ZoneInfo(zone)
        self._keeping = keeping
        self._done: date | None = None

    async def sweep_daily(self) -> None:
        """Sweep if today nobody did. Raises StorageError when it is to be tried again."""
        now = self._clock.now()
        if self._day(now) == self._done:
            return
        try:
            if await self._store.read(lambda unit: self._is_to_do(unit, now), name="sweep"):
                kept = await keep_to_terms(self._store, self._keeping, now)
                swept = await self._store.run(lambda unit: self._sweep(unit, now), name="sweep")
                await self._store.truncate()
                counted = asdict(kept) | (asdict(swept) if swept is not None else {})
                log.info("swept: %s", ", ".join(f"{name} {count}" for name, count in counted.items()))
        except StorageError:
            raise
        except Exception as error:  # a fault of ours must not keep the clock from its appointments
            log.error("the sweep failed, tomorrow again: %s", trail(error))
        self._done = self._day(now)

    def _is_to_do(self, unit: Unit, now: datetime, *, held: bool = False) -> bool:
        last = heartbeats.last_beat(unit, SWEPT, held=held)
        return last is None or self._day(last) < self._day(now)

    def _sweep(self, unit: Unit, now: datetime) -> Swept | None:
        if not self._is_to_do(unit, now, held=True):
            return None
        heartbeats.beat(unit, SWEPT, now)
        return sweep(unit, now)

    def _day(self, instant: datetime) -> date:
        return (instant.astimezone(self._zone) - _NIGHT).date()
