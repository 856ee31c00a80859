"""What can be told of an update without opening it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.telegram.read import WANTED, number_of
from process.incoming import Grouped, Incoming, Kind, Other


@dataclass(frozen=True)
class Envelope:
    """The number of an update, who sent it, and when (UTC).

    `sender` is None for what is not as documented; a tap is dated at its arrival.
    """

    number: int
    sender: int | None
    sent_at: datetime
    raw: Mapping[str, Any]


def envelope(raw: Any, now: datetime) -> Envelope | None:
    """The outside of an update that arrives `now` (UTC); None for what is no update at all."""
    number = number_of(raw)
    if number is None:
        return None
    inside: Mapping[str, Any] = next((raw[kind] for kind in WANTED if isinstance(raw.get(kind), dict)), {})
    sender = inside.get("from")
    found = sender.get("id") if isinstance(sender, dict) else None
    try:
        sent_at = datetime.fromtimestamp(inside.get("edit_date", inside.get("date")), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        sent_at = now
    return Envelope(number, found if isinstance(found, int) else None, sent_at, raw)


def unread(incoming: Incoming) -> Incoming:
    """The same without what it says: more came of this sender than is read."""
    if isinstance(incoming.act, Grouped):
        return incoming
    return replace(incoming, act=Other(Kind.FLOOD, ""))
