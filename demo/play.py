"""`vinkje demo`: play the story, print it as it happens, and leave what came of it in demo-out/."""

from __future__ import annotations

import asyncio
import shutil
import sys
from datetime import datetime
from pathlib import Path
from time import monotonic

from demo import interests, keepsakes, story
from demo.cast import PARTS, Cast
from demo.printing import ZONE, Printer, colours
from demo.recording import Recording
from demo.stage import Stage
from simulator.transcript import Event

OUT = Path("demo-out")
MARK = ".made-by-vinkje-demo"
BEGINS = datetime(2027, 1, 11, 10, 0, tzinfo=ZONE)
LONGEST_SECONDS = 480.0


class StoryBroke(Exception):  # noqa: N818 - it reads as what happened
    """Something did not go as it should: in which scene, and what was seen instead."""


class NotOurs(Exception):  # noqa: N818 - it reads as what happened
    """The folder for the output holds something else; nothing in it was touched."""


def main() -> None:
    """Play it in `demo-out/`. Ends with exit code 1 when the story breaks, and 130 after Ctrl-C."""
    printer = Printer(sys.stdout, [part.name for part in PARTS], in_colour=colours(sys.stdout))
    try:
        asyncio.run(play(OUT, printer))
    except (StoryBroke, NotOurs) as error:
        print(f"\n{error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("\nStopped. Nothing runs any more.", file=sys.stderr)
        sys.exit(130)


async def play(out: Path, printer: Printer) -> Recording:
    """Play the whole story. Raises StoryBroke, and NotOurs when `out` is no folder of an earlier demo."""
    _empty(out)
    begun = monotonic()
    recording = Recording(out / "files")

    def on_event(event: Event) -> None:
        entry = recording.hears(event, stage.message_of(event))
        if entry is not None:
            printer.show(entry)

    stage = Stage((out / "data").resolve(), BEGINS, on_event)
    stage.remark = printer.remark
    try:
        await _scenes(stage, printer)
    finally:
        kept = keepsakes.write(out, recording, [part.name for part in PARTS])
    printer.scene(f"That was it, in {monotonic() - begun:.0f} seconds")
    for line in kept:
        printer.remark(line)
    return recording


async def _scenes(stage: Stage, printer: Printer) -> None:
    title = "The bot starts"
    try:
        async with asyncio.timeout(LONGEST_SECONDS), stage:
            for scene in (*story.SCENES, *interests.SCENES):
                title = scene.__doc__ or scene.__name__
                printer.scene(title)
                await scene(Cast(stage))
    except (AssertionError, OSError, RuntimeError) as error:  # TimeoutError is an OSError
        what = str(error) or f"not ready within {LONGEST_SECONDS:.0f} seconds"
        raise StoryBroke(
            f"The story broke at “{title}”.\n{what}\n\nWhat the bot said of it: {stage.premises.log}"
        ) from error


def _empty(out: Path) -> None:
    """Begin anew, but only over what an earlier demo left."""
    if out.exists():
        if any(out.iterdir()) and not (out / MARK).exists():
            raise NotOurs(f"{out.resolve()} holds something that is not of the demo. Move it, and try again.")
        shutil.rmtree(out)
    out.mkdir(parents=True)
    (out / MARK).touch()
