from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.read_flow import read_flow
from flows.shelf import LIBRARY
from flows.source import Complaint, Fields, Items, Node, Place, Scalar, SourceError, load, load_file

BALANCE = (LIBRARY / "balanscheck.yaml").read_text()


def _plain(node: Node) -> object:
    match node:
        case Scalar(value):
            return value
        case Items(items):
            return [_plain(item) for item in items]
        case Fields(fields):
            return {key: _plain(inner) for key, inner in fields.items()}


@pytest.mark.parametrize(
    "text", ["no", "1.10", "09:30", "0o17", "null", "~", "2020-01-01", "Yes", "1_000", ".inf"]
)
def test_scalars_stay_what_stands_in_the_file(text: str) -> None:
    assert _plain(load(f"key: {text}", "f.yaml")) == {"key": text}


def test_every_node_knows_its_place() -> None:
    node = load("a:\n  - één\n  - {b: c}\n", "f.yaml")
    assert isinstance(node, Fields)
    assert node.places["a"] == Place("f.yaml", 1, 1)
    inner = node.fields["a"]
    assert isinstance(inner, Items)
    assert [item.place for item in inner.items] == [Place("f.yaml", 2, 5), Place("f.yaml", 3, 5)]


def test_windows_file_reads_like_any_other() -> None:
    assert _plain(load("\ufeffa: b\r\nc: d\r\n".encode(), "f.yaml")) == {"a": "b", "c": "d"}


def test_emoji_and_accents_are_text() -> None:
    assert _plain(load("a: 🟢 één 👩‍👧 ❤️", "f.yaml")) == {"a": "🟢 één 👩‍👧 ❤️"}


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("a: " + "x" * (1024 * 1024), "larger than 1 MiB"),
        ("[" + "a," * 50_001 + "]", "more than 50000 values"),
        ("a: b".encode("utf-16"), "not UTF-8"),
        (b"a: \xff", "not UTF-8"),
        ("a: \ud800", "not UTF-8"),
        ("a: \x07", "invisible character"),
        ("a: \u202egnp.exe", "invisible character"),
        ("? [a]\n: b", "key that is not a word"),
        ("a: 'b", "not YAML"),
        ("*a : b", "alias"),
    ],
    ids=[
        "large",
        "many",
        "utf16",
        "latin1",
        "surrogate",
        "bell",
        "right-to-left",
        "key",
        "quote",
        "alias-key",
    ],
)
def test_what_is_not_plain_data_is_refused(source: str | bytes, what: str) -> None:
    with pytest.raises(SourceError, match=what):
        load(source, "f.yaml")


def test_missing_file_is_a_complaint(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nergens\.yaml:1:1: cannot read this file: No such file"):
        load_file(tmp_path / "nergens.yaml")


def test_file_full_of_two_byte_letters_is_too_large_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_text("a" + "é" * (1024 * 1024))
    with pytest.raises(SourceError, match="larger than 1 MiB"):
        load_file(path)


def _complaints(read: Callable[[Any, str], object], source: str | bytes, name: str) -> tuple[Complaint, ...]:
    try:
        read(source, name)
    except SourceError as error:
        return error.complaints
    return ()


@given(st.text() | st.binary() | st.text(alphabet="ab:{}[]-?!&*<>|#%@\"' \n\t,0"))
def test_no_input_makes_it_fall(source: str | bytes) -> None:
    assert all(complaint.what and complaint.fix for complaint in _complaints(load, source, "f.yaml"))


@given(
    start=st.integers(0, len(BALANCE)),
    length=st.integers(0, 40),
    put=st.text(max_size=6)
    | st.sampled_from(["\t", "no", "1.10", "&a ", "*a", "{", "]", "- ", ": ", "'", "\ufeff"]),
)
def test_mutated_flow_is_read_or_refused_with_a_place(start: int, length: int, put: str) -> None:
    mutated = BALANCE[:start] + put + BALANCE[start + length :]
    complaints = _complaints(read_flow, mutated, "balanscheck.yaml")
    assert all(complaint.where.file == "balanscheck.yaml" for complaint in complaints)
