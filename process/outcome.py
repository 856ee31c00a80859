"""What an act leads to: messages with the rules of their delivery, and appointments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from process.message import Message
from process.rules.attention import Attention


class Urgency(Enum):
    """How a message may wait: a reply never does, a notice keeps to waking hours, bulk takes a turn."""

    REPLY = "reply"
    NOTICE = "notice"
    BULK = "bulk"


class Copies(Enum):
    """What an uncertain delivery means: a question may appear twice, a reminder or digest never."""

    ONCE = "once"
    TWICE = "twice"


@dataclass(frozen=True)
class Outgoing:
    """A message to one person and the rules of its delivery.

    slot          a newer message with the same slot replaces an older one that is not sent yet
    wanted_floor  send only while the person's floor has this version (a question that still stands)
    wanted_seat   send only while this seat has not been sent or passed (a reminder)
    not_before, not_after   UTC; outside them it waits, or is dropped
    edit          the message to change in place, when the channel can; otherwise a new one is sent
    retire        an older message whose buttons are taken away
    counts        what it takes of the person's attention, None for nothing; `partnership` is whom it is of
    """

    to: int
    message: Message
    urgency: Urgency = Urgency.REPLY
    copies: Copies = Copies.TWICE
    slot: str | None = None
    wanted_floor: int | None = None
    wanted_seat: int | None = None
    not_before: datetime | None = None
    not_after: datetime | None = None
    edit: str | None = None
    retire: str | None = None
    counts: Attention | None = None
    partnership: int | None = None


@dataclass(frozen=True)
class Due:
    """An appointment to keep: what is to be done (`kind`), for which `subject`, when (UTC).

    `occurrence` names the turn ("2026-11-24" or "1"): kind, subject and occurrence together happen once.
    """

    kind: str
    subject: int
    occurrence: str
    at: datetime


@dataclass(frozen=True)
class Outcome:
    """What an act leads to: messages, appointments, and a word shown on the tapped button itself.

    `relisted`: which commands this person finds listed may have changed, by role or by language; `relists`:
    those of other persons.
    `erased`: something went for good, and must be gone from the disk as well.
    """

    messages: tuple[Outgoing, ...] = ()
    due: tuple[Due, ...] = ()
    toast: str | None = None
    relisted: bool = False
    erased: bool = False
    relists: frozenset[int] = frozenset()

    def __add__(self, other: Outcome) -> Outcome:
        """Both outcomes, in order; the last toast wins."""
        return Outcome(
            self.messages + other.messages,
            self.due + other.due,
            other.toast or self.toast,
            self.relisted or other.relisted,
            self.erased or other.erased,
            self.relists | other.relists,
        )
