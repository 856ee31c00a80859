"""Keeping appointments: look every second what is due, and do each in a transaction of its own."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.keeping import keep
from bot.murmur import Murmur
from bot.trail import trail
from process.moment import Clock, Moment
from process.outcome import Outcome
from storage import appointments
from storage.queries import heartbeats
from storage.store import Store
from storage.tables import Appointment
from storage.trouble import StorageError
from storage.unit import Unit

log = logging.getLogger(__name__)

Keep = Callable[[Unit, Moment, Appointment], Outcome]

TRIES = 5
"""How often an appointment is tried; the waits in between double from one minute."""

HEARTBEAT = "bot"
"""The name of the heartbeat of the program itself; `bot:telegram` is when that channel last answered."""
_BEATS = timedelta(seconds=30)


async def _nothing() -> None:
    """For a ticker without anything daily."""


class Ticker:
    """Keeps what is due by `clock`; `due` does one appointment inside its unit.

    `on_post` is called after a commit that put messages in the outbox. `heard` tells, by channel, when the
    outside world last answered; that is kept with the heartbeat. `daily` is called after every look, for what
    is done once a day whatever the appointments are; it knows by itself whether it was done.
    """

    def __init__(
        self,
        store: Store,
        due: Keep,
        clock: Clock,
        on_post: Callable[[], None],
        heard: Mapping[str, Callable[[], datetime | None]] | None = None,
        daily: Callable[[], Awaitable[None]] = _nothing,
    ) -> None:
        self._store = store
        self._due = due
        self._clock = clock
        self._on_post = on_post
        self._heard = heard or {}
        self._daily = daily
        self._murmur = Murmur(log, clock)
        self._last_beat: datetime | None = None
        self._scheduler: AsyncIOScheduler | None = None

    @property
    def lived_at(self) -> datetime | None:
        """When this process last wrote down that it lives (UTC), None before the first time."""
        return self._last_beat

    async def tick(self) -> None:
        """Keep all appointments that are due, the longest overdue first, until none is."""
        try:
            await self._beat()
            while await self._keep_one():
                pass
            await self._daily()
        except StorageError as error:
            self._murmur.warn("what is due cannot be read: %s", type(error).__name__)

    def start(self) -> None:
        """Tick every second. A tick that takes longer holds back the next; none is made up for."""
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # it would tell of every tick
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._scheduler.add_job(
            self.tick, "interval", seconds=1, max_instances=1, coalesce=True, misfire_grace_time=None
        )
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more; a unit that has begun is still finished by the store."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None

    async def _keep_one(self) -> bool:
        """Keep one appointment; False when none is due."""
        moment = self._clock.moment()
        claimed: list[Appointment] = []

        def work(unit: Unit) -> Outcome | None:
            appointment = appointments.claim_due(unit, moment.now)
            if appointment is None:
                return None
            claimed.append(appointment)
            outcome = self._due(unit, moment, appointment)
            keep(unit, outcome, moment.now)
            appointments.done(unit, appointment, moment.now)
            return outcome

        try:
            kept = await self._store.run(work, name="due")
        except StorageError:
            raise
        except Exception as error:  # whatever the act did wrong: it was rolled back
            if not claimed:
                raise
            await self._failed(claimed[-1], moment, error)
            return True
        if kept is None:
            return False
        if kept.messages:
            self._on_post()
        if kept.erased:
            await self._store.truncate()
        return True

    async def _failed(self, appointment: Appointment, moment: Moment, error: Exception) -> None:
        attempt = appointment.attempts + 1
        over = attempt >= TRIES
        again_at = None if over else moment.now + timedelta(minutes=2 ** (attempt - 1))
        what = "given up" if over else "later again"
        log.error("appointment %d (%s) failed, %s: %s", appointment.id, appointment.kind, what, trail(error))
        await self._store.run(
            lambda unit: appointments.failed(unit, appointment.id, moment.now, again_at=again_at),
            name="due failed",
        )

    async def _beat(self) -> None:
        """Say that we live, at most every half minute."""
        now = self._clock.now()
        if self._last_beat is None or abs(now - self._last_beat) >= _BEATS:
            heard = {f"{HEARTBEAT}:{name}": heard_at() for name, heard_at in self._heard.items()}
            beats = {HEARTBEAT: now, **{name: at for name, at in heard.items() if at is not None}}
            await self._store.run(lambda unit: _keep_beats(unit, beats), name="heartbeat")
            self._last_beat = now


def _keep_beats(unit: Unit, beats: Mapping[str, datetime]) -> None:
    for name, at in beats.items():
        heartbeats.beat(unit, name, at)
