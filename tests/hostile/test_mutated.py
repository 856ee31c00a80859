"""Files that are damaged are refused with a place and a fix, in the chosen language, or are still good."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError
from flows.read_flow import read_flow
from flows.shelf import LIBRARY
from flows.source import SourceError
from tests.hostile.mutations import mutated

EXAMPLE = Path(__file__).resolve().parents[2] / "config.example.yaml"
MUTATIONS = int(os.environ.get("VINKJE_MUTATIONS", "40"))
"""Of the settings, and as many of the flows."""
LONGEST = 1.0
"""Seconds of the processor for one file."""

FIX = {"nl": "oplossing: ", "en": "fix: "}
PLACED = re.compile(r"(?:config\.yaml(?::\d+:\d+)?|VINKJE_\w+): \S")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """What is secret stands outside the file."""
    key = tmp_path / "master.key"
    key.write_bytes(base64.b64encode(bytes(range(32))))
    return {"VINKJE_TELEGRAM__TOKEN": "123456:AAcanary", "VINKJE_KEYS__MASTER_FILE": str(key)}


def filled_in(language: str) -> str:
    """The example as an operator fills it in."""
    text = EXAMPLE.read_text("utf-8").replace("language: nl", f"language: {language}", 1)
    return text.replace("  name:\n  contact:", "  name: Gemeente Oost\n  contact: privacy@oost.example")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_damaged_settings_are_good_or_refused_in_the_chosen_language(
    tmp_path: Path, environ: dict[str, str], language: str
) -> None:
    source, path, refused = filled_in(language), tmp_path / "config.yaml", 0
    for seed in range(MUTATIONS // 2):
        path.write_bytes(mutated(source, seed))
        begun = time.process_time()
        try:
            Settings.read(path, {**environ, "VINKJE_LANGUAGE": language})
        except SettingsError as error:
            refused += 1
            for complaint in error.complaints:
                assert PLACED.match(complaint), (seed, complaint)
                assert FIX[language] in complaint, (seed, complaint)
                assert "Traceback" not in complaint
        assert time.process_time() - begun < LONGEST, seed
    assert MUTATIONS / 8 < refused < MUTATIONS / 2


def test_damaged_flows_are_good_or_refused_with_a_place_and_a_fix() -> None:
    library = sorted(LIBRARY.glob("*.yaml"))
    refused = 0
    for seed in range(MUTATIONS):
        path = library[seed % len(library)]
        damaged = mutated(path.read_text("utf-8"), seed)
        begun = time.process_time()
        try:
            read_flow(damaged, path.name)
        except SourceError as error:
            refused += 1
            lines = damaged.count(b"\n") + damaged.count(b"\r") + 2
            for complaint in error.complaints:
                assert complaint.where.file == path.name
                assert 1 <= complaint.where.line <= lines
                assert complaint.what
                assert complaint.fix
        assert time.process_time() - begun < LONGEST, seed
    assert MUTATIONS / 2 < refused < MUTATIONS


def test_a_file_that_is_not_yaml_is_refused_in_the_language_that_it_asks_for(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    path = tmp_path / "config.yaml"
    for language, told in (("nl", "hier staat een tab — oplossing: "), ("en", "here stands a tab — fix: ")):
        path.write_text(f"language: {language}\nlog:\n\tlevel: info\n", encoding="utf-8")
        with pytest.raises(SettingsError) as error:
            Settings.read(path, {**environ, "VINKJE_LANGUAGE": "en"})
        assert error.value.complaints[0].startswith(f"config.yaml:3:1: {told}")


MEBIBYTE = 1024 * 1024
BOMBS = {
    "deep lists": "a: " + "[" * (MEBIBYTE - 10),
    "deep settings": "".join(f"{' ' * depth}a:\n" for depth in range(1400)),
    "aliases": "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(20_000)),
    "billion laughs": "".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]\n" for n in range(1, 10)),
    "merge keys": "a: &a {b: c}\n" + "<<: *a\n" * 1000,
    "many values": "[" + "a," * (MEBIBYTE // 2 - 10) + "]",
    "many keys": "".join(f"k{n}: v\n" for n in range(90_000)),
    "one key": "k" * (MEBIBYTE - 10) + ": v",
    "one text": "k: '" + "''" * (MEBIBYTE // 2 - 10) + "'",
    "one block": "k: |\n" + " x\n" * (MEBIBYTE // 3 - 10),
    "flow braces": "{" * (MEBIBYTE - 10),
    "question marks": "? " * (MEBIBYTE // 2 - 10),
    "too large": "a: " + "x" * (4 * MEBIBYTE),
}
CHILD = """
import json, sys, time
from pathlib import Path
from flows.source import SourceError, load
def most():
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
before = most()
for name, bomb in json.load(sys.stdin).items():
    begun = time.process_time()
    try:
        load(bomb, "bomb.yaml")
    except SourceError as error:
        assert error.complaints[0].fix
    print(json.dumps([name, time.process_time() - begun, (most() - before) / 1024]))
"""


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(),
    reason="the most memory that a process ever held is read from /proc, which only Linux has",
)
def test_no_bomb_takes_a_second_and_all_together_less_than_a_hundred_mebibytes() -> None:
    child = subprocess.run(
        [sys.executable, "-c", CHILD], input=json.dumps(BOMBS), text=True, capture_output=True, check=True
    )
    found = [json.loads(line) for line in child.stdout.splitlines()]
    assert len(found) == len(BOMBS)
    for name, seconds, mebibytes in found:
        print(f"{name}: {seconds:.2f} s, {mebibytes:.0f} MiB")
        assert seconds <= LONGEST, name
        assert mebibytes <= 100, name
