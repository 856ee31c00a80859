"""Methods by which the bot describes itself."""

from __future__ import annotations

import re
from typing import Any

from simulator.entities import utf16_length
from simulator.errors import bad_request
from simulator.profile import DEFAULT, Command, Scope
from simulator.request import Call
from simulator.world import World

COMMANDS = 100
DESCRIPTION_LIMIT = 256
_NAME = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")


def get_me(world: World, call: Call) -> dict[str, Any]:
    """getMe: in groups the bot has privacy mode on."""
    return world.bot.wire() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(world: World, call: Call) -> bool:
    """setMyCommands for one scope and one language."""
    raw = call.get("commands")
    if len(raw) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for each in raw:
        if not _NAME.fullmatch(each["command"].removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16_length(each["description"].strip()) <= DESCRIPTION_LIMIT:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    commands = tuple(Command(each["command"].removeprefix("/"), each["description"]) for each in raw)
    world.profile.commands[_scope(world, call), _language(call)] = commands
    return True


def get_my_commands(world: World, call: Call) -> list[dict[str, Any]]:
    """getMyCommands for one scope and one language; empty when none were set for exactly these."""
    found = world.profile.commands.get((_scope(world, call), _language(call)), ())
    return [{"command": each.name, "description": each.description} for each in found]


def delete_my_commands(world: World, call: Call) -> bool:
    """deleteMyCommands for one scope and one language."""
    world.profile.commands.pop((_scope(world, call), _language(call)), None)
    return True


def set_my_name(world: World, call: Call) -> bool:
    """setMyName: at most 64 characters."""
    return _set_text(world, call, "name", 64)


def set_my_description(world: World, call: Call) -> bool:
    """setMyDescription: what stands in the chat before the first message, at most 512 characters."""
    return _set_text(world, call, "description", 512)


def set_my_short_description(world: World, call: Call) -> bool:
    """setMyShortDescription: what stands on the profile and beside a shared link, at most 120 characters."""
    return _set_text(world, call, "short_description", 120)


def set_chat_menu_button(world: World, call: Call) -> bool:
    """setChatMenuButton for one private chat, or for all."""
    chat_id = call.get("chat_id")
    if chat_id is not None and not world.chat(chat_id).is_private:
        raise bad_request("chat not found")
    world.profile.menu_buttons[chat_id] = call.get("menu_button") or {"type": "default"}
    return True


def _set_text(world: World, call: Call, name: str, limit: int) -> bool:
    text = call.get(name, "")
    if utf16_length(text) > limit:
        raise bad_request(f"{name} is too long")
    world.profile.texts[name, _language(call)] = text
    return True


def _language(call: Call) -> str:
    language: str = call.get("language_code", "")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _scope(world: World, call: Call) -> Scope:
    raw = call.get("scope")
    if raw is None:
        return DEFAULT
    chat_id = raw.get("chat_id")
    return raw["type"], None if chat_id is None else world.chat(chat_id).id, raw.get("user_id")
