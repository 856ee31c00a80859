"""What was chosen at a question with options: by each organisation, or in all when that was promised."""

from __future__ import annotations

from collections.abc import Iterable

from bot.screens import matrix
from bot.screens.corrected import withdrawn
from bot.screens.frozen import Frozen
from process.rules.items import ChoiceItem, OptionCount


def lines_of(frozen: Frozen, item: ChoiceItem) -> list[str]:
    """A line for each organisation that was asked; in confidence one line with the totals."""
    reader = frozen.reader
    if item.withheld is not None:
        return [reader.label("result.few_confidential", {"topic": frozen.topic(item.question)})]
    if frozen.flow.question(item.question).about is not None:
        return matrix.lines(frozen, item)
    if not item.cells:
        return [listed(frozen, item, item.options)]
    lines = []
    gone = withdrawn(frozen, item)
    for cell in item.cells:
        if cell.organisation in gone:
            who = {"organisation": frozen.organisation(cell.organisation)}
            lines.append(reader.label("own.cell_withdrawn", who))
            continue
        chosen = listed(frozen, item, cell.options)
        values = {"organisation": frozen.organisation(cell.organisation), "counts": chosen}
        lines.append(reader.label("result.answered_by" if chosen else "result.no_answer", values))
    return lines


def listed(frozen: Frozen, item: ChoiceItem, options: Iterable[OptionCount]) -> str:
    """The options that somebody chose, with how many did when that was more than one."""
    question = frozen.flow.question(item.question)
    chosen = [(option, each.people) for each in options if (option := question.option(each.option))]
    words = [(option.label.in_(frozen.reader.language), people) for option, people in chosen if people]
    return " · ".join(f"{label} ({people})" if people > 1 else label for label, people in words)
