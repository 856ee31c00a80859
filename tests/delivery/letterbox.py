"""A channel for tests of delivery: it keeps what is sent, and answers as the test says."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable

from bot.channel import Parcel, Receipt, Receive, Screen, Sent, Span
from bot.delivery import Compose
from process.message import Notice
from storage.outbox import Claimed


class Letterbox:
    name = "letterbox"

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.tried: list[tuple[str, str]] = []
        self.answers: dict[str, deque[Receipt | Exception]] = defaultdict(deque)
        self.held: asyncio.Event | None = None
        self.reached = asyncio.Event()
        self.most_at_once = 0
        self._now = 0

    def answer(self, address: str, *receipts: Receipt | Exception) -> None:
        """What the next messages to this address meet, before all goes well again."""
        self.answers[address].extend(receipts)

    async def arrival(self) -> None:
        """Wait until something is sent."""
        async with asyncio.timeout(10):
            await self.reached.wait()
        self.reached.clear()

    async def listen(self, receive: Receive) -> None:
        """Nobody writes back."""
        await asyncio.get_running_loop().create_future()

    async def send(self, parcel: Parcel) -> Receipt:
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        self.tried.append((parcel.address, parcel.screen.text))
        self.reached.set()
        try:
            if self.held is not None:
                await self.held.wait()
        finally:
            self._now -= 1
        if self.answers[parcel.address]:
            receipt = self.answers[parcel.address].popleft()
            if isinstance(receipt, Exception):
                raise receipt
            return receipt
        self.sent.append((parcel.address, parcel.screen.text))
        return Sent(str(len(self.sent)))

    async def close(self) -> None:
        return


def words_from(say: Callable[[Claimed], str | None]) -> Compose:
    """A composer that says what the given function says of each message."""

    async def compose(claimed: Claimed) -> Screen | None:
        text = say(claimed)
        return None if text is None else Screen(((Span(text),),))

    return compose


def key_of(claimed: Claimed) -> str:
    assert isinstance(claimed.message, Notice)
    return claimed.message.key
