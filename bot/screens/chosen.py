"""Choices and grids side by side: a row for each question, a column for each organisation, words in it.

Nothing is added up: who named another place than the others is what to talk about.
"""

from __future__ import annotations

from bot.channel import Screen
from bot.screens.choices import by_option, totals
from bot.screens.corrected import withdrawn
from bot.screens.frozen import Frozen
from bot.screens.reader import Draft, Drawing, headed, plain
from process.rules.items import ChoiceItem
from reports.values import Matrix, Said, Table, TableCell

MOST_NAMED = 6
"""So many choices are named in the short result: a grid is read as a whole."""
MOST_COLUMNS = 8
"""So many organisations fit beside each other on a phone."""


def side_by_side(frozen: Frozen) -> tuple[ChoiceItem, ...]:
    """The choices of an overview that are about nobody in particular; those have pictures of their own."""
    return tuple(
        item
        for item in frozen.shown.choices
        if frozen.flow.has(item.question) and frozen.flow.question(item.question).about is None
    )


def points(frozen: Frozen) -> list[str]:
    """What was chosen at each, a line each: those that differ first, then in the order of the flow."""
    items = [*frozen.apart, *(item for item in side_by_side(frozen) if item not in frozen.apart)]
    lines = [totals(frozen, item) for item in items[:MOST_NAMED]]
    more = len(items) - MOST_NAMED
    return [*lines, frozen.reader.label("result.more_chosen", {"n": more})] if more > 0 else lines


def draft(frozen: Frozen) -> Draft | None:
    """The picture by itself, of a result that has another one; none when it does not fit."""
    drawing = picture(frozen)
    if drawing is None:
        return None
    head = frozen.reader.label("result.head_chosen", {"title": frozen.title})
    body = plain(frozen.reader.label("result.reading_chosen"))
    return Draft(Screen(headed(frozen.partnership.name, (body,), head)), drawing)


def picture(frozen: Frozen) -> Drawing | None:
    """The table of who chose what; None when nothing stands by organisation, or it is too wide."""
    items = [item for item in side_by_side(frozen) if item.cells]
    parties = frozen.shown.organisations
    if not items or not parties or len(parties) > MOST_COLUMNS:
        return None
    reader = frozen.reader
    rows = tuple((frozen.topic(item.question), _cells(frozen, item)) for item in items)
    document = Matrix(
        partnership=frozen.partnership.name,
        title=reader.label("result.head", {"title": frozen.title}),
        reading=reader.label("result.reading_chosen"),
        language="en" if reader.language == "en" else "nl",
        table=Table(tuple(party.name for party in parties), rows),
        note=frozen.gone or reader.label("result.start"),
    )
    name = f"{frozen.flow.id}-{frozen.round.number}-keuzes.png"
    alt = reader.label("result.picture_chosen", {"topics": len(rows), "organisations": len(parties)})
    return Drawing(document, "png", name, alt)


def _cells(frozen: Frozen, item: ChoiceItem) -> tuple[TableCell, ...]:
    question, gone = frozen.flow.question(item.question), withdrawn(frozen, item)
    by_party = {cell.organisation: cell for cell in item.cells if cell.organisation not in gone}
    cells = []
    for party in frozen.shown.organisations:
        cell = by_party.get(party.id)
        chosen = [each.option for each in cell.options] if cell is not None else []
        said = tuple(
            Said(option.label.in_(frozen.reader.language), place)
            for place, option in enumerate(question.options, 1)
            if option.id in chosen
        )
        cells.append(TableCell(said))
    return tuple(cells)


def on_sheet(frozen: Frozen, question: str) -> tuple[tuple[str, str], ...]:
    """For the talking sheet: each option that was chosen and by whom."""
    item = next((each for each in frozen.shown.choices if each.question == question), None)
    if item is None:
        return ()
    by = by_option(frozen, item)
    if frozen.flow.question(question).kind != "party":
        return by
    return tuple((word, frozen.reader.label("sheet.named_by", {"names": who})) for word, who in by)
