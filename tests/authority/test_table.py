"""The page that people read says what the program does; nothing is registered without a permission."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from process import authority, desk, registry
from process.case import Case
from process.outcome import Outcome
from process.registry import Act, Command, Permission, Scope
from process.states import Role

assert desk  # importing it fills the registry

PAGE = Path(__file__).resolve().parents[2] / "docs" / "authorisation.md"
_ROW = re.compile(r"^\| .+ \| `(\w+)` \| (yes|no) \| (yes|no) \| (yes|no) \|$", re.MULTILINE)


def test_the_page_and_the_program_say_the_same() -> None:
    page = {
        Permission(name): {
            role for role, may in zip((Role.PARTNER, Role.OBSERVER, Role.COORDINATOR), mays, strict=True)
            if may == "yes"
        }
        for name, *mays in _ROW.findall(PAGE.read_text("utf-8"))
    }  # fmt: skip
    program = {
        permission: {role for role in Role if permission in authority.TABLE[role]}
        for permission in Permission
        if permission is not Permission.ANYONE
    }
    assert page == program, "docs/authorisation.md has a row for every permission; change it with TABLE"


def test_nobody_outside_has_any_permission_but_for_anyone() -> None:
    assert [each for each in Permission if authority.may(None, each)] == [Permission.ANYONE]


def act(case: Case) -> Outcome:
    """Nothing."""
    return Outcome()


def test_an_act_or_command_without_a_permission_cannot_be_made() -> None:
    with pytest.raises(TypeError, match="may"):
        registry.partnership_act("x")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="may"):
        registry.round_act("x")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="may"):
        registry.command("x")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="may"):
        Act("x", Scope.NOTHING, run=act)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="may"):
        Command(("x",), run=act, listed=False)  # type: ignore[call-arg,arg-type]


def test_every_act_and_command_asks_for_one() -> None:
    for entry in (*registry.ACTS.values(), *registry.COMMANDS.values()):
        assert isinstance(entry.may, Permission)
    for each in registry.ACTS.values():
        assert each.scope is not Scope.NOTHING or each.may is Permission.ANYONE, each.name
