"""A golden round is played: several people in memory, with the whole bot behind them and nothing kept."""

from __future__ import annotations

import random
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import Works, assemble
from bot.channel import Screen
from bot.console.founding import found
from bot.console.hand import Hand, next_due
from bot.console.lines import act_of
from bot.console.phones import NAME, Phones
from bot.keeping import keep
from bot.screens.reader import Facts
from flows.golden_round import BEGINS, TYPED, Beat, GoldenRound, Partaker, Read
from flows.model import Flow
from flows.shelf import Shelf
from process.acts import rounds as round_acts
from process.calendar import dutch_calendar
from process.case import House, Work
from process.incoming import Act, Incoming, Words
from process.rules.suppression import Promise
from reports.values import Document, Format
from reports.worker import Studio
from storage.queries import meetings
from storage.store import Store
from texts.catalogue import Catalogue

_ZONE = ZoneInfo("Europe/Amsterdam")
_PARTNERSHIP = ("Thuis in Oost", "de huurders")
_A_TOUCH = timedelta(seconds=5)
_FACTS = Facts("de gemeente", "privacy@oost.example", "112", "https://t.me/vinkje?start=", Promise())


class Lost(Exception):  # noqa: N818 - it reads as what happened
    """Somebody was to tap what does not stand on their phone: what was looked for, and what stands there."""


class _NoStudio(Studio):
    """A picture is in a golden round by what it says in words; drawing it would only take time."""

    async def draw(self, document: Document, format: Format) -> bytes:
        return b""


async def play_round(golden: GoldenRound, flow: Flow) -> GoldenRound:
    """The round as it goes with this flow: the same people and acts, with what each reads now.

    Raises Lost when a button is not there, or the flow asks nothing of these people.
    """
    with tempfile.TemporaryDirectory(prefix="vinkje-round-") as folder:
        async with _opened(golden, flow, Path(folder)) as play:
            opening = tuple(_gathered(play.phones.arrived, golden.people))
            beats = [replace(beat, reads=await play.does(beat, golden.people)) for beat in golden.beats]
    return replace(golden, opening=opening, beats=tuple(beats))


@dataclass
class _Play:
    """A round on its way."""

    clock: Hand
    works: Works
    phones: Phones

    async def does(self, beat: Beat, people: Sequence[Partaker]) -> tuple[Read, ...]:
        """Play one step; what then came on whose phone."""
        self.phones.arrived.clear()
        if beat.until is not None:
            await self._passes_until(beat.until.replace(tzinfo=_ZONE))
            return tuple(_gathered(self.phones.arrived, people))
        toasts: list[str] = []
        shown: list[tuple[str, Screen]] = []
        for value in beat.values:
            shown = [each for each in shown if each[0] != beat.who]
            toasts += await self._acts(beat.who, value.removeprefix(TYPED), typed=value.startswith(TYPED))
            shown += self.phones.arrived
            self.phones.arrived.clear()
        return (*(Read((beat.who,), f"({toast})") for toast in toasts), *_gathered(shown, people))

    async def _acts(self, who: str, value: str, *, typed: bool) -> list[str]:
        """Tap or type; what stood on the button itself afterwards, if anything."""
        self.clock.put(self.clock.now() + _A_TOUCH)
        phone, ref = self.phones.phone(who), self.phones.next_ref()
        act: Act | None = _typed(value, ref) if typed else phone.tap_on(value)
        if act is None:
            stands = _words(list(phone.screens.values())[-1]) if phone.screens else "nothing yet"
            raise Lost(f"{who} looks for [{value}], and sees: {stands}")
        handled = await self.works.receiver.receive(
            Incoming(NAME, who, ref, self.clock.now(), act, "nl", who)
        )
        await self.settles()
        return [handled.toast] if handled.toast else []

    async def _passes_until(self, end: datetime) -> None:
        while (due := await self.works.store.run(next_due, name="next due")) is not None and due <= end:
            self.clock.put(max(due, self.clock.now() + timedelta(milliseconds=1)))
            await self.settles()
        self.clock.put(end)
        await self.settles()

    async def settles(self) -> None:
        await self.works.ticker.tick()
        await self.works.delivery.drain()


@asynccontextmanager
async def _opened(golden: GoldenRound, flow: Flow, folder: Path) -> AsyncIterator[_Play]:
    clock = Hand(BEGINS.replace(tzinfo=_ZONE).astimezone(UTC), random.Random(1))  # noqa: S311 - no secret
    store = Store.open(f"sqlite:///{folder}/round.db", None, clock=clock, unencrypted=True)
    house = House(Shelf({flow.id: flow}), dutch_calendar([2026, 2027, 2028]))
    phones = Phones(clock)
    try:
        async with _NoStudio() as studio:
            works = assemble(store, {NAME: phones}, house, Catalogue.ours(), _FACTS, studio, clock)
            moment = clock.moment()
            await store.run(lambda unit: _begin(Work(unit, moment, house), golden, flow), name="open")
            play = _Play(clock, works, phones)
            await play.settles()
            yield play
            await works.receiver.stop()
    finally:
        store.close()


def _begin(work: Work, golden: GoldenRound, flow: Flow) -> None:
    partnership = found(work, NAME, _PARTNERSHIP, flow.id, golden.people)
    if golden.meets is not None:
        at = golden.meets.replace(tzinfo=_ZONE).astimezone(UTC)
        meetings.plan(work.unit, partnership.id, at, work.now)
    if not golden.opens:
        return
    outcome = round_acts.open_round(work, partnership, flow, None)
    if outcome is None:
        raise Lost("nobody is asked anything: give people of two organisations whom the flow is for")
    keep(work.unit, outcome, work.now)


def _typed(value: str, ref: str) -> Act:
    return act_of(value, ref, {}) if value.startswith("/") else Words(value, ref)


def _gathered(shown: Iterable[tuple[str, Screen]], people: Iterable[Partaker]) -> Iterator[Read]:
    """What came, person by person; the same screen for several people stands once.

    They are served side by side, so whose came first means nothing.
    """
    order = [each.name for each in people]
    readers: dict[str, dict[str, None]] = {}
    for name, screen in sorted(shown, key=lambda each: order.index(each[0])):
        readers.setdefault(_words(screen), {})[name] = None
    yield from (Read(tuple(names), words) for words, names in readers.items())


def _words(screen: Screen) -> str:
    paragraphs = (
        "".join(_marked(span.text, strong=span.strong) for span in rich) for rich in screen.paragraphs
    )
    picture = [f"📎 {screen.attachment.alt}"] if screen.attachment is not None else []
    rows = [" ".join(f"[{choice.label}]" for choice in row) for row in screen.rows]
    return "\n".join([*paragraphs, *picture, *rows])


def _marked(text: str, *, strong: bool) -> str:
    return f"**{text}**" if strong else text
