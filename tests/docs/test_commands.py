"""What the pages tell people to type can be typed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from bot.cli.application import app
from tests.docs.pages import ROOT, code, name, pages

_VINKJE = re.compile(r"(?<!-u )(?:(?<![\w/.-])|(?<=bin/))vinkje ([a-z][a-z-]*)(?: ([a-z]+)\b)?")
_MAKE = re.compile(r"(?<![\w/.-])make ([a-z]+)\b")


def commands() -> dict[str, set[str]]:
    """Every command, and what can stand behind it."""
    top = get_command(app)
    assert isinstance(top, typer.core.TyperGroup)
    return {each: set(getattr(command, "commands", {})) for each, command in top.commands.items()}


@pytest.mark.parametrize("page", pages(), ids=name)
def test_every_command_of_vinkje_on_a_page_exists(page: Path) -> None:
    known = commands()
    typed = [
        found.groups() for found in _VINKJE.finditer(code(page.read_text("utf-8"))) if found[1] != "vinkje"
    ]
    assert [first for first, _ in typed if first not in known] == []
    assert [
        (first, then) for first, then in typed if then and known[first] and then not in known[first]
    ] == []


@pytest.mark.parametrize("page", pages(), ids=name)
def test_every_target_of_make_on_a_page_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert [each for each in _MAKE.findall(code(page.read_text("utf-8"))) if each not in targets] == []
