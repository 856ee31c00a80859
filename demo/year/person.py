"""Somebody with a phone: what they do by themselves, step by step, reading what comes back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from demo.year.habits import SILENT
from demo.year.letters import Letter
from demo.year.phones import Phone
from demo.year.reacting import Mood
from process.incoming import Act, Argument, Command, Press, Tap, Words
from process.message import Hand

_MOST_PAGES = 30

Does = Callable[["Person", Act], Awaitable[list[Letter]]]


class CouldNot(Exception):  # noqa: N818 - it reads as what happened
    """Somebody looked for a way to do what they wanted, and it was not there: what they saw instead."""


@dataclass
class Person:
    """`reads` is the newest answer on the phone. On leave and from `silent_from` on they do nothing.

    `slot` is the part of the day that they chose.
    """

    name: str
    phone: Phone
    mood: Mood
    does: Does
    reads: Letter | None = None
    seen: list[Letter] = field(default_factory=list)
    acted: list[datetime] = field(default_factory=list)
    leaves: list[tuple[date, date]] = field(default_factory=list)
    silent_from: datetime | None = None
    texts: int = 0
    slot: str = ""

    def falls_silent(self, now: datetime) -> None:
        """From now on they look at nothing any more."""
        self.silent_from = now
        self.mood.habits = SILENT

    def is_away(self, day: date) -> bool:
        """Whether they are on leave that day."""
        return any(first <= day <= last for first, last in self.leaves)

    async def commands(self, name: str, payload: str = "") -> list[Letter]:
        """Type a command, or open a link (`start`)."""
        return await self._do(Command(name, payload))

    async def types(self, text: str) -> list[Letter]:
        """Send a message."""
        self.texts += 1
        return await self._do(Words(text, f"own {self.texts}"))

    async def taps(self, act: str, *args: Argument) -> list[Letter]:
        """Tap the newest button that does this. Raises CouldNot when there is none."""
        for letter in reversed(self.phone.letters.values()):
            press = letter.button(act, *args)
            if press is not None:
                return await self.tap(press, letter.ref)
        acts = [f"{each.label} ({each.press.act})" for each in self.reads.choices] if self.reads else []
        seen = f"“{self.reads.screen.text}” with {', '.join(acts)}" if self.reads else "nothing yet"
        raise CouldNot(f"{self.name} looks for a button that does {act} {args}, and sees {seen}")

    async def tap(self, press: Press, ref: str) -> list[Letter]:
        """Tap this button under this message."""
        return await self._do(Tap(press, ref, "tap"))

    async def fills(self, pages: Mapping[str, str]) -> None:
        """Fill in a form to its end: by page what is typed, or after `=` which option is tapped.

        On a page that is not named the first option is tapped.
        """
        for _ in range(_MOST_PAGES):
            if self.reads is None or not self.reads.is_form:
                return
            entry = pages.get(self.reads.key)
            if entry is not None and not entry.startswith("="):
                await self.types(entry)
            else:
                await self.taps("f", *([entry.removeprefix("=")] if entry else []))
        raise CouldNot(f"{self.name} never comes to the end of the form at {self.reads and self.reads.key}")

    def link_to(self, organisation: str) -> str:
        """The token of the newest invitation on this phone for an organisation. Raises CouldNot."""
        for letter in reversed(self.phone.letters.values()):
            message = letter.message
            if isinstance(message, Hand) and message.secret and organisation in letter.screen.text:
                return message.secret
        raise CouldNot(f"{self.name} has no link for {organisation}")

    async def _do(self, act: Act) -> list[Letter]:
        answers = await self.does(self, act)
        if answers:
            self.reads = answers[-1]
        return answers
