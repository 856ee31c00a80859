"""The master key on paper: what is typed from it comes back, and a mistake is noticed in its own row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.keysheet import ROWS, MistypedError, asked_of, part_of, rows_of
from storage.keys import mark_of

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
keys = st.binary(min_size=32, max_size=32)
places = st.integers(0, ROWS - 1)


@given(keys)
def test_eight_rows_are_the_key_again(key: bytes) -> None:
    assert b"".join(part_of(place, row) for place, row in enumerate(rows_of(key))) == key


@given(keys, places)
def test_small_letters_blanks_and_look_alikes_do_not_matter(key: bytes, place: int) -> None:
    typed = f"  {rows_of(key)[place].lower().replace('-', '  ').replace('0', 'o').replace('1', 'l')} "
    assert part_of(place, typed) == key[place * 4 : place * 4 + 4]


@given(keys, places, st.integers(0, 7), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_always_noticed(key: bytes, place: int, where: int, sign: str) -> None:
    row = rows_of(key)[place].replace("-", "")
    typed = row[:where] + sign + row[where + 1 :]
    if typed != row:
        with pytest.raises(MistypedError):
            part_of(place, typed)


@given(keys, places, places)
def test_a_row_in_the_wrong_place_is_always_noticed(key: bytes, place: int, other: int) -> None:
    if place != other:
        with pytest.raises(MistypedError):
            part_of(other, rows_of(key)[place])


@pytest.mark.parametrize("typed", ["", "7KQ4", "7KQ4-M2XP-1", "7KQ4-M2XU", "💥💥💥💥-💥💥💥💥"])
def test_what_is_no_row_is_refused(typed: str) -> None:
    with pytest.raises(MistypedError):
        part_of(0, typed)


@given(keys)
def test_two_different_rows_are_asked(key: bytes) -> None:
    low, high = asked_of(mark_of(key))
    assert 0 <= low < high < ROWS
