"""The signs on grey paper and for who does not see colours: each has a shape of its own."""

from __future__ import annotations

import json
from functools import cache
from itertools import combinations

import pytest
import typst

from reports.glyphs import FONTS
from reports.press import TEMPLATES
from tests.reports.picture import Picture, read

SIGNS = ("green", "orange", "red", "unknown", "passed", "none", *(f"shape-{place}" for place in range(1, 9)))
SIDE = 40


@cache
def drawn(kind: str) -> Picture:
    """One sign on white, 40 pixels high."""
    page = f"#set page(width: {SIDE}pt, height: {SIDE}pt, margin: 0pt)"
    source = f'#import "look.typ": *\n{page}\n#(drawings.at("{kind}"))({SIDE}pt)'
    content = typst.compile(
        source.encode(),
        root=TEMPLATES,
        format="png",
        ppi=72,
        font_paths=typst.Fonts(False, False, [FONTS]),
        sys_inputs={"data": json.dumps({"words": {}})},
    )
    assert isinstance(content, bytes)
    return read(content)


def test_a_sign_is_drawn_where_it_belongs() -> None:
    green = drawn("green")
    assert (green.width, green.height) == (SIDE, SIDE)
    assert green.grey[0] == 255  # outside the circle
    assert green.grey[SIDE * SIDE // 2 + 2] < 140  # at its left edge


@pytest.mark.parametrize(("one", "other"), list(combinations(SIGNS, 2)))
def test_two_signs_differ_without_colour(one: str, other: str) -> None:
    pairs = zip(drawn(one).grey, drawn(other).grey, strict=True)
    different = sum(abs(first - second) > 60 for first, second in pairs)
    assert different >= 0.05 * SIDE * SIDE


def test_green_orange_and_red_differ_in_lightness_too() -> None:
    def fill(kind: str) -> int:
        """The lightness that most of a sign has."""
        shades = [shade for shade in drawn(kind).grey if shade < 250]
        return max(set(shades), key=shades.count)

    assert fill("red") + 25 < fill("green")
    assert fill("green") + 60 < fill("orange")
