"""Everything that happened, in order, and a readable print of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum


class Deed(StrEnum):
    """What one event is."""

    SENT = "sent"  # by the bot
    EDITED = "edited"  # by the bot
    DELETED = "deleted"  # by the bot
    ANSWERED = "answered"  # the short notice at the top of the screen after a tap
    SAID = "said"
    CORRECTED = "corrected"
    TAPPED = "tapped"
    HAPPENED = "happened"  # blocked, joined a group, opened a link


@dataclass(frozen=True)
class Event:
    """One thing that happened; `who` is the name of who did it, `chat` that of the person or group."""

    at: datetime
    deed: Deed
    who: str
    chat: str
    text: str = ""
    buttons: tuple[tuple[str, ...], ...] = ()
    attachment: str | None = None
    message_id: int | None = None


class Transcript(Sequence[Event]):
    """The events of one simulator; `on_event` hears each as it happens."""

    def __init__(self, on_event: Callable[[Event], None] | None = None) -> None:
        self._events: list[Event] = []
        self.on_event = on_event

    def note(self, event: Event) -> None:
        """Add an event and pass it on."""
        self._events.append(event)
        if self.on_event is not None:
            self.on_event(event)

    def __len__(self) -> int:
        return len(self._events)

    def __getitem__(self, index: int | slice) -> Event | list[Event]:  # type: ignore[override]
        return self._events[index]

    def __iter__(self) -> Iterator[Event]:
        return iter(tuple(self._events))

    def readable(self, zone: tzinfo | None = None) -> str:
        """The whole transcript, one event below the other, with the times of `zone`."""
        return "\n".join(printed(event, zone) for event in self._events)


_MARK = {
    Deed.EDITED: "✎ ",
    Deed.DELETED: "✗ ",
    Deed.ANSWERED: "💬 ",
    Deed.CORRECTED: "✎ ",
    Deed.HAPPENED: "· ",
}
_BY_BOT = (Deed.SENT, Deed.EDITED, Deed.DELETED, Deed.ANSWERED)


def printed(event: Event, zone: tzinfo | None = None) -> str:
    """One event as a person reads it: `10:00  Vinkje → Anna │ …`, buttons as [ ], attachments with 📎."""
    at = event.at if zone is None else event.at.astimezone(zone)
    whom = f" → {event.chat}" if event.deed in _BY_BOT or event.chat != event.who else ""
    head = f"{at:%H:%M}  {event.who}{whom} │ "
    text = f"[{event.text}]" if event.deed is Deed.TAPPED else event.text
    lines = (_MARK.get(event.deed, "") + text).splitlines() if text or event.deed in _MARK else []
    if event.attachment is not None:
        lines.append(f"📎 {event.attachment}")
    lines += [" ".join(f"[{label}]" for label in row) for row in event.buttons]
    rest = " " * (len(head) - 2) + "│ "
    return "\n".join(f"{rest if i else head}{line}".rstrip() for i, line in enumerate(lines or [""]))
