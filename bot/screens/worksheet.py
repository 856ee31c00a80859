"""Worksheets of a shown round: the same table for everyone, with what was revealed or blank, A4 or A3."""

from __future__ import annotations

from bot.channel import Screen
from bot.screens import matrix
from bot.screens.frozen import Frozen, frozen_of
from bot.screens.reader import Draft, Drawing, Reader, Rows, headed
from flows.model import Layout, Question
from process.acts.worksheets import BLANK, Named, named
from process.incoming import Press
from process.message import Hand
from process.rules.worksheets import Worksheet, worksheets_of
from reports import values
from reports.values import Said, Table, TableCell


def draft(reader: Reader, message: Hand) -> Draft | None:
    """The sheet that `message` names; None when the result or the place of its reader is gone."""
    frozen, wanted = frozen_of(reader, message.subject, message.member), named(message.document)
    if frozen is None or wanted is None:
        return None
    sheets = worksheets_of(frozen.flow)
    if wanted.place >= len(sheets):
        return None
    sheet = sheets[wanted.place]
    title = _title(frozen, sheet)
    document = values.Worksheet(
        partnership=frozen.partnership.name,
        title=title,
        lead=_lead(frozen, sheet),
        corner=reader.label(f"worksheet.corner_{sheet.layout.value}"),
        language="en" if reader.language == "en" else "nl",
        table=_table(frozen, sheet, blank=wanted.blank),
        footer=reader.label("worksheet.blank" if wanted.blank else "worksheet.shared"),
        wall=wanted.wall,
        blank=wanted.blank,
        corrections=() if wanted.blank else matrix.corrected_at(frozen, sheet.asked),
    )
    name = reader.label("worksheet.file_a3" if wanted.wall else "worksheet.file")
    file = f"{name}-{frozen.flow.id}-{wanted.place + 1}.pdf"
    said = headed(frozen.partnership.name, reader.say("worksheet.caption"), title)
    drawing = Drawing(document, "pdf", file, reader.label("worksheet.alt", {"title": title}))
    return Draft(Screen(said, _rows(frozen, wanted)), drawing)


def buttons(frozen: Frozen) -> Rows:
    """[Werkblad A4] [Werkblad A3 voor de wand], for a flow that has any."""
    if not worksheets_of(frozen.flow):
        return ()
    return (
        tuple(
            frozen.reader.button(f"button.worksheet_{size}", Press("worksheet", (frozen.round.id, size)))
            for size in ("a4", "a3")
        ),
    )


def _rows(frozen: Frozen, wanted: Named) -> Rows:
    """Below a filled one the same to fill in."""
    if wanted.blank:
        return ()
    press = Press("worksheet", (frozen.round.id, wanted.size, BLANK))
    return ((frozen.reader.button("button.worksheet_blank", press),),)


def _title(frozen: Frozen, sheet: Worksheet) -> str:
    if sheet.layout is not Layout.MATRIX:
        return frozen.title
    return frozen.reader.label("matrix.head", {"title": frozen.title})


def _lead(frozen: Frozen, sheet: Worksheet) -> str:
    first = sheet.asked[0]
    match sheet.layout:
        case Layout.MATRIX:
            return matrix.asked_of_all(frozen, first)
        case Layout.GRID if first.row is not None:
            return first.row.asks.in_(frozen.reader.language)
    return frozen.reader.label("worksheet.lead")


def _table(frozen: Frozen, sheet: Worksheet, *, blank: bool) -> Table:
    match sheet.layout:
        case Layout.MATRIX:
            asked = [each for each in matrix.matrices(frozen) if each.asked == sheet.asked and not blank]
            return matrix.table_of(frozen, sheet.asked, asked[0] if asked else None, quoted=True)
        case Layout.COLUMNS:
            return _columns(frozen, sheet.asked, blank=blank)
        case Layout.GRID:
            return _grid(frozen, sheet.asked, blank=blank)


def _columns(frozen: Frozen, asked: tuple[Question, ...], *, blank: bool) -> Table:
    """Organisations under each other, with their own words at each open question."""
    said: dict[tuple[int | None, str], list[str]] = {}
    for item in () if blank else frozen.shown.words:
        for quote, words in frozen.spoken(item.quotes):
            said.setdefault((quote.organisation, item.question), []).append(words)
    rows = (
        (
            party.name,
            tuple(TableCell(quotes=tuple(said.get((party.id, question.id), ()))) for question in asked),
        )
        for party in frozen.shown.organisations
    )
    return Table(tuple(frozen.topic(question.id) for question in asked), tuple(rows))


def _grid(frozen: Frozen, asked: tuple[Question, ...], *, blank: bool) -> Table:
    """The rows of the grid under each other, with what each organisation says beside each other."""
    cells = {
        (item.question, cell.organisation): {each.option for each in cell.options if each.people}
        for item in frozen.standing.choices
        for cell in item.cells
        if not blank
    }
    parties = frozen.shown.organisations
    rows = (
        (
            frozen.topic(question.id),
            tuple(_chosen(frozen, question, cells.get((question.id, party.id), set())) for party in parties),
        )
        for question in asked
    )
    return Table(tuple(party.name for party in parties), tuple(rows))


def _chosen(frozen: Frozen, question: Question, chosen: set[str]) -> TableCell:
    said = (option.id for option in question.options if option.id in chosen)
    return TableCell(
        tuple(Said(matrix.word(frozen, question, each), matrix.sign(question, each)) for each in said)
    )
