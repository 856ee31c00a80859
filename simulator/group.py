"""A group chat, as its members see it."""

from __future__ import annotations

from simulator.chats import Chat
from simulator.messages import Message
from simulator.world import World


class Group:
    """Several people in one chat, with or without the bot."""

    def __init__(self, world: World, chat: Chat) -> None:
        self.world = world
        self.chat = chat

    @property
    def id(self) -> int:
        """The chat id, below zero."""
        return self.chat.id

    @property
    def screen(self) -> Message:
        """The newest message in the group."""
        newest = next(self.chat.newest_first(), None)
        assert newest is not None, f"nothing stands in {self.chat.title!r} yet"  # noqa: S101
        return newest
