"""A stage for each channel: one person at the other end, and what the two of them send each other."""

from __future__ import annotations

import asyncio
import re
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Self

from bot.channel import Channel, Handled, Parcel, Receipt, Screen, Verdict
from bot.console import ConsoleChannel
from bot.press import PressSeal
from bot.telegram import TelegramChannel
from process.incoming import Incoming
from process.moment import Clock
from simulator import Simulator

SEAL = PressSeal(b"only for the tests of channels..")


class Stage(ABC):
    """A channel that listens, and its person. `received` is what the channel handed over."""

    channel: Channel
    address: str
    elsewhere: str

    def __init__(self) -> None:
        self.received: list[Incoming] = []
        self.handled = Handled(Verdict.ACKNOWLEDGED)

    async def receive(self, incoming: Incoming) -> Handled:
        self.received.append(incoming)
        return self.handled

    async def __aenter__(self) -> Self:
        self._listening = asyncio.create_task(self.channel.listen(self.receive))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._listening.cancel()
        await asyncio.gather(self._listening, return_exceptions=True)
        await self.channel.close()

    async def shows(self, screen: Screen, *, edit: str | None = None, retire: str | None = None) -> Receipt:
        return await self.channel.send(Parcel(self.address, screen, edit, retire))

    @abstractmethod
    async def says(self, text: str) -> None:
        """The person types a line, and the channel has handed it over."""

    @abstractmethod
    async def taps(self, label: str) -> None:
        """The person taps the newest button with this label, and the channel has handed it over."""

    @abstractmethod
    async def can_tap(self, label: str) -> bool:
        """Whether a button with this label still does something."""

    @abstractmethod
    def screen(self) -> str:
        """Everything that stands on the person's screen, oldest first."""

    @abstractmethod
    async def toast(self) -> str:
        """What was shown on the last tapped button."""

    @abstractmethod
    def files(self) -> list[tuple[str, bytes]]:
        """The pictures and documents that the person got: name and content."""


class TelegramStage(Stage):
    def __init__(self, simulator: Simulator, clock: Clock) -> None:
        super().__init__()
        self.simulator = simulator
        self.channel = TelegramChannel(simulator.token, simulator.url, SEAL, clock)
        self.anna = simulator.person("Anna de Vries")
        self.address = str(self.anna.id)
        self.elsewhere = "987654321"

    async def __aenter__(self) -> Self:
        await super().__aenter__()
        await self.says("/start")
        self.received.clear()
        return self

    async def says(self, text: str) -> None:
        await self.anna.says(text)
        await self.simulator.confirmed()

    async def taps(self, label: str) -> None:
        await self.anna.taps(label)
        await self.simulator.confirmed()

    async def can_tap(self, label: str) -> bool:
        return any(label == each.label for m in self.anna.chat.messages.values() for each in m.buttons)

    def screen(self) -> str:
        return "\n".join(message.text for message in self.anna.chat.messages.values())

    async def toast(self) -> str:
        async with asyncio.timeout(10):
            await self.simulator.world.bell.heard(lambda: bool(self.anna.toasts))
        return self.anna.toasts[-1].text

    def files(self) -> list[tuple[str, bytes]]:
        found = [*self.anna.pictures, *self.anna.documents]
        return [(file.name, file.data) for file in found]


class ConsoleStage(Stage):
    def __init__(self, folder: Path, clock: Clock) -> None:
        super().__init__()
        self._lines: asyncio.Queue[str] = asyncio.Queue()
        self._shown: list[str] = []
        self._folder = folder / "attachments"
        self.channel = ConsoleChannel(self._typed(), self._shown.append, self._folder, clock)
        self.address = "console"
        self.elsewhere = "another terminal"

    async def _typed(self) -> AsyncIterator[str]:
        while True:
            yield await self._lines.get()
            self._lines.task_done()

    async def says(self, text: str) -> None:
        await self._lines.put(text)
        await self._lines.join()

    async def taps(self, label: str) -> None:
        numbers = re.findall(rf"\[(\d+)\] {re.escape(label)}(?:  |$)", self.screen(), re.MULTILINE)
        await self.says(numbers[-1])

    async def can_tap(self, label: str) -> bool:
        await self.taps(label)
        return getattr(self.received.pop().act, "press", None) is not None

    def screen(self) -> str:
        return "\n".join(self._shown)

    async def toast(self) -> str:
        return self._shown[-1].strip("()")

    def files(self) -> list[tuple[str, bytes]]:
        paths = sorted(self._folder.glob("*")) if self._folder.exists() else []
        return [(path.name.partition("-")[2], path.read_bytes()) for path in paths]
