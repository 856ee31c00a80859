"""The conversation as it happens, for a terminal: whose phone it is stands in the margin."""

from __future__ import annotations

import os
import shutil
import textwrap
from collections.abc import Callable, Sequence
from datetime import date
from typing import TextIO
from zoneinfo import ZoneInfo

from demo.recording import Entry
from simulator.transcript import Deed, Event

ZONE = ZoneInfo("Europe/Amsterdam")
_PALETTE = ("36", "33", "35", "32", "34", "96", "95")
_MARGIN = 17
_WIDEST = 100
_MARKS = {Deed.EDITED: "✎ ", Deed.CORRECTED: "✎ ", Deed.DELETED: "✗ ", Deed.ANSWERED: "› "}


def colours(out: TextIO) -> bool:
    """Whether to write in colour: only to a terminal, and not when NO_COLOR is set."""
    return out.isatty() and not os.environ.get("NO_COLOR")


class Printer:
    """Writes entries to `out`, a heading for every scene and every new day."""

    def __init__(self, out: TextIO, names: Sequence[str], *, in_colour: bool) -> None:
        self._out = out
        self._paint: dict[str, Callable[[str], str]] = {
            name: _painter(_PALETTE[at % len(_PALETTE)] if in_colour else "") for at, name in enumerate(names)
        }
        self._bold = _painter("1" if in_colour else "")
        self._dim = _painter("2" if in_colour else "")
        self._width = min(_WIDEST, max(60, shutil.get_terminal_size((_WIDEST, 24)).columns))
        self._day: date | None = None
        self._before: Event | None = None

    def scene(self, title: str) -> None:
        """What happens next."""
        self._line("")
        self._line(self._bold(f"━━ {title} ".ljust(self._width, "━")))
        self._day = None

    def remark(self, text: str) -> None:
        """Something that no phone shows: a bot that is killed, a file that was written."""
        self._line(self._dim(f"{'':{_MARGIN}}∙ {text}"))

    def show(self, entry: Entry) -> None:
        """One thing that a person or the bot did."""
        event = entry.event
        at = event.at.astimezone(ZONE)
        if at.date() != self._day:
            self._day = at.date()
            self._line(self._dim(f"── {at:%A %d %B %Y} ".ljust(self._width, "─")))
        lines = ["(reads the same)"] if self._is_copy(event) else self._lines(entry)
        self._before = event
        paint = self._paint.get(event.chat, str)
        name = event.chat.split()[0]
        head = f"{at:%H:%M} {name:<9}"
        side = "┃" if entry.by_bot else "│"
        for number, line in enumerate(lines):
            self._line(paint(f"{head if number == 0 else '':{_MARGIN - 2}}{side} ") + line)

    def _is_copy(self, event: Event) -> bool:
        """The same words to the next person."""
        before = self._before
        return (
            before is not None
            and event.deed is Deed.SENT is before.deed
            and event.chat != before.chat
            and (event.text, event.buttons) == (before.text, before.buttons)
        )

    def _lines(self, entry: Entry) -> list[str]:
        event = entry.event
        if event.deed is Deed.TAPPED:
            return [self._bold(f"▸ taps [{event.text}]")]
        if event.deed is Deed.SAID:
            return [self._bold(line) for line in self._wrapped(f"▸ {event.text}")]
        text = "".join(run.text for run in entry.runs)
        lines = self._wrapped(_MARKS.get(event.deed, "") + text) if text else []
        if entry.file is not None:
            lines.append(f"📎 {entry.file}")
        if event.buttons:
            rows = [" ".join(f"[{label}]" for label in row) for row in event.buttons]
            lines += [self._dim(line) for line in self._wrapped("   ".join(rows))]
        return lines or [""]

    def _wrapped(self, text: str) -> list[str]:
        """Without empty lines: a terminal is higher than it is wide."""
        room = self._width - _MARGIN
        return [part for line in text.splitlines() if line for part in textwrap.wrap(line, room)]

    def _line(self, line: str) -> None:
        print(line, file=self._out, flush=True)


def _painter(code: str) -> Callable[[str], str]:
    return (lambda text: f"\x1b[{code}m{text}\x1b[0m") if code else str
