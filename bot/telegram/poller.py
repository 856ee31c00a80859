"""Fetching updates: stored first, then acknowledged.

Telegram keeps an update until a later poll carries a higher `offset`. So the offset moves only when every
update before it has a verdict. It is sent only to confirm: once an empty answer shows that it arrived, polls
go without one, because the numbers of updates start anew at any value after a quiet week.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.backoff import Backoff
from bot.channel import Handled, Receive, Verdict
from bot.murmur import Murmur
from bot.telegram.envelope import Envelope, envelope, unread
from bot.telegram.failures import receipt_for, stop_for_rival, stop_for_token
from bot.telegram.flood import Fate, Sieve
from bot.telegram.read import WANTED, Reader, understand
from bot.telegram.request import Line
from process.incoming import Incoming, Tap
from process.moment import Clock

log = logging.getLogger(__name__)

Answer = Callable[[str, Handled], None]
Sleep = Callable[[float], Awaitable[None]]

_RIVALS = 3  # conflicts in a row: one is left by our own earlier process, three are another program


@dataclass
class Poller:
    """Polls `line` and hands over what `reader` makes of it; `answer` is told what became of each tap.

    `caught_up` is set when everything that waited at the start was handled; `heard_at` is the last answer.
    """

    line: Line
    reader: Reader
    clock: Clock
    answer: Answer
    sleep: Sleep = asyncio.sleep
    caught_up: asyncio.Event = field(default_factory=asyncio.Event)
    heard_at: datetime | None = field(default=None, init=False)
    _offset: int | None = field(default=None, init=False)
    _conflicts: int = field(default=0, init=False)
    _murmur: Murmur = field(init=False)
    _sieve: Sieve = field(default_factory=Sieve, init=False)

    def __post_init__(self) -> None:
        """The log hears of an outage once a minute."""
        self._murmur = Murmur(log, self.clock)

    async def run(self, receive: Receive) -> None:
        """Poll until cancelled. Raises StopRunning for a revoked token or a second poller."""
        away, refused = Backoff(), Backoff(most=30.0)
        while True:
            try:
                batch = await self.line.raw_updates(self._offset, WANTED, hold=self.caught_up.is_set())
            except TelegramError as error:
                await self.sleep(await self._after(error, away))
                continue
            away.over()
            self._conflicts = 0
            self.heard_at = self.clock.now()
            if not batch:
                self._offset = None
                self.caught_up.set()
            elif await self._handle(batch, receive):
                refused.over()
            else:
                await self.sleep(refused.wait())

    async def _after(self, error: TelegramError, away: Backoff) -> float:
        """Seconds to wait after a failed poll; never under half a second, so at most two calls a second."""
        if isinstance(error, InvalidToken):
            raise stop_for_token() from None
        if isinstance(error, Conflict):
            if "webhook" in error.message:
                await self._remove_webhook()
            else:
                self._conflicts += 1
                if self._conflicts >= _RIVALS:
                    raise stop_for_rival() from None
        if isinstance(error, RetryAfter):
            return max(away.first, getattr(receipt_for(error), "seconds", 0.0))
        pause = away.wait()
        self._murmur.warn("no updates: %s; trying again in %.1f s", type(error).__name__, pause)
        return pause

    async def _remove_webhook(self) -> None:
        """Take away a webhook that an earlier set-up left behind; what waits behind it is kept."""
        try:
            await self.line.delete_webhook(drop_pending_updates=False)
        except TelegramError as error:
            self._murmur.warn("the webhook could not be removed: %s", type(error).__name__)

    async def _handle(self, batch: list[Any], receive: Receive) -> bool:
        """Hand over the batch, people side by side; False when something must be offered again."""
        now = self.clock.now()
        envelopes = [each for raw in batch if (each := envelope(raw, now)) is not None]
        queues: dict[str, list[tuple[int, Incoming]]] = {}
        for each, fate in self._sifted(envelopes, now):
            incoming = understand(self.reader, each.raw, now)
            if incoming is not None:
                incoming = incoming if fate is Fate.READ else unread(incoming)
                queues.setdefault(incoming.address, []).append((each.number, incoming))
        stuck = await asyncio.gather(*(self._in_order(queue, receive) for queue in queues.values()))
        waiting = [number for number in stuck if number is not None]
        if waiting:
            self._offset = min(waiting)
            self._sieve.forget()
        elif envelopes:
            self._offset = max(each.number for each in envelopes) + 1
        return not waiting

    def _sifted(self, envelopes: list[Envelope], now: datetime) -> list[tuple[Envelope, Fate]]:
        """What is to be understood, in the order of coming; what one sender has too much of is left out."""
        piles: dict[int | None, list[Envelope]] = {}
        for each in envelopes:
            piles.setdefault(each.sender, []).append(each)
        fates: dict[int, Fate] = {}
        for sender, pile in piles.items():
            if sender is not None:
                found = self._sieve.sift(sender, [each.sent_at for each in pile], now)
                fates |= {each.number: fate for each, fate in zip(pile, found, strict=True)}
        judged = [(each, fates.get(each.number, Fate.READ)) for each in envelopes]
        if left := sum(fate is Fate.LEFT for _, fate in judged):
            self._murmur.warn("somebody sends more than a person can: %d updates left unread", left)
        return [(each, fate) for each, fate in judged if fate is not Fate.LEFT]

    async def _in_order(self, queue: list[tuple[int, Incoming]], receive: Receive) -> int | None:
        """Hand over the updates of one address; the lowest number that must be offered again, if any."""
        for place, (_, incoming) in enumerate(queue):
            handled = await receive(incoming)
            if handled.verdict is Verdict.RETRY:
                return min(number for number, _ in queue[place:])
            if isinstance(incoming.act, Tap):
                self.answer(incoming.act.tap, handled)
        return None
