"""The studio draws in a child process, and outlives whatever happens to it."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from reports.compose import Job
from reports.press import DrawingFailed, press, render
from reports.worker import Studio
from tests.reports.examples import DOCUMENTS, HEAT_MAP, INVITE, SHEET
from tests.reports.paper import Paper

SERVE = "from reports.press import serve; serve(sys.stdin.buffer, sys.stdout.buffer)"


def child(script: str) -> tuple[str, str, str]:
    """A press that first runs `script`."""
    return (sys.executable, "-c", f"import os, sys, pathlib\n{script}\n{SERVE}")


def first_time(folder: Path, script: str) -> tuple[str, str, str]:
    """A press whose first child runs `script` instead of drawing."""
    seen = str(folder / "seen")
    return child(f"if not os.path.exists({seen!r}):\n    open({seen!r}, 'w').close()\n    {script}")


def noted(folder: Path) -> tuple[str, str, str]:
    """A press that notes each child that starts."""
    return child(f"open({str(folder / 'children')!r}, 'a').write('child\\n')")


def children(folder: Path) -> int:
    return len((folder / "children").read_text().splitlines())


async def test_a_drawing_from_the_studio_is_the_one_made_here() -> None:
    async with Studio() as studio:
        for document in DOCUMENTS.values():
            assert await studio.draw(document, "png") == render(document, "png")
            assert await studio.draw(document, "pdf") == render(document, "pdf")


async def test_many_at_once_each_get_their_own() -> None:
    names = [f"Thuis in wijk {number}" for number in range(6)]
    async with Studio() as studio:
        drawn = await asyncio.gather(*(studio.draw(replace(SHEET, partnership=n), "pdf") for n in names))
    for name, content in zip(names, drawn, strict=True):
        assert name in Paper(content).text


async def test_nothing_starts_before_the_first_drawing(tmp_path: Path) -> None:
    async with Studio(noted(tmp_path)):
        pass
    assert not (tmp_path / "children").exists()


async def test_one_child_draws_until_it_has_drawn_enough(tmp_path: Path) -> None:
    async with Studio(noted(tmp_path), drawings=2) as studio:
        for _ in range(5):
            await studio.draw(INVITE, "pdf")
    assert children(tmp_path) == 3


async def test_a_child_that_grew_is_renewed(tmp_path: Path) -> None:
    async with Studio(noted(tmp_path), kilobytes=1) as studio:
        for _ in range(2):
            await studio.draw(INVITE, "pdf")
    assert children(tmp_path) == 2


async def test_a_child_that_ends_fails_one_drawing_and_the_next_has_a_fresh_one(tmp_path: Path) -> None:
    async with Studio(first_time(tmp_path, "sys.stdin.buffer.readline(); sys.exit(3)")) as studio:
        with pytest.raises(DrawingFailed, match=r"sheet\.typ as pdf: the drawing process ended with code 3"):
            await studio.draw(SHEET, "pdf")
        assert await studio.draw(SHEET, "pdf")


async def test_a_child_that_hangs_is_given_up(tmp_path: Path) -> None:
    async with Studio(first_time(tmp_path, "sys.stdin.buffer.read()"), seconds=0.3) as studio:
        with pytest.raises(DrawingFailed, match=r"heatmap\.typ as png: not ready after 0\.3 seconds"):
            await studio.draw(HEAT_MAP, "png")


async def test_a_child_that_talks_nonsense_is_given_up(tmp_path: Path) -> None:
    script = "sys.stdin.buffer.readline(); sys.stdout.write('nonsense\\n'); sys.stdout.flush()"
    async with Studio(first_time(tmp_path, script)) as studio:
        with pytest.raises(DrawingFailed, match="the drawing process ended"):
            await studio.draw(INVITE, "pdf")
        assert await studio.draw(INVITE, "pdf") == render(INVITE, "pdf")


async def test_a_drawing_that_nobody_waits_for_does_not_reach_the_next(tmp_path: Path) -> None:
    started = tmp_path / "started"
    script = f"sys.stdin.buffer.readline(); open({str(started)!r}, 'w').close(); sys.stdin.buffer.read()"
    async with Studio(first_time(tmp_path, script)) as studio:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(studio.draw(HEAT_MAP, "png"), 0.3)
        assert await studio.draw(INVITE, "png") == render(INVITE, "png")


async def test_a_press_that_is_not_there_is_told(tmp_path: Path) -> None:
    async with Studio((str(tmp_path / "nothing"),)) as studio:
        with pytest.raises(DrawingFailed, match="nothing"):
            await studio.draw(INVITE, "png")


async def test_the_child_knows_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VINKJE_TOKEN", "123:secret")
    script = f"open({str(tmp_path / 'env')!r}, 'w').write(repr(dict(os.environ)))"
    async with Studio(child(script)) as studio:
        await studio.draw(INVITE, "png")
    assert "secret" not in (tmp_path / "env").read_text()


def test_a_drawing_that_fails_names_its_template_and_no_words_of_people() -> None:
    with pytest.raises(DrawingFailed, match=r"^sheet\.typ as pdf: ") as failure:
        press(Job("sheet.typ", {"data": '{"format": "pdf", "secret": "Jan is boos"}'}, "pdf", 72))
    assert "Jan" not in str(failure.value)
