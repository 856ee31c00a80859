"""The desk's counter: people talk with the desk, the outbox is delivered at once, nothing else runs.

`await carla.taps("Ik doe mee")` presses the newest button with that label; `carla.reads` is the newest
message that she has, `carla.chat` all of them as they stand now.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from bot import keeping
from bot.channel import Choice, Screen
from bot.screens.compose import draft_of
from bot.screens.reader import Facts, Reader
from flows.shelf import Shelf
from process import desk, due
from process.acts.invite import invite_coordinator
from process.calendar import dutch_calendar
from process.case import House
from process.incoming import (
    Act,
    Back,
    Command,
    Edited,
    Gone,
    Grouped,
    GroupNews,
    Incoming,
    Kind,
    Other,
    Tap,
    Words,
)
from process.message import Hand, Message
from process.outcome import Outcome
from process.rules.suppression import Promise
from storage import appointments, outbox
from storage.queries import people
from storage.store import Store
from storage.unit import Unit
from tests import played
from tests.clock import ManualClock
from texts.catalogue import Catalogue

T = TypeVar("T")
LINK = "https://t.me/vinkje_bot?start="
FACTS = Facts(
    "de gemeente Oost", "privacy@oost.example", "112", LINK, Promise(),
    chat="https://t.me/vinkje_bot", group_link="https://t.me/vinkje_bot?startgroup=",
)  # fmt: skip
SECOND = timedelta(seconds=1)


@cache
def house() -> House:
    """The flows of the library and the calendar, read once."""
    return House(Shelf.read(), dutch_calendar(range(2025, 2030)))


@cache
def catalogue() -> Catalogue:
    """All texts, read once."""
    return Catalogue.ours()


@dataclass
class Bubble:
    """A message as it stands on a phone."""

    ref: str
    meant: Message
    screen: Screen

    @property
    def labels(self) -> list[str]:
        """What its buttons say."""
        return [choice.label for row in self.screen.rows for choice in row]


@dataclass
class Counter:
    """The desk with its store and clock, and everybody who talks with it."""

    store: Store
    clock: ManualClock
    guests: dict[str, Guest] = field(default_factory=dict)
    keys: int = 0
    home: House = field(default_factory=house)

    def guest(self, name: str, language: str | None = "nl") -> Guest:
        """Somebody with a phone; the same one for the same name."""
        return self.guests.setdefault(name, Guest(self, name, language))

    async def begins(self, key: Hashable, play: Callable[[], Awaitable[object]]) -> None:
        """Play a beginning that others share; only while nothing has happened here. See `tests.played`."""
        await played.played(key, self, self.store, self.clock, play, self.home)

    def kept(self) -> Any:
        """What stands on the phones; what was shown never changes, only which of it stands there."""
        guests = [(each.name, each.language, tuple(each.chat)) for each in self.guests.values()]
        return (self.keys, guests)

    def take_up(self, kept: Any) -> None:
        """The same guests, with the same messages on their phones."""
        self.keys, guests = kept
        for name, language, chat in guests:
            self.guest(name, language).chat[:] = chat

    async def run(self, work: Callable[[Unit], T]) -> T:
        """Look or do something in a unit."""
        return await self.store.run(work, name="test")

    async def coordinator_token(self) -> str:
        """What the operator hands to whoever makes a partnership."""
        moment = self.clock.moment()
        return await self.run(lambda unit: invite_coordinator(unit, moment))

    async def attend(self, guest: Guest, act: Act, sent_at: datetime | None = None) -> Outcome:
        """Hand one act to the desk, keep what it leads to, and deliver what can go now."""
        self.keys += 1
        moment = self.clock.moment()
        incoming = Incoming(
            "counter", guest.name, str(self.keys), sent_at or moment.now, act, guest.language, guest.name
        )

        def work(unit: Unit) -> Outcome:
            outcome = desk.attend(unit, moment, self.home, incoming)
            keeping.keep(unit, outcome, moment.now)
            return outcome

        outcome = await self.store.run(work, name="desk")
        if guest.online:
            await self.deliver()
        return outcome

    async def deliver(self) -> None:
        """Deliver everything that may go now; whatever takes its time, the clock moves a second."""
        await self.store.run(self._deliver, name="delivery")
        self.clock.move(SECOND)

    def _deliver(self, unit: Unit) -> None:
        while claimed := outbox.claim(unit, self.clock.now(), 20):
            for each in claimed:
                self._show(unit, each)

    async def passes(self, time: timedelta) -> None:
        """Let time pass; appointments are kept and messages delivered on the way."""
        until = self.clock.now() + time
        while True:
            stops = [at for at in await self.run(_next) if at is not None and at <= until]
            if not stops:
                break
            self.clock.set(max(min(stops), self.clock.now()))
            await self.store.run(self._keep_one, name="clock")
            await self.deliver()
        self.clock.set(max(until, self.clock.now()))

    def _keep_one(self, unit: Unit) -> None:
        moment = self.clock.moment()
        appointment = appointments.claim_due(unit, moment.now)
        if appointment is not None:
            outcome = due.keep(unit, moment, self.home, appointment)
            appointments.done(unit, appointment, moment.now)
            keeping.keep(unit, outcome, moment.now)

    def _show(self, unit: Unit, claimed: outbox.Claimed) -> None:
        guest = self.guests[claimed.address]
        facts = replace(FACTS, promise=self.home.promise)
        person = people.person(unit, claimed.person_id)
        reader = Reader(unit, person, catalogue(), self.home.shelf, facts, self.clock.now())
        drafted = draft_of(reader, claimed.message)
        ref = claimed.edit or f"m{claimed.id}"
        if drafted is not None:
            guest.shows(Bubble(ref, claimed.message, drafted.screen), retire=claimed.retire)
        outbox.note(unit, claimed, outbox.Delivered(ref), self.clock.now())


def _next(unit: Unit) -> list[datetime | None]:
    return [appointments.next_due(unit), outbox.next_due(unit)]


@dataclass
class Guest:
    """Somebody who talks with the desk. While not `online` nothing reaches the phone."""

    counter: Counter
    name: str
    language: str | None
    online: bool = True
    chat: list[Bubble] = field(default_factory=list)
    toast: str | None = None

    def shows(self, bubble: Bubble, retire: str | None) -> None:
        """A message appears, or takes the place of one."""
        for index, each in enumerate(self.chat):
            if each.ref == retire:
                self.chat[index] = replace(each, screen=replace(each.screen, rows=()))
        for index, each in enumerate(self.chat):
            if each.ref == bubble.ref:
                self.chat[index] = bubble
                return
        self.chat.append(bubble)

    @property
    def reads(self) -> str:
        """The newest message in words."""
        return self.chat[-1].screen.text

    @property
    def labels(self) -> list[str]:
        """What the buttons of the newest message say."""
        return self.chat[-1].labels

    @property
    def cards(self) -> list[Bubble]:
        """The invitations in the chat, oldest first."""
        return [each for each in self.chat if isinstance(each.meant, Hand) and each.meant.secret]

    def link_for(self, words: str) -> str:
        """The token of the newest invitation that says this."""
        return next(
            each.screen.text.split(LINK)[1].split()[0]
            for each in reversed(self.cards)
            if words in each.screen.text
        )

    def read(self, words: str) -> bool:
        """Whether any message says this."""
        return any(words in each.screen.text for each in self.chat)

    async def types(self, text: str, *, sent_at: datetime | None = None, ref: str | None = None) -> Outcome:
        """Send a message."""
        self.counter.keys += 1
        return await self._does(Words(text, ref or f"w{self.counter.keys}"), sent_at)

    async def edits(self, ref: str, text: str) -> Outcome:
        """Change an earlier message."""
        return await self._does(Edited(text, ref))

    async def opens(self, token: str) -> Outcome:
        """Tap a link."""
        return await self._does(Command("start", token))

    async def commands(self, name: str) -> Outcome:
        """Send a command."""
        return await self._does(Command(name))

    async def sends(self, kind: Kind) -> Outcome:
        """Send something without text."""
        return await self._does(Other(kind, "o1"))

    async def blocks(self) -> Outcome:
        """Block the bot."""
        return await self._does(Gone())

    async def unblocks(self) -> Outcome:
        """Unblock the bot."""
        return await self._does(Back())

    async def adds_to_group(self, *, added: bool) -> Outcome:
        """The bot stands in a group."""
        return await self._does(Grouped(GroupNews.ADDED if added else GroupNews.REMOVED))

    async def taps(self, label: str) -> Outcome:
        """Press the newest button whose label starts like this."""
        bubble, choice = self.button(label)
        return await self.presses(bubble, choice)

    async def presses(self, bubble: Bubble, choice: Choice) -> Outcome:
        """Press a button that may be old by now."""
        return await self._does(Tap(choice.press, bubble.ref, "t"))

    def button(self, label: str) -> tuple[Bubble, Choice]:
        """The newest button whose label starts like this."""
        for bubble in reversed(self.chat):
            for row in bubble.screen.rows:
                for choice in row:
                    if choice.label.startswith(label):
                        return bubble, choice
        raise AssertionError(f"{self.name} sees no button {label!r}; the last message has {self.labels}")

    async def _does(self, act: Act, sent_at: datetime | None = None) -> Outcome:
        outcome = await self.counter.attend(self, act, sent_at)
        self.toast = outcome.toast
        return outcome
