"""Handling an event once more that failed before: the operator asks for it when the fault is mended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot import payload
from bot.keeping import keep
from bot.receive import Desk
from bot.trail import trail
from process.incoming import Incoming
from process.moment import Clock
from storage import inbox
from storage.queries import stranded
from storage.store import Store
from storage.tables import Inbox
from storage.trouble import StorageError
from storage.unit import Unit


class Ended(Enum):
    """How it went; in all cases but DONE the event stays where it is."""

    DONE = "done"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"
    AGAIN = "again"


@dataclass(frozen=True)
class Retried:
    """`where` it went wrong again, without what was said."""

    ended: Ended
    where: str = ""


async def retry(store: Store, desk: Desk, clock: Clock, code: str) -> Retried:
    """Bring the event with this code to the desk again, in a unit of its own. Raises StorageError."""
    moment = clock.moment()

    def work(unit: Unit) -> Retried:
        event = stranded.failed_event(unit, code)
        if event is None:
            return Retried(Ended.UNKNOWN)
        incoming = read(unit, event)
        if incoming is None:
            return Retried(Ended.UNREADABLE)
        keep(unit, desk(unit, moment, incoming), moment.now)
        stranded.handled(unit, event)
        return Retried(Ended.DONE)

    try:
        return await store.run(work, name="inbox retry")
    except StorageError:
        raise
    except Exception as error:  # whatever the act did wrong: it was rolled back
        return Retried(Ended.AGAIN, trail(error))


def read(unit: Unit, event: Inbox) -> Incoming | None:
    """What came in; None when this program cannot read what was kept of it."""
    try:
        kept = inbox.payload(unit, event)
        return payload.read(kept) if kept is not None else None
    except Exception:  # another key, another version: nobody knows which error
        return None
