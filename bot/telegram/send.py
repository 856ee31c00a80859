"""One parcel → the calls that show it, and a receipt of what became of it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import (
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.channel import Attachment, Parcel, Reason, Receipt, Refused, Screen, Sent, Stands, Unclear
from bot.press import PressSeal
from bot.telegram.failures import receipt_for
from bot.telegram.keyboard import keyboard
from bot.telegram.letters import units
from bot.telegram.render import CAPTION_LIMIT, TEXT_LIMIT, html, parts
from bot.telegram.request import Line

WITHIN = 20.0
"""Seconds for all calls of one parcel together; less than the lease on its address."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_UNCHANGED = "not modified"
_GONE = "message to delete not found"

Call = Callable[[InlineKeyboardMarkup | None], Awaitable[Message]]
"""Sends one message, under which the given buttons stand."""


@dataclass(frozen=True)
class Sender:
    """Sends parcels over `line`; presses are sealed with `seal`."""

    line: Line
    seal: PressSeal

    async def send(self, parcel: Parcel) -> Receipt:
        """Show the parcel. Raises StopRunning when the token was revoked, nothing else.

        Buttons to be taken away go after the new message is there, as far as that succeeds: a tap on an old
        button is answered anyhow.
        """
        try:
            buttons = keyboard(parcel.screen.rows, self.seal, parcel.address, parcel.screen.links)
        except ValueError as error:
            return Refused(Reason.MALFORMED, str(error))
        try:
            async with asyncio.timeout(WITHIN):
                receipt, left_behind = await self._show(parcel, buttons)
        except TimeoutError:
            return Unclear()
        if isinstance(receipt, Sent):
            for ref in {parcel.retire, left_behind} - {None, receipt.ref}:
                await self._strip(parcel.address, str(ref))
        return receipt

    async def _show(self, parcel: Parcel, buttons: InlineKeyboardMarkup | None) -> tuple[Receipt, str | None]:
        """The receipt, and the message that was to be edited when a new one was sent instead."""
        if parcel.remove is not None and (gone := await self._remove(parcel.address, parcel.remove)):
            return gone, None
        if parcel.edit is None:
            return await self._send_new(parcel, buttons), None
        if parcel.screen.corrects:
            return await self._correct(parcel, parcel.edit, buttons), None
        if parcel.screen.attachment is None:
            receipt = await self._edit(parcel, parcel.edit, buttons)
            if receipt is not None:
                return receipt, None
        return await self._send_new(parcel, buttons), parcel.edit

    async def _edit(self, parcel: Parcel, ref: str, buttons: InlineKeyboardMarkup | None) -> Receipt | None:
        """None when the message cannot be edited and must be sent anew."""
        text = html(parcel.screen.paragraphs)
        if not ref.isdecimal() or units(text) > TEXT_LIMIT:
            return None
        try:
            await self.line.edit_message_text(
                text,
                chat_id=parcel.address,
                message_id=int(ref),
                parse_mode=ParseMode.HTML,
                link_preview_options=_NO_PREVIEW,
                reply_markup=buttons,
            )
        except BadRequest as error:
            if _UNCHANGED in error.message:
                return Sent(ref)
            return None if _beyond_edit(error) else receipt_for(error)
        except TelegramError as error:
            return receipt_for(error, repeatable=True)
        return Sent(ref)

    async def _correct(self, parcel: Parcel, ref: str, buttons: InlineKeyboardMarkup | None) -> Receipt:
        """Change what stands there, picture or document included; what cannot be changed stays as it is."""
        file = parcel.screen.attachment
        if file is None:
            return await self._edit(parcel, ref, buttons) or Stands(ref)
        caption = html(parcel.screen.paragraphs)
        if not ref.isdecimal() or units(caption) > CAPTION_LIMIT:
            return Stands(ref)
        try:
            await self.line.edit_message_media(
                _media(file, caption),
                chat_id=parcel.address,
                message_id=int(ref),
                reply_markup=buttons,
            )
        except BadRequest as error:
            if _UNCHANGED in error.message:
                return Sent(ref)
            return Stands(ref) if _beyond_edit(error) else receipt_for(error)
        except TelegramError as error:
            return receipt_for(error, repeatable=True)
        return Sent(ref)

    async def _remove(self, address: str, ref: str) -> Receipt | None:
        """None when Telegram does not take it away: it is older than two days."""
        if not ref.isdecimal():
            return None
        try:
            await self.line.delete_message(chat_id=address, message_id=int(ref))
        except BadRequest as error:
            return Sent(ref) if _GONE in error.message.casefold() else None
        except TelegramError as error:
            return receipt_for(error, repeatable=True)
        return Sent(ref)

    async def _send_new(self, parcel: Parcel, buttons: InlineKeyboardMarkup | None) -> Receipt:
        calls = self._calls(parcel.address, parcel.screen)
        if not calls:
            return Refused(Reason.MALFORMED, "a screen without words or attachment")
        ref = None
        for number, call in enumerate(calls, start=1):
            try:
                message = await call(buttons if number == len(calls) else None)
            except TelegramError as error:
                receipt = receipt_for(error)
                partly = ref is not None and not isinstance(receipt, Refused)
                return Unclear() if partly else receipt
            ref = str(message.message_id)
        return Sent(str(ref))

    def _calls(self, address: str, screen: Screen) -> list[Call]:
        """The messages that the screen takes, in order; the buttons belong under the last."""
        if screen.attachment is None:
            first = screen.about
            return [
                self._text(address, part, None if at else first)
                for at, part in enumerate(parts(screen.paragraphs))
            ]
        caption = html(screen.paragraphs)
        if units(caption) <= CAPTION_LIMIT:
            return [self._file(address, screen.attachment, caption)]
        texts = [self._text(address, part) for part in parts(screen.paragraphs)]
        return [*texts, self._file(address, screen.attachment, "")]

    def _text(self, address: str, text: str, about: str | None = None) -> Call:
        """With the person's own message above it, as long as that is still there."""
        own = None
        if about is not None and about.isdecimal():
            own = ReplyParameters(int(about), allow_sending_without_reply=True)
        return lambda buttons: self.line.send_message(
            address,
            text,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=buttons,
            reply_parameters=own,
        )

    def _file(self, address: str, file: Attachment, caption: str) -> Call:
        if file.kind == "picture":
            return lambda buttons: self.line.send_photo(
                address,
                file.content,
                caption=caption or None,
                filename=file.name,
                parse_mode=ParseMode.HTML,
                reply_markup=buttons,
            )
        return lambda buttons: self.line.send_document(
            address,
            file.content,
            caption=caption or None,
            filename=file.name,
            parse_mode=ParseMode.HTML,
            disable_content_type_detection=True,
            reply_markup=buttons,
        )

    async def _strip(self, address: str, ref: str) -> None:
        if ref.isdecimal():
            with contextlib.suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(WITHIN):
                    await self.line.edit_message_reply_markup(chat_id=address, message_id=int(ref))


def _media(file: Attachment, caption: str) -> InputMediaPhoto | InputMediaDocument:
    """The file with its caption, which was left out as well when it was too long to be one."""
    said = caption if units(caption) <= CAPTION_LIMIT else None
    if file.kind == "picture":
        return InputMediaPhoto(file.content, caption=said, parse_mode=ParseMode.HTML, filename=file.name)
    return InputMediaDocument(
        file.content,
        caption=said,
        parse_mode=ParseMode.HTML,
        filename=file.name,
        disable_content_type_detection=True,
    )


def _beyond_edit(error: BadRequest) -> bool:
    """Whether the message is gone, too old or not a text: Telegram says so in words only."""
    text = error.message.casefold()
    return any(
        words in text
        for words in ("message to edit not found", "message can't be edited", "no text in the message")
    )
