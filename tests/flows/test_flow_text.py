from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.text import Language, Text, fill, placeholders, stray_brace


def test_unknown_language_reads_dutch() -> None:
    text = Text("ja", "yes")
    assert [text.in_(language) for language in ("nl", "en", "fr", Language.EN)] == ["ja", "yes", "ja", "yes"]


def test_placeholders_are_filled_and_an_unsaid_answer_is_an_ellipsis() -> None:
    text = Text("{organisatie} zei {antwoord.nodig}, niet {antwoord.later}.", "-")
    values = {"organisatie": "Woonstad", "antwoord.nodig": "{organisatie} {0.__class__}"}
    assert fill(text, "nl", values) == "Woonstad zei {organisatie} {0.__class__}, niet …."


def test_missing_name_is_the_callers_fault() -> None:
    with pytest.raises(KeyError):
        fill(Text("{partijen}", "{partijen}"), "nl", {})


@given(st.text(alphabet="a{}.0_!"))
def test_text_without_stray_braces_fills_without_a_brace_left(written: str) -> None:
    if not stray_brace(written):
        values = dict.fromkeys(placeholders(written), "x")
        assert "{" not in fill(Text(written, written), "nl", values)
