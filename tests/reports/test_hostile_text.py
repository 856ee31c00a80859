"""Whatever people type is text: it is drawn, or left out, and never read as instructions."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.glyphs import GAP, printable, printable_characters
from reports.press import render
from reports.values import HeatMap, HeatRow, InviteCard, Sheet
from tests.reports import picture
from tests.reports.examples import INVITE, SHEET, cell, crowded
from tests.reports.paper import Paper

NASTY = (
    '#panic("x") $x^2$ *a* _b_ `c` @d <e> = f - g // h /* i \\ " \' [j] {k}',
    '#read("/etc/passwd") #import "look.typ": data',
    '{"lang": "xx"} \\u0000 ${HOME} %s {0} {name}',
    "\x00\x01\x1b[31m\u202eachterstevoren\u202c\u200b\ufeff\ud800",
    "مرحبا بكم في الاجتماع שלום 你好",
    "🟢🟠🔴👍🏽👨‍👩‍👧‍👦",
    "a" * 4000,
    "W" * 4000,
    "Donaudampfschifffahrtsgesellschaft " * 110,
    "\n\n\t regel \r\n regel \u2028 regel",
    "Z̷̢̛a̶̡l̸̨g̵o " * 300,
    "",
    " ",
)

A4 = (595.2756, 841.8898)
FOUR_LINES = (17 + 4 * 10.5) * 72 / 25.4  # above the lower margin, in points

NAMES = st.text(max_size=60)
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(max_size=400))


def heat_map(words: str) -> HeatMap:
    row = HeatRow(words, (cell(), cell()), (0, 0, 0))
    return HeatMap(words, words, words, "nl", (words, "Gemeente"), (row, row), words)


def assert_one_a4_with_room(sheet: Sheet) -> None:
    drawn = Paper(render(sheet, "pdf"))
    assert drawn.sizes == [A4]
    assert drawn.height_of("Klaar op") > FOUR_LINES


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
def test_anything_typed_can_be_drawn(words: str) -> None:
    assert_one_a4_with_room(crowded(words, organisations=(words,) * 12))
    assert Paper(render(heat_map(words), "pdf")).pages >= 1
    width, height = picture.size(render(heat_map(words), "png"))
    assert width + height <= 10_000
    assert render(InviteCard(words, words, INVITE.link, words, "en"), "png")


@settings(max_examples=25, deadline=None)
@given(words=TEXTS, name=NAMES, topics=st.integers(0, 7), many=st.integers(0, 9))
def test_a_sheet_of_anything_is_one_a4(words: str, name: str, topics: int, many: int) -> None:
    assert_one_a4_with_room(crowded(words, topics=topics, organisations=(name,) * many))


@settings(max_examples=300, deadline=None)
@given(st.one_of(TEXTS, st.text(st.characters())))
@example("\ud800 en verder")
def test_printable_text_is_one_line_in_letters_that_the_font_has(words: str) -> None:
    line = printable(words)
    assert set(line) <= printable_characters()
    assert line == " ".join(line.split())


def test_what_the_font_has_stays_as_it_was() -> None:
    said = "Wie doet wat? ‘Ça va’, zei Işıl – één vraag: €5 (Львів) [a] {b} #c"
    assert printable(said) == said


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("Goed zo 👍!", "Goed zo !"),
        ("👍", GAP),
        ("مرحبا بكم", GAP),
        ("Zij zei 你好 en ging", f"Zij zei {GAP} en ging"),
        ("𝓗allo ｏｏｓｔ", "Hallo oost"),
        ("om\u202ekeren\x00", "omkeren"),
        ("twee\n\nregels", "twee regels"),
        ("\x00", ""),
    ],
)
def test_what_the_font_lacks_is_replaced_or_left_out(typed: str, drawn: str) -> None:
    assert printable(typed) == drawn


def test_every_printable_character_is_accepted_in_a_tagged_pdf() -> None:
    shown = sorted(c for c in printable_characters() if unicodedata.category(c)[0] not in "CZM")
    rows = tuple(
        HeatRow(" ".join(shown[start : start + 40]), (), (0, 0, 0)) for start in range(0, len(shown), 40)
    )
    for start in range(0, len(rows), 20):
        map_ = HeatMap("Thuis in Oost", "Letters", "", "nl", (), rows[start : start + 20])
        assert Paper(render(map_, "pdf")).pages >= 1


def test_markup_in_a_question_is_printed_letter_by_letter() -> None:
    said = '#panic("x") $x^2$ *a* _b_ <e> \\ [j] {k}'
    row = HeatRow(said, (cell(),), (0, 0, 0))
    text = Paper(render(HeatMap("Thuis in Oost", "Uitslag", "", "nl", ("Woonstad",), (row,)), "pdf")).text
    assert said in text
    assert SHEET.partnership in text
