"""What can be tapped under a question: its options, and the ways to give none of them."""

from __future__ import annotations

from collections.abc import Collection

from bot.channel import Choice
from bot.screens.reader import Reader, Rows
from flows.answers import State
from flows.model import Colour, Question, Share
from process.incoming import Press

WIDE = 16
"""Options up to so many characters stand two in a row."""

CHOSEN = "✔ "
"""Before an option that is tapped on."""


def rows_under(
    reader: Reader, question: Question, version: int, chosen: Collection[str], *, can_go_back: bool
) -> Rows:
    """The buttons of a question; `chosen` are the options of its answer so far, where it has several."""
    unknown = reader.button("button.unknown", _mark(version, State.UNKNOWN))
    skip = reader.button("button.skip", _mark(version, State.PASSED))
    back = (reader.button("button.back", Press("b", (version,))),) if can_go_back else ()
    aloud, more = _ways_to_say_it(reader, question, version)
    if question.kind == "tick":
        return (_options(reader, question, version), (unknown, skip), *_row(*more, *back))
    if question.kind == "words":
        return ((unknown, skip), *_row(*aloud, *back))
    options = _paired(_options(reader, question, version, chosen))
    if question.hat:
        return (*options, (skip, *back))
    if question.several and chosen:
        options = (*options, (reader.button("button.done", Press("done", (version,))),))
    last = back if question.under is not None else (*aloud, *back)
    return (*options, (unknown, skip), *_row(*last))


def _ways_to_say_it(
    reader: Reader, question: Question, version: int
) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """[Liever mondeling], and [Anders…] that it stands behind; neither where nobody would hear of it."""
    if question.share is Share.SELF:
        return (), ()
    aloud = reader.button("button.aloud", _mark(version, State.ALOUD))
    return (aloud,), (reader.button("button.more", Press("more", (version,))),)


def _row(*buttons: Choice) -> Rows:
    return (buttons,) if buttons else ()


def rows_behind_more(reader: Reader, version: int) -> Rows:
    """What stands behind [Anders…]."""
    return (
        (reader.button("button.aloud", _mark(version, State.ALOUD)),),
        (reader.button("button.back", Press("less", (version,))),),
    )


def _options(
    reader: Reader, question: Question, version: int, chosen: Collection[str] = ()
) -> tuple[Choice, ...]:
    signs = {colour.value: f"{colour.sign} " for colour in Colour} if question.kind == "tick" else {}
    if question.several:
        signs = dict.fromkeys(chosen, CHOSEN)
    act = "p" if question.several else "a"
    return tuple(
        Choice(signs.get(option.id, "") + option.label.in_(reader.language), Press(act, (version, option.id)))
        for option in question.options
    )


def _paired(options: tuple[Choice, ...]) -> Rows:
    rows: list[tuple[Choice, ...]] = []
    for option in options:
        if rows and len(rows[-1]) == 1 and max(len(rows[-1][0].label), len(option.label)) <= WIDE:
            rows[-1] = (rows[-1][0], option)
        else:
            rows.append((option,))
    return tuple(rows)


def _mark(version: int, state: State) -> Press:
    return Press("m", (version, state.value))
