"""Every fault an author can make is a file here, with the exact message beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.lint import CHECKS, Level, findings
from flows.read_flow import read_draft, read_flow
from flows.source import SourceError, read_text

BROKEN = Path(__file__).parents[1] / "broken_flows"
FILES = sorted(BROKEN.glob("*.yaml"))


def _said(path: Path) -> str:
    try:
        return "\n".join(
            str(finding.complaint) for finding in findings(read_draft(read_text(path), path.name))
        )
    except SourceError as error:
        return str(error)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_author_hears_where_what_and_how_to_fix_it(path: Path) -> None:
    assert _said(path) == path.with_suffix(".txt").read_text().rstrip("\n")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_broken_flow_cannot_be_used_and_a_hint_keeps_nobody_from_it(path: Path) -> None:
    if path.stem.startswith("hint_"):
        assert read_flow(read_text(path), path.name).questions
    else:
        with pytest.raises(SourceError):
            read_flow(read_text(path), path.name)


def test_every_check_has_a_broken_flow() -> None:
    seen = set()
    for path in FILES:
        try:
            seen |= {finding.check.name for finding in findings(read_draft(read_text(path), path.name))}
        except SourceError:
            continue
    assert seen == {check.name for check in CHECKS}


def test_hints_are_told_apart_in_the_files() -> None:
    hints = {check.name for check in CHECKS if check.level is Level.HINT}
    assert hints == {path.stem.removeprefix("hint_") for path in BROKEN.glob("hint_*.yaml")}


def test_every_message_has_a_file_and_every_file_a_message() -> None:
    assert [path.stem for path in FILES] == sorted(path.stem for path in BROKEN.glob("*.txt"))
