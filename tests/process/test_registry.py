"""Every act can be reached, judged and sealed on a button."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.press import PressSeal
from process import authority, desk, registry
from process.incoming import Press
from process.registry import Permission
from process.states import Role

assert desk  # importing it fills the registry
LARGEST = 2**62


@pytest.mark.parametrize("name", sorted(registry.ACTS))
def test_an_act_fits_on_a_button_with_the_largest_ids(name: str) -> None:
    seal = PressSeal(b"k" * 32)
    longest_option = "x" * 20
    press = Press(name, (LARGEST, longest_option))
    data = seal.write(press, str(LARGEST))
    assert len(data.encode()) <= 64
    assert seal.read(data, str(LARGEST)) == press


@pytest.mark.parametrize("name", sorted(registry.ACTS))
def test_an_act_is_pressed_somewhere(name: str) -> None:
    """A button for it stands in the code: an act that nothing leads to is dead code."""
    sources = "\n".join(
        path.read_text() for folder in ("process", "bot") for path in Path(folder).rglob("*.py")
    )
    uses = re.findall(rf'"{re.escape(name)}"', sources)
    assert len(uses) >= 2, f"only its registration names {name!r}"


@pytest.mark.parametrize("name", sorted(registry.ACTS))
def test_an_act_says_in_words_what_it_does(name: str) -> None:
    assert (registry.ACTS[name].run.__doc__ or "").strip()


def test_roles_may_what_the_table_says_and_nothing_else() -> None:
    assert set(authority.TABLE) == set(Role)
    assert authority.TABLE[Role.OBSERVER] == {Permission.READ, Permission.LEAVE}
    assert authority.TABLE[Role.PARTNER] < authority.TABLE[Role.COORDINATOR]
    assert not authority.may(None, Permission.READ)


def test_no_command_name_is_longer_than_telegram_allows() -> None:
    for name in registry.COMMANDS:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name), name
