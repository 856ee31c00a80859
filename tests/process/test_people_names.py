"""Names as people type them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from process.acts.names import LONGEST, read_name, read_names, without_doubles


def test_a_name_is_one_line_without_signs_that_nobody_sees() -> None:
    assert read_name("  Carla\n\tSmit\u202e\u0000 ") == "Carla Smit"


@pytest.mark.parametrize("text", ["", " \n", "\u200d", "\u202e", "x" * (LONGEST + 1)])
def test_nothing_and_too_much_are_no_names(text: str) -> None:
    assert read_name(text) is None


def test_names_come_one_a_line_or_with_commas() -> None:
    assert read_names("Woonstad\nZorgpunt, Politie;\n\n") == ("Woonstad", "Zorgpunt", "Politie")
    assert read_names(" , ") is None


def test_a_name_counts_once_whatever_the_capitals() -> None:
    assert without_doubles(("Woonstad", "Politie", "woonstad")) == ("Woonstad", "Politie")


@given(st.text())
def test_what_is_read_can_be_read_again_and_shows(text: str) -> None:
    name = read_name(text)

    if name is not None:
        assert read_name(name) == name
        assert 0 < len(name) <= LONGEST
        assert not {unicodedata.category(sign) for sign in name if sign != "\u200d"} & {"Cc", "Cf"}


@given(st.lists(st.text("abAB", min_size=1, max_size=3)))
def test_without_doubles_keeps_the_first_of_each_in_order(names: list[str]) -> None:
    kept = without_doubles(tuple(names))

    assert {name.casefold() for name in kept} == {name.casefold() for name in names}
    assert [names.index(name) for name in kept] == sorted(names.index(name) for name in kept)
