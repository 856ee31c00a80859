"""Who is there: accounts, private chats and groups, and what stands in each chat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from simulator.errors import ApiError, forbidden, upgraded
from simulator.messages import Message


@dataclass(frozen=True)
class Account:
    """A person or the bot, as the other side may see them."""

    id: int
    name: str
    language: str | None = None
    username: str | None = None
    is_bot: bool = False

    @property
    def first_name(self) -> str:
        """Everything up to the first space."""
        return self.name.split(" ", 1)[0]

    @property
    def last_name(self) -> str | None:
        """Everything after the first space, if anything."""
        return self.name.split(" ", 1)[1] if " " in self.name else None

    def wire(self) -> dict[str, Any]:
        """This account as a User."""
        found = {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language,
        }
        return {name: value for name, value in found.items() if value is not None}


class Standing(StrEnum):
    """What the bot may do in a chat."""

    NEW = "new"  # the person never wrote to the bot; a group never had it
    OPEN = "open"
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    REMOVED = "removed"
    LEFT = "left"


_CLOSED: dict[tuple[bool, Standing], str] = {
    (True, Standing.NEW): "bot can't initiate conversation with a user",
    (True, Standing.BLOCKED): "bot was blocked by the user",
    (True, Standing.DEACTIVATED): "user is deactivated",
    (False, Standing.NEW): "bot is not a member of the group chat",
    (False, Standing.LEFT): "bot is not a member of the group chat",
    (False, Standing.REMOVED): "bot was kicked from the group chat",
}


@dataclass
class Chat:
    """A private chat (with `person`) or a group (with `members`), and the messages that still stand in it.

    A group that `upgraded_to` another id is closed. Where the bot is an administrator it gets everything.
    """

    id: int
    title: str
    person: Account | None = None
    members: list[Account] = field(default_factory=list)
    standing: Standing = Standing.NEW
    messages: dict[int, Message] = field(default_factory=dict)
    reply_keyboard: tuple[tuple[str, ...], ...] = ()
    upgraded_to: int | None = None
    is_super: bool = False
    bot_is_admin: bool = False

    @property
    def is_private(self) -> bool:
        """Whether this is the chat of one person with the bot."""
        return self.person is not None

    def closed(self) -> ApiError | None:
        """The refusal for whoever writes here, or None when the bot may."""
        if self.upgraded_to is not None:
            return upgraded(self.upgraded_to)
        reason = _CLOSED.get((self.is_private, self.standing))
        return None if reason is None else forbidden(reason)

    def newest_first(self) -> Iterator[Message]:
        """The messages as they stand, the lowest on the screen first."""
        return reversed(self.messages.values())

    def wire(self) -> dict[str, Any]:
        """This chat as a Chat."""
        if self.person is None:
            return {"id": self.id, "type": "supergroup" if self.is_super else "group", "title": self.title}
        account = self.person.wire()
        shared = ("first_name", "last_name", "username")
        named: dict[str, Any] = {name: account[name] for name in shared if name in account}
        return {"id": self.id, "type": "private", **named}
