"""A person with a phone: what they do reaches the bot, what the bot sends is on their screen."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from simulator.chats import Account, Chat, Standing
from simulator.contents import CONTENTS
from simulator.entities import FormattedText, commands_in
from simulator.group import Group
from simulator.messages import Button, Message
from simulator.screen import labels_like
from simulator.sight import Sight
from simulator.transcript import Deed
from simulator.world import World

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Person(Sight):
    """What somebody does; every act is awaited, and then `settle` is. What they see is in Sight."""

    def __init__(
        self, world: World, account: Account, chat: Chat, settle: Callable[[], Awaitable[None]]
    ) -> None:
        super().__init__(world, account, chat)
        self._settle = settle

    @property
    def id(self) -> int:
        """The user id, which is also the id of the private chat."""
        return self.account.id

    @property
    def name(self) -> str:
        """First and last name."""
        return self.account.name

    async def says(self, text: str, in_: Group | None = None, reply_to: Message | None = None) -> Message:
        """Type a text and send it; gives the message, to edit it later."""
        return await self._sends(text, {}, in_, reply_to)

    async def sends(self, content: str, caption: str = "", in_: Group | None = None) -> Message:
        """Send something that is no text: "voice", "sticker", "photo", "document" … (see CONTENTS)."""
        return await self._sends(caption, CONTENTS[content](self.world, self.account), in_, None)

    async def opens(self, link: str) -> Message:
        """Open a link to the bot, `https://t.me/<bot>?start=<payload>`, and press Start."""
        address = urlsplit(link)
        bot = f"t.me/{self.world.bot.username}"
        assert address.netloc + address.path == bot, f"{link} does not lead to https://{bot}"
        payload = parse_qs(address.query).get("start", [""])[0]
        assert not payload or _PAYLOAD.fullmatch(payload), f"Telegram passes on no payload like {payload!r}"
        if self.chat.standing is Standing.BLOCKED:
            self._unblock()
        return await self.says(f"/start {payload}".strip())

    async def taps(self, label: str, in_: Group | None = None, within: float | None = None) -> None:
        """Tap the button with this label on the newest message that has it, or the one that contains it.

        With `within` (seconds) the button may still have to come, from a bot in another process. A label on
        a reply keyboard is sent as a text, as Telegram's apps do.
        """
        if self._on_reply_keyboard(label, in_):
            await self.says(label, in_)
            return
        if within is not None:
            await self._until(lambda: self._button(label, in_) is not None, within, f"[{label}]", in_)
        found = self._button(label, in_)
        if found is None:
            raise self._missing(f"no button [{label}]", in_)
        await self._tap(*found, in_)

    async def taps_old(self, message: Message, label: str, in_: Group | None = None) -> None:
        """Tap a button as `message` showed it, even when it was changed or taken away since."""
        found = labels_like(label, [button.label for button in message.buttons])
        assert found is not None, f"[{label}] was not one of {message.rows}"
        await self._tap(message, message.buttons[found], in_)

    async def edits(self, message: Message, text: str) -> Message:
        """Change a text that this person sent before."""
        assert message.sender_id == self.id, "only one's own messages can be edited"
        chat = self.world.chats[message.chat_id]
        body = FormattedText(text, commands_in(text)).trimmed()
        changed = self.world.rework(chat.messages[message.message_id], Deed.CORRECTED, body=body)
        if self._reaches_bot(changed, chat):
            self.world.queue.put("edited_message", self.world.wire(changed))
        await self._acted()
        return changed

    async def blocks(self) -> None:
        """Block the bot: it hears so, and cannot write any more."""
        self._changes(self.chat, Standing.BLOCKED, "member", "kicked", f"blocks {self.world.bot.name}")
        await self._acted()

    async def unblocks(self) -> None:
        """Take the block away again."""
        self._unblock()
        await self._acted()

    async def deletes_account(self) -> None:
        """Be gone from Telegram; the bot hears it only when it writes."""
        self.world.note(Deed.HAPPENED, self.id, self.chat.id, text="deletes the account")
        self.world.change_standing(self.chat, Standing.DEACTIVATED)
        await self._acted()

    async def adds_bot(self, group: Group, link: str | None = None) -> None:
        """Add the bot to a group, by its profile or by a link `https://t.me/<bot>?startgroup=<payload>`.

        With a link Telegram sends `/start@<bot> <payload>` into the group, in the name of who added it.
        """
        self._changes(group.chat, Standing.OPEN, "left", "member", f"adds {self.world.bot.name}")
        await self._sends("", {"new_chat_members": [self.world.bot.wire()]}, group, None)
        if link is not None:
            address = urlsplit(link)
            bot = self.world.bot.username
            assert address.netloc + address.path == f"t.me/{bot}", f"{link} does not lead to the bot"
            payload = parse_qs(address.query)["startgroup"][0]
            assert _PAYLOAD.fullmatch(payload), f"Telegram passes on no payload like {payload!r}"
            await self.says(f"/start@{bot} {payload}", in_=group)

    async def makes_bot_admin(self, group: Group) -> None:
        """From now on the bot gets everything that is said in the group."""
        group.chat.bot_is_admin = True
        standing = group.chat.standing
        self._changes(group.chat, standing, "member", "administrator", "makes the bot administrator")
        await self._acted()

    async def upgrades(self, group: Group) -> None:
        """The group becomes a supergroup; the bot hears of it in the old group and in the new one."""
        old, group.chat = group.chat, self.world.upgrade(group.chat)
        here = Group(self.world, old)
        moved = replace(
            self.world.new_message(old, self.account), other={"migrate_to_chat_id": group.chat.id}
        )
        self.world.queue.put("message", self.world.wire(moved))
        self.world.note(Deed.HAPPENED, self.id, here.id, text="upgrades the group")
        await self._sends("", {"migrate_from_chat_id": old.id}, group, None)

    async def removes_bot(self, group: Group) -> None:
        """Take the bot out of a group."""
        self._changes(group.chat, Standing.REMOVED, "member", "kicked", f"removes {self.world.bot.name}")
        await self._acted()

    def _unblock(self) -> None:
        self._changes(self.chat, Standing.OPEN, "kicked", "member", f"unblocks {self.world.bot.name}")

    def _changes(self, chat: Chat, standing: Standing, old: str, new: str, what: str) -> None:
        self.world.note(Deed.HAPPENED, self.id, chat.id, text=what)
        self.world.change_standing(chat, standing)
        self.world.member_changed(chat, self.account, old, new)

    def _on_reply_keyboard(self, label: str, in_: Group | None) -> bool:
        return any(label in row for row in self._chat(in_).reply_keyboard)

    async def _tap(self, message: Message, button: Button, in_: Group | None) -> None:
        chat = self._chat(in_)
        self.world.note(Deed.TAPPED, self.id, chat.id, text=button.label)
        if button.url is not None and button.url.startswith(f"https://t.me/{self.world.bot.username}?"):
            await self.opens(button.url)
            return
        if button.data is not None:
            self.world.ask(self.account, chat, message, button.data)
        await self._acted()

    async def _sends(
        self, text: str, other: Mapping[str, object], in_: Group | None, reply_to: Message | None
    ) -> Message:
        chat = self._chat(in_)
        assert chat.standing is not Standing.BLOCKED, f"{self.name} blocked the bot and cannot write to it"
        if chat.is_private:
            chat.standing = Standing.OPEN
        message = replace(
            self.world.new_message(chat, self.account),
            body=FormattedText(text, commands_in(text)).trimmed(),
            other=other,
            reply_to=None if reply_to is None else reply_to.message_id,
        )
        self.world.place(message, Deed.SAID)
        if self._reaches_bot(message, chat):
            self.world.queue.put("message", self.world.wire(message))
        await self._acted()
        return message

    def _reaches_bot(self, message: Message, chat: Chat) -> bool:
        """Privacy mode: of a group the bot gets commands for it, replies to it, and service news."""
        if chat.is_private:
            return True
        if chat.standing is not Standing.OPEN:
            return False
        if chat.bot_is_admin:
            return True
        replied = chat.messages.get(message.reply_to) if message.reply_to is not None else None
        command, _, addressee = message.text.partition(" ")[0].partition("@")
        for_bot = command.startswith("/") and addressee in ("", self.world.bot.username)
        service = {"new_chat_members", "migrate_from_chat_id"} & set(message.other)
        return for_bot or bool(service) or (replied is not None and replied.from_bot)

    async def _acted(self) -> None:
        """From here on, what comes is new to this person."""
        self._acted_at = self.world.step
        await self._settle()
