"""One update of Telegram → one `Incoming`, or nothing when it does not concern us."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, Update, User

from bot.press import PressSeal
from bot.telegram.letters import clean
from process.incoming import (
    Act,
    Back,
    Command,
    Edited,
    Gone,
    Grouped,
    GroupNews,
    Incoming,
    Kind,
    Other,
    Tap,
    Words,
)

log = logging.getLogger(__name__)

NAME = "telegram"

WANTED = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]
"""The kinds of update that Telegram is asked for, always in so many words: it remembers an older list."""

_COMMAND = re.compile(r"/([a-z0-9_]{1,32})(?:@(\w{1,64}))?(?:\s+(.*))?", re.IGNORECASE | re.DOTALL)

LONGEST_TOKEN = 64
"""What Telegram takes behind a link."""

# An animation is also a document and a venue also a location: the first that is there counts.
_KINDS = (
    ("voice", Kind.VOICE),
    ("video_note", Kind.VOICE),
    ("audio", Kind.VOICE),
    ("sticker", Kind.STICKER),
    ("dice", Kind.STICKER),
    ("animation", Kind.STICKER),
    ("photo", Kind.PICTURE),
    ("video", Kind.PICTURE),
    ("document", Kind.DOCUMENT),
    ("contact", Kind.CONTACT),
    ("location", Kind.LOCATION),
)

# What Telegram itself puts in a private chat: nobody said anything, so nothing is answered.
_SERVICE = (
    "pinned_message",
    "message_auto_delete_timer_changed",
    "write_access_allowed",
    "chat_background_set",
    "connected_website",
)


@dataclass(frozen=True)
class Reader:
    """Reads updates for the bot called `username`; taps are unsealed with `seal`."""

    seal: PressSeal
    username: str

    def read(self, raw: Mapping[str, Any], now: datetime) -> Incoming | None:
        """What the update says. `now` (UTC) dates a tap, which Telegram does not date.

        None for what is not meant for us: another bot speaking, a command to another bot, a service message.
        Raises whatever the library raises for an update that it cannot read; see `salvage`.
        """
        update = Update.de_json(dict(raw), None)
        if (query := update.callback_query) is not None:
            return self._tap(query, now)
        if (change := update.my_chat_member) is not None:
            return _membership(change, update.update_id)
        if (edited := update.edited_message) is not None:
            return self._message(edited, update.update_id)
        if (message := update.message) is not None:
            return self._message(message, None)
        return None

    def _tap(self, query: CallbackQuery, now: datetime) -> Incoming | None:
        """A tap in a private chat: in a group nothing of ours can be tapped."""
        person, message = query.from_user, query.message
        chat = person.id if message is None else message.chat.id
        if chat != person.id:
            return None
        address = str(chat)
        press = self.seal.read(query.data or "", address)
        act = Tap(press, None if message is None else str(message.message_id), query.id)
        return _from(person, address, f"q{query.id}", now, act)

    def _message(self, message: Message, edit: int | None) -> Incoming | None:
        chat = message.chat
        moves = chat.type != Chat.PRIVATE and message.migrate_to_chat_id is not None
        if message.from_user and message.from_user.is_bot and not moves:
            return None
        is_edit = edit is not None
        private = chat.type == Chat.PRIVATE
        act = self._act(message, is_edit) if private else None if is_edit else self._in_group(message)
        if act is None:
            return None
        place = f"{chat.id}:{message.message_id}"
        key = f"m{place}" if edit is None else f"e{place}:{edit}"
        return _from(message.from_user, str(chat.id), key, message.edit_date or message.date, act)

    def _in_group(self, message: Message) -> Grouped | None:
        """That a group moved, `/privacy`, or a link that was used; nothing else comes further.

        That holds when the bot is made an administrator there too, and gets everything that is said.
        """
        if message.migrate_to_chat_id is not None:
            return Grouped(GroupNews.MOVED, to=str(message.migrate_to_chat_id))
        command = _COMMAND.fullmatch(clean(message.text or ""))
        if command is None or (command[2] or self.username).casefold() != self.username.casefold():
            return None
        name, token = command[1].casefold(), (command[3] or "").strip()
        by = str(message.from_user.id) if message.from_user is not None else None
        if name == "start" and token:
            return Grouped(GroupNews.LINK, by, token[:LONGEST_TOKEN])
        return Grouped(GroupNews.ASKED, by) if name == "privacy" else None

    def _act(self, message: Message, edited: bool) -> Act | None:
        ref = str(message.message_id)
        if message.text is None:
            if edited:
                return Edited(clean(message.caption), ref) if message.caption else None
            return None if _is_service(message) else Other(_kind(message), ref, clean(message.caption or ""))
        text = clean(message.text)
        if edited:
            return Edited(text, ref)
        if (command := _COMMAND.fullmatch(text)) is None:
            return Words(text, ref)
        name, to, payload = command.groups(default="")
        if to and to.casefold() != self.username.casefold():
            return None
        return Command(name.lower(), payload.strip(), ref)


def number_of(raw: Any) -> int | None:
    """The number of an update; None for what is no update at all."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if isinstance(number, int) else None


def understand(reader: Reader, raw: Mapping[str, Any], now: datetime) -> Incoming | None:
    """What the update says, as far as it can be read; never raises. None when it does not concern us."""
    try:
        return reader.read(raw, now)
    except Exception as error:  # any of the library's own, for data that is not as documented
        log.warning("update %s cannot be read: %s", raw["update_id"], type(error).__name__)
        return salvage(raw, now)


def salvage(raw: Mapping[str, Any], now: datetime) -> Incoming | None:
    """What can be said of an update that could not be read: somebody sent something in a private chat.

    None when not even the chat can be found.
    """
    for kind in (Update.MESSAGE, Update.EDITED_MESSAGE):
        message: Any = raw.get(kind)
        chat = message.get("chat") if isinstance(message, dict) else None
        if isinstance(chat, dict) and chat.get("type") == Chat.PRIVATE and isinstance(chat.get("id"), int):
            act = Other(Kind.UNKNOWN, str(message.get("message_id", "")))
            return Incoming(NAME, str(chat["id"]), f"u{raw['update_id']}", now, act)
    return None


def _membership(change: ChatMemberUpdated, update_id: int) -> Incoming | None:
    was, now = change.old_chat_member.status, change.new_chat_member.status
    away = (ChatMember.LEFT, ChatMember.BANNED)
    act: Act
    if change.chat.type == Chat.PRIVATE:
        act = Gone() if now in away else Back()
    elif (was in away) == (now in away):
        return None
    else:
        news = GroupNews.REMOVED if now in away else GroupNews.ADDED
        act = Grouped(news, str(change.from_user.id))
    return _from(change.from_user, str(change.chat.id), f"s{update_id}", change.date, act)


def _from(person: User | None, address: str, key: str, sent_at: datetime, act: Act) -> Incoming:
    if person is None:
        return Incoming(NAME, address, key, sent_at, act)
    language = "nl" if (person.language_code or "").lower().startswith("nl") else "en"
    called = clean(person.full_name or "").strip() or None  # the first name may be empty
    return Incoming(NAME, address, key, sent_at, act, language, called)


def _kind(message: Message) -> Kind:
    return next((kind for field, kind in _KINDS if getattr(message, field)), Kind.UNKNOWN)


def _is_service(message: Message) -> bool:
    return any(getattr(message, field) for field in _SERVICE)
