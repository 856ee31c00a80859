"""A channel in memory: everybody has a phone, the bot's messages stand on it, and what people do comes in."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from bot.channel import Handled, Parcel, Reason, Receipt, Receive, Refused, Sent, Stands
from bot.console.at_hand import AtHand
from demo.year.letters import Letter
from process.incoming import Act, Back, Gone, Incoming
from process.moment import Clock
from storage.outbox import Claimed

NAME = "phones"


@dataclass
class Phone:
    """What its owner has before them: messages by reference, as they are now."""

    owner: str
    letters: dict[str, Letter] = field(default_factory=dict)
    toasts: list[str] = field(default_factory=list)
    blocked: bool = False
    acted_at: datetime | None = None


class Phones(AtHand):
    """The channel. `arrived` gathers every letter that was shown, until somebody takes them."""

    name = NAME

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._listener: asyncio.Future[Receive] = asyncio.get_running_loop().create_future()
        self._coming: dict[str, Claimed] = {}
        self._refs = 0
        self._keys = 0
        self.phones: dict[str, Phone] = {}
        self.arrived: list[tuple[Phone, Letter]] = []

    def phone(self, owner: str) -> Phone:
        """The phone of this person; the same one for the same name."""
        return self.phones.setdefault(owner, Phone(owner))

    def expects(self, claimed: Claimed) -> None:
        """What comes next to this address is the screen of this message of the outbox."""
        self._coming[claimed.address] = claimed

    async def does(self, phone: Phone, act: Act) -> Handled:
        """The owner does something, once the bot listens. What it could not handle is in its log."""
        receive = await self._listener
        self._keys += 1
        now = self._clock.now()
        if isinstance(act, Gone | Back):
            phone.blocked = isinstance(act, Gone)
        phone.acted_at = now
        handled = await receive(Incoming(NAME, phone.owner, str(self._keys), now, act, "nl", phone.owner))
        if handled.toast:
            phone.toasts.append(handled.toast)
        return handled

    async def listen(self, receive: Receive) -> None:
        """Take what people do until cancelled."""
        self._listener.set_result(receive)
        await asyncio.Event().wait()

    async def send(self, parcel: Parcel) -> Receipt:
        """Show the screen at once, in the place of an older message when it changes one."""
        phone = self.phone(parcel.address)
        claimed = self._coming.pop(parcel.address)
        if phone.blocked:
            return Refused(Reason.BLOCKED, "this person wants no messages")
        for gone in filter(None, (parcel.remove, parcel.retire)):
            phone.letters.pop(gone, None)
        standing = parcel.edit if parcel.edit in phone.letters else None
        if parcel.screen.corrects and standing is None:
            return Stands(parcel.edit or "")
        self._refs += 1
        ref = standing or str(self._refs)
        letter = Letter(self._clock.now(), ref, claimed.message, claimed.urgency, parcel.screen)
        phone.letters[ref] = letter
        self.arrived.append((phone, letter))
        return Sent(ref)
