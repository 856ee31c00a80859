"""Who says what about whom: as a picture, in words, beside the last time. Nothing is counted or added up."""

from __future__ import annotations

from bot.channel import Screen
from bot.screens.check import short
from bot.screens.corrected import with_topic
from bot.screens.frozen import Frozen
from bot.screens.reader import Draft, Drawing, headed, partnership_values, plain
from flows.each import short_of
from flows.model import Question
from flows.text import OTHER, fill
from process.rules import matrix
from process.rules.items import ChoiceItem
from process.rules.matrix import Changed, Matrix
from reports import values
from reports.values import Said, Sign, Table, TableCell
from texts.rich import Rich, Span

MOST = 8
"""So many organisations fit beside each other on a phone; of more everything is said in words."""


def draft(frozen: Frozen, question: str) -> Draft | None:
    """The picture of one question about each organisation; None when nobody said anything there."""
    found = next((each for each in matrices(frozen) if each.question == question), None)
    if found is None:
        return None
    reader = frozen.reader
    head = reader.label("matrix.head", {"title": frozen.title})
    fits = max(len(found.parties), len(found.asked)) <= MOST
    reading = plain(reader.label("matrix.reading", {"asked": asked_of_all(frozen, found.asked[0])}))
    body = (reading,) if fits else _in_words(frozen, found)
    corrected = tuple(map(plain, corrected_at(frozen, found.asked)))
    screen = Screen(headed(frozen.partnership.name, (*body, *_changes(frozen, found), *corrected), head))
    return Draft(screen, _drawing(frozen, found) if fits else None)


def matrices(frozen: Frozen) -> tuple[Matrix, ...]:
    """Each of them as it was revealed, beside the last time."""
    return matrix.matrices(frozen.flow, frozen.standing, frozen.before)


def lines(frozen: Frozen, item: ChoiceItem) -> list[str]:
    """What each organisation says about one other, with what is new and what is gone."""
    question = frozen.flow.question(item.question)
    found = next((each for each in matrices(frozen) if question in each.asked), None)
    if question.about is None or found is None:
        return []
    asked = [cell.organisation for cell in item.cells if cell.organisation is not None]
    return [_line(frozen, found, question, by) for by in asked]


def table_of(frozen: Frozen, asked: tuple[Question, ...], found: Matrix | None, quoted: bool) -> Table:
    """Organisations by organisations, with own words when they are `quoted`; blank without a matrix."""
    columns = [(question, question.about) for question in asked if question.about is not None]
    rows = []
    for party in frozen.shown.organisations:
        cells = (
            TableCell(is_own=True)
            if about.id == party.id
            else cell_of(frozen, found, question, party.id, quoted)
            for question, about in columns
        )
        rows.append((party.name, tuple(cells)))
    return Table(tuple(about.name for _, about in columns), tuple(rows))


def cell_of(frozen: Frozen, found: Matrix | None, question: Question, by: int, quoted: bool) -> TableCell:
    """What one organisation says about another, word and sign."""
    if found is None or question.about is None:
        return TableCell()
    new = found.changed(by, question.about.id).new
    said = tuple(
        Said(word(frozen, question, each), sign(question, each), each in new)
        for each in found.at(by, question.about.id)
    )
    return TableCell(said, _quotes(frozen, question, by) if quoted else ())


def corrected_at(frozen: Frozen, asked: tuple[Question, ...]) -> tuple[str, ...]:
    """What was corrected or taken back since at these questions, a line each."""
    about = {question.id for question in asked}
    lines = (each for each in frozen.corrections if each.question in about)
    return tuple(with_topic(frozen, each) for each in lines)


def word(frozen: Frozen, question: Question, said: str) -> str:
    """The word of an option or a colour."""
    option = question.option(said)
    return option.label.in_(frozen.reader.language) if option is not None else said


def sign(question: Question, said: str) -> Sign | int:
    """The sign of a colour, or the place of an option among the others, from 1."""
    if question.kind == "tick":
        return Sign(said)
    return [option.id for option in question.options].index(said) + 1


def topic(frozen: Frozen, question: Question) -> str:
    """The few words for a question about each organisation, without naming one."""
    written = short_of(question)
    return written.in_(frozen.reader.language) if written else short(frozen.reader, question)


def asked_of_all(frozen: Frozen, question: Question) -> str:
    """The question in full, about no organisation in particular."""
    known = partnership_values(frozen.reader, frozen.partnership)
    other = frozen.reader.label("matrix.other")
    return fill(question.text, frozen.reader.language, {**known, OTHER: other})


def on_sheet(frozen: Frozen) -> tuple[tuple[str, str], ...]:
    """For the talking sheet: about each organisation what is said, and by whom."""
    found = []
    for each in matrices(frozen):
        for question in each.asked:
            by_word: dict[str, list[str]] = {}
            for party in each.parties:
                for said in each.at(party.id, question.about.id) if question.about else ():
                    by_word.setdefault(said, []).append(party.name)
            said_by = [
                f"{word(frozen, question, option.id)} ({', '.join(by_word[option.id])})"
                for option in question.options
                if option.id in by_word
            ]
            if said_by:
                found.append((short(frozen.reader, question), " · ".join(said_by)))
    return tuple(found)


def _drawing(frozen: Frozen, found: Matrix) -> Drawing:
    reader = frozen.reader
    document = values.Matrix(
        partnership=frozen.partnership.name,
        title=reader.label("matrix.head", {"title": frozen.title}),
        reading=reader.label("matrix.reading", {"asked": asked_of_all(frozen, found.asked[0])}),
        language="en" if reader.language == "en" else "nl",
        table=table_of(frozen, found.asked, found, quoted=False),
        note=frozen.gone or reader.label("matrix.note"),
        corrections=corrected_at(frozen, found.asked),
    )
    name = f"{frozen.flow.id}-{found.question}-{frozen.round.number}.png"
    return Drawing(
        document, "png", name, reader.label("matrix.alt", {"topic": topic(frozen, found.asked[0])})
    )


def _in_words(frozen: Frozen, found: Matrix) -> tuple[Rich, ...]:
    """Grouped by the organisation that it is about."""
    paragraphs: list[Rich] = []
    for question in found.asked:
        by = [each.id for each in found.parties if question.about and found.at(each.id, question.about.id)]
        said = "".join(f"\n{_line(frozen, found, question, each)}" for each in by)
        if said:
            paragraphs.append((Span(short(frozen.reader, question), strong=True), Span(said)))
    return tuple(paragraphs)


def _line(frozen: Frozen, found: Matrix, question: Question, by: int) -> str:
    reader, name = frozen.reader, frozen.organisation(by)
    about = question.about.id if question.about is not None else 0
    said = [word(frozen, question, each) for each in found.at(by, about)]
    if not said:
        return reader.label("result.no_answer", {"organisation": name})
    line = reader.label("result.answered_by", {"organisation": name, "counts": " · ".join(said)})
    changed = _changed(frozen, question, found.changed(by, about))
    return f"{line} ({changed})" if changed else line


def _changes(frozen: Frozen, found: Matrix) -> tuple[Rich, ...]:
    """What is new beside the last time, and what is not said any more; nothing the first time."""
    if found.before is None:
        return ()
    about = {question.about.id: question for question in found.asked if question.about is not None}
    lines = [
        frozen.reader.label(
            "matrix.change",
            {
                "by": frozen.organisation(each.by),
                "about": party.name,
                "changed": _changed(frozen, about[each.about], each),
            },
        )
        for each in found.changes
        if (party := about[each.about].about) is not None
    ]
    if not lines:
        return (plain(frozen.reader.label("matrix.unchanged")),)
    return (plain("\n".join((frozen.reader.label("matrix.changes"), *lines))),)


def _changed(frozen: Frozen, question: Question, changed: Changed) -> str:
    parts = [
        frozen.reader.label(key, {"words": ", ".join(word(frozen, question, each) for each in said)})
        for key, said in (("matrix.new", changed.new), ("matrix.gone", changed.gone))
        if said
    ]
    return "; ".join(parts)


def _quotes(frozen: Frozen, question: Question, by: int) -> tuple[str, ...]:
    choices = [(item.question, item.quotes) for item in frozen.shown.choices]
    ticks = [(item.question, item.quotes) for item in frozen.shown.items]
    quotes = dict((*choices, *ticks)).get(question.id, ())
    said = frozen.spoken(tuple(quote for quote in quotes if quote.organisation == by))
    return tuple(words for _, words in said)
