"""Every kind of event has words for who reads what happened, or is told to nobody."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from process.rules.agreeing import Step
from process.rules.digest import BETWEEN_TWO
from process.states import Change
from tests.process.counter import catalogue

ROOT = Path(__file__).parents[2]
_KEPT = "mydata.log_kind_"


def _noted() -> Iterator[str]:
    """The kinds that stand in the source: in a call of `events.note`, or as a name that such a call uses."""
    for file in sorted((*ROOT.glob("process/**/*.py"), *ROOT.glob("storage/**/*.py"))):
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "events.note"):
                continue
            kind = node.args[2]
            if isinstance(kind, ast.Constant):
                yield str(kind.value)
            elif isinstance(kind, ast.Name):
                named = getattr(import_module(module), kind.id, None)
                yield from [named] if isinstance(named, str) else []


def kinds() -> list[str]:
    """Every kind we know of: noted, kept of somebody, or made of a closed set."""
    kept = {key.removeprefix(_KEPT) for key in catalogue().keys if key.startswith(_KEPT)}
    return sorted({*_noted(), *kept, *Change, *(f"agreement_{step.value}" for step in Step)})


@pytest.mark.parametrize("kind", kinds())
def test_every_event_has_words_or_is_between_two(kind: str) -> None:
    words = {f"happened.{kind}", f"log.{kind}"} & catalogue().keys
    assert bool(words) != (kind in BETWEEN_TWO), (
        f"write happened.{kind} in texts/nl/digest.yaml and texts/en/digest.yaml, or name it in BETWEEN_TWO"
    )


@pytest.mark.parametrize("kind", sorted({*_noted()}))
def test_every_event_has_words_for_whom_it_is_about(kind: str) -> None:
    assert f"{_KEPT}{kind}" in catalogue().keys


TOLD_BY_OTHERS = {
    "process.choosing._to_all": "what was chosen, which is noted where it is settled",
    "process.choosing.begin": "a question with the result, which was noted; what comes of it is noted too",
    "process.closing.sheets_to_all": "the sheet of a result, which was noted",
    "process.digests.with_result": "the digest itself",
    "process.discussing.tell": "how a round ended, which was noted when it did",
    "process.guessing.to_who_guessed": "to each their own guess alone, which no digest may tell",
    "process.ending.tell_all": "how a question stands; what becomes of it is noted where it does",
}
"""What goes to all without an event of its own, and why the digest does not miss it."""


def _tells_all() -> Iterator[tuple[str, bool]]:
    """Every function that tells all something, and whether it notes what happened."""
    for file in sorted(ROOT.glob("process/**/*.py")):
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                calls = {ast.unparse(each.func) for each in ast.walk(node) if isinstance(each, ast.Call)}
                if "posting.to_all" in calls:
                    yield f"{module}.{node.name}", "events.note" in calls


def test_what_is_told_to_all_is_noted_so_that_a_digest_tells_it() -> None:
    told = dict(_tells_all())
    assert len(told) > len(TOLD_BY_OTHERS)
    silent = {name for name, noted in told.items() if not noted} - TOLD_BY_OTHERS.keys()
    assert not silent, f"note an event in {sorted(silent)}, or say in TOLD_BY_OTHERS who does"
    assert told.keys() >= TOLD_BY_OTHERS.keys(), "an exception that is not needed any more"
