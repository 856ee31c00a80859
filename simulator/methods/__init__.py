"""The methods of the Bot API that the simulator has, one table of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from simulator.methods import asking, editing, profiling, receiving, sending, visiting
from simulator.request import Call
from simulator.world import World

Method = Callable[[World, Call], Any | Awaitable[Any]]

METHODS: dict[str, Method] = {
    "getMe": profiling.get_me,
    "setMyCommands": profiling.set_my_commands,
    "getMyCommands": profiling.get_my_commands,
    "deleteMyCommands": profiling.delete_my_commands,
    "setMyName": profiling.set_my_name,
    "setMyDescription": profiling.set_my_description,
    "setMyShortDescription": profiling.set_my_short_description,
    "setChatMenuButton": profiling.set_chat_menu_button,
    "getUpdates": receiving.get_updates,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendChatAction": sending.send_chat_action,
    "getFile": sending.get_file,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageMedia": editing.edit_message_media,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "answerCallbackQuery": asking.answer_callback_query,
    "getChat": visiting.get_chat,
    "leaveChat": visiting.leave_chat,
}
"""Every method by its documented name; a test walks it against the schema."""
