"""What happened, kept as it was on the screens: every message with its bold words, buttons and picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from simulator.entities import FormattedText
from simulator.messages import Message
from simulator.transcript import Deed, Event
from simulator.uploads import StoredFile

BY_BOT = frozenset({Deed.SENT, Deed.EDITED, Deed.DELETED, Deed.ANSWERED})


@dataclass(frozen=True)
class Run:
    """A stretch of text in one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Entry:
    """One event on the screen of one person; `file` is the name under which what came along is kept."""

    event: Event
    runs: tuple[Run, ...]
    file: str | None = None

    @property
    def by_bot(self) -> bool:
        """Whether the bot did it."""
        return self.event.deed in BY_BOT


class Recording:
    """Hears every event; keeps it, and what was sent along as a file in `folder`.

    An edit that only takes buttons away is nothing that people read, and is left out.
    """

    def __init__(self, folder: Path) -> None:
        self.entries: list[Entry] = []
        self._folder = folder
        self._texts: dict[int, str] = {}
        self._names: dict[str, str] = {}

    def hears(self, event: Event, message: Message | None) -> Entry | None:
        """Keep an event and the message that it is about; None when there is nothing to read in it."""
        if event.message_id is not None:
            before, self._texts[event.message_id] = self._texts.get(event.message_id), event.text
            if event.deed is Deed.EDITED and before == event.text and not event.buttons:
                return None
        if event.deed is Deed.ANSWERED and not event.text:
            return None
        body = message.body if message is not None else FormattedText(event.text)
        entry = Entry(event, runs(body), self._kept(message))
        self.entries.append(entry)
        return entry

    def of(self, name: str) -> list[Entry]:
        """Everything on the screen of this person."""
        return [entry for entry in self.entries if entry.event.chat == name]

    def _kept(self, message: Message | None) -> str | None:
        """The same file, sent to seven people, is kept once."""
        if message is None or message.attachment is None:
            return None
        file = message.attachment.file
        if file.unique_id not in self._names:
            self._names[file.unique_id] = self._write(file)
        return self._names[file.unique_id]

    def _write(self, file: StoredFile) -> str:
        self._folder.mkdir(parents=True, exist_ok=True)
        name = f"{len(self._names) + 1:02}-{file.name}"
        (self._folder / name).write_bytes(file.data)
        return name


def runs(body: FormattedText) -> tuple[Run, ...]:
    """The text in stretches of one weight; Telegram counts in UTF-16 units."""
    units = body.text.encode("utf-16-le")
    bolds = sorted((2 * e.offset, 2 * (e.offset + e.length)) for e in body.entities if e.kind == "bold")
    found: list[Run] = []
    at = 0
    for start, end in bolds:
        found += [Run(units[at:start].decode("utf-16-le")), Run(units[start:end].decode("utf-16-le"), True)]
        at = end
    found.append(Run(units[at:].decode("utf-16-le")))
    return tuple(run for run in found if run.text)
