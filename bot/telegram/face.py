"""What people see of the bot before anybody has said a word: its name, descriptions and list of commands."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from telegram import BotCommand, BotCommandScopeChat
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.backoff import Backoff
from bot.telegram.failures import receipt_for, stop_for_token
from bot.telegram.request import Line

log = logging.getLogger(__name__)

FALLBACK = "en"
"""The language shown to a person whose own is neither Dutch nor English."""


@dataclass(frozen=True)
class Face:
    """The bot in one language. Commands are (name, description); coordinators see their own list."""

    commands: tuple[tuple[str, str], ...]
    coordinator: tuple[tuple[str, str], ...]
    description: str
    short: str


async def username(line: Line, sleep: Callable[[float], Awaitable[None]]) -> str:
    """The bot's name on Telegram, asked until Telegram answers; raises StopRunning for a revoked token."""
    away = Backoff()
    while True:
        try:
            return (await line.get_me()).username or ""
        except InvalidToken:
            raise stop_for_token() from None
        except RetryAfter as error:
            await sleep(max(away.first, getattr(receipt_for(error), "seconds", 0.0)))
        except TelegramError as error:
            pause = away.wait()
            log.warning("Telegram does not answer: %s; trying again in %.1f s", type(error).__name__, pause)
            await sleep(pause)


async def show(line: Line, faces: Mapping[str, Face]) -> None:
    """Set commands and descriptions for each language. What fails is logged; the bot works without."""
    for language, face in faces.items():
        codes = (language, None) if language == FALLBACK else (language,)
        for code in codes:
            await _try(line.set_my_commands(_commands(face.commands), language_code=code))
            await _try(line.set_my_description(face.description, language_code=code))
            await _try(line.set_my_short_description(face.short, language_code=code))


async def show_commands(line: Line, address: str, face: Face | None) -> bool:
    """Give one chat the coordinator's commands of `face`, or with None the ordinary ones again.

    False when Telegram refused or did not answer; nothing else depends on it.
    """
    scope = BotCommandScopeChat(int(address))
    if face is None:
        return await _try(line.delete_my_commands(scope))
    return await _try(line.set_my_commands(_commands(face.coordinator), scope))


def _commands(named: tuple[tuple[str, str], ...]) -> list[BotCommand]:
    return [BotCommand(name, text) for name, text in named]


async def _try(call: Awaitable[bool]) -> bool:
    try:
        return await call
    except InvalidToken:
        raise stop_for_token() from None
    except TelegramError as error:
        log.warning("the bot's profile was not changed: %s", type(error).__name__)
        return False
