"""What the architecture page says of a question is what the rules do."""

from __future__ import annotations

import re
from pathlib import Path

from process.rules.relay import Does, Known, Way, after

PAGE = (Path(__file__).parents[2] / "docs" / "architecture.md").read_text("utf-8")
SECTION = PAGE.split("## Asking one another")[1].split("\n## ")[0]


def test_every_way_of_a_question_stands_there_with_what_can_follow() -> None:
    told = {}
    for row in re.findall(r"^\| (`.*) \|.*\| (.*)\|$", SECTION, re.MULTILINE):
        for way in re.findall(r"`(\w+)`", row[0]):
            told[way] = set(re.findall(r"`(\w+)`", row[1]))
    follows = {way.value: {to.value for does in Does if (to := after(way, does))} for way in Way}
    assert told == follows


def test_how_sure_an_asker_can_be_stands_there() -> None:
    assert all(f"`{known.value}`" in SECTION for known in Known)
