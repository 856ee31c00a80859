from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from bot.channel import Choice, Rich, Span
from bot.telegram.keyboard import broken
from bot.telegram.letters import clean, units
from bot.telegram.render import html, parts
from process.incoming import Press

anything = st.text(st.characters(exclude_categories=()), max_size=60)
spans = st.builds(Span, anything, st.booleans())
paragraphs = st.lists(st.lists(spans, max_size=4).map(tuple), max_size=6).map(tuple)


def words_of(text: str) -> str:
    """The text without its tags and white space, entities as the characters they stand for."""
    return "".join(unescape(re.sub("</?b>", "", text)).split())


def test_strong_text_is_bold_and_the_rest_is_literal() -> None:
    screen = ((Span("Thuis <in> Oost", strong=True), Span(" & meer")), (Span("3 < 4"),))
    assert html(screen) == "<b>Thuis &lt;in&gt; Oost</b> &amp; meer\n\n3 &lt; 4"


def test_a_short_text_stays_in_one_part() -> None:
    assert parts(((Span("een"),), (Span("twee"),))) == ["een\n\ntwee"]


def test_a_text_is_cut_between_paragraphs_first() -> None:
    assert parts(((Span("a" * 30),), (Span("b" * 30),), (Span("c" * 5),)), 40) == [
        "a" * 30,
        "b" * 30 + "\n\nccccc",
    ]


def test_a_long_paragraph_is_cut_between_words() -> None:
    sentence = Span("een twee drie vier vijf zes", strong=True)
    assert parts(((sentence,),), 30) == [
        "<b>een </b><b>twee </b>",
        "<b>drie </b><b>vier </b>",
        "<b>vijf </b><b>zes</b>",
    ]


@given(paragraphs, st.integers(20, 200))
def test_every_part_fits_and_no_word_is_lost(screen: tuple[Rich, ...], limit: int) -> None:
    found = parts(screen, limit)
    assert all(0 < units(part) <= limit for part in found)
    assert "".join(words_of(part) for part in found) == words_of(html(screen))
    for part in found:
        assert part.count("<b>") == part.count("</b>")


@given(anything)
def test_a_cleaned_text_can_be_sent_and_stored(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.encode().decode() == cleaned
    assert "\0" not in cleaned
    assert units(cleaned) == len(cleaned.encode("utf-16-le")) // 2


def test_cleaning_keeps_what_can_be_kept() -> None:
    assert clean("a\0b\ud800c") == "a\ufffdb\ufffdc"
    assert clean("\ud83d\ude00") == "😀"
    assert clean("e\u0301 👩‍👩‍👧 \u202e") == "e\u0301 👩‍👩‍👧 \u202e"


def choices(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(label, Press("a")) for label in labels)


def test_the_three_colours_stay_side_by_side() -> None:
    row = choices("🟢 Ja", "🟠 Twijfel", "🔴 Nee")
    assert broken((row,)) == [row]


def test_four_buttons_of_which_one_is_long_become_two_rows() -> None:
    row = choices("Weet ik niet", "Overslaan", "Anders…", "← Terug")
    assert broken((row,)) == [row[:2], row[2:]]


@given(st.lists(st.lists(st.text(max_size=40), max_size=5), max_size=4))
def test_buttons_keep_their_order_and_never_share_a_row_they_do_not_fit_in(labels: list[list[str]]) -> None:
    rows = tuple(choices(*row) for row in labels)
    found = broken(rows)
    assert [each for row in found for each in row] == [each for row in rows for each in row]
    assert all(len(row) == 1 or max(units(each.label) for each in row) <= 18 for row in found)
