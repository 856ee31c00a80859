"""What an author sees in the terminal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.flows import app
from flows.shelf import LIBRARY

BROKEN = Path(__file__).parents[1] / "broken_flows"


def vinkje_flows(*words: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(word) for word in words])
    return result.exit_code, result.output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An author's own copy of one flow with one conversation."""
    (tmp_path / "golden").mkdir()
    shutil.copy(LIBRARY / "anna.yaml", tmp_path)
    shutil.copy(LIBRARY / "golden" / "anna-navragen.yaml", tmp_path / "golden")
    return tmp_path


def test_library_has_no_faults() -> None:
    assert vinkje_flows("lint") == (0, "files: 5, faults: 0, hints: 0\n")


def test_fault_is_told_with_its_place_and_ends_in_one() -> None:
    code, said = vinkje_flows("lint", BROKEN / "unknown_key.yaml", BROKEN / "double_id.yaml")
    assert code == 1
    assert "unknown_key.yaml:7:1: unknown key 'minuts' — fix: did you mean 'minutes'?" in said
    assert "files: 2, faults: 2, hints: 0" in said


def test_hint_is_told_and_is_no_fault() -> None:
    code, said = vinkje_flows("lint", BROKEN / "hint_polarity.yaml")
    assert code == 0
    assert "(hint)" in said


@pytest.mark.parametrize("command", ["lint", "list", "test"])
def test_path_that_is_not_there_is_wrong_usage(command: str) -> None:
    assert vinkje_flows(command, "nergens")[0] == 2


def test_conversations_go_as_kept() -> None:
    code, said = vinkje_flows("test")
    assert (code, said) == (0, "conversations: 14, different: 0\n")


def test_changed_wording_is_shown_as_a_difference_and_update_keeps_it(folder: Path) -> None:
    flow = folder / "anna.yaml"
    flow.write_text(flow.read_text().replace("ten minste in orde zijn?", "op zijn minst goed geregeld zijn?"))
    code, said = vinkje_flows("test", folder)
    assert code == 1
    assert '+  - asked: "2 van 3 · Wat moet voor Woonstad op zijn minst goed geregeld zijn?"' in said
    assert vinkje_flows("test", folder, "--update")[0] == 0
    assert vinkje_flows("test", folder) == (0, "conversations: 1, different: 0\n")


def test_conversation_of_a_broken_flow_is_reported(folder: Path) -> None:
    (folder / "anna.yaml").write_text("vinkje: [")
    code, said = vinkje_flows("test", folder)
    assert code == 1
    assert "the flow 'anna' cannot be used" in said


def test_list_names_what_can_be_used_and_ends_in_one_when_something_cannot(folder: Path) -> None:
    assert vinkje_flows("list", folder)[0] == 0
    (folder / "kapot.yaml").write_text("vinkje: [")
    code, said = vinkje_flows("list", folder)
    assert code == 1
    assert "Navragen" in said
    assert "kapot.yaml:" in said


def test_kept_schema_is_current() -> None:
    assert vinkje_flows("schema", "--check") == (0, "")
