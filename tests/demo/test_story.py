"""The demo as anyone plays it: the bot in a process of its own, from the first link to the second round."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from io import StringIO
from pathlib import Path

import pytest

from demo.bot_process import ROOT
from demo.cast import PARTS
from demo.interests import ANSWERED
from demo.keepsakes import page
from demo.pictures import conversation, digest, files_in
from demo.play import NotOurs, play
from demo.printing import Printer
from demo.typeset import draw
from simulator.uploads import photo_size


def printer(out: StringIO) -> Printer:
    return Printer(out, [part.name for part in PARTS], in_colour=False)


@pytest.mark.slow
@pytest.mark.timeout(500)
async def test_the_whole_story_is_played_and_leaves_what_it_promises(tmp_path: Path) -> None:
    terminal, out = StringIO(), tmp_path / "demo-out"
    recording = await play(out, printer(terminal))
    assert "▸ We bellen allebei dezelfde huurder" in terminal.getvalue()
    assert "Beter dan vorige keer: wie doet wat" in (out / "conversation.txt").read_text("utf-8")
    assert ANSWERED.partition(".")[0] in terminal.getvalue(), (
        "one organisation asked another, and all read it"
    )
    for promised in (
        "*uitnodiging*.png", "*balanscheck-1.png", "*balanscheck-2.png", "*bespreekblad*.pdf",
        "*motieven-1.png", "*halen_brengen-nodig-1.png", "*werkblad-halen_brengen-1.pdf",
        "*werkblad-a3-motieven-1.pdf", "*werkblad-a3-halen_brengen-1.pdf",
    ):  # fmt: skip
        assert list((out / "files").glob(promised)), promised
    assert not (out / "data" / "vinkje.db").read_bytes().startswith(b"SQLite format 3"), "it is encrypted"
    log = (out / "data" / "bot.log").read_text("utf-8")
    assert "huurder" not in log
    assert "Carla" not in log
    shown = page(recording, [part.name for part in PARTS])
    for file in {entry.file for entry in recording.entries if entry.file}:
        assert f'"files/{file}"' in shown
    for phones in (conversation(recording), digest(recording)):
        width, height = photo_size(draw(phones, files_in(out / "files")))
        assert width > 1000
        assert height > 900


async def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("ten years of work")
    with pytest.raises(NotOurs, match="not of the demo"):
        await play(tmp_path, printer(StringIO()))
    assert (tmp_path / "thesis.txt").read_text() == "ten years of work"


@pytest.mark.slow
async def test_ctrl_c_stops_everything(tmp_path: Path) -> None:
    demo = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "from bot.cli import main; main()", "demo",
        cwd=tmp_path, env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert demo.stdout is not None
    async for line in demo.stdout:
        if b"Hoi! Ik ben Vinkje" in line:
            demo.send_signal(signal.SIGINT)
            break
    _, err = await demo.communicate()
    assert demo.returncode == 130
    assert b"Nothing runs any more" in err
    assert b"Traceback" not in err
    log = (tmp_path / "demo-out" / "data" / "bot.log").read_text("utf-8").splitlines()
    assert '"event": "stopped"' in log[-1], "the bot was stopped politely"
