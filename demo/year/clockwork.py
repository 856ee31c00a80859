"""Time goes from one thing that is due to the next: an appointment, a message, somebody who looks."""

from __future__ import annotations

import asyncio
import heapq
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from bot.app import Works, assemble
from bot.channel import Screen
from bot.console.hand import Hand, next_due
from bot.delivery import Delivery
from bot.screens.compose import Composer
from bot.screens.reader import Facts
from demo.year.drawing import Easel
from demo.year.habits import Habits
from demo.year.letters import Letter
from demo.year.person import CouldNot, Person
from demo.year.phones import NAME, Phones
from demo.year.reacting import NEXT_TOUCH, Mood
from flows.shelf import Shelf
from process.acts.invite import invite_coordinator
from process.calendar import dutch_calendar, school_holidays
from process.case import House
from process.incoming import Act, Tap, Words
from process.moment import Clock
from process.rules.suppression import Promise
from storage.outbox import Claimed
from storage.store import Store
from texts.catalogue import Catalogue

_SOON = timedelta(minutes=1)
"""So much later than the second the bot may look at its clock here: a minute in a year."""
_FACTS = Facts("de gemeente Oost", "privacy@oost.example", "112", "https://t.me/vinkje?start=", Promise())

Deed = Callable[[], Awaitable[None]]


class AtOnce:
    """Nobody waits for a turn: no seconds pass in this year but its own."""

    async def turn(self) -> None:
        """Go."""


class Complaints(logging.Handler):
    """Every error that the bot logs."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        self.said.append(record.getMessage())


@dataclass
class Year:
    """The bot, everybody with a phone, and what will happen when. `acts` counts what people did."""

    clock: Hand
    works: Works
    phones: Phones
    house: House
    easel: Easel
    seed: int
    complaints: Complaints
    people: dict[str, Person] = field(default_factory=dict)
    could_not: list[str] = field(default_factory=list)
    acts: int = 0
    _agenda: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    _order: count[int] = field(default_factory=count)
    _due: datetime | None = None

    @property
    def now(self) -> datetime:
        """The instant (UTC)."""
        return self.clock.now()

    @property
    def store(self) -> Store:
        """The database under the bot."""
        return self.works.store

    def person(self, name: str, habits: Habits) -> Person:
        """Somebody; the same one for the same name, with the habits of the first time."""
        if name not in self.people:
            chance = random.Random(f"{self.seed} {name}")  # noqa: S311 - a seed, no secret
            self.people[name] = Person(name, self.phones.phone(name), Mood(habits, chance), self._does)
        return self.people[name]

    def plan(self, at: datetime, deed: Deed) -> None:
        """`deed` is done at an instant."""
        heapq.heappush(self._agenda, (at.astimezone(UTC), next(self._order), deed))

    async def coordinator_token(self) -> str:
        """What `vinkje invite coordinator` prints behind the link."""
        moment = self.clock.moment()
        return await self.store.run(lambda unit: invite_coordinator(unit, moment), name="invite")

    async def until(self, end: datetime) -> None:
        """Let time pass until an instant."""
        while True:
            at = await self._next()
            if at is None or at > end:
                break
            self.clock.put(at)
            if self._due is None or self._due <= self.now:
                await self._keeps_what_is_due()
            while self._agenda and self._agenda[0][0] <= self.now:
                await self._do(heapq.heappop(self._agenda)[2])
        self.clock.put(end)
        await self._keeps_what_is_due()

    async def _do(self, deed: Deed) -> None:
        try:
            await deed()
        except CouldNot as error:
            self.could_not.append(f"{self.now:%Y-%m-%d} {error}")

    async def _next(self) -> datetime | None:
        """The next instant at which something happens."""
        first = self._agenda[0][0] if self._agenda else None
        if first is None or first > self.now + _SOON or self._due is None or self._due <= self.now:
            self._due = await self.store.run(next_due, name="next due")
        return min((at for at in (first, self._due) if at is not None), default=None)

    async def _keeps_what_is_due(self) -> None:
        await self.works.ticker.tick()
        await self._delivers()
        self._due = None
        for letter, person in self._arrived():
            self._plan_answer(person, letter)

    async def _delivers(self) -> None:
        await self.works.delivery.drain()
        await self.works.listing.settled()

    async def _does(self, person: Person, act: Act) -> list[Letter]:
        """Somebody does something; what comes back to them at once. What others get is planned for."""
        self.acts += 1
        self.clock.put(self.now + NEXT_TOUCH)
        person.acted.append(self.now)
        await self.phones.does(person.phone, act)
        await self._delivers()
        mine = []
        for letter, reader in self._arrived():
            if reader is person and letter.is_answer:
                mine.append(letter)
            else:
                self._plan_answer(reader, letter)
        return mine

    def _arrived(self) -> list[tuple[Letter, Person]]:
        arrived, self.phones.arrived[:] = list(self.phones.arrived), []
        found = []
        for phone, letter in arrived:
            person = self.people[phone.owner]
            person.seen.append(letter)
            found.append((letter, person))
        return found

    def _plan_answer(self, person: Person, letter: Letter) -> None:
        """They look at it when they come to it, and may do something then."""
        if person.silent_from is not None:
            return
        touch = person.mood.answer_to(letter)
        if touch is None:
            return
        at = touch.at
        while person.is_away(at.date()):
            at += timedelta(days=1)
        self.plan(at, lambda: self._touches(person, letter, touch.act))

    async def _touches(self, person: Person, letter: Letter, act: Act) -> None:
        """Only what still stands there can be tapped."""
        standing = person.phone.letters.get(letter.ref)
        if isinstance(act, Tap) and (standing is None or not standing.has(act.press)):
            return
        if isinstance(act, Words) and standing is not letter:
            return
        for answer in await self._does(person, act):
            self._plan_answer(person, answer)


@asynccontextmanager
async def opened(folder: Path, begins: datetime, seed: int, drawn: str | None) -> AsyncIterator[Year]:
    """A year with nobody in it yet; the database lies in `folder`. Of partnership `drawn` all is drawn."""
    clock = Hand(begins, random.Random(seed))  # noqa: S311 - a seed, no secret
    house = House(
        Shelf.read(), dutch_calendar(range(begins.year - 1, begins.year + 4)), school=school_holidays()
    )
    complaints = Complaints()
    logging.getLogger().addHandler(complaints)
    store = Store.open(f"sqlite:///{folder}/year.db", bytes(32), clock=clock)
    try:
        async with Easel(drawn) as easel:
            phones = Phones(clock)
            works = _works(store, phones, house, easel, clock)
            listening = asyncio.create_task(phones.listen(works.receiver.receive))
            try:
                yield Year(clock, works, phones, house, easel, seed, complaints)
            finally:
                listening.cancel()
                with suppress(asyncio.CancelledError):
                    await listening
                await works.receiver.stop()
    finally:
        store.close()
        logging.getLogger().removeHandler(complaints)


def _works(store: Store, phones: Phones, house: House, easel: Easel, clock: Clock) -> Works:
    """As the bot is put together, with a delivery that waits for nobody and says what it sends."""
    catalogue = Catalogue.ours()
    works = assemble(store, {NAME: phones}, house, catalogue, _FACTS, easel, clock)
    composer = Composer(store, catalogue, house.shelf, _FACTS, easel, clock)

    async def composed(claimed: Claimed) -> Screen | None:
        phones.expects(claimed)
        return await composer.compose(claimed)

    return replace(
        works,
        delivery=Delivery(store, {NAME: phones}, composed, clock, pace=AtOnce(), budget=house.attention),
    )
