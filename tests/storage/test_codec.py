"""A message that was kept comes back as it was; anything else is refused."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from process.incoming import Press
from process.message import Button, Message, Notice, Quoted
from storage.codec import UnreadableError, decode, encode

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)  # a lone surrogate is no text
VALUES = st.dictionaries(TEXT, TEXT | st.integers(), max_size=4)
PRESSES = st.builds(Press, TEXT, st.lists(st.integers() | TEXT, max_size=3).map(tuple))
BUTTONS = st.builds(Button, TEXT, PRESSES, VALUES)
ROWS = st.lists(st.lists(BUTTONS, max_size=3).map(tuple), max_size=3).map(tuple)
NOTICES = st.builds(Notice, TEXT, VALUES, ROWS, st.none() | st.integers())
QUOTED = st.builds(
    Quoted, TEXT, st.integers(), sealed=st.dictionaries(TEXT, TEXT, max_size=2), values=VALUES, buttons=ROWS
)
WITH_VALUES = {Notice: NOTICES, Quoted: QUOTED}
KINDS = {kind: WITH_VALUES.get(kind, st.from_type(kind)) for kind in get_args(Message)}
MESSAGES = st.one_of(*KINDS.values())


@given(MESSAGES)
def test_every_message_comes_back_as_it_was(message: Message) -> None:
    assert decode(encode(message)) == message
    assert encode(decode(encode(message))) == encode(message)


@pytest.mark.parametrize("kind", get_args(Message))
@given(data=st.data())
def test_every_kind_of_message_stays_of_its_kind(kind: type, data: st.DataObject) -> None:
    message = data.draw(KINDS[kind])
    assert type(decode(encode(message))) is kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "{}",
        "[]",
        '{"notice": null}',
        '{"poem": {"key": "k"}}',
        '{"notice": {"key": "k", "colour": "red"}}',
        '{"notice": {"key": 7}}',
        '{"notice": {"values": {}}}',
        '{"notice": {"key": "k", "values": {"n": 1.5}}}',
        '{"notice": {"key": "k", "values": {"n": true}}}',
        '{"review": {"seat": "1", "version": 2}}',
        '{"review": {"seat": 1, "version": 2}, "notice": {"key": "k"}}',
    ],
)
def test_what_is_no_message_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        decode(text)


@given(MESSAGES, st.data())
def test_a_message_with_a_field_too_many_is_refused(message: Message, data: st.DataObject) -> None:
    written = json.loads(encode(message))
    (fields,) = written.values()
    fields["extra " + data.draw(TEXT)] = 1
    with pytest.raises(UnreadableError):
        decode(json.dumps(written))


def test_the_error_tells_nothing_of_the_message() -> None:
    with pytest.raises(UnreadableError) as caught:
        decode('{"notice": {"key": "k", "values": {"name": ["Carla Smit"]}}}')
    assert "Carla" not in str(caught.value)
    assert caught.value.__suppress_context__
