"""Methods that change or take away what stands in a chat."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from simulator.errors import bad_request
from simulator.keyboards import inline_keyboard
from simulator.messages import Message
from simulator.methods.sending import attachment, open_chat
from simulator.methods.wording import wording
from simulator.request import Call
from simulator.transcript import Deed
from simulator.world import World

DELETE_WITHIN = timedelta(hours=48)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(world: World, call: Call) -> dict[str, Any]:
    """editMessageText; without reply_markup the keyboard goes."""
    body = wording(call.values, "text", "entities")
    message = _own_message(world, call)
    if message.attachment is not None:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, call, message, body=body)


def edit_message_caption(world: World, call: Call) -> dict[str, Any]:
    """editMessageCaption; without reply_markup the keyboard goes."""
    body = wording(call.values, "caption", "caption_entities")
    message = _own_message(world, call)
    if message.attachment is None:
        raise bad_request("there is no caption in the message to edit")
    return _edit(world, call, message, body=body)


def edit_message_media(world: World, call: Call) -> dict[str, Any]:
    """editMessageMedia with a photo or a document."""
    media = call.get("media")
    if media["type"] not in ("photo", "document"):
        raise bad_request(f'media of type "{media["type"]}" is not something this simulator has')
    body = wording(media, "caption", "caption_entities")
    message = _own_message(world, call)
    attached = attachment(world, call, media["type"], media["media"])
    return _edit(world, call, message, body=body, attachment=attached)


def edit_message_reply_markup(world: World, call: Call) -> dict[str, Any]:
    """editMessageReplyMarkup; without reply_markup the keyboard goes."""
    return _edit(world, call, _own_message(world, call))


def delete_message(world: World, call: Call) -> bool:
    """deleteMessage: within 48 hours; in a group only what the bot itself sent."""
    chat = world.chat(call.get("chat_id"))
    message = chat.messages.get(call.get("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    too_late = world.now() - message.date >= DELETE_WITHIN
    if too_late or not (message.from_bot or chat.is_private):
        raise bad_request("message can't be deleted for everyone")
    world.remove(message)
    return True


def _own_message(world: World, call: Call) -> Message:
    if call.get("inline_message_id") is not None:
        raise bad_request("inline messages are not something this simulator has")
    if call.get("chat_id") is None:
        raise bad_request("chat_id is empty")
    if call.get("message_id") is None:
        raise bad_request("message identifier is not specified")
    message = open_chat(world, call).messages.get(call.get("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def _edit(world: World, call: Call, message: Message, **changes: Any) -> dict[str, Any]:
    changes["keyboard"] = inline_keyboard(call.get("reply_markup"))
    if replace(message, **changes).reads_like(message):
        raise bad_request(NOT_MODIFIED)
    world.gauge.count(world.limits, message.chat_id)
    return world.wire(world.rework(message, Deed.EDITED, **changes))
