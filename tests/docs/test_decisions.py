"""The records of decisions are short, dated, found in the index, and true where that can be checked."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, links, project, rows

FOLDER = ROOT / "docs" / "decisions"
INDEX = FOLDER / "README.md"
RECORDS = sorted(path for path in FOLDER.glob("*.md") if path != INDEX)
LONGEST = 40
PARTS = ["Context", "Decision", "Why", "Consequences"]


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_a_record_is_short_dated_and_says_why(record: Path) -> None:
    text = record.read_text("utf-8")
    made = date.fromisoformat(record.name[:10])
    assert f"*{made.day} {made:%B %Y}*" in text
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == PARTS
    assert len([line for line in text.splitlines() if not line.startswith("|")]) <= LONGEST


def test_the_index_has_every_record_by_its_title() -> None:
    index = INDEX.read_text("utf-8")
    assert sorted(links(index)) == [record.name for record in RECORDS]
    titles = [record.read_text("utf-8").partition("\n")[0].removeprefix("# ") for record in RECORDS]
    assert [title for title in titles if f"[{title}](" not in index] == []


def test_the_table_of_packages_is_what_the_project_depends_on() -> None:
    told = [
        cells[0] for cells in rows((FOLDER / "2026-11-22-dependencies.md").read_text("utf-8"), "Decision")
    ]
    depends = [re.split(r"[\[<>=]", each)[0] for each in project()["project"]["dependencies"]]
    assert told == depends
