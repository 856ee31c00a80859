"""`make pictures`: the pictures of the README, drawn from a conversation that has just been played.

They show what the bot really said, so that they stay true.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import typst

from demo.cast import CARLA, MONIEK
from demo.play import StoryBroke, play
from demo.printing import ZONE, Printer
from demo.recording import Entry, Recording
from simulator.transcript import Deed

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
_TEMPLATES = Path(__file__).parent / "templates"
_FONTS = ROOT / "reports" / "fonts"
_TEMPLATE = "conversation.typ"
_SHARPNESS = 144.0


@dataclass(frozen=True)
class Phone:
    """What one phone shows: some of what its owner read and did."""

    name: str
    entries: Sequence[Entry]


def conversation(recording: Recording) -> tuple[Phone, ...]:
    """Carla in the first round: the opening and a tick, the words under it, the check."""
    entries = recording.of(CARLA.name)
    opening = _first(entries, "Balanscheck")
    tick = _first(entries, "4 van 5")
    words = _first(entries, "Waar merk je dat aan?")
    check = _first(entries, "Zo zien de anderen het straks")
    return (
        Phone(CARLA.name, [entries[opening], *entries[tick : tick + 2]]),
        Phone(CARLA.name, [*entries[words : words + 2], entries[check]]),
    )


def digest(recording: Recording) -> tuple[Phone, ...]:
    """Moniek after the first round: the result with its picture, the sheet, the digest."""
    entries = recording.of(MONIEK.name)
    result, summary = _first(entries, "uitslag\n"), _first(entries, "Samenvatting voor jou")
    return (Phone(MONIEK.name, [entries[result]]), Phone(MONIEK.name, entries[result + 1 : summary + 1]))


def draw(phones: Sequence[Phone], files: Path) -> bytes:
    """A PNG of these phones; pictures that were sent along are read from `files`."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder)
        for each in _TEMPLATES.glob("*.typ"):
            shutil.copy(each, desk)
        for phone in phones:
            for entry in phone.entries:
                if _is_picture(entry):
                    shutil.copy(files / str(entry.file), desk)
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FONTS])
        data = json.dumps({"phones": [_wire(phone) for phone in phones]}, ensure_ascii=False)
        compiler = typst.Compiler(root=desk, font_paths=fonts, sys_inputs={"data": data})
        drawn = compiler.compile(desk / _TEMPLATE, format="png", ppi=_SHARPNESS)
    if not isinstance(drawn, bytes):
        raise TypeError(f"{_TEMPLATE} became more than one page")
    return drawn


def main() -> None:
    """Play the story quietly and draw; exit code 1 when the story breaks."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "demo"
        try:
            recording = asyncio.run(play(out, Printer(StringIO(), [], in_colour=False)))
        except StoryBroke as error:
            print(error, file=sys.stderr)
            sys.exit(1)
        PICTURES.mkdir(parents=True, exist_ok=True)
        for name, phones in (("conversation", conversation(recording)), ("digest", digest(recording))):
            place = PICTURES / f"{name}.png"
            place.write_bytes(draw(phones, out / "files"))
            print(os.path.relpath(place))


def _first(entries: Sequence[Entry], text: str) -> int:
    """Where a message from the bot with this text stands first. Raises LookupError."""
    for at, entry in enumerate(entries):
        if entry.by_bot and text in f"{entry.event.text}\n":
            return at
    raise LookupError(f"nothing with “{text}” was said; the pictures tell of it")


def _wire(phone: Phone) -> dict[str, Any]:
    items = [_item(entry) for entry in phone.entries]
    day = phone.entries[0].event.at.astimezone(ZONE)
    heading = {"side": "day", "runs": [{"text": f"{day.day}-{day.month}-{day.year}", "bold": False}]}
    return {"name": phone.name, "items": [heading, *items]}


def _item(entry: Entry) -> dict[str, Any]:
    side = "tap" if entry.event.deed is Deed.TAPPED else "bot" if entry.by_bot else "own"
    return {
        "side": side,
        "runs": [{"text": run.text, "bold": run.bold} for run in entry.runs],
        "rows": [list(row) for row in entry.event.buttons],
        "time": f"{entry.event.at.astimezone(ZONE):%H:%M}",
        "file": entry.file if _is_picture(entry) else None,
    }


def _is_picture(entry: Entry) -> bool:
    """Telegram shows the first page of a document, as it does a picture."""
    return entry.file is not None and entry.file.endswith((".png", ".pdf"))


if __name__ == "__main__":
    main()
