"""What stands on a phone: one message, as its reader sees it and as the bot meant it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.channel import Choice, Screen
from process.incoming import Argument, Press
from process.message import Hand, Message, Notice, Quoted, Show
from process.outcome import Urgency

_FORM = ("f", "fquit")
"""The acts under a page of a form."""


@dataclass(frozen=True)
class Letter:
    """A message that was delivered at `at` (UTC); `ref` names it on the phone."""

    at: datetime
    ref: str
    message: Message
    urgency: Urgency
    screen: Screen

    @property
    def key(self) -> str:
        """What it is: the key of a notice ("round.reminder"), else its kind and part ("show.result")."""
        match self.message:
            case Notice(key=key) | Quoted(key=key):
                return key
            case Show(part=part):
                return f"show.{part}"
            case Hand(document=document):
                return f"hand.{document}"
            case _:
                return type(self.message).__name__.lower()

    def is_one_of(self, beginnings: Mapping[str, tuple[str, ...]]) -> bool:
        """Whether its key is of one of these subjects, and begins so behind the dot."""
        subject, _, name = self.key.partition(".")
        return any(name.startswith(each) for each in beginnings.get(subject, ()))

    @property
    def is_answer(self) -> bool:
        """Whether it answers something that its reader did just before."""
        return self.urgency is Urgency.REPLY

    @property
    def is_form(self) -> bool:
        """Whether it is a page of a form that is being filled in."""
        return any(each.press.act in _FORM for each in self.choices)

    @property
    def choices(self) -> Iterator[Choice]:
        """All buttons, from the top."""
        return (choice for row in self.screen.rows for choice in row)

    def has(self, press: Press | None) -> bool:
        """Whether exactly this can be tapped."""
        return any(choice.press == press for choice in self.choices)

    def button(self, act: str, *args: Argument) -> Press | None:
        """The first button that does this act, with these last arguments."""
        for choice in self.choices:
            press = choice.press
            if press.act == act and press.args[len(press.args) - len(args) :] == args:
                return press
        return None
