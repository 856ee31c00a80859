"""The queue of updates, with the exact meaning of getUpdates.

An offset is the acknowledgement: it forgets every update with a lower id. What is never confirmed is
forgotten after its lifetime: 24 hours, and for a tap far less (https://core.telegram.org/bots/api#getupdates).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from simulator.bell import Bell
from simulator.errors import bad_request, conflict

TAP_LIVES = timedelta(seconds=150)
UPDATE_LIVES = timedelta(hours=24)
MAX_CONNECTIONS = 40
ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
ALREADY_POLLED = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_IS_SET = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@dataclass(frozen=True)
class Update:
    """One update that waits, and when it is forgotten (UTC)."""

    update_id: int
    kind: str
    payload: dict[str, Any]
    until: datetime

    @property
    def row(self) -> str:
        """A webhook gets updates of the same row one after another: messages by chat, the rest by person."""
        if self.kind in ("message", "edited_message"):
            return f"chat {self.payload['chat']['id']}"
        return f"{self.kind} {self.payload['from']['id']}"

    def wire(self) -> dict[str, Any]:
        """This update as the bot gets it."""
        return {"update_id": self.update_id, self.kind: self.payload}


class UpdateQueue:
    """What the bot has not confirmed yet, oldest first."""

    def __init__(self, now: Callable[[], datetime], first_id: int, kinds: frozenset[str], bell: Bell) -> None:
        self._now = now
        self._next_id = first_id
        self._kinds = kinds
        self._bell = bell
        self._waiting: list[Update] = []
        self._polls = 0
        self._closed = False
        self.allowed = kinds - ONLY_ON_REQUEST
        self.webhook_url = ""
        self.secret = ""
        self.max_connections = MAX_CONNECTIONS
        self.last_error = ""

    @property
    def polls(self) -> int:
        """How often the bot has asked for updates."""
        return self._polls

    @property
    def waiting(self) -> tuple[Update, ...]:
        """The updates that would come with the next poll."""
        now = self._now()
        self._waiting = [update for update in self._waiting if now < update.until]
        return tuple(self._waiting)

    def put(self, kind: str, payload: dict[str, Any], lives: timedelta = UPDATE_LIVES) -> None:
        """Queue an update, unless the bot said that it does not want this kind."""
        if kind not in self.allowed:
            return
        self._waiting.append(Update(self._next_id, kind, payload, self._now() + lives))
        self._next_id += 1
        self._bell.ring()

    def jump(self, to: int) -> None:
        """Give the next update this id, as the server does with a random one after a quiet week."""
        self._next_id = to

    def allow(self, kinds: Sequence[str]) -> None:
        """Remember which kinds the bot wants; none means the default. ApiError for a kind that is none."""
        for kind in kinds:
            if kind not in self._kinds:
                raise bad_request(f'unknown update type "{kind}" in allowed_updates')
        self.allowed = frozenset(kinds) or self._kinds - ONLY_ON_REQUEST

    def accept(self, update: Update) -> None:
        """The webhook took this one."""
        self._waiting = [waiting for waiting in self._waiting if waiting.update_id != update.update_id]
        self._bell.ring()

    def forget_all(self) -> None:
        """Drop everything that waits."""
        self._waiting.clear()
        self._bell.ring()

    def close(self) -> None:
        """End the polls that wait, with nothing; the server goes down."""
        self._closed = True
        self._bell.ring()

    def open(self) -> None:
        """Let polls wait again."""
        self._closed = False

    async def get(self, offset: int, limit: int, timeout: int) -> list[dict[str, Any]]:  # noqa: ASYNC109
        """Confirm below `offset` and give at most `limit` updates, waiting at most `timeout` seconds for one.

        Raises ApiError 409 when a newer poll arrives, or while a webhook is set.
        """
        if self.webhook_url:
            raise conflict(WEBHOOK_IS_SET)
        self._polls += 1
        mine = self._polls
        self._confirm(offset)
        self._bell.ring()  # an older poll hears that it is no longer the only one
        try:
            async with asyncio.timeout(timeout):
                await self._bell.heard(lambda: self._closed or mine != self._polls or bool(self.waiting))
        except TimeoutError:
            return []
        if mine != self._polls:
            raise conflict(ALREADY_POLLED)
        return [update.wire() for update in self.waiting[:limit]]

    def _confirm(self, offset: int) -> None:
        waiting = self.waiting
        if offset > 0:
            self._waiting = [update for update in waiting if update.update_id >= offset]
        elif offset < 0:
            self._waiting = list(waiting[offset:])
