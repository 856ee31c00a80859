"""Coming back after a while: who may have tapped in vain is asked again, once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from bot.clock import HEARTBEAT
from bot.keeping import keep
from bot.trail import trail
from process import resuming
from process.case import House, Work
from process.moment import Clock
from storage.queries import heartbeats
from storage.store import Store
from storage.trouble import StorageError
from storage.unit import Unit

log = logging.getLogger(__name__)

LEAST = timedelta(minutes=2)
"""A shorter gap goes unsaid: Telegram holds on to a tap for two and a half minutes."""


class Resumption:
    """What happens between the backlog and the clock. Make it before anything is delivered.

    `on_post` is called after a commit that put messages in the outbox.
    """

    def __init__(self, store: Store, house: House, clock: Clock, on_post: Callable[[], None]) -> None:
        self._store = store
        self._house = house
        self._clock = clock
        self._on_post = on_post
        self._back_at = clock.now()

    async def ask_again(self) -> int:
        """After a gap ask again what stands with each person; how many. Never raises for the database.

        The sign of life is kept with it, so that a second start does not ask a second time.
        """
        try:
            asked = await self._store.run(self._resume, name="resume")
        except StorageError as error:
            log.warning("nobody was asked again after the gap: %s", type(error).__name__)
            return 0
        except Exception as error:  # a fault of ours must not keep the bot from starting
            log.error("nobody was asked again after the gap: %s", trail(error))
            return 0
        if asked:
            log.info("back after a gap: %d persons are asked again", asked)
            self._on_post()
        return asked

    def _resume(self, unit: Unit) -> int:
        moment = self._clock.moment()
        beat = heartbeats.last_beat(unit, HEARTBEAT, held=True)  # of two replicas that start, one asks
        if beat is None or moment.now - beat <= LEAST:
            return 0
        outcome = resuming.ask_again(Work(unit, moment, self._house), self._back_at)
        keep(unit, outcome, moment.now)
        heartbeats.beat(unit, HEARTBEAT, moment.now)
        return len({outgoing.to for outgoing in outcome.messages})
