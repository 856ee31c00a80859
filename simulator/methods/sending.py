"""Methods that put something new in a chat, and getFile."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from simulator.chats import Chat
from simulator.entities import FormattedText
from simulator.errors import bad_request
from simulator.keyboards import inline_keyboard, reply_keyboard
from simulator.messages import Attachment
from simulator.methods.wording import wording
from simulator.request import Call
from simulator.transcript import Deed
from simulator.uploads import DOWNLOAD_LIMIT
from simulator.world import World

_UPLOADED = ("photo", "video", "voice", "video_note")
ACTIONS = frozenset(
    {"typing", "upload_document", "choose_sticker", "find_location"}
    | {f"upload_{kind}" for kind in _UPLOADED}
    | {f"record_{kind}" for kind in _UPLOADED if kind != "photo"}
)


def send_message(world: World, call: Call) -> dict[str, Any]:
    """sendMessage."""
    return _send(world, call, wording(call.values, "text", "entities"), None)


def send_photo(world: World, call: Call) -> dict[str, Any]:
    """sendPhoto: a PNG or JPEG of at most 10 MB, or the file_id of one that was sent before."""
    return _send_file(world, call, "photo")


def send_document(world: World, call: Call) -> dict[str, Any]:
    """sendDocument: any file of at most 50 MB, or the file_id of one that was sent before."""
    return _send_file(world, call, "document")


def send_chat_action(world: World, call: Call) -> bool:
    """sendChatAction; nothing is kept of it."""
    open_chat(world, call)
    if call.get("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def get_file(world: World, call: Call) -> dict[str, Any]:
    """getFile: where a file of at most 20 MB can be downloaded."""
    file = world.files.find(call.get("file_id"))
    if len(file.data) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return file.wire() | {"file_path": file.path}


def open_chat(world: World, call: Call) -> Chat:
    """The chat of a call, in which the bot may write. Raises ApiError when it may not."""
    chat = world.chat(call.get("chat_id"))
    refused = chat.closed()
    if refused is not None:
        raise refused
    return chat


def attachment(world: World, call: Call, kind: Literal["photo", "document"], reference: object) -> Attachment:
    """The file that a call uploads or names. Raises ApiError for one that cannot be sent so."""
    upload = call.uploads.get(kind) or call.attached(reference)
    if upload is not None:
        return Attachment(kind, world.files.keep(kind, upload))
    file = world.files.find(str(reference))
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind.title()} as {kind.title()}")
    return Attachment(kind, file)


def _send_file(world: World, call: Call, kind: Literal["photo", "document"]) -> dict[str, Any]:
    caption = wording(call.values, "caption", "caption_entities")
    open_chat(world, call)
    return _send(world, call, caption, attachment(world, call, kind, call.get(kind)))


def _send(world: World, call: Call, body: FormattedText, attached: Attachment | None) -> dict[str, Any]:
    markup = call.get("reply_markup") or {}
    keyboard = inline_keyboard(markup)
    chat = open_chat(world, call)
    reply_to = _replied(chat, call)
    world.gauge.count(world.limits, chat.id)
    labels = reply_keyboard(markup)
    if labels is not None:
        chat.reply_keyboard = labels
    message = replace(
        world.new_message(chat, world.bot),
        body=body,
        attachment=attached,
        keyboard=keyboard,
        reply_to=reply_to,
        silent=call.get("disable_notification", False),
        protected=call.get("protect_content", False),
    )
    world.place(message, Deed.SENT)
    return world.wire(message)


def _replied(chat: Chat, call: Call) -> int | None:
    reply = call.get("reply_parameters")
    if reply is None:
        return None
    if reply["message_id"] in chat.messages:
        return int(reply["message_id"])
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")
