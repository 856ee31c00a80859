"""What people take away: the right words, on the right paper, for everyone to read."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from reports.fixed_words import words
from reports.glyphs import FONTS, printable_characters
from reports.press import render
from reports.values import Document, Format, HeatMap, HeatRow, InviteCard, Sheet, Topic
from tests.reports import picture
from tests.reports.examples import DOCUMENTS, HEAT_MAP, INVITE, SEVEN, SHEET, cell, crowded
from tests.reports.paper import Paper

EVERY = pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())
WIDE = replace(
    HEAT_MAP,
    columns=SEVEN * 2,
    rows=tuple(
        HeatRow(f"Vraag {number}", (HEAT_MAP.rows[0].cells[1],) * 14, (14, 0, 14)) for number in range(40)
    ),
)


def paper(document: Document) -> Paper:
    return Paper(render(document, "pdf"))


def test_the_sheet_says_what_to_discuss_and_leaves_room_to_agree() -> None:
    text = paper(SHEET).text
    for said in (
        "Thuis in Oost · bespreekblad Balanscheck Overleg di 16 maart, 10:00",
        "1 Wie doet wat Waar blijft nu werk liggen of gebeurt het dubbel, en hoe willen we dat?",
        "Wat ziet de één wat de ander niet ziet?",
        "3 nee Woonstad, Gemeente (1 van 2), Buurtzorg Oost (1 van 2)",
        "“We bellen allebei dezelfde huurder.” – Woonstad",
        "weet ik niet: Politie",
        "gelukt : Eén lijst met wie welke huurder belt – Carla",
        "was klaar op di 9 maart : Elke maandag tien minuten bellen – Peter",
        "Al voorgesteld • Een vast nummer voor buiten kantooruren – Jan",
        "Belangen : Houden we rekening met elkaars belangen?",
        "Liever mondeling: Respect, en nog 1.",
        "Geen antwoord van: Politie (1 van 2).",
        "Wat spreken we af?",
        "Klaar op",
    ):
        assert said in text
    assert "Niet alles past" not in text


def test_a_topic_that_is_not_to_be_named_is_counted() -> None:
    assert "Liever mondeling: 2 onderwerpen." in paper(replace(SHEET, aloud_named=())).text


def test_where_nobody_may_see_a_colour_no_colour_is_drawn() -> None:
    assert "0 ja" not in paper(replace(SHEET, discuss=(Topic("Rust", "Is er rust?", None),))).text


def test_with_nothing_that_differs_the_sheet_asks_how_that_comes() -> None:
    bare = paper(Sheet("Thuis in Oost", "Balanscheck", "Nog geen overleg gepland", "nl", ()))
    assert "De antwoorden lopen deze keer nergens uiteen. Hoe komt dat" in bare.text
    assert bare.pages == 1


def test_for_the_wall_the_same_is_an_a3() -> None:
    wall = paper(replace(SHEET, wall=True))
    assert wall.sizes == [(841.8898, 1190.5511)]
    assert wall.text == paper(SHEET).text


def test_of_every_kind_that_does_not_fit_it_says_how_many_more() -> None:
    assert paper(crowded("Een afspraak van gewone lengte over bellen. ")).text.count("en nog 11") == 4


def test_without_space_to_agree_there_is_no_table() -> None:
    assert "Wat spreken we af?" not in paper(replace(SHEET, agreed_space=False)).text


def test_a_confidential_topic_shows_counts_and_no_organisation() -> None:
    topic = replace(SHEET.discuss[0], organisations=(), quotes=(("", "Het loopt langs elkaar heen."),))
    text = paper(replace(SHEET, discuss=(topic,), keep=(), absent=())).text
    assert "3 nee" in text
    assert "“Het loopt langs elkaar heen.”" in text
    assert "Woonstad" not in text


def test_nothing_to_discuss_still_gives_a_question() -> None:
    assert "Hoe komt dat, en wat betekent het?" in paper(replace(SHEET, discuss=())).text


def test_the_heat_map_shows_every_answer_of_an_organisation_and_who_gave_none() -> None:
    text = paper(HEAT_MAP).text
    assert "1. Weet iedereen wie wat doet? 2 ja 1 twijfel 3 nee nee 1 ja 1 nee 1 twijfel 1 nee ja" in text
    assert "2. Gaat het vooruit? 3 ja 2 twijfel twijfel 2 ja 1 ja 1 twijfel geen antwoord" in text
    assert text.index("wie wat doet") < text.index("vooruit") < text.index("het doel")


def test_the_invitation_has_its_link_whole_and_as_a_code_with_words() -> None:
    drawn = paper(INVITE)
    assert INVITE.link in drawn.text
    assert drawn.raw(b"/Figure")
    assert drawn.raw(b"/Alt(QR-code met de link https://t.me/VinkjeBot")


@pytest.mark.parametrize(
    "link", ["t.me/x", "https://", "https://t.me/é", "https://t.me/a b", "https://" + "a" * 400]
)
def test_an_invitation_with_an_odd_link_is_not_made(link: str) -> None:
    with pytest.raises(ValueError, match="https://"):
        InviteCard("Thuis in Oost", "Woonstad", link, "vr 12 maart", "nl")


def test_a_row_without_a_cell_for_every_organisation_is_refused() -> None:
    with pytest.raises(ValueError, match="'Doel' has 1 cells for 4 columns"):
        replace(HEAT_MAP, rows=(HeatRow("Doel", (cell(),), (0, 0, 0)),))


@EVERY
def test_every_document_speaks_english_too(document: Document) -> None:
    dutch = [words().label(key, "nl") for key in ("sheet.lead", "heat.legend", "invite.scan", "sign.none")]
    drawn = paper(replace(document, language="en"))
    assert "/Lang(en)" in drawn.catalogue
    assert not [sentence for sentence in dutch if sentence in drawn.text]


@EVERY
def test_every_pdf_is_tagged_and_has_a_title_and_a_language(document: Document) -> None:
    drawn = paper(document)
    assert "<pdfuaid:part>1</pdfuaid:part>" in drawn.properties
    assert "Thuis in Oost</rdf:li>" in drawn.properties
    assert "/Lang(nl)" in drawn.catalogue
    assert "/Marked true" in drawn.catalogue
    assert "Title" in drawn.tags


def test_headings_and_tables_are_tagged_as_such() -> None:
    assert {"H1", "H2", "Table", "TH"} <= paper(SHEET).tags
    assert {"Table", "TH", "TD"} <= paper(HEAT_MAP).tags


@EVERY
def test_every_pdf_is_light_enough_to_send(document: Document) -> None:
    assert len(render(document, "pdf")) < 200_000
    assert len(render(document, "png")) < 1_000_000


@EVERY
def test_the_same_document_is_the_same_file(document: Document) -> None:
    assert render(document, "png") == render(document, "png")
    assert render(document, "pdf") == render(document, "pdf")


def test_pictures_are_as_wide_as_a_phone() -> None:
    assert picture.size(render(HEAT_MAP, "png"))[0] == 1080
    assert picture.size(render(INVITE, "png"))[0] == 1080
    assert picture.size(render(SHEET, "png")) == (1240, 1754)


def test_a_picture_of_many_answers_is_one_that_can_be_sent() -> None:
    width, height = picture.size(render(WIDE, "png"))
    assert width + height <= 10_000
    assert max(width, height) <= 20 * min(width, height)
    assert "Nog 16 vragen in het hele overzicht." in paper(WIDE).text


def test_a_row_of_answers_stays_on_one_page() -> None:
    drawn = paper(WIDE)
    assert drawn.pages > 1
    assert drawn.text.count("1 ja 1 nee") == 24 * 14


def test_a_partnership_without_organisations_or_questions_is_drawn_too() -> None:
    empty = HeatMap("Thuis in Oost", "Uitslag", "", "nl", (), ())
    assert paper(empty).pages == 1


@pytest.mark.parametrize("topics", [0, 1, 3, 5, 12])
@pytest.mark.parametrize("length", [30, 200, 4000])
def test_a_sheet_is_one_a4_whatever_is_said(topics: int, length: int) -> None:
    said = ("We bellen allebei dezelfde huurder en niemand weet het. " * 80)[:length]
    drawn = paper(crowded(said, topics=topics))
    assert drawn.sizes == [(595.2756, 841.8898)]
    assert drawn.height_of("Klaar op") > 4 * 10.5 * 72 / 25.4  # four lines to write on


def test_what_did_not_fit_is_said_and_found_elsewhere() -> None:
    text = paper(
        crowded("We bellen allebei dezelfde huurder en niemand weet wie er daarna aan zet is. " * 4)
    ).text
    assert "…" in text
    assert "Ook anders beantwoord:" in text
    assert "In het overzicht staan alle antwoorden." in text


def test_the_fonts_are_small_and_come_with_their_licence() -> None:
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 2_500_000
    assert "SIL Open Font License" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert set("abcëïğşŁшйΩ€’“”…–") <= printable_characters()


@EVERY
@pytest.mark.parametrize("format", ["png", "pdf"])
def test_drawing_takes_a_moment(document: Document, format: Format) -> None:
    render(document, format)  # the first one reads the fonts
    spent = []
    for number in range(3):
        fresh = replace(document, partnership=f"Thuis in Oost {number}")
        start = time.process_time()
        render(fresh, format)
        spent.append(time.process_time() - start)
    print(f"\n{type(document).__name__} {format}: {min(spent) * 1000:.0f} ms")
    assert min(spent) <= 0.150


@pytest.mark.parametrize(
    ("document", "sign"),
    [
        (HEAT_MAP, "het antwoord van één mens."),
        (replace(HEAT_MAP, joint=True), "het antwoord van één organisatie."),
        (replace(HEAT_MAP, by_card=True), "de kaart van één organisatie, in het overleg."),
    ],
)
def test_a_heat_map_says_of_whom_each_sign_is(document: HeatMap, sign: str) -> None:
    assert f"Elk teken is {sign}" in paper(document).text
