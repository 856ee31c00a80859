"""A text from the catalogue with its buttons."""

from __future__ import annotations

from bot.channel import Screen
from bot.screens.reader import Draft, Reader, Rows, headed
from process.message import Notice, Value
from process.message import Rows as Meant
from storage.queries import opening, partnerships
from texts.rich import Rich


def draft(reader: Reader, message: Notice) -> Draft:
    """The notice in words; what it says does not depend on anything that may have changed since."""
    rows = rows_of(reader, (*message.buttons, *(row for each in message.then or () for row in each.buttons)))
    if message.partnership is None:
        return Draft(Screen(reader.say(message.key, message.values), rows, about=message.about))
    partnership = partnerships.partnership(reader.unit, message.partnership)
    values = {"zone": partnership.timezone, **message.values}
    said = headed(partnership.name, (*reader.say(message.key, values), *_then(reader, message, values)))
    return Draft(Screen(said, rows, about=message.about))


def _then(reader: Reader, message: Notice, values: dict[str, Value]) -> tuple[Rich, ...]:
    """What follows from it, each in paragraphs of its own."""
    below = (reader.say(each.key, {**values, **each.values}) for each in message.then or ())
    return tuple(paragraph for said in below for paragraph in said)


def rows_of(reader: Reader, rows: Meant) -> Rows:
    """Buttons in words.

    A button about a question (`question`, of a `seat` or a `round`) also gets its few words (`short`).
    """
    return tuple(
        tuple(
            reader.button(button.label, button.press, _short(reader, dict(button.values))) for button in row
        )
        for row in rows
    )


def _short(reader: Reader, values: dict[str, Value]) -> dict[str, Value]:
    seat = opening.find_seat(reader.unit, int(values["seat"])) if "seat" in values else None
    of = seat.round_id if seat is not None else int(values.get("round", 0))
    round_ = opening.find_round(reader.unit, of) if of else None
    if round_ is None:
        return values
    flow = reader.flow(round_)
    question = flow.question(str(values["question"])) if flow.has(str(values["question"])) else None
    if question is not None:
        root = flow.root(question)
        short = (root.short or root.text).in_(reader.language)
        own = question.short or (question.text if question.under else None)
        values["short"] = short if own is None or question is root else f"{short}: {own.in_(reader.language)}"
    return values
