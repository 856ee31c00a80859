"""Updates that Telegram brings: stored first, then accepted.

Telegram offers an update again until it is answered with 200, and brings the next one of the same chat only
then. So 200 follows the commit, and 503 says that nothing was stored. Any number of bots may stand behind one
address: what comes twice is recognised in the database.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import WebhookInfo
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.backoff import Backoff
from bot.channel import Handled, Receive, Verdict
from bot.murmur import Murmur
from bot.telegram.failures import receipt_for, stop_for_token
from bot.telegram.read import WANTED, Reader, number_of, understand
from bot.telegram.request import Line
from bot.web.server import open_door, serve
from process.incoming import Tap
from process.moment import Clock

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
LARGEST = 1024 * 1024
"""Bytes of one update; Telegram's are far smaller."""

MAX_CONNECTIONS = 40
"""Updates that Telegram may bring at the same time, over all bots behind the address."""

AGAIN = "2"
"""Seconds after which Telegram offers again what could not be stored."""

_SLOWEST = 10.0  # seconds that a body may take to arrive
_LOOKS = 30.0  # seconds between two looks at how Telegram sees the webhook; a second until caught up
_CATCHING_UP = 30  # looks after which what still waits is no longer waited for


@dataclass(frozen=True)
class Hook:
    """The public `url` at which Telegram brings updates, the secret it shows, and where we listen."""

    url: str
    secret: str
    host: str
    port: int


@dataclass
class Webhook:
    """Takes what Telegram brings and hands over what `reader` makes of it, as `Poller` does.

    `caught_up` is set when everything that waited at the start was handled, or after half a minute;
    `heard_at` is when Telegram last told how it sees the webhook.
    """

    hook: Hook
    line: Line
    reader: Reader
    clock: Clock
    answer: Callable[[str, Handled], None]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    caught_up: asyncio.Event = field(default_factory=asyncio.Event)
    heard_at: datetime | None = field(default=None, init=False)
    _murmur: Murmur = field(init=False)

    def __post_init__(self) -> None:
        """The log hears of an outage once a minute."""
        self._murmur = Murmur(log, self.clock)

    async def run(self, receive: Receive) -> None:
        """Take updates until cancelled. Raises StopRunning for a revoked token or a port that is taken."""
        door = open_door(self.hook.host, self.hook.port)
        tasks = (
            asyncio.create_task(serve(self.application(receive), door)),
            asyncio.create_task(self._watch()),
        )
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def application(self, receive: Receive) -> Starlette:
        """The ASGI application: one path, and nothing else is there."""

        async def take(request: Request) -> Response:
            return await self._take(request, receive)

        return Starlette(routes=[Route(urlsplit(self.hook.url).path or "/", take, methods=["POST"])])

    async def _take(self, request: Request, receive: Receive) -> Response:
        shown = request.headers.get(SECRET_HEADER, "").encode("latin-1")
        if not hmac.compare_digest(shown, self.hook.secret.encode()):
            return _refusal(401)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return _refusal(415)
        body = await _body(request)
        if isinstance(body, Response):
            return body
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError):
            return _refusal(400)
        return _refusal(400) if number_of(raw) is None else await self._hand_over(raw, receive)

    async def _hand_over(self, raw: dict[str, Any], receive: Receive) -> Response:
        incoming = understand(self.reader, raw, self.clock.now())
        if incoming is None:
            return Response()
        handled = await receive(incoming)
        if handled.verdict is Verdict.RETRY:
            return Response(status_code=503, headers={"Retry-After": AGAIN})
        if isinstance(incoming.act, Tap):
            self.answer(incoming.act.tap, handled)
        return Response()

    async def _watch(self) -> None:
        """Set the webhook, see that it stays set, and say it when Telegram cannot reach us."""
        away, looks, is_set = Backoff(), 0, False
        while True:
            try:
                if not is_set:
                    await self._set()
                    is_set = True
                info = await self.line.get_webhook_info()
            except InvalidToken:
                raise stop_for_token() from None
            except TelegramError as error:
                await self.sleep(self._after(error, away))
                continue
            away.over()
            self.heard_at = self.clock.now()
            is_set = self._judge(info)
            looks += 1
            if not info.pending_update_count or looks >= _CATCHING_UP:
                self.caught_up.set()
            await self.sleep(_LOOKS if is_set and self.caught_up.is_set() else 1.0)

    async def _set(self) -> None:
        await self.line.set_webhook(
            self.hook.url,
            max_connections=MAX_CONNECTIONS,
            allowed_updates=WANTED,
            drop_pending_updates=False,
            secret_token=self.hook.secret,
        )

    def _judge(self, info: WebhookInfo) -> bool:
        """Whether the webhook is still ours; what is wrong is said."""
        if info.url != self.hook.url:
            self._murmur.warn("another program changed the webhook of this bot; setting it again")
            return False
        if info.pending_update_count and info.last_error_message:
            text = "%d updates wait at Telegram, which last said: %s"
            self._murmur.warn(text, info.pending_update_count, info.last_error_message)
        return True

    def _after(self, error: TelegramError, away: Backoff) -> float:
        """Seconds to wait after Telegram refused or did not answer."""
        pause = max(away.wait(), getattr(receipt_for(error), "seconds", 0.0))
        told = error.message if isinstance(error, BadRequest) else type(error).__name__
        self._murmur.warn("the webhook could not be set or looked at: %s", told)
        return pause


def _refusal(status: int) -> Response:
    """No, without reading on."""
    return Response(status_code=status, headers={"Connection": "close"})


async def _body(request: Request) -> bytes | Response:
    """What was sent, or why it is not taken: too large, too slow, broken off."""
    if int(request.headers.get("content-length", 0)) > LARGEST:
        return _refusal(413)
    body = bytearray()
    try:
        async with asyncio.timeout(_SLOWEST):
            async for chunk in request.stream():
                body += chunk
                if len(body) > LARGEST:
                    return _refusal(413)
    except TimeoutError:
        return _refusal(408)
    except ClientDisconnect:
        return _refusal(400)
    return bytes(body)
