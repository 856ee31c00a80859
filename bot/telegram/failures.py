"""What an error of the Bot API means for the message that was on its way.

- connection refused, no free connection, 429: surely not delivered, again
- read time-out, reset, 5xx, unreadable answer: perhaps delivered, unclear (an edit may be repeated: again)
- 403, 400: refused for good
- 401: the token was revoked, the bot cannot go on
"""

from __future__ import annotations

from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.channel import Again, Moved, Reason, Receipt, Refused, StopRunning, Unclear

SOON = 1.0
"""Seconds before another try when Telegram could not be reached."""

_FLOOD = 5.0
_UNREACHED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)


def stop_for_token() -> StopRunning:
    """The end of the process when Telegram no longer knows the token: exit code 3."""
    return StopRunning(
        "Telegram refuses the bot's token: it was revoked or mistyped. "
        "Ask @BotFather for the token of this bot (/mybots, API Token), put it in the settings "
        "and start Vinkje again.",
        code=3,
    )


def stop_for_rival() -> StopRunning:
    """The end of the process when another one fetches the same updates: exit code 4."""
    return StopRunning(
        "Another program fetches the messages of this bot. Only one may: "
        "stop the other one (an older Vinkje, a test machine), then start this one again.",
        code=4,
    )


def receipt_for(error: TelegramError, *, repeatable: bool = False) -> Receipt:
    """What became of a message whose sending ended in `error`; raises StopRunning for a revoked token.

    `repeatable` when doing it twice is doing it once, as for an edit.
    """
    if isinstance(error, InvalidToken):
        raise stop_for_token() from None
    if isinstance(error, RetryAfter):
        return Again(_seconds(error.retry_after))
    if isinstance(error, ChatMigrated):
        return Moved(str(error.new_chat_id))
    if isinstance(error, (Forbidden, BadRequest)):
        return _refusal(error)
    if isinstance(error.__cause__, _UNREACHED):
        return Again(SOON, everyone=True)
    if isinstance(error.__cause__, httpx.PoolTimeout):
        return Again(SOON)
    if isinstance(error, NetworkError) and error.message.startswith("Too Many Requests"):
        return Again(_FLOOD)
    return Again(SOON, everyone=True) if repeatable else Unclear()


def _refusal(error: TelegramError) -> Refused:
    text = error.message.casefold()
    if isinstance(error, Forbidden):
        blocked = "blocked" in text or "initiate" in text
        return Refused(Reason.BLOCKED if blocked else Reason.GONE, error.message[:200])
    return Refused(Reason.GONE if "chat not found" in text else Reason.MALFORMED, error.message[:200])


def _seconds(period: int | timedelta) -> float:
    return period.total_seconds() if isinstance(period, timedelta) else float(period)
