"""The state of the simulated Telegram, and the few ways in which it changes."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from simulator.bell import Bell
from simulator.chats import Account, Chat, Standing
from simulator.errors import bad_request
from simulator.limits import Gauge, Limits
from simulator.messages import Message, unix
from simulator.profile import Profile
from simulator.schema import bot_api
from simulator.transcript import Deed, Event, Transcript
from simulator.updates import TAP_LIVES, UpdateQueue
from simulator.uploads import Files

RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
"""What a ChatMemberAdministrator always says of itself (https://core.telegram.org/bots/api)."""


@dataclass(frozen=True)
class Toast:
    """What a person saw at the top of the screen, or in a box to click away, after a tap."""

    text: str
    alert: bool
    at: datetime


@dataclass
class Query:
    """A tap that waits for its answer, until `until` (UTC)."""

    person_id: int
    chat_id: int
    until: datetime
    answered: bool = False


@dataclass
class World:
    """Everything that Telegram knows about one bot."""

    now: Callable[[], datetime]
    chance: random.Random
    bot: Account
    transcript: Transcript
    limits: Limits = field(default_factory=Limits)
    bell: Bell = field(default_factory=Bell)
    chats: dict[int, Chat] = field(default_factory=dict)
    accounts: dict[int, Account] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    toasts: dict[int, list[Toast]] = field(default_factory=dict)
    profile: Profile = field(default_factory=Profile)
    step: int = 0
    _message_id: int = 0

    def __post_init__(self) -> None:
        self.accounts[self.bot.id] = self.bot
        self.files = Files(self.chance)
        self.gauge = Gauge(self.now)
        kinds = frozenset(bot_api().objects["Update"]) - {"update_id"}
        self.queue = UpdateQueue(self.now, self.chance.randrange(10**8, 10**9), kinds, self.bell)

    def meet(self, name: str, language: str | None, username: str | None) -> tuple[Account, Chat]:
        """A new person, and their private chat with the bot, in which nothing was said yet.

        Ids do not fit in 32 bits: the Bot API promises no more than that they fit in 52.
        """
        account = Account(self.chance.randrange(2**33, 2**48), name, language, username)
        self.accounts[account.id] = account
        self.chats[account.id] = Chat(account.id, name, person=account)
        self.toasts[account.id] = []
        return account, self.chats[account.id]

    def gather(self, title: str, members: list[Account]) -> Chat:
        """A new group, without the bot."""
        chat = Chat(-self.chance.randrange(10**9, 2**31), title, members=members)
        self.chats[chat.id] = chat
        return chat

    def upgrade(self, chat: Chat) -> Chat:
        """A group becomes a supergroup: the same people under another id, and nothing in it yet."""
        new = Chat(-(10**12) + chat.id, chat.title, members=chat.members, is_super=True)
        new.standing, chat.upgraded_to = chat.standing, new.id
        self.chats[new.id] = new
        return new

    def chat(self, chat_id: object) -> Chat:
        """The chat with this id. Raises ApiError when the bot cannot know it."""
        if not isinstance(chat_id, int) or chat_id not in self.chats:
            raise bad_request("chat not found")
        return self.chats[chat_id]

    def new_message(self, chat: Chat, sender: Account) -> Message:
        """An empty message, with the next id of the bot's one row of ids over all chats."""
        self._message_id += 1
        self.step += 1
        return Message(
            chat_id=chat.id, message_id=self._message_id, sender_id=sender.id, from_bot=sender is self.bot,
            date=self.now(), step=self.step,
        )  # fmt: skip

    def wire(self, message: Message) -> dict[str, Any]:
        """A message as the bot sees it, with the message that it replies to."""
        chat = self.chats[message.chat_id]
        found = message.wire(chat.wire(), self.accounts[message.sender_id].wire())
        replied = chat.messages.get(message.reply_to) if message.reply_to is not None else None
        if replied is not None:
            found["reply_to_message"] = replied.wire(chat.wire(), self.accounts[replied.sender_id].wire())
        return found

    def place(self, message: Message, deed: Deed) -> None:
        """Put a new message under the chat, or an edited one in the place of the old."""
        self.chats[message.chat_id].messages[message.message_id] = message
        self.note(deed, message.sender_id, message.chat_id, message=message)

    def rework(self, message: Message, deed: Deed, **changes: Any) -> Message:
        """An edit: the same message with other contents, as of now."""
        self.step += 1
        changed = replace(message, edited=self.now(), step=self.step, **changes)
        self.place(changed, deed)
        return changed

    def remove(self, message: Message) -> None:
        """The bot deletes a message: it is gone for everyone."""
        del self.chats[message.chat_id].messages[message.message_id]
        self.note(Deed.DELETED, self.bot.id, message.chat_id, text=message.text)

    def ask(self, person: Account, chat: Chat, message: Message, data: str) -> None:
        """A tap on a callback button. `message` may have been edited or deleted meanwhile."""
        query_id = str(self.chance.getrandbits(63))
        self.queries[query_id] = Query(person.id, chat.id, self.now() + TAP_LIVES)
        current = chat.messages.get(message.message_id)
        gone = {"chat": chat.wire(), "message_id": message.message_id, "date": 0}
        payload = {
            "id": query_id,
            "from": person.wire(),
            "message": gone if current is None else self.wire(current),
            "chat_instance": str(chat.id * 31 + 7),
            "data": data,
        }
        self.queue.put("callback_query", payload, TAP_LIVES)

    def member_changed(self, chat: Chat, by: Account, old: str, new: str) -> None:
        """Tell the bot that its own place in a chat changed."""

        def place(status: str) -> dict[str, Any]:
            found: dict[str, Any] = {"status": status, "user": self.bot.wire()}
            if status == "kicked":
                found["until_date"] = 0
            if status == "administrator":
                found |= dict.fromkeys(RIGHTS, False) | {"can_manage_chat": True}
            return found

        payload = {
            "chat": chat.wire(), "from": by.wire(), "date": unix(self.now()),
            "old_chat_member": place(old), "new_chat_member": place(new),
        }  # fmt: skip
        self.queue.put("my_chat_member", payload)

    def change_standing(self, chat: Chat, standing: Standing) -> None:
        """From now on the bot may or may not write here."""
        chat.standing = standing
        self.bell.ring()

    def note(
        self, deed: Deed, who: int, chat_id: int, *, text: str = "", message: Message | None = None
    ) -> None:
        """Write it in the transcript, and wake whoever waits for something to happen."""
        attachment = message.attachment.file.name if message is not None and message.attachment else None
        self.transcript.note(
            Event(
                at=self.now(),
                deed=deed,
                who=self.accounts[who].name,
                chat=self.chats[chat_id].title,
                text=message.text or _content(message.other) if message is not None else text,
                buttons=tuple(tuple(row) for row in message.rows) if message is not None else (),
                attachment=attachment,
                message_id=None if message is None else message.message_id,
            )
        )
        self.bell.ring()


def _content(other: Mapping[str, Any]) -> str:
    return f"({', '.join(other)})" if other else ""
