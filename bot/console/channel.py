"""A terminal as a `Channel`: one person, typed lines in, printed lines out.

It serves `vinkje flows try`, and shows that nothing behind the channel depends on Telegram.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from itertools import count
from pathlib import Path

from bot.channel import (
    Attachment,
    Parcel,
    Reason,
    Receipt,
    Receive,
    Refused,
    Screen,
    Sent,
    Verdict,
)
from bot.console.at_hand import AtHand
from bot.console.lines import act_of, lines
from process.incoming import Incoming, Press, Tap
from process.moment import Clock

NAME = "console"


class ConsoleChannel(AtHand):
    """Talks with one person at `address`.

    `typed` gives the lines that the person types and ends when they leave; `show` prints one line;
    attachments are put in `folder`, which is made when the first one comes.
    """

    name = NAME

    def __init__(
        self,
        typed: AsyncIterator[str],
        show: Callable[[str], None],
        folder: Path,
        clock: Clock,
        *,
        address: str = "console",
        language: str | None = None,
    ) -> None:
        super().__init__(clock)
        self._typed = typed
        self._show = show
        self._folder = folder
        self._address = address
        self._language = language
        self._refs = count(1)
        self._numbers = count(1)
        self._buttons: dict[int, tuple[str, Press | None]] = {}

    async def listen(self, receive: Receive) -> None:
        """Hand over every line until there are no more. A line that is to be offered again waits a moment."""
        start = int(self._clock.now().timestamp() * 1000)
        async for line in self._typed:
            if not line.strip():
                continue
            ref = str(next(self._refs))
            act = act_of(line, ref, self._buttons)
            incoming = Incoming(NAME, self._address, f"{start}:{ref}", self._clock.now(), act, self._language)
            handled = await receive(incoming)
            if handled.verdict is Verdict.RETRY:
                self._show("(niet opgeslagen, probeer het zo nog eens / not stored, please try again)")
            elif handled.toast and isinstance(act, Tap):
                self._show(f"({handled.toast})")

    async def send(self, parcel: Parcel) -> Receipt:
        """Print the screen. A changed message is printed again; buttons that are taken away do nothing."""
        if parcel.address != self._address:
            return Refused(Reason.GONE, "only one person sits at this console")
        if not parcel.screen.text.strip() and parcel.screen.attachment is None:
            return Refused(Reason.MALFORMED, "a screen without words or attachment")
        ref = parcel.edit or str(next(self._refs))
        self._retire({ref, parcel.retire})
        file = await self._keep(parcel.screen.attachment, ref)
        for line in lines(parcel.screen, self._number(parcel.screen, ref), file):
            self._show(line)
        return Sent(ref)

    def _retire(self, refs: set[str | None]) -> None:
        for number, (ref, _) in self._buttons.items():
            if ref in refs:
                self._buttons[number] = (ref, None)

    def _number(self, screen: Screen, ref: str) -> int:
        """Give each button a number of its own, so that an older one can still be tapped."""
        presses = [choice.press for row in screen.rows for choice in row]
        numbers = [next(self._numbers) for _ in presses]
        self._buttons.update({n: (ref, press) for n, press in zip(numbers, presses, strict=True)})
        return numbers[0] if numbers else 0

    async def _keep(self, attachment: Attachment | None, ref: str) -> str | None:
        """Write the attachment beside the others; its path, for the person to open."""
        if attachment is None:
            return None
        path = self._folder / f"{ref}-{Path(attachment.name).name}"
        await asyncio.to_thread(_write, path, attachment.content)
        return str(path)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
