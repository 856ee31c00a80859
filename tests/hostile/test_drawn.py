"""Every text can be drawn, in every place of the talking sheet: one A4 with room to write."""

from __future__ import annotations

import pytest

from reports.press import render
from tests.hostile.corpus import batches
from tests.reports.examples import crowded
from tests.reports.paper import Paper

BATCHES = batches(100, 8)


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_a_sheet_with_nothing_but_this_text_is_one_page(batch: tuple[str, ...]) -> None:
    for text in batch:
        drawn = Paper(render(crowded(text, organisations=(text,) * 7), "pdf"))
        assert drawn.pages == 1
