"""The answer to a tap."""

from __future__ import annotations

from simulator.entities import utf16_length
from simulator.errors import bad_request
from simulator.request import Call
from simulator.transcript import Deed
from simulator.world import Toast, World

NOTICE_LIMIT = 200


def answer_callback_query(world: World, call: Call) -> bool:
    """answerCallbackQuery: once per tap, and only as long as the tap lives."""
    text = call.get("text", "")
    if utf16_length(text) > NOTICE_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    query = world.queries.get(call.get("callback_query_id"))
    if query is None or query.answered or world.now() >= query.until:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    query.answered = True
    if text:
        world.toasts[query.person_id].append(Toast(text, call.get("show_alert", False), world.now()))
        world.note(Deed.ANSWERED, world.bot.id, query.chat_id, text=text)
    world.bell.ring()
    return True
