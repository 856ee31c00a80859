"""Answers leave the store sealed, and one place opens them."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import pytest

from process.rules.sealed import Sealed

ROOT = Path(__file__).parents[2]


def test_a_sealed_value_shows_nothing_of_itself() -> None:
    sealed = Sealed("secret")
    assert "secret" not in f"{sealed} {sealed!r}"
    assert not hasattr(sealed, "__dict__")


@pytest.mark.parametrize("way", [copy.copy, copy.deepcopy, pickle.dumps])
def test_a_sealed_value_cannot_be_copied(way) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TypeError, match="gate"):
        way(Sealed("secret"))


def test_only_the_gate_opens_the_seal() -> None:
    packages = ("bot", "texts", "flows", "process", "reports", "storage", "simulator", "demo")
    openers = {
        str(path.relative_to(ROOT))
        for package in packages
        for path in (ROOT / package).rglob("*.py")
        if "._reveal(" in path.read_text() or "_Sealed__value" in path.read_text()
    }
    assert openers == {"process/rules/gate.py"}
