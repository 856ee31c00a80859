"""What comes in from a person, whichever channel carried it.

A channel turns its own events into one `Incoming`; nothing behind the channel knows Telegram.
The act is a closed union: `Command | Tap | Words | Edited | Gone | Back | Other | Grouped`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

Argument = int | str


@dataclass(frozen=True)
class Press:
    """What a button does: the name of an act and its few arguments (ids and option ids, never text)."""

    act: str
    args: tuple[Argument, ...] = ()


@dataclass(frozen=True)
class Command:
    """A typed command, without its slash, in lower case; `payload` stood behind it, `ref` is its message."""

    name: str
    payload: str = ""
    ref: str | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Tap:
    """A tapped button. `press` is None when the data was not ours or not meant for this address.

    `ref` is the message that held the button, `tap` what the channel needs to answer the tap itself.
    """

    press: Press | None
    ref: str | None
    tap: str


@dataclass(frozen=True)
class Words:
    """A typed message."""

    text: str
    ref: str


@dataclass(frozen=True)
class Edited:
    """An earlier typed message, `ref`, in its new wording."""

    text: str
    ref: str


@dataclass(frozen=True)
class Gone:
    """The person blocked the bot or closed the account: nothing can be delivered."""


@dataclass(frozen=True)
class Back:
    """The person unblocked the bot."""


class Kind(Enum):
    """What an `Other` held, as far as the answer to it differs."""

    VOICE = "voice"
    STICKER = "sticker"
    PICTURE = "picture"
    DOCUMENT = "document"
    CONTACT = "contact"
    LOCATION = "location"
    FLOOD = "flood"  # more at once than is read of one person
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Other:
    """Anything that holds no text for us: a sticker, a voice message, a photo. Never stored.

    `caption` is what was typed with it; it is looked at, and nothing else.
    """

    kind: Kind
    ref: str
    caption: str = ""


class GroupNews(Enum):
    """What can happen in a group that concerns us; nothing that people say there is among it."""

    ADDED = "added"  # the bot came in
    REMOVED = "removed"
    MOVED = "moved"  # the group goes on under another address
    ASKED = "asked"  # what becomes of what is said here? A bot has to answer that
    LINK = "link"  # the bot was added by a link that names a partnership


@dataclass(frozen=True)
class Grouped:
    """Something that happened in a group, channel or supergroup.

    `by` is the address of who did it, `token` what stood in the link, `to` the address from now on.
    """

    news: GroupNews
    by: str | None = None
    token: str = field(default="", repr=False)
    to: str = ""


Act = Command | Tap | Words | Edited | Gone | Back | Other | Grouped


@dataclass(frozen=True)
class Incoming:
    """One thing that a person (or a group) did.

    `channel` and `address` say where an answer goes; `key` is unique per channel for this event, so that
    the same event delivered twice is handled once. `sent_at` is when the person sent it (UTC), as told by
    the channel. `language` ("nl", "en") and `called` (the name on the account) are hints for a newcomer,
    never an identity.
    """

    channel: str
    address: str
    key: str
    sent_at: datetime
    act: Act
    language: str | None = None
    called: str | None = None
