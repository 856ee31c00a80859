"""The connection to the Bot API: time-outs, the pool, and a `Bot` that gives updates unparsed.

The pool is set explicitly: left to itself the library asks for 256 connections of which only 20 are kept
alive, so that connections are opened anew under load. The time-outs of one request add up to less than 20
seconds, so that a request has ended before the lease on its address does.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import Any

import httpx
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

CONNECTIONS = 20

_KEEP_ALIVE = 30.0
_WORDY = ("httpx", "httpcore", "telegram")


def hush() -> None:
    """Keep addresses with the token, and texts of messages, out of the logs of the libraries below."""
    for name in _WORDY:
        logging.getLogger(name).setLevel(logging.WARNING)


@dataclass(frozen=True)
class Timeouts:
    """Seconds that one request may take to connect, write, read, and wait for a free connection.

    `poll` is how long Telegram holds a poll open when there is nothing to tell, in whole seconds.
    """

    connect: float = 5.0
    write: float = 5.0
    read: float = 7.0
    pool: float = 2.0
    poll: int = 20


class Request(HTTPXRequest):
    """The library's request, which does not write an unreadable response to the log: it may hold answers."""

    __slots__ = ()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The JSON of a response; TelegramError when it is no JSON object."""
        try:
            found = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            raise TelegramError("the response is not JSON") from None
        if not isinstance(found, dict):
            raise TelegramError("the response is not an object")
        return found


class Line(Bot):
    """The library's `Bot` with our pool and time-outs, and one thing more: raw updates."""

    __slots__ = ("_poll",)

    def __init__(self, token: str, api_url: str, timeouts: Timeouts) -> None:
        hush()
        address = api_url.rstrip("/")
        super().__init__(
            token,
            base_url=f"{address}/bot",
            base_file_url=f"{address}/file/bot",
            request=_request(CONNECTIONS, timeouts, timeouts.read),
            get_updates_request=_request(1, timeouts, timeouts.poll + timeouts.read),
        )
        with self._unfrozen():
            self._poll = timeouts.poll

    async def raw_updates(self, offset: int | None, kinds: list[str], *, hold: bool = True) -> list[Any]:
        """The waiting updates as Telegram wrote them, none when there are none; raises TelegramError.

        Without `hold` Telegram answers at once; otherwise it waits a while for something to tell.

        The library's own `get_updates` refuses a whole batch for one update that it cannot read.
        """
        asked = {
            "offset": offset,
            "timeout": self._poll if hold else 0,
            "limit": 100,
            "allowed_updates": kinds,
        }
        found = await self._post("getUpdates", asked)
        if not isinstance(found, list):
            raise TelegramError("the response holds no list of updates")
        return found

    async def _do_post(self, endpoint: str, data: dict[str, Any], **timeouts: Any) -> Any:
        try:
            return await super()._do_post(endpoint, data, **timeouts)
        except KeyError:
            raise TelegramError("the response holds no result") from None

    async def hang_up(self) -> None:
        """Close all connections."""
        for request in self._request:
            await request.shutdown()


def _request(connections: int, timeouts: Timeouts, read: float) -> Request:
    limits = httpx.Limits(
        max_connections=connections, max_keepalive_connections=connections, keepalive_expiry=_KEEP_ALIVE
    )
    return Request(
        connection_pool_size=connections,
        connect_timeout=timeouts.connect,
        write_timeout=timeouts.write,
        media_write_timeout=timeouts.write,
        read_timeout=read,
        pool_timeout=timeouts.pool,
        httpx_kwargs={"limits": limits},
    )
