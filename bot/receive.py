"""One thing that came in → one unit of work → a verdict.

The event, the answer and what is to be sent are committed together; only then the channel may acknowledge. An
event that came before is recognised by its key. One that makes the program fail is set aside with a code that
the person is told, so that it holds up nobody.
"""

from __future__ import annotations

import asyncio
import logging
from base64 import b32encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from weakref import WeakValueDictionary

from bot import payload
from bot.channel import Handled, Verdict
from bot.keeping import keep
from bot.murmur import Murmur
from bot.trail import trail
from process.incoming import Gone, Grouped, Incoming
from process.message import Notice
from process.moment import Clock, Moment
from process.outcome import Outcome, Outgoing
from process.rules.sensitive.arriving import storable
from storage import inbox
from storage.queries import people
from storage.store import Store
from storage.trouble import StorageError
from storage.unit import Unit

log = logging.getLogger(__name__)

Desk = Callable[[Unit, Moment, Incoming], Outcome]
ToastText = Callable[[str, str], str]

_CODE_LENGTH = 6
_NOBODY = (Gone, Grouped)  # acts behind which nobody waits for an answer


@dataclass(frozen=True)
class _Done:
    """What a unit led to, for after the commit; `language` is that of the toast."""

    posted: bool
    toast: str | None
    language: str
    relisted: tuple[tuple[str, str], ...]
    erased: bool


class Receiver:
    """Takes what channels hand over, in order for each address and side by side for different ones.

    `desk` handles one event inside the unit. `on_post` is called after a commit that put messages in the
    outbox. `toast_text` puts the key of a toast in words, in the given language. `on_relist` is called with
    the channel and address of a person for whom other commands should be listed.
    """

    def __init__(
        self,
        store: Store,
        desk: Desk,
        clock: Clock,
        on_post: Callable[[], None],
        toast_text: ToastText,
        on_relist: Callable[[str, str], None] = lambda channel, address: None,
    ) -> None:
        self._store = store
        self._desk = desk
        self._clock = clock
        self._on_post = on_post
        self._toast_text = toast_text
        self._on_relist = on_relist
        self._murmur = Murmur(log, clock)
        self._turns: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()
        self._flight: set[asyncio.Task[Handled]] = set()

    @property
    def in_flight(self) -> int:
        """How many events are being handled now."""
        return len(self._flight)

    async def receive(self, incoming: Incoming) -> Handled:
        """Store and handle the event, once. Never raises for what the event or the database does.

        A caller that is cancelled leaves it running to its end; `stop` waits for that.
        """
        task = asyncio.create_task(self._in_turn(incoming))
        self._flight.add(task)
        task.add_done_callback(self._flight.discard)
        return await asyncio.shield(task)

    async def stop(self) -> None:
        """Wait until everything that is being handled is stored or rolled back."""
        while self._flight:
            await asyncio.wait(set(self._flight))

    async def _in_turn(self, incoming: Incoming) -> Handled:
        turn = self._turns.setdefault((incoming.channel, incoming.address), asyncio.Lock())
        async with turn:
            return await self._handle(incoming)

    async def _handle(self, incoming: Incoming) -> Handled:
        moment = self._clock.moment()
        try:
            done = await self._store.run(lambda unit: self._attend(unit, moment, incoming), name="receive")
        except StorageError as error:
            return self._later(error)
        except Exception as error:  # whatever the act did wrong: it was rolled back
            return await self._set_aside(incoming, moment, error)
        if done is None:
            return Handled(Verdict.ACKNOWLEDGED)
        if done.posted:
            self._on_post()
        if done.erased:
            with suppress(StorageError):  # the nightly sweep tries once more
                await self._store.truncate()
        for channel, address in done.relisted:
            self._on_relist(channel, address)
        toast = self._toast_text(done.toast, done.language) if done.toast else None
        return Handled(Verdict.ACKNOWLEDGED, toast)

    def _attend(self, unit: Unit, moment: Moment, incoming: Incoming) -> _Done | None:
        """Handle the event; None when it was handled before."""
        if not inbox.admit(unit, incoming.channel, incoming.key, moment.now):
            return None
        outcome = self._desk(unit, moment, incoming)
        keep(unit, outcome, moment.now)
        language = _language(unit, incoming) if outcome.toast else ""
        here = ((incoming.channel, incoming.address),) if outcome.relisted else ()
        relisted = (*here, *people.places(unit, outcome.relists))
        return _Done(bool(outcome.messages), outcome.toast, language, relisted, outcome.erased)

    async def _set_aside(self, incoming: Incoming, moment: Moment, error: Exception) -> Handled:
        code = _code(moment)
        log.error("%s failed, set aside with code %s: %s", type(incoming.act).__name__, code, trail(error))
        try:
            await self._store.run(
                lambda unit: _keep_failure(unit, moment, incoming, code), name="receive failure"
            )
        except StorageError as trouble:
            return self._later(trouble)
        self._on_post()
        return Handled(Verdict.FAILED)

    def _later(self, error: StorageError) -> Handled:
        self._murmur.warn("not stored, to be offered again: %s", type(error).__name__)
        return Handled(Verdict.RETRY)


def _keep_failure(unit: Unit, moment: Moment, incoming: Incoming, code: str) -> None:
    kept = payload.write(storable(incoming))
    inbox.fail(unit, incoming.channel, incoming.key, code=code, payload=kept, now=moment.now)
    if isinstance(incoming.act, _NOBODY):
        return
    person = people.person_at(unit, incoming.channel, incoming.address)
    if person is None:
        language = incoming.language or "nl"
        person = people.new_person(unit, incoming.channel, incoming.address, language, moment.now)
    sorry = Notice("error.sorry", {"code": code})
    keep(unit, Outcome((Outgoing(person.id, sorry),)), moment.now)


def _language(unit: Unit, incoming: Incoming) -> str:
    person = people.person_at(unit, incoming.channel, incoming.address)
    return person.language if person is not None else incoming.language or "nl"


def _code(moment: Moment) -> str:
    """A code that a person can read out: six letters and digits, found again in the inbox."""
    return b32encode(sha256(moment.token().encode()).digest()).decode()[:_CODE_LENGTH]
