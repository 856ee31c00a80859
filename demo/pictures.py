"""`make pictures`: the pictures of the README and of the handbook, and its page that is also a document.

They are drawn from conversations that have just been played: they show what the bot really says.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path

from demo.cast import CARLA, MONIEK
from demo.handbook import handout, scenes
from demo.play import StoryBroke, play
from demo.printing import ZONE, Printer
from demo.recording import Entry, Recording
from demo.typeset import PICTURES, Bubble, Phone, Stretch, day, draw
from demo.year.person import CouldNot
from simulator.transcript import Deed


def conversation(recording: Recording) -> tuple[Phone, ...]:
    """Carla in the first round: the opening and a tick, the words under it, the check."""
    entries = recording.of(CARLA.name)
    opening = _first(entries, "Balanscheck")
    tick = _first(entries, "4 van 5")
    words = _first(entries, "Waar merk je dat aan?")
    check = _first(entries, "Zo zien de anderen het straks")
    return (
        _phone(CARLA.name, [entries[opening], *entries[tick : tick + 2]]),
        _phone(CARLA.name, [*entries[words : words + 2], entries[check]]),
    )


def digest(recording: Recording) -> tuple[Phone, ...]:
    """Moniek after the first round: the result with its picture, and the day before the meeting the sheet."""
    entries = recording.of(MONIEK.name)
    result, sheet = _first(entries, "uitslag\n"), _first(entries, "overleg morgen")
    return (_phone(MONIEK.name, [entries[result]]), _phone(MONIEK.name, [entries[sheet]]))


def files_in(folder: Path) -> dict[str, bytes]:
    """What was sent along in a conversation that was played, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def main() -> None:
    """Play quietly and draw; exit code 1 when the story breaks."""
    try:
        _handbook()
        _readme()
    except (StoryBroke, CouldNot) as error:
        print(error, file=sys.stderr)
        sys.exit(1)


def _handbook() -> None:
    _keep("handleiding", asyncio.run(scenes.pictures()))
    handout.PAGE.write_text(handout.handout(), encoding="utf-8")
    print(os.path.relpath(handout.PAGE))


def _readme() -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "demo"
        recording = asyncio.run(play(out, Printer(StringIO(), [], in_colour=False)))
        files = files_in(out / "files")
    drawn = {name: draw(phones(recording), files) for name, phones in README.items()}
    _keep("", drawn)


README = {"conversation": conversation, "digest": digest}


def _keep(folder: str, pictures: Mapping[str, bytes]) -> None:
    (PICTURES / folder).mkdir(parents=True, exist_ok=True)
    for name, picture in pictures.items():
        place = PICTURES / folder / f"{name}.png"
        place.write_bytes(picture)
        print(os.path.relpath(place))


def _first(entries: Sequence[Entry], text: str) -> int:
    """Where a message from the bot with this text stands first. Raises LookupError."""
    for at, entry in enumerate(entries):
        if entry.by_bot and text in f"{entry.event.text}\n":
            return at
    raise LookupError(f"nothing with “{text}” was said; the pictures tell of it")


def _phone(name: str, entries: Sequence[Entry]) -> Phone:
    begins = entries[0].event.at.astimezone(ZONE)
    heading = day(f"{begins.day}-{begins.month}-{begins.year}")
    return Phone(name, (heading, *(_bubble(entry) for entry in entries)))


def _bubble(entry: Entry) -> Bubble:
    side = "tap" if entry.event.deed is Deed.TAPPED else "bot" if entry.by_bot else "own"
    return Bubble(
        side,
        tuple(Stretch(run.text, run.bold) for run in entry.runs),
        entry.event.buttons,
        f"{entry.event.at.astimezone(ZONE):%H:%M}",
        entry.file if _is_picture(entry) else None,
    )


def _is_picture(entry: Entry) -> bool:
    """Telegram shows the first page of a document, as it does a picture."""
    return entry.file is not None and entry.file.endswith((".png", ".pdf"))


if __name__ == "__main__":
    main()
