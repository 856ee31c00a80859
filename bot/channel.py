"""The seam to the outside world: what a channel takes and gives.

`Screen` is a message in words, in the reader's language, for any channel. A channel lays it out in its own
way (HTML and an inline keyboard, or lines in a terminal), sends it, and says in a `Receipt` what became of
it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from process.incoming import Incoming, Press
from texts.rich import Rich as Rich  # noqa: PLC0414 - part of this seam, defined where texts can reach it
from texts.rich import Span as Span  # noqa: PLC0414


@dataclass(frozen=True)
class Choice:
    """A button in words."""

    label: str
    press: Press


@dataclass(frozen=True)
class Link:
    """A button that opens an address."""

    label: str
    url: str


@dataclass(frozen=True)
class Attachment:
    """A picture or document. `alt` says in words what it shows, for who cannot see it."""

    kind: str  # "picture" | "document"
    name: str
    content: bytes
    alt: str


@dataclass(frozen=True)
class Screen:
    """A message in words: paragraphs, rows of buttons, links to open, and at most one attachment.

    `corrects`: it only takes the place of an older message, and is not shown when that cannot be changed.
    `about`: the reader's own message that it says something of; a channel shows which, where it can.
    """

    paragraphs: tuple[Rich, ...]
    rows: tuple[tuple[Choice, ...], ...] = ()
    attachment: Attachment | None = None
    corrects: bool = False
    about: str | None = None
    links: tuple[Link, ...] = ()

    @property
    def text(self) -> str:
        """The words alone, paragraphs separated by an empty line."""
        return "\n\n".join("".join(span.text for span in paragraph) for paragraph in self.paragraphs)


@dataclass(frozen=True)
class Parcel:
    """A screen on its way to one address: where it goes and which older message it changes or strips.

    `remove`: a message of the person to take away. The screen is shown only where that cannot be done, and
    asks the person to.
    """

    address: str
    screen: Screen
    edit: str | None = None
    retire: str | None = None
    remove: str | None = None


@dataclass(frozen=True)
class Sent:
    """Delivered; `ref` names the message on its channel."""

    ref: str


@dataclass(frozen=True)
class Again:
    """Surely not delivered; try again after `seconds`. `everyone` when the whole channel must wait."""

    seconds: float
    everyone: bool = False


@dataclass(frozen=True)
class Moved:
    """Surely not delivered: what was reached there is reached at another address since."""

    to: str


@dataclass(frozen=True)
class Unclear:
    """Perhaps delivered: the connection broke after the request was written."""


@dataclass(frozen=True)
class Stands:
    """What was to be corrected in its place cannot be changed any more: it stands, or is gone, as it was."""

    ref: str


class Reason(Enum):
    """Why a channel refuses for good."""

    BLOCKED = "blocked"
    GONE = "gone"
    MALFORMED = "malformed"


@dataclass(frozen=True)
class Refused:
    """Not delivered and never will be. `detail` is for the operator's log: no text of the message."""

    reason: Reason
    detail: str


Receipt = Sent | Stands | Again | Moved | Unclear | Refused


class Verdict(Enum):
    """What became of an `Incoming`: stored (or seen before), to be offered again, or set aside as failed."""

    ACKNOWLEDGED = "acknowledged"
    RETRY = "retry"
    FAILED = "failed"


@dataclass(frozen=True)
class Handled:
    """The verdict, and the short text to show on the tapped button, in the person's language."""

    verdict: Verdict
    toast: str | None = None


Receive = Callable[[Incoming], Awaitable[Handled]]


class StopRunning(Exception):  # noqa: N818 - it reads as what happens
    """The channel cannot go on and a restart will not help: a revoked token, a second poller.

    The text says what happened and what to do; `code` is the exit code of the process.
    """

    def __init__(self, text: str, code: int) -> None:
        super().__init__(text)
        self.code = code


class Channel(Protocol):
    """A way to reach people. One suite of tests holds for every channel."""

    name: str

    async def listen(self, receive: Receive) -> None:
        """Hand over everything that comes in until cancelled; acknowledge to the outside only after the
        verdict is ACKNOWLEDGED or FAILED. Raises `StopRunning` when it cannot go on."""
        ...

    async def send(self, parcel: Parcel) -> Receipt:
        """Send or change one message. Never raises for what the outside world does."""
        ...

    async def backlog_handled(self) -> None:
        """Wait until `listen` has handed over everything that waited when it began."""
        ...

    def heard_at(self) -> datetime | None:
        """When the outside world last answered; None before the first time. A stuck channel grows old."""
        ...

    async def list_commands(self, address: str, *, coordinator: bool, language: str) -> None:
        """Show this person what can be typed, where the channel lists commands at all. Never raises."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
