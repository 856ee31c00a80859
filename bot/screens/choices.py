"""What was chosen at a question with options: by each organisation, or in all when that was promised."""

from __future__ import annotations

from collections.abc import Iterable

from bot.screens import matrix
from bot.screens.corrected import withdrawn
from bot.screens.frozen import Frozen
from flows.picking import NONE
from process.rules.items import ChoiceCell, ChoiceItem, OptionCount


def lines_of(frozen: Frozen, item: ChoiceItem) -> list[str]:
    """A line for each organisation that was asked; in confidence one line with the totals."""
    reader = frozen.reader
    if item.withheld is not None:
        return [reader.label("result.few_confidential", {"topic": frozen.topic(item.question)})]
    if frozen.flow.question(item.question).about is not None:
        return matrix.lines(frozen, item)
    if not item.cells:
        return [listed(frozen, item, item.options), *last_time(frozen, item)]
    lines = []
    gone = withdrawn(frozen, item)
    for cell in item.cells:
        if cell.organisation in gone:
            name = {"organisation": frozen.organisation(cell.organisation)}
            lines.append(reader.label("own.cell_withdrawn", name))
            continue
        chosen = listed(frozen, item, cell.options)
        who = frozen.under_hats(frozen.organisation(cell.organisation), item.question, _hats(cell))
        names = frozen.flow.question(item.question).kind == "party" and not any(
            each.option == NONE for each in cell.options
        )
        key = "result.names" if names else "result.answered_by"
        lines.append(
            reader.label(key if chosen else "result.no_answer", {"organisation": who, "counts": chosen})
        )
    return [*lines, *last_time(frozen, item)]


def totals(frozen: Frozen, item: ChoiceItem) -> str:
    """What was chosen in all, in the order of the flow and never by how often; in words when withheld."""
    topic = frozen.topic(item.question)
    if item.withheld is not None:
        return frozen.reader.label("result.few_confidential", {"topic": topic})
    chosen = listed(frozen, item, item.options) or frozen.reader.label("result.nothing_chosen")
    return frozen.reader.label("result.topic", {"topic": topic, "counts": chosen})


def last_time(frozen: Frozen, item: ChoiceItem) -> list[str]:
    """What was chosen the last time, where that was something else."""
    if item.before is None:
        return []
    if [each for each in item.options if each.people] == [each for each in item.before if each.people]:
        return []
    chosen = listed(frozen, item, item.before)
    return [frozen.reader.label("result.chosen_before", {"chosen": chosen})] if chosen else []


def by_option(frozen: Frozen, item: ChoiceItem) -> tuple[tuple[str, str], ...]:
    """Each option that was chosen, and by which organisations; nothing where they do not stand apart."""
    found = []
    for option in frozen.flow.question(item.question).options:
        names = [
            frozen.under_hats(frozen.organisation(cell.organisation), item.question, _hats(cell))
            for cell in item.cells
            if option.id in [each.option for each in cell.options]
        ]
        if named := ", ".join(filter(None, names)):
            found.append((option.label.in_(frozen.reader.language), named))
    return tuple(found)


def _hats(cell: ChoiceCell) -> list[str]:
    return [each.option for each in cell.hats]


def listed(frozen: Frozen, item: ChoiceItem, options: Iterable[OptionCount]) -> str:
    """The options that somebody chose, with how many did when that was more than one."""
    question = frozen.flow.question(item.question)
    chosen = [(option, each.people) for each in options if (option := question.option(each.option))]
    words = [(option.label.in_(frozen.reader.language), people) for option, people in chosen if people]
    return " · ".join(f"{label} ({people})" if people > 1 else label for label, people in words)
