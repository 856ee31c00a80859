"""From the outbox to the channels: claim, put into words, send, note what became of it.

Addresses are served side by side, each in order. Replies go at once; the rest keeps within the pace that
Telegram allows. A channel that does not answer is left alone for a while and then tried with one message.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from bot.channel import Again, Channel, Moved, Parcel, Reason, Receipt, Refused, Screen, Sent, Stands, Unclear
from bot.murmur import Murmur
from bot.outage import Outage
from bot.pace import Pace, Turns
from bot.trail import trail
from process import correcting
from process.acts import reminding, unreachable
from process.message import Message, Notice, TakeAway
from process.moment import Clock
from process.outcome import Due, Urgency
from process.rules.attention import MONTHLY
from storage import appointments, outbox
from storage.outbox import Claimed, Delivered, Postponed, Relocated, Uncertain, Undeliverable, Unwanted
from storage.store import Store
from storage.trouble import StorageError
from storage.unit import Unit

log = logging.getLogger(__name__)

Compose = Callable[[Claimed], Awaitable[Screen | None]]
Sleep = Callable[[float], Awaitable[None]]
OnSend = Callable[[str, str], None]
"""Called with what is sent and "before" or "after": the place where tests end the process."""

RATE = 25
"""Messages a second that the bot starts itself; Telegram takes about thirty, replies included."""

_IDLE = 1.0  # seconds between two looks when nothing woke us
_PREPARING = 4.5  # seconds for words and a turn: the lease (25) less the time-outs of sending (20)
_SOON = 5.0
_NOTE_AGAIN = (0.5, 1.0, 2.0)


class Delivery:
    """Delivers what is in the outbox of `store` through `channels` (by name).

    `compose` puts a message into words at the last moment; None means that nothing is to be said any more.
    `workers` is how many are sent at the same time, `budget` how often a month the bot may disturb somebody.
    `on_receipt` is called with what a channel says, `before_claim` in each unit that claims.
    """

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Channel],
        compose: Compose,
        clock: Clock,
        *,
        workers: int = 20,
        budget: int = MONTHLY,
        before_claim: Callable[[Unit, datetime], None] = lambda unit, now: None,
        pace: Turns | None = None,
        sleep: Sleep = asyncio.sleep,
        on_receipt: Callable[[Receipt], None] = lambda receipt: None,
    ) -> None:
        self._store = store
        self._channels = channels
        self._compose = compose
        self._clock = clock
        self._workers = workers
        self._budget = budget
        self._before_claim = before_claim
        self._pace = pace or Pace(RATE)
        self._sleep = sleep
        self._on_receipt = on_receipt
        self.on_send: OnSend | None = None
        self._outages = {name: Outage() for name in channels}
        self._murmur = Murmur(log, clock)
        self._going: set[asyncio.Task[None]] = set()
        self._woken = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """There may be something to send."""
        self._woken.set()

    async def run(self) -> None:
        """Deliver until `stop`: when woken, when a message is sent, and at least every second."""
        begun = False
        while not self._stopping:
            self._woken.clear()
            try:
                if not begun:
                    await self._store.run(outbox.let_go, name="let go")
                    begun = True
                await self._start()
            except StorageError as error:
                self._murmur.warn("the outbox cannot be read: %s", type(error).__name__)
            await self._rest()

    async def drain(self) -> None:
        """Deliver until nothing can go at this moment, and all that was begun has ended."""
        busy = True
        while busy:
            busy = bool(self._going)  # what ends while we look may have made way for a next one
            busy = await self._start() > 0 or busy
            if self._going:
                await asyncio.wait(set(self._going), return_when=asyncio.FIRST_COMPLETED)

    async def stop(self, within: float = 3.0) -> None:
        """Begin nothing more and give what is going `within` seconds.

        What is cut off then counts as perhaps delivered, as after a crash.
        """
        self._stopping = True
        self.wake()
        going = set(self._going)
        if going:
            await asyncio.wait(going, timeout=within)
        for task in going:
            task.cancel()
        await asyncio.gather(*going, return_exceptions=True)

    async def _start(self) -> int:
        """Claim what may go and begin sending it; how many."""
        room = self._room()
        if room == 0:
            return 0
        now = self._clock.now()

        def work(unit: Unit) -> list[Claimed]:
            self._before_claim(unit, now)
            return outbox.claim(unit, now, room, budget=self._budget)

        claimed = await self._store.run(work, name="claim")
        for each in claimed:
            task = asyncio.create_task(self._deliver(each))
            self._going.add(task)
            task.add_done_callback(self._ended)
        return len(claimed)

    def _room(self) -> int:
        """How many messages may be begun now."""
        outages, now = self._outages.values(), self._clock.now()
        if self._stopping or all(outage.remaining(now) for outage in outages):
            return 0
        together = 1 if any(outage.lasts for outage in outages) else self._workers
        return max(0, together - len(self._going))

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(_IDLE):
                await self._woken.wait()
        except TimeoutError:
            return

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._going.discard(task)
        self.wake()
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a delivery ended unexpectedly: %s", trail(error))

    async def _deliver(self, claimed: Claimed) -> None:
        try:
            async with asyncio.timeout(_PREPARING):
                ready = await self._prepare(claimed)
        except TimeoutError:
            log.warning("message %d took too long to put into words; later again", claimed.id)
            ready = self._postponed(_SOON)
        if isinstance(ready, Screen):
            remove = claimed.message.ref if isinstance(claimed.message, TakeAway) else None
            parcel = Parcel(claimed.address, ready, claimed.edit, claimed.retire, remove)
            self._mark(claimed, "before")
            receipt = await self._send(self._channels[claimed.channel], parcel)
            self._mark(claimed, "after")
            ready = self._settled(claimed, receipt)
        await self._note(claimed, ready)

    async def _prepare(self, claimed: Claimed) -> Screen | outbox.Delivery:
        """The screen to send now, or what becomes of the message without sending."""
        outage = self._outages.get(claimed.channel)
        if outage is None:
            return Undeliverable(gone=False, detail=f"no channel {claimed.channel}")
        if left := outage.remaining(self._clock.now()):
            return self._postponed(left.total_seconds())
        try:
            screen = await self._compose(claimed)
            if screen is not None and claimed.urgency is not Urgency.REPLY:
                await self._pace.turn()
        except StorageError:
            return self._postponed(_SOON)
        except Exception as error:  # whatever the screens did wrong: this message only
            kind = type(claimed.message).__name__
            log.error("%s %d cannot be put into words: %s", kind, claimed.id, trail(error))
            return Undeliverable(gone=False, detail=f"not put into words: {trail(error)}")
        return screen if screen is not None else Unwanted()

    async def _send(self, channel: Channel, parcel: Parcel) -> Receipt:
        receipt: Receipt
        try:
            receipt = await channel.send(parcel)
        except Exception as error:  # a channel promises not to raise
            log.error("the channel %s failed: %s", channel.name, trail(error))
            receipt = Unclear()
        self._on_receipt(receipt)
        return receipt

    def _mark(self, claimed: Claimed, when: str) -> None:
        if self.on_send is not None:
            message = claimed.message
            kind = type(message).__name__
            self.on_send(f"{kind} {message.key}" if isinstance(message, Notice) else kind, when)

    def _settled(self, claimed: Claimed, receipt: Receipt) -> outbox.Delivery:
        """What the receipt means for the message, and for the channel it went by."""
        outage, now = self._outages[claimed.channel], self._clock.now()
        match receipt:
            case Again(seconds, everyone=True):
                outage.failed(now, seconds)
                return self._postponed(seconds)
            case Unclear():
                outage.failed(now)
                return Uncertain()
        outage.answered()
        match receipt:
            case Sent(ref):
                return Delivered(ref)
            case Stands(ref):
                return Delivered(ref, as_it_was=True)
            case Again(seconds):
                return self._postponed(seconds)
            case Moved(to):
                return Relocated(to)
            case Refused(reason, detail):
                log.warning("message %d was refused: %s", claimed.id, reason.value)
                return Undeliverable(gone=reason is not Reason.MALFORMED, detail=detail)

    def _postponed(self, seconds: float) -> Postponed:
        return Postponed(self._clock.now() + timedelta(seconds=seconds))

    async def _note(self, claimed: Claimed, delivery: outbox.Delivery) -> None:
        """Keep what became of the message; when that fails for long, its lease runs out, as after a crash."""
        now = self._clock.now()

        def work(unit: Unit) -> None:
            if outbox.note(unit, claimed, delivery, now):
                appointments.keep(unit, unreachable.to_tell(claimed.person_id, now))
            for due in _after(claimed.message, delivery, now):
                appointments.keep(unit, due)

        for pause in (*_NOTE_AGAIN, None):
            try:
                await self._store.run(work, name="receipt")
            except StorageError as error:
                self._murmur.warn("a receipt was not stored: %s", type(error).__name__)
                if pause is not None:
                    await self._sleep(pause)
            else:
                return


def _after(message: Message, delivery: outbox.Delivery, now: datetime) -> tuple[Due, ...]:
    """What is agreed once a message arrived, or could not be changed in its place."""
    if isinstance(delivery, Delivered) and delivery.as_it_was:
        return correcting.not_changed(message, now)
    return tuple(reminding.arrived(message, now)) if isinstance(delivery, Delivered | Uncertain) else ()
