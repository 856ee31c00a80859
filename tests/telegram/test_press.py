from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.press import LIMIT, PressSeal
from process.incoming import Press

SEAL = PressSeal(b"0123456789abcdef0123456789abcdef")
OTHER = PressSeal(b"another key of the same length..")

arguments = st.one_of(st.integers(-(2**40), 2**52), st.text(max_size=8))
presses = st.builds(Press, st.text(max_size=10), st.lists(arguments, max_size=4).map(tuple))
addresses = st.text(max_size=20)


def written(press: Press, address: str) -> str:
    try:
        return SEAL.write(press, address)
    except ValueError:
        assume(False)
        raise


@given(presses, addresses)
def test_what_was_written_is_read_back_at_the_same_address(press: Press, address: str) -> None:
    data = written(press, address)
    assert len(data.encode()) <= LIMIT
    assert re.fullmatch(r"[A-Za-z0-9._~-]+", data)
    assert SEAL.read(data, address) == press


@given(presses, addresses, addresses)
def test_a_press_made_for_somebody_else_is_refused(press: Press, address: str, other: str) -> None:
    assume(address != other)
    assert SEAL.read(written(press, address), other) is None


@given(presses, addresses)
def test_a_press_written_with_another_key_is_refused(press: Press, address: str) -> None:
    assert OTHER.read(written(press, address), address) is None


@given(presses, addresses, st.data())
def test_a_press_of_which_one_character_was_changed_is_refused(
    press: Press, address: str, data: st.DataObject
) -> None:
    genuine = written(press, address)
    place = data.draw(st.integers(0, len(genuine) - 1))
    changed = genuine[:place] + data.draw(st.characters()) + genuine[place + 1 :]
    assume(changed != genuine)
    assert SEAL.read(changed, address) is None


@given(presses, addresses, st.data())
def test_a_press_that_was_cut_short_is_refused(press: Press, address: str, data: st.DataObject) -> None:
    genuine = written(press, address)
    assert SEAL.read(genuine[: data.draw(st.integers(0, len(genuine) - 1))], address) is None


@given(st.text(st.characters(exclude_categories=()), max_size=200), addresses)
def test_anything_at_all_can_be_read_and_means_nothing(data: str, address: str) -> None:
    assert SEAL.read(data, address) is None


@pytest.mark.parametrize("data", ["", ".", "a" * 10_000, "~" * 64, "\ud800", "é" * 32, "a.0é." + "A" * 11])
def test_odd_data_means_nothing(data: str) -> None:
    assert SEAL.read(data, "1") is None


def test_a_number_and_the_same_digits_as_text_stay_apart() -> None:
    for argument in (10, "10", "010", "1a", -10, "-10", 0, "0", ""):
        press = Press("a", (argument,))
        assert SEAL.read(SEAL.write(press, "1"), "1") == press


def test_a_usual_press_leaves_room() -> None:
    assert len(SEAL.write(Press("relay_decline", (123_456_789, 4_294_967_296, "wie_doet_wat")), "1")) <= LIMIT


def test_a_press_that_does_not_fit_in_a_button_is_refused_at_writing() -> None:
    with pytest.raises(ValueError, match="takes 73 bytes"):
        SEAL.write(Press("a", ("x" * 60,)), "1")


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        PressSeal(b"short")
