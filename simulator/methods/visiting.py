"""Methods about a chat as a whole."""

from __future__ import annotations

from typing import Any

from simulator.chats import Standing
from simulator.errors import bad_request
from simulator.request import Call
from simulator.schema import bot_api
from simulator.transcript import Deed
from simulator.world import World


def get_chat(world: World, call: Call) -> dict[str, Any]:
    """getChat."""
    chat = world.chat(call.get("chat_id"))
    refused = chat.closed()
    if refused is not None and not chat.is_private:
        raise refused
    gifts = dict.fromkeys(bot_api().objects["AcceptedGiftTypes"], False)
    return chat.wire() | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def leave_chat(world: World, call: Call) -> bool:
    """leaveChat: the bot leaves a group by itself."""
    chat = world.chat(call.get("chat_id"))
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    refused = chat.closed()
    if refused is not None:
        raise refused
    world.change_standing(chat, Standing.LEFT)
    world.note(Deed.HAPPENED, world.bot.id, chat.id, text=f"leaves {chat.title}")
    world.member_changed(chat, world.bot, "member", "left")
    return True
