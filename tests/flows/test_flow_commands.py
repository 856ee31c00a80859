"""What an author sees in the terminal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.flows import app
from flows.golden import GOLDEN
from flows.golden_round import FOLDER
from flows.shelf import LIBRARY, flow_files

BROKEN = Path(__file__).parents[1] / "broken_flows"


ROUND = """
flow: anna
shows: who sends first
people:
  - {name: Carla, organisation: Woonstad, role: coordinator}
  - {name: Fatima, organisation: De Linde}
talk:
  - who: Carla
    does: [Beginnen, =Rust, =Geld, =Wat doen jullie?, Overslaan]
  - who: Carla
    does: [Verstuur]
"""


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
    files = len(flow_files(LIBRARY))
    assert vinkje_flows("lint") == (0, f"files: {files}, faults: 0, hints: 0\n")


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
    conversations = len(list(GOLDEN.glob("*.yaml")))
    rounds = len(list((GOLDEN / FOLDER).glob("*.yaml")))
    said = f"conversations: {conversations}, rounds: {rounds}, different: 0\n"
    assert vinkje_flows("test") == (0, said)


def test_changed_wording_is_shown_as_a_difference_and_update_keeps_it(folder: Path) -> None:
    flow = folder / "anna.yaml"
    flow.write_text(flow.read_text().replace("ten minste in orde zijn?", "op zijn minst goed geregeld zijn?"))
    code, said = vinkje_flows("test", folder)
    assert code == 1
    assert '+  - asked: "2 van 3 · Wat moet voor Woonstad op zijn minst goed geregeld zijn?"' in said
    assert vinkje_flows("test", folder, "--update")[0] == 0
    assert vinkje_flows("test", folder) == (0, "conversations: 1, rounds: 0, different: 0\n")


def test_conversation_of_a_broken_flow_is_reported(folder: Path) -> None:
    (folder / "anna.yaml").write_text("vinkje: [")
    code, said = vinkje_flows("test", folder)
    assert code == 1
    assert "the flow 'anna' cannot be used" in said


def test_round_of_several_people_is_written_and_a_change_in_it_is_shown(folder: Path) -> None:
    (folder / "golden" / "rounds").mkdir()
    kept = folder / "golden" / "rounds" / "drie.yaml"
    kept.write_text(ROUND)
    assert vinkje_flows("test", folder, "--update")[0] == 0
    assert "Klaar, dank je! 1 van de 2 is klaar." in kept.read_text()
    assert vinkje_flows("test", folder)[0] == 0
    kept.write_text(kept.read_text().replace("=Rust", "=Huizen"))
    code, said = vinkje_flows("test", folder)
    assert (code, "+          nodig: ‘Huizen’" in said) == (1, True)


def test_button_that_is_not_there_says_who_looked_for_it_and_what_stands_there(folder: Path) -> None:
    (folder / "golden" / "rounds").mkdir()
    (folder / "golden" / "rounds" / "drie.yaml").write_text(ROUND.replace("Beginnen", "Nu beginnen"))
    code, said = vinkje_flows("test", folder)
    assert code == 1
    assert "drie.yaml: Carla looks for [Nu beginnen], and sees: **Thuis in Oost**" in said


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("De Linde", "Woonstad", "nobody to talk with — fix: give people of two organisations"),
        ("who: Carla", "who: Karla", "unknown value 'Karla' — fix: did you mean 'Carla'?"),
        (
            "    does:",
            "    until:",
            "this is no step — fix: write who: and does:, or until: for time that passes",
        ),
        ("flow: anna", 'flow: anna\nmeets: "morgen"', "'morgen' is no day and time — fix: write it as 2027-"),
        (
            "flow: anna",
            'flow: anna\nmeets: "2027-03-01 10:00"',
            "this is not after the opening — fix: the round",
        ),
        ("{name: Carla", "{name: Carla!", "'Carla!' is no name — fix: write a name of at most 31 letters"),
    ],
)
def test_broken_round_is_told_with_its_place(folder: Path, old: str, new: str, complaint: str) -> None:
    (folder / "golden" / "rounds").mkdir()
    (folder / "golden" / "rounds" / "drie.yaml").write_text(ROUND.replace(old, new, 1))
    code, said = vinkje_flows("test", folder)
    assert code == 1
    assert complaint in said
    assert said.startswith("drie.yaml:")


def test_list_names_what_can_be_used_and_ends_in_one_when_something_cannot(folder: Path) -> None:
    assert vinkje_flows("list", folder)[0] == 0
    (folder / "kapot.yaml").write_text("vinkje: [")
    code, said = vinkje_flows("list", folder)
    assert code == 1
    assert "Navragen" in said
    assert "kapot.yaml:" in said


def test_kept_schema_is_current() -> None:
    assert vinkje_flows("schema", "--check") == (0, "")
