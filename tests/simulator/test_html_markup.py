from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.entities import Entity, FormattedText, utf16_length
from simulator.errors import ApiError
from simulator.markup import parse_html

FAULTS = {
    "a < b": 'Unsupported start tag "" at byte offset 2',
    "€<x>y</x>": 'Unsupported start tag "x" at byte offset 3',
    "regel<br>": 'Unsupported start tag "br" at byte offset 5',
    "x <foo": "Unclosed start tag at byte offset 2",
    "x <b": "Unclosed start tag at byte offset 2",
    "<b>x": 'Can\'t find end tag corresponding to start tag "b"',
    "x</b>": "Unexpected end tag at byte offset 1",
    "<b>x</b": "Unclosed end tag at byte offset 4",
    "<b><i>x</b></i>": 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
    "<a =x>y</a>": 'Empty attribute name in the tag "a" at byte offset 0',
    "<a href>y</a>": 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
    "<a href=": 'Unclosed start tag "a" at byte offset 0',
    "<a href=a/b>y</a>": "Unexpected end of name token at byte offset 8",
    '<a href="x>y</a>': "Unclosed start tag at byte offset 0",
    '<a href="x"': "Unclosed start tag at byte offset 0",
    "<span>x</span>": 'Tag "span" must have class "tg-spoiler" at byte offset 0',
    "&#xD83D;": "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
    "surrogate code units",
}


@pytest.mark.parametrize("source", FAULTS)
def test_html_that_telegram_cannot_read_is_refused_in_its_words(source):
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert refused.value.code == 400
    assert refused.value.description == f"Bad Request: can't parse entities: {FAULTS[source]}"


def bold(offset: int, length: int) -> Entity:
    return Entity("bold", offset, length)


READ = {
    "🟢 <b>ja</b>": ("🟢 ja", [bold(3, 2)]),
    "<b>🟢</b>": ("🟢", [bold(0, 2)]),
    "<B>x</b>": ("x", [bold(0, 1)]),
    "<b>x</>": ("x", [bold(0, 1)]),
    "<b>x</b  >": ("x", [bold(0, 1)]),
    "<b></b>x": ("x", []),
    "<b>a<i>b</i></b>": ("ab", [bold(0, 2), Entity("italic", 1, 1)]),
    "<i><b>a</b></i>": ("a", [Entity("italic", 0, 1), bold(0, 1)]),
    "&lt;&amp;&quot;&#8364;&#x20AC;": ('<&"€€', []),
    "&nbsp;&lt": ("&nbsp;<", []),
    "&#0;&#12345678;": ("&#0;&#12345678;", []),
    "<a href=a.nl>x</a>": ("x", [Entity("text_link", 0, 1, "a.nl")]),
    '<a href="https://a.nl/?x=1&amp;y=2">x</a>': ("x", [Entity("text_link", 0, 1, "https://a.nl/?x=1&y=2")]),
    "<a href='nergens'>x</a>": ("x", []),
    "<a>a.nl</a>": ("a.nl", [Entity("text_link", 0, 4, "a.nl")]),
    "<blockquote expandable>x</blockquote>": ("x", [Entity("expandable_blockquote", 0, 1)]),
    '<pre><code class="language-py">x</code></pre>': ("x", [Entity("pre", 0, 1, language="py")]),
    '<code class="language-py">x</code>': ("x", [Entity("code", 0, 1)]),
    '<span class="tg-spoiler">x</span>': ("x", [Entity("spoiler", 0, 1)]),
}


@pytest.mark.parametrize("source", READ)
def test_html_becomes_a_text_with_entities_in_utf16_units(source):
    text, entities = READ[source]
    assert parse_html(source) == FormattedText(text, tuple(entities))


@given(st.text())
def test_an_escaped_text_is_read_back_as_it_was(text):
    assert parse_html(html.escape(text)).text == text


@given(before=st.text(), inside=st.text(min_size=1), after=st.text())
def test_a_bold_stretch_lies_where_it_was_written(before, inside, after):
    read = parse_html(f"{html.escape(before)}<b>{html.escape(inside)}</b>{html.escape(after)}")
    assert read.text == before + inside + after
    assert read.entities == (bold(utf16_length(before), utf16_length(inside)),)


@given(st.text(alphabet="<>/b i=\"'&;a#", max_size=30))
def test_any_string_is_read_or_refused(source):
    try:
        read = parse_html(source)
    except ApiError as refused:
        reason = refused.description
        read = FormattedText("")
    else:
        reason = "Bad Request: can't parse entities: "
    assert reason.startswith("Bad Request: can't parse entities: ")
    assert all(e.offset >= 0 and e.offset + e.length <= utf16_length(read.text) for e in read.entities)


def test_a_stretch_of_white_space_at_the_end_goes_with_its_entity():
    assert parse_html("x<b> </b>").trimmed() == FormattedText("x")


@given(left=st.sampled_from(["", " ", "\n\n "]), right=st.sampled_from(["", " ", "\n"]))
def test_trimming_moves_the_entities_along(left, right):
    read = parse_html(f"{left}<b>{left}x{right}</b>{right}").trimmed()
    assert read == FormattedText("x", (bold(0, 1),))
