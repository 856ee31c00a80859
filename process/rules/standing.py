"""What of an overview still stands: without the answers that were taken back since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from process.rules.corrections import Corrected, taken_back
from process.rules.overview import Overview


def standing(shown: Overview, corrections: Iterable[Corrected]) -> Overview:
    """The overview for what shows answers one by one; its totals stay as everyone has seen them."""
    rows = tuple(corrections)
    return replace(
        shown,
        items=tuple(
            replace(
                item,
                cells=tuple(each for each in item.cells if each.organisation not in taken_back(rows, item)),
            )
            for item in shown.items
        ),
        choices=tuple(
            replace(
                item,
                cells=tuple(each for each in item.cells if each.organisation not in taken_back(rows, item)),
            )
            for item in shown.choices
        ),
    )
