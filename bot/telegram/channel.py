"""Telegram as a `Channel`."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from telegram.error import InvalidToken, TelegramError

from bot.channel import Again, Handled, Parcel, Receipt, Receive, StopRunning
from bot.press import PressSeal
from bot.telegram import face
from bot.telegram.face import Face
from bot.telegram.failures import stop_for_token
from bot.telegram.poller import Poller
from bot.telegram.read import NAME, Reader
from bot.telegram.request import Line, Timeouts
from bot.telegram.send import Sender
from process.moment import Clock

if TYPE_CHECKING:
    from bot.telegram.webhook import Hook, Webhook

log = logging.getLogger(__name__)

_TOAST = 200  # characters that answerCallbackQuery takes
_STOPPING = 60.0  # seconds; the process ends long before


class TelegramChannel:
    """Reaches people over the Bot API at `api_url` as the bot that `token` belongs to.

    With a `hook` Telegram brings what people do; otherwise it is polled.
    """

    name = NAME

    def __init__(
        self,
        token: str,
        api_url: str,
        seal: PressSeal,
        clock: Clock,
        *,
        hook: Hook | None = None,
        timeouts: Timeouts | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._line = Line(token, api_url, timeouts or Timeouts())
        self._hook = hook
        self._seal = seal
        self._clock = clock
        self._sleep = sleep
        self._sender = Sender(self._line, seal)
        self._username: str | None = None
        self._faces: Mapping[str, Face] = {}
        self._answers: set[asyncio.Task[None]] = set()
        self._stopped: StopRunning | None = None
        self._stopping = asyncio.Event()
        self._caught_up = asyncio.Event()
        self._ear: Poller | Webhook | None = None

    async def prepare(self, faces: Mapping[str, Face] | None = None) -> str:
        """Wait until Telegram answers, show the bot's `faces` by language, and give its username.

        Raises StopRunning when the token was revoked.
        """
        self._faces = faces or {}
        self._username = await face.username(self._line, self._sleep)
        await face.show(self._line, self._faces)
        return self._username

    def link(self, token: str) -> str:
        """The deep link that sends `/start token`; only after `prepare`."""
        if self._username is None:
            raise RuntimeError("prepare() comes before link()")
        return f"https://t.me/{self._username}?start={token}"

    def group_link(self, token: str) -> str:
        """The deep link that lets a person choose a group and sends `/start token` there; after `prepare`."""
        return self.link(token).replace("?start=", "?startgroup=", 1)

    def chat_link(self) -> str:
        """What opens a person's own chat with the bot; only after `prepare`."""
        return self.link("").partition("?")[0]

    async def backlog_handled(self) -> None:
        """Wait until nothing waits at Telegram, as a poll or the webhook tells; see `Channel`."""
        await self._caught_up.wait()

    def heard_at(self) -> datetime | None:
        """When Telegram last answered a poll, or told about the webhook."""
        return self._ear.heard_at if self._ear is not None else None

    async def list_commands(self, address: str, *, coordinator: bool, language: str) -> None:
        """Show the chat the commands of a coordinator, or the ordinary ones again; see `Channel`."""
        shown = self._faces.get(language) if coordinator else None
        try:
            await face.show_commands(self._line, address, shown)
        except StopRunning as stop:
            self._stop(stop)

    async def listen(self, receive: Receive) -> None:
        """Poll, or serve the webhook, and hand over until cancelled; see `Channel.listen`."""
        username = self._username if self._username is not None else await self.prepare()
        self._ear = ear = self._make_ear(Reader(self._seal, username))
        hearing = asyncio.create_task(ear.run(receive))
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait({hearing, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if self._stopped:
                raise self._stopped
            hearing.result()
        finally:
            for task in (hearing, stopping):
                task.cancel()
            await asyncio.gather(hearing, stopping, return_exceptions=True)

    def _make_ear(self, reader: Reader) -> Poller | Webhook:
        if self._hook is None:
            return Poller(self._line, reader, self._clock, self._answer, self._sleep, self._caught_up)
        from bot.telegram.webhook import Webhook  # what serves it takes a moment to load

        return Webhook(
            self._hook, self._line, reader, self._clock, self._answer, self._sleep, self._caught_up
        )

    async def send(self, parcel: Parcel) -> Receipt:
        """Send or change one message; a revoked token ends `listen` and leaves the message undelivered."""
        try:
            return await self._sender.send(parcel)
        except StopRunning as stop:
            self._stop(stop)
            return Again(_STOPPING, everyone=True)

    async def close(self) -> None:
        """Let the last taps be answered, then close all connections."""
        await asyncio.gather(*self._answers)
        await self._line.hang_up()

    def _answer(self, tap: str, handled: Handled) -> None:
        """Stop the waiting sign on the tapped button without holding up the next update."""
        task = asyncio.create_task(self._answer_tap(tap, handled.toast))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _answer_tap(self, tap: str, toast: str | None) -> None:
        """Answer once: after a failure, or when Telegram finds the tap too old, the sign ends by itself."""
        try:
            await self._line.answer_callback_query(tap, toast[:_TOAST] if toast else None)
        except InvalidToken:
            self._stop(stop_for_token())
        except TelegramError as error:
            log.info("a tap was not answered: %s", type(error).__name__)

    def _stop(self, stop: StopRunning) -> None:
        self._stopped = stop
        self._stopping.set()
