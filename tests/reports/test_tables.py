"""Tables of who asks what of whom, worksheets and tracks: for a phone, for paper, and never a sum."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.compose import compose
from reports.press import render
from reports.values import (
    Document,
    Format,
    Matrix,
    Said,
    Sign,
    Table,
    TableCell,
    Track,
    Tracks,
    Worksheet,
)
from tests.reports import picture
from tests.reports.examples import SEVEN
from tests.reports.paper import Paper

FOUR = ("Gemeente Oost", "Woonstad", "De Linde", "Politie Oost")
EIGHT = (*SEVEN, "Buurtzorg Oost")
WORDS = ("Kennis of informatie", "Mensen of tijd", "Contacten of toegang", "Geld of middelen", "Een besluit")


def table(names: tuple[str, ...] = FOUR, *, quotes: tuple[str, ...] = (), blank: bool = False) -> Table:
    """Everybody asks something of everybody else, but for one who did not answer."""

    def cell(by: int, of: int) -> TableCell:
        if by == of:
            return TableCell(is_own=True)
        place = (by + 2 * of) % (len(WORDS) + 1)
        if blank or place == len(WORDS):
            return TableCell()
        return TableCell((Said(WORDS[place], place + 1, is_new=by == 0),), quotes)

    return Table(
        names,
        tuple((name, tuple(cell(by, of) for of in range(len(names)))) for by, name in enumerate(names)),
    )


MATRIX = Matrix(
    "Thuis in Oost",
    "Halen en brengen · over en weer",
    "Wat heeft elke organisatie vooral nodig van de ander?",
    "nl",
    table(),
    "Een begin van een gesprek, geen rekensom.",
)
WORKSHEET = Worksheet(
    "Thuis in Oost",
    "Halen en brengen",
    "Wat heeft elke organisatie vooral nodig van de ander?",
    "wie ↓ · over wie →",
    "nl",
    table(quotes=("Wie er achter de voordeur komt",)),
    "Alleen wat met iedereen gedeeld is.",
)
TRACKS = Tracks(
    "Thuis in Oost",
    "De ideale bocht · waar staan we?",
    "Bovenaan begint het.",
    "nl",
    FOUR,
    (
        Track("inhoud", ("Het probleem benoemen", "Oplossingen bekijken", "Kiezen"), ((), (0, 1), (2, 3))),
        Track("met elkaar", ("Bij elkaar brengen", "Steun opbouwen", "Besluiten"), ((3,), (0, 1), (2,)), 0),
    ),
    "Het traagste spoor telt.",
)
EVERY = pytest.mark.parametrize("document", [MATRIX, WORKSHEET, TRACKS], ids=lambda each: type(each).__name__)


@EVERY
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_one_is_drawn_as_a_tagged_document_of_less_than_a_megabyte(
    document: Matrix | Worksheet | Tracks, language: str
) -> None:
    content = render(replace(document, language=language), "pdf")
    assert b"/StructTreeRoot" in content
    assert len(content) < 1_000_000


def test_the_picture_is_as_wide_as_a_phone_also_with_eight() -> None:
    for names in (FOUR, EIGHT):
        drawn = picture.read(render(replace(MATRIX, table=table(names)), "png"))
        assert drawn.width == 1080
        assert drawn.width + drawn.height < 10_000  # what Telegram takes as a picture


def test_what_stands_in_it_is_word_by_row_and_nothing_on_the_diagonal() -> None:
    text = Paper(render(MATRIX, "pdf")).text
    for word in ("Kennis of informatie", "Mensen of tijd", "Geld of middelen", "Een besluit"):
        assert word in text
    assert text.count("geen antwoord") == sum(
        not cell.said and not cell.is_own for _, cells in MATRIX.table.rows for cell in cells
    )
    assert "nieuw" in text


@pytest.mark.parametrize(("wall", "size"), [(False, (841.8898, 595.2756)), (True, (1190.5511, 841.8898))])
def test_a_worksheet_lies_on_its_side_as_a4_or_a3(wall: bool, size: tuple[float, float]) -> None:
    drawn = Paper(render(replace(WORKSHEET, wall=wall), "pdf"))
    assert drawn.sizes == [size]
    assert "“Wie er achter de voordeur komt”" in drawn.text
    assert "Wat valt ons op?" in drawn.text


@pytest.mark.parametrize("names", [FOUR, EIGHT, ("A", "B")], ids=len)
def test_a_blank_one_is_one_page_with_every_name_whole(names: tuple[str, ...]) -> None:
    drawn = Paper(render(replace(WORKSHEET, table=table(names, blank=True), blank=True), "pdf"))
    assert drawn.pages == 1
    assert not any(word in drawn.text for word in WORDS)


def test_a_full_one_of_eight_goes_on_over_the_page_with_the_names_again() -> None:
    words = ("Iemand die op vrijdagmiddag de telefoon opneemt en dan ook echt langs kan gaan",) * 2
    drawn = Paper(render(replace(WORKSHEET, table=table(EIGHT, quotes=words)), "pdf"))
    assert drawn.pages > 1
    assert drawn.text.count("Buurtzorg Oost") == drawn.pages + 1


def test_organisations_stand_on_the_tracks_with_their_names_and_the_slowest_is_named() -> None:
    text = Paper(render(TRACKS, "pdf")).text
    assert "Bij elkaar brengen Politie Oost hier is het traagste spoor" in text
    assert text.count("hier is het traagste spoor") == 1
    assert all(text.count(name) == 2 for name in FOUR)


def test_a_row_without_a_cell_for_every_column_is_refused() -> None:
    with pytest.raises(ValueError, match="'Woonstad' has 1 cells for 4 columns"):
        Table(FOUR, (("Woonstad", (TableCell(),)),))


@pytest.mark.parametrize("format", ["png", "pdf"])
@EVERY
def test_no_figure_is_drawn_that_nobody_typed(document: Document, format: Format) -> None:
    assert not re.findall(r"\d", _texts(document, format))


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(WORDS), st.integers(1, 12)), max_size=5), min_size=6, max_size=6
    )
)
@settings(max_examples=40, deadline=None)
def test_however_much_is_asked_nothing_is_added_up(said: list[list[tuple[str, int]]]) -> None:
    cells = [TableCell(tuple(Said(word, sign) for word, sign in each)) for each in said]
    own = TableCell(is_own=True)
    rows = (("A", (own, *cells[:2])), ("B", (cells[2], own, cells[3])), ("C", (*cells[4:], own)))
    drawn = Table(("A", "B", "C"), rows)
    for document in (replace(MATRIX, table=drawn), replace(WORKSHEET, table=drawn)):
        found = json.loads(compose(document, "pdf").inputs["data"])
        words = [each["word"] for row in found["rows"] for cell in row["cells"] for each in cell["said"]]
        assert words == [word for _, cells in drawn.rows for cell in cells for word in _words(cell)]
        assert not re.findall(r"\d", _texts(document, "pdf"))


def test_a_colour_in_a_table_keeps_its_own_sign_and_what_has_no_shape_its_word() -> None:
    cell = TableCell((Said("nee", Sign.RED), Said("Een besluit", 99)))
    drawn = replace(MATRIX, table=Table(("A",), (("B", (cell,)),)))
    signs = [
        each["sign"]
        for each in json.loads(compose(drawn, "pdf").inputs["data"])["rows"][0]["cells"][0]["said"]
    ]
    assert signs == ["red", ""]
    assert "Een besluit" in Paper(render(drawn, "pdf")).text


def _words(cell: TableCell) -> list[str]:
    return [each.word for each in cell.said]


def _texts(document: Document, format: Format) -> str:
    """Everything that a template can draw of a document; the names of shapes and its width are no words."""
    data = json.loads(compose(document, format).inputs["data"])
    data.pop("words")

    def walk(value: object, key: str = "") -> str:
        if isinstance(value, dict):
            return " ".join(walk(each, name) for name, each in value.items())
        if isinstance(value, list):
            return " ".join(walk(each, key) for each in value)
        return "" if key == "sign" or isinstance(value, bool) else str(value)

    return walk(data)
