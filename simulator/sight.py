"""What a person sees on their phone, and expectations of it.

A failed expectation shows the whole screen, so that a test tells what the person saw instead.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

from simulator.chats import Account, Chat
from simulator.group import Group
from simulator.messages import Button, Message
from simulator.profile import Command
from simulator.screen import labels_like, shown
from simulator.uploads import StoredFile
from simulator.world import Toast, World

WITHIN = 10.0


class Sight:
    """One account, and what stands on the screen of its private chat and its groups."""

    def __init__(self, world: World, account: Account, chat: Chat) -> None:
        self.world = world
        self.account = account
        self.chat = chat
        self._acted_at = 0

    @property
    def screen(self) -> Message:
        """The newest message that stands in the private chat, whoever sent it."""
        newest = next(self.chat.newest_first(), None)
        if newest is None:
            raise self._missing("nothing was sent yet", None)
        return newest

    @property
    def history(self) -> list[Message]:
        """Everything that stands in the private chat, oldest first."""
        return list(self.chat.newest_first())[::-1]

    def sees(self, text: str, in_: Group | None = None) -> Message:
        """The newest message since the last act, sent or edited, that contains the text."""
        found = self._new(text, in_)
        if found is None:
            raise self._missing(f"nothing new with {text!r}", in_)
        return found

    def sees_not(self, text: str, in_: Group | None = None) -> None:
        """No message since the last act contains the text."""
        if self._new(text, in_) is not None:
            raise self._missing(f"{text!r} is there", in_)

    def sees_only(self, *texts: str, in_: Group | None = None) -> list[Message]:
        """Since the last act there are exactly these messages, each with its text, in this order."""
        news = list(self._news(in_))[::-1]
        if len(news) != len(texts) or any(text not in m.text for text, m in zip(texts, news, strict=True)):
            raise self._missing(f"expected exactly {texts!r}, there are {len(news)} new", in_)
        return news

    async def waits_for(self, text: str, within: float = WITHIN, in_: Group | None = None) -> Message:
        """Wait at most `within` seconds until a message since the last act contains the text."""
        await self._until(lambda: self._new(text, in_) is not None, within, repr(text), in_)
        return self.sees(text, in_)

    def buttons(self, in_: Group | None = None) -> list[list[str]]:
        """The labels under the newest message that has any, row by row."""
        return next((m.rows for m in self._chat(in_).newest_first() if m.keyboard), [])

    @property
    def toasts(self) -> list[Toast]:
        """The short notices that answered this person's taps, oldest first."""
        return self.world.toasts[self.account.id]

    @property
    def pictures(self) -> list[StoredFile]:
        """The pictures that the bot sent and that still stand, oldest first."""
        return self._files("photo")

    @property
    def documents(self) -> list[StoredFile]:
        """The documents that the bot sent and that still stand, oldest first."""
        return self._files("document")

    @property
    def commands(self) -> tuple[Command, ...]:
        """The commands that Telegram lists for this person in the private chat."""
        return self.world.profile.commands_for(self.account.id, self.account.language)

    def _chat(self, in_: Group | None) -> Chat:
        return self.chat if in_ is None else in_.chat

    def _news(self, in_: Group | None) -> Iterator[Message]:
        fresh = [m for m in self._chat(in_).messages.values() if m.from_bot and m.step > self._acted_at]
        return iter(sorted(fresh, key=lambda m: m.step, reverse=True))

    def _new(self, text: str, in_: Group | None) -> Message | None:
        return next((m for m in self._news(in_) if text in m.text), None)

    def _files(self, kind: str) -> list[StoredFile]:
        attached = [m.attachment for m in self.chat.messages.values() if m.from_bot]
        return [each.file for each in attached if each is not None and each.kind == kind]

    def _button(self, label: str, in_: Group | None) -> tuple[Message, Button] | None:
        for message in self._chat(in_).newest_first():
            found = labels_like(label, [button.label for button in message.buttons])
            if found is not None:
                return message, message.buttons[found]
        return None

    async def _until(self, happened: Callable[[], bool], within: float, what: str, in_: Group | None) -> None:
        try:
            async with asyncio.timeout(within):
                await self.world.bell.heard(happened)
        except TimeoutError:
            raise self._missing(f"{what} did not come in {within:g} s", in_) from None

    def _missing(self, complaint: str, in_: Group | None) -> AssertionError:
        drawn = shown(self._chat(in_), self._acted_at)
        return AssertionError(f"{self.account.name}: {complaint}\n{drawn}")
