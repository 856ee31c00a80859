"""The stage: a simulated Telegram, the bot in a process of its own, and the clock by which both live.

Every act of a person waits until the bot has dealt with it; `hurry` lets it go on at once.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import func, or_
from sqlmodel import col, select

from demo.bot_process import BotProcess
from demo.premises import Premises
from simulator.messages import Message
from simulator.person import Person
from simulator.simulator import Simulator
from simulator.transcript import Event
from storage import appointments, outbox
from storage.store import Store
from storage.tables import Outbox
from storage.unit import Unit

T = TypeVar("T")

_LOOK = 0.02
"""Seconds between two looks in the database: what another process commits rings no bell here."""
_PATIENCE = 60.0
"""Seconds that the bot gets for anything before something is wrong: two sendings to a dead connection."""
_ACT = timedelta(seconds=12)
"""What one act of a person takes by their own clock."""


class DidNotStart(RuntimeError):  # noqa: N818 - it reads as what happened
    """The bot ended before it listened; the message is the last thing that it said."""


class Stage:
    """Use it as an async context manager: the bot runs inside, and nothing runs afterwards."""

    def __init__(
        self, folder: Path, begins: datetime, on_event: Callable[[Event], None] | None = None
    ) -> None:
        self.premises = Premises(folder)
        self.now = begins.astimezone(UTC)
        self.people: dict[str, Person] = {}
        self.simulator = Simulator(lambda: self.now, _token(), on_event=on_event)
        self.bot = BotProcess(self.premises)
        self.remark: Callable[[str], None] = lambda _: None
        self._settles = True
        self._opened: AbstractContextManager[Store] | None = None
        self._store: Store | None = None

    async def __aenter__(self) -> Self:
        await self.simulator.__aenter__()
        try:
            self.premises.furnish(self.simulator.url, self.simulator.token)
            self.premises.set_clock(self.now)
            await self.starts()
            self._opened = self.premises.opened()
            self._store = self._opened.__enter__()
            self.simulator.settle = self._acted
        except BaseException:
            await self.__aexit__(None, None, None)
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            await self.bot.stop()
        finally:
            await self.bot.kill()
            if self._opened is not None:
                self._opened.__exit__(None, None, None)
            await self.simulator.__aexit__(kind, error, trace)

    def person(self, name: str, language: str = "nl") -> Person:
        """Somebody with a phone; the same one for the same name."""
        if name not in self.people:
            self.people[name] = self.simulator.person(name, language)
        return self.people[name]

    def message_of(self, event: Event) -> Message | None:
        """The message that an event is about, as it stands now."""
        person = self.people.get(event.chat)
        if person is None or event.message_id is None:
            return None
        return person.chat.messages.get(event.message_id)

    async def starts(self) -> float:
        """Start the bot; how many seconds until it first asked for what people did.

        Raises DidNotStart with the last thing that it said.
        """
        polls, begun = self.simulator.polls, monotonic()
        await self.bot.start()
        listens = asyncio.create_task(
            self.simulator.happens(lambda: self.simulator.polls > polls, within=_PATIENCE)
        )
        ended = asyncio.create_task(self.bot.ended())
        try:
            await asyncio.wait((listens, ended), return_when=asyncio.FIRST_COMPLETED)
            if ended.done():
                raise DidNotStart(self.premises.last_words)
            listens.result()
        finally:
            listens.cancel()
            ended.cancel()
            await asyncio.gather(listens, ended, return_exceptions=True)
        return monotonic() - begun

    async def coordinator_link(self) -> str:
        """What `vinkje invite coordinator` prints."""
        printed = await self.bot.command("invite", "coordinator")
        return next(word for word in printed.split() if word.startswith("https://t.me/"))

    @asynccontextmanager
    async def hurry(self) -> AsyncIterator[None]:
        """Inside, people do not wait for the bot."""
        self._settles = False
        try:
            yield
        finally:
            self._settles = True

    @asynccontextmanager
    async def dies(self) -> AsyncIterator[None]:
        """The bot is killed (SIGKILL) while what happens inside is on its way to it, and started again."""
        async with self.hurry():
            yield
            await self.bot.kill()
        self.remark("the bot is killed: kill -9")
        seconds = await self.starts()
        self.remark(f"it is started again, and listens after {seconds:.1f} seconds")
        await self.settled()

    async def settled(self) -> None:
        """Until the bot has handled what people did, kept what is due and delivered what can go now."""
        async with asyncio.timeout(_PATIENCE):
            await self.simulator.happens(lambda: self.simulator.unconfirmed == 0, within=_PATIENCE)
            while await self._read(lambda unit: _work_left(unit, self.now)):  # noqa: ASYNC110 - see _LOOK
                await asyncio.sleep(_LOOK)

    async def moves(self, to: datetime) -> None:
        """Put the clock at an instant, and let the bot do what is due by then."""
        self.now = max(self.now, to.astimezone(UTC))
        self.premises.set_clock(self.now)
        await self.settled()

    async def until(self, person: Person, text: str, within: timedelta = timedelta(days=120)) -> None:
        """Let time pass, from one thing that is due to the next, until the person has read `text`."""
        end = self.now + within
        while not reads(person, text):
            due = await self._read(lambda unit: _next_due(unit, self.now))
            if due is None or due > end:
                person.sees(text)  # the complaint shows the screen
                return
            await self.moves(due)

    async def _acted(self) -> None:
        if self._settles:
            await self.settled()
            self.now += _ACT
            self.premises.set_clock(self.now)

    async def _read(self, work: Callable[[Unit], T]) -> T:
        if self._store is None:
            raise RuntimeError("the stage has not begun")
        return await self._store.read(work, name="demo")


def reads(person: Person, text: str) -> bool:
    """Whether something new to this person contains the text."""
    try:
        person.sees(text)
    except AssertionError:
        return False
    return True


def _token() -> str:
    """A token that opens nothing but the simulator, made for the occasion."""
    return f"123456789:{os.urandom(16).hex()}"


def _work_left(unit: Unit, now: datetime) -> bool:
    due = appointments.next_due(unit)
    if due is not None and due <= now:
        return True
    waiting = select(func.count()).where(
        col(Outbox.done_at).is_(None), or_(col(Outbox.not_before).is_(None), col(Outbox.not_before) <= now)
    )
    return bool(unit.session.exec(waiting).one())


def _next_due(unit: Unit, now: datetime) -> datetime | None:
    dues = (appointments.next_due(unit), outbox.next_due(unit))
    return min((due for due in dues if due is not None and due > now), default=None)
