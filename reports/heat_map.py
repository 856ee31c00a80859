"""What the heat map is drawn from: questions by organisations."""

from __future__ import annotations

from collections.abc import Iterable

from reports.fixed_words import say
from reports.glyphs import GAP
from reports.shorten import cut
from reports.values import COLOURS, Cell, HeatMap, Sign

MOST_ROWS = 24
PHONE_POINTS = 360


def heat_map_points(columns: int) -> float:
    """How wide a heat map is, in points: a phone for up to six organisations, then wider with each."""
    return PHONE_POINTS + 52 * max(0, columns - 6)


def heat_map(map_: HeatMap) -> dict[str, object]:
    """Rows with counts per organisation, and what the signs mean."""
    left = len(map_.rows) - MOST_ROWS
    given = {sign.value for row in map_.rows for cell in row.cells for sign in cell.signs}
    empty = any(not cell.signs and not cell.withdrawn for row in map_.rows for cell in row.cells)
    return {
        "name": say("heat.name", map_.language, title=map_.title, partnership=map_.partnership),
        "width": heat_map_points(len(map_.columns)),
        "partnership": cut(map_.partnership, 80),
        "title": cut(map_.title, 60) or GAP,
        "subtitle": cut(map_.subtitle, 120),
        "columns": [cut(name, 32) for name in map_.columns],
        "rows": [
            {
                "label": cut(row.label, 90),
                "cells": [_counts(cell) for cell in row.cells],
                "total": list(zip(_names(COLOURS), row.total, strict=True)),
            }
            for row in map_.rows[:MOST_ROWS]
        ],
        "legend": [name for name in _names(Sign) if name in given] + (["none"] if empty else []),
        "more": say("heat.more", map_.language, n=left) if left > 0 else "",
        "note": cut(map_.note, 200),
        "corrections": [cut(each, 160) for each in map_.corrections],
        "signs": _what_a_sign_is(map_),
    }


def _what_a_sign_is(map_: HeatMap) -> str:
    if map_.by_card:
        return "heat.cards"
    return "heat.joint" if map_.joint else "heat.legend"


def _names(signs: Iterable[Sign]) -> list[str]:
    return [sign.value for sign in signs]


def _counts(cell: Cell) -> list[tuple[str, int]]:
    if cell.withdrawn:
        return [("withdrawn", 0)]
    return [(sign.value, count) for sign, count in cell.counts()]
