"""The result: the same for everyone, in words and as a picture; and everything in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.channel import Screen
from bot.screens import (
    beside,
    choosing,
    chosen,
    corrected,
    decided,
    last_time,
    matrix,
    newcomer,
    relay,
    tracks,
    worksheet,
)
from bot.screens.choices import lines_of
from bot.screens.frozen import Frozen, frozen_of
from bot.screens.late import Reactions, own_row, react_row
from bot.screens.reader import Draft, Drawing, Reader, Rows, headed, plain
from process import authority
from process.choosing import CHOSEN
from process.guessing import BESIDE
from process.incoming import Press
from process.message import Show, Value
from process.registry import Permission
from process.rules.items import ChoiceItem, Item, Quote, WordsItem
from process.rules.pictures import CHOICES, MATRIX, TRACKS
from process.states import Together
from reports.values import Cell, HeatMap, HeatRow, Sign
from texts.rich import Rich, Span

MOST_NAMED = 2
"""So many topics are named in the short result; the rest is in the picture and one tap away."""
KEPT_NAMED = 2


def draft(reader: Reader, message: Show) -> Draft | None:
    """The part of the overview that `message` asks for."""
    frozen = frozen_of(reader, message.snapshot, message.member)
    if frozen is None:
        return None
    if message.part in _APART:
        return _APART[message.part](frozen)
    if message.part == "digest":
        return None  # from before a digest was a message of its own; the next one tells it
    if message.part.startswith(MATRIX):
        return matrix.draft(frozen, message.part.removeprefix(MATRIX))
    if message.part == "all" or not (frozen.shown.items or chosen.side_by_side(frozen)):
        rows = (*_sheet_button(frozen), *worksheet.buttons(frozen), *relay.ask_row(frozen))
        return Draft(Screen(_everything(frozen), rows))
    return Draft(Screen(_result(frozen), _buttons(frozen)), picture(frozen) or chosen.picture(frozen))


_APART: Mapping[str, Callable[[Frozen], Draft | None]] = {
    "decided": decided.draft,
    BESIDE: beside.draft,
    TRACKS: tracks.draft,
    CHOICES: chosen.draft,
    CHOSEN: choosing.draft,
}
"""The parts of a result that are made elsewhere."""


def _result(frozen: Frozen) -> tuple[Rich, ...]:
    reader = frozen.reader
    points = [_point(frozen, item) for item in frozen.differing[:MOST_NAMED]]
    if not points and frozen.shown.items:
        agreed = any(item.counts and item.counts.green for item in frozen.shown.items)
        points = [reader.label("result.same" if agreed else "result.no_colours")]
    better = [_better(frozen, item.question) for item in frozen.shown.items if item.turned_green]
    if better:
        points.append(reader.label("result.better", {"topics": ", ".join(better)}))
    points += chosen.points(frozen)
    points += [
        reader.label("result.keep", {"organisation": who, "words": said})
        for who, said in _one_each(frozen.kept())[:KEPT_NAMED]
    ]
    listed = "\n".join(f"{number}. {point}" for number, point in enumerate(points, 1))
    return headed(
        frozen.partnership.name,
        (plain(turnout(frozen)), plain(listed), *_closing(frozen)),
        reader.label("result.head", {"title": frozen.title}),
    )


def _better(frozen: Frozen, question: str) -> str:
    """The topic; with it that what was agreed about it was done."""
    topic = frozen.topic(question)
    if not last_time.was_done_about(frozen.reader, frozen.round, question):
        return topic
    return frozen.reader.label("agreeing.better_done", {"topic": topic})


def _point(frozen: Frozen, item: Item) -> str:
    assert item.counts is not None  # noqa: S101  differing items have counts
    said = frozen.reader.label(
        "result.topic", {"topic": frozen.topic(item.question), "counts": frozen.counts(item.counts)}
    )
    if item is not frozen.differing[0]:
        return said
    return frozen.reader.label("result.most", {"topic": said})


def _one_each(kept: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The first of every organisation, so that two quotes are of two organisations."""
    return list({who: (who, said) for who, said in reversed(kept)}.values())[::-1]


def turnout(frozen: Frozen) -> str:
    """How many organisations and people answered, in words."""
    counted = frozen.shown.turnout
    key = "result.turnout"
    if frozen.shown.together is not None:
        key = f"live.turnout_{frozen.shown.together.value}"
    elif frozen.round.joint:
        key = "joint.turnout"
    values: dict[str, Value] = {
        "answered": counted.organisations_answered,
        "all": counted.organisations_invited,
        "sent": counted.people_sent,
        "invited": counted.people_invited,
    }
    return frozen.reader.label(key, values)


def _closing(frozen: Frozen) -> tuple[Rich, ...]:
    reader = frozen.reader
    lines = [reader.label("result.start")]
    if frozen.meeting is not None:
        when = {"when": frozen.meeting.starts_at.isoformat(), "zone": frozen.partnership.timezone}
        lines.append(reader.label("result.meeting", when))
    paragraphs = [plain(" ".join(lines))]
    if said := corrected.counted(frozen):
        paragraphs.insert(0, plain(said))
    if frozen.gone is not None:
        paragraphs.insert(0, plain(frozen.gone))
    if frozen.is_beside_cards():
        paragraphs.insert(0, plain(reader.label("live.beside")))
    elif frozen.was_unsent():
        paragraphs.insert(0, plain(reader.label("result.unsent")))
    if unsent := frozen.unsent_for():
        paragraphs.insert(0, plain(reader.label("onpaper.unsent", {"names": ", ".join(unsent)})))
    return tuple(paragraphs)


def _buttons(frozen: Frozen) -> Rows:
    everything = frozen.reader.button("button.everything", Press("all", (frozen.round.id,)))
    rows: Rows = (
        (everything, *_sheet_button(frozen)[0]),
        *worksheet.buttons(frozen),
        *own_row(frozen),
        *newcomer.rows(frozen),
        *react_row(frozen),
        *relay.ask_row(frozen),
    )
    if not authority.may(frozen.member, Permission.AGREE):
        return rows
    return (*rows, (frozen.reader.button("button.propose", Press("propose_on", (frozen.round.id,))),))


def _sheet_button(frozen: Frozen) -> Rows:
    return ((frozen.reader.button("button.sheet", Press("sheet", (frozen.round.id,))),),)


def _everything(frozen: Frozen) -> tuple[Rich, ...]:
    reader = frozen.reader
    paragraphs: list[Rich] = []
    reactions = Reactions(frozen)
    for item in frozen.shown.items:
        paragraphs.append(_tick_in_full(frozen, item, reactions))
    for choice in frozen.shown.choices:
        paragraphs.append(_choice_in_full(frozen, choice, reactions))
    for words in (*frozen.said, *frozen.shown.keep) if frozen.gone is None else ():
        paragraphs.append(_words_in_full(frozen, words, reactions))
    if frozen.shown.aloud:
        paragraphs.append(plain(reader.label("result.aloud", {"n": len(frozen.shown.aloud)})))
    return headed(
        frozen.partnership.name,
        (
            plain(turnout(frozen)),
            *paragraphs,
            *newcomer.said(frozen),
            *newcomer.before_you(frozen),
            *_closing(frozen),
        ),
        reader.label("result.everything", {"title": frozen.title}),
    )


def _tick_in_full(frozen: Frozen, item: Item, reactions: Reactions) -> Rich:
    reader = frozen.reader
    topic = frozen.topic(item.question)
    if item.counts is None:
        return plain(reader.label("result.few_confidential", {"topic": topic}))
    lines = [f"\n{frozen.counts(item.counts)}"]
    withdrawn = corrected.withdrawn(frozen, item)
    for cell in item.cells:
        if cell.organisation in withdrawn:
            lines.append(
                reader.label("own.cell_withdrawn", {"organisation": frozen.organisation(cell.organisation)})
            )
            continue
        counts = _given(frozen, cell.counts.green, cell.counts.orange, cell.counts.red, cell.counts.unknown)
        values = {"organisation": frozen.organisation(cell.organisation), "counts": counts}
        lines.append(reader.label("result.answered_by" if counts else "result.no_answer", values))
    where = [
        f"{option.label.in_(reader.language)} ({count.people})"
        for choice in item.where
        for count in choice.options
        if count.option not in corrected.lone(frozen, choice)
        if count.people and (option := frozen.flow.question(choice.question).option(count.option))
    ]
    if where:
        lines.append(reader.label("result.where", {"where": ", ".join(where)}))
    lines += corrected.lines_beside(frozen, item)
    lines += _quotes(frozen, (*item.quotes, *reactions.to(item.question)))
    return (Span(topic, strong=True), Span("\n".join(lines)))


def _choice_in_full(frozen: Frozen, item: ChoiceItem, reactions: Reactions) -> Rich:
    said = (*item.quotes, *reactions.to(item.question))
    lines = [*lines_of(frozen, item), *corrected.lines_beside(frozen, item), *_quotes(frozen, said)]
    return (Span(frozen.topic(item.question), strong=True), Span("".join(f"\n{line}" for line in lines)))


def _given(frozen: Frozen, green: int, orange: int, red: int, unknown: int) -> str:
    words = [
        (green, "🟢", frozen.reader.label("result.green")),
        (orange, "🟠", frozen.reader.label("result.orange")),
        (red, "🔴", frozen.reader.label("result.red")),
        (unknown, "▫️", frozen.reader.label("answer.unknown")),
    ]
    return " · ".join(f"{sign} {n} {word}" if n > 1 else f"{sign} {word}" for n, sign, word in words if n)


def _words_in_full(frozen: Frozen, item: WordsItem, reactions: Reactions) -> Rich:
    lines = _quotes(frozen, (*item.quotes, *reactions.to(item.question)))
    if item.withheld is not None:
        lines = [frozen.reader.label("result.few_confidential", {"topic": frozen.topic(item.question)})]
    return (Span(frozen.topic(item.question), strong=True), Span("".join(f"\n{line}" for line in lines)))


def _quotes(frozen: Frozen, quotes: tuple[Quote, ...]) -> list[str]:
    """Own words, and how many have none any more: taken back, or of somebody who was forgotten."""
    spoken = frozen.spoken(quotes)
    lines = [_quoted(frozen, who.late, frozen.behind(who), said) for who, said in spoken]
    if withdrawn := len(quotes) - len(spoken) - len(frozen.too_old(quotes)):
        lines.append(frozen.reader.label("result.withdrawn", {"n": withdrawn}))
    return lines


def _quoted(frozen: Frozen, late: bool, who: str, said: str) -> str:
    key = "result.late" if late else "result.said"
    return frozen.reader.label(key, {"organisation": who, "words": said}) if who else f"'{said}'"


def picture(frozen: Frozen) -> Drawing | None:
    """Organisations side by side; None when nothing may stand there by itself any more."""
    reader = frozen.reader
    counted = [item for item in frozen.shown.items if item.counts is not None and item.cells]
    if not counted or not frozen.shown.organisations:
        return None
    rows = tuple(
        HeatRow(frozen.topic(item.question), cells_of(frozen, item), spread_of(item)) for item in counted
    )
    document = HeatMap(
        partnership=frozen.partnership.name,
        title=reader.label("result.head", {"title": frozen.title}),
        subtitle=turnout(frozen),
        language="en" if reader.language == "en" else "nl",
        columns=tuple(party.name for party in frozen.shown.organisations),
        rows=rows,
        note=frozen.gone or reader.label("result.start"),
        by_card=frozen.shown.together is Together.CARDS,
        joint=frozen.round.joint,
        corrections=tuple(corrected.with_topics(frozen)),
    )
    values: dict[str, Value] = {"topics": len(rows), "organisations": len(document.columns)}
    return Drawing(
        document, "png", f"{frozen.flow.id}-{frozen.round.number}.png", reader.label("result.picture", values)
    )


def cells_of(frozen: Frozen, item: Item) -> tuple[Cell, ...]:
    """One cell per organisation, in the order of the overview: a sign for each person."""
    by_organisation = {cell.organisation: cell.counts for cell in item.cells}
    cells = []
    withdrawn = corrected.withdrawn(frozen, item)
    for party in frozen.shown.organisations:
        if party.id in withdrawn:
            cells.append(Cell(withdrawn=True))
            continue
        counts = by_organisation.get(party.id)
        signs = (
            ()
            if counts is None
            else (
                *(Sign.GREEN,) * counts.green,
                *(Sign.ORANGE,) * counts.orange,
                *(Sign.RED,) * counts.red,
                *(Sign.UNKNOWN,) * counts.unknown,
                *(Sign.PASSED,) * counts.passed,
            )
        )
        cells.append(Cell(signs))
    return tuple(cells)


def spread_of(item: Item) -> tuple[int, int, int]:
    """How many people gave green, orange and red."""
    return (item.counts.green, item.counts.orange, item.counts.red) if item.counts else (0, 0, 0)
