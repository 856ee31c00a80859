"""Phones in memory as a `Channel`: several people by name, each with their screens before them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.channel import Parcel, Receipt, Receive, Screen, Sent, Stands
from bot.console.at_hand import AtHand
from process.incoming import Tap
from process.moment import Clock

NAME = "company"


@dataclass
class Phone:
    """What somebody has before them: screens by reference, as they are now, the newest last."""

    screens: dict[str, Screen] = field(default_factory=dict)

    def tap_on(self, label: str) -> Tap | None:
        """A tap on the newest button whose label begins so."""
        for ref, screen in reversed(self.screens.items()):
            for choice in (choice for row in screen.rows for choice in row):
                if choice.label.startswith(label):
                    return Tap(choice.press, ref, "tap")
        return None


class Phones(AtHand):
    """The channel. `arrived` gathers what was shown to whom, until it is taken."""

    name = NAME

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._count = 0
        self.phones: dict[str, Phone] = {}
        self.arrived: list[tuple[str, Screen]] = []

    def phone(self, owner: str) -> Phone:
        """The phone of this person; the same one for the same name."""
        return self.phones.setdefault(owner, Phone())

    def next_ref(self) -> str:
        """A name for a message or an event."""
        self._count += 1
        return str(self._count)

    async def listen(self, receive: Receive) -> None:
        """Nobody acts by themselves here."""

    async def send(self, parcel: Parcel) -> Receipt:
        """Show the screen, in the place of an older one when it changes that."""
        screens = self.phone(parcel.address).screens
        for gone in filter(None, (parcel.remove, parcel.retire)):
            if gone in screens:
                screens[gone] = replace(screens[gone], rows=())
        standing = parcel.edit if parcel.edit in screens else None
        if parcel.screen.corrects and standing is None:
            return Stands(parcel.edit or "")
        ref = standing or self.next_ref()
        screens.pop(ref, None)  # it is the newest again
        screens[ref] = parcel.screen
        self.arrived.append((parcel.address, parcel.screen))
        return Sent(ref)
