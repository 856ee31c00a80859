"""Each claim of the pages about security and privacy names a test, and that test exists."""

from __future__ import annotations

import ast
import re

import pytest

from tests.docs.pages import ROOT, name

SECURITY = sorted(ROOT.glob("docs/security/*.md"))
TEST = re.compile(r"`(tests/[\w./-]+?)(?:::(\w+))?`")


def names_in(path: str) -> set[str]:
    """The names of the tests in a file."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("page", SECURITY, ids=name)
def test_every_test_that_is_named_exists(page) -> None:  # type: ignore[no-untyped-def]
    named = TEST.findall(page.read_text("utf-8"))
    assert len(named) > 20
    for path, test in named:
        where = ROOT / path
        if test:
            assert test in names_in(path), f"{page.name} names {path}::{test}"
        elif where.is_dir():
            assert list(where.glob("test_*.py")), f"{page.name} names {path}, which holds no tests"
        else:
            assert where.is_file(), f"{page.name} names {path}"


def test_every_row_of_the_standard_says_how_or_why_not() -> None:
    text = (ROOT / "docs" / "security" / "asvs.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if re.match(r"\| \d", line)]
    assert len(rows) > 60
    for row in rows:
        numbers, how, test = (cell.strip() for cell in row.strip("|").split("|"))
        excused = how.startswith("n/a") or "**" in how
        assert how, numbers
        assert test or excused or "operator" in how or numbers in {"6.4.2", "15.3.4"}, f"{numbers}: no test"
