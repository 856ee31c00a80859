"""The scenes of the handbook go by the labels of the buttons, and every picture of it comes from one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from demo.handbook.album import Album
from demo.handbook.handout import HANDBOOK
from demo.handbook.scenes import BEGINS, play
from demo.typeset import PICTURES, Phone, day, draw
from demo.year.clockwork import opened
from demo.year.person import CouldNot
from simulator.uploads import photo_size

_SHOWN = re.compile(r"\(\.\./pictures/handleiding/([a-z-]+)\.png\)")


async def test_the_scenes_are_played_and_each_picture_is_of_one_of_them(tmp_path: Path) -> None:
    async with opened(tmp_path, BEGINS, 1, None) as year:
        shots = await play(Album(year))
        assert not year.complaints.said
    shown = {name for page in HANDBOOK.glob("*.md") for name in _SHOWN.findall(page.read_text("utf-8"))}
    kept = {path.stem for path in (PICTURES / "handleiding").glob("*.png")}
    assert shots.keys() == shown == kept
    assert all(len(phone.items) > 1 for phones in shots.values() for phone in phones)


async def test_a_button_with_another_name_breaks_the_scene(tmp_path: Path) -> None:
    async with opened(tmp_path, BEGINS, 1, None) as year:
        album = Album(year)
        moniek = album.person("Moniek Bakker")
        await moniek.commands("start", await year.coordinator_token())
        with pytest.raises(CouldNot, match="Ja, ik wil beginnen"):
            await album.plays(moniek, "[Beginnen maar]")


def test_phones_are_drawn_side_by_side() -> None:
    one = Phone("Moniek", (day("11-1-2027"),))
    narrow, _ = photo_size(draw([one], {}))
    wide, _ = photo_size(draw([one, one], {}))
    assert wide > 1.8 * narrow
