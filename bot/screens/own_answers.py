"""Your own answers of a round that was shown: as the others see them now, and what you can do with each."""

from __future__ import annotations

from bot.channel import Choice, Screen
from bot.screens.check import short
from bot.screens.corrected import day_of
from bot.screens.question import in_words
from bot.screens.reader import Draft, Place, Reader, Rows, headed, place_of, plain
from flows.model import Colour
from process import authority, own_answers
from process.acts.own_answers import UNKNOWN
from process.incoming import Press
from process.message import OwnAnswers
from process.own_answers import Own
from process.registry import Permission
from process.rules.corrections import Deed
from process.rules.withholding import is_confidential
from storage.queries import people
from texts.rich import Rich

TOPIC = 30
"""Units of a topic on a button."""


def draft(reader: Reader, message: OwnAnswers) -> Draft | None:
    """The list, or one answer; None when this reader does not answer there, or nothing is left of it."""
    place = place_of(reader, message.seat)
    if place is None:
        return None
    found = own_answers.of_seat(reader.unit, place.flow, place.round, place.seat)
    if not found:
        return None
    if message.number is None or not 0 <= message.number < len(found):
        return Draft(Screen(_headed(reader, place, _listed(reader, found)), _list_rows(reader, place, found)))
    return Draft(_one(reader, place, found[message.number], message))


def _headed(reader: Reader, place: Place, paragraphs: tuple[Rich, ...]) -> tuple[Rich, ...]:
    title = reader.flow(place.round).title.in_(reader.language)
    head = reader.label("own.head", {"title": title})
    if place.typed_in:
        head = reader.label("own.head_of", {"title": title, "name": place.member.name})
    return headed(place.partnership.name, paragraphs, head)


def _listed(reader: Reader, found: tuple[Own, ...]) -> tuple[Rich, ...]:
    lines = "\n".join(_line(reader, each) for each in found)
    return (plain(lines), *reader.say("own.what_now"))


def _line(reader: Reader, own: Own) -> str:
    values = {"topic": _topic(reader, own), "answer": in_words(reader, own.question, own.answer)}
    if own.is_card:
        return reader.label("own.line_card", values)
    return reader.label("own.line_late" if own.is_late else "own.line", values)


def _topic(reader: Reader, own: Own) -> str:
    return short(reader, own.question)


def _list_rows(reader: Reader, place: Place, found: tuple[Own, ...]) -> Rows:
    rows = [
        (reader.button("own.one", Press("own", (place.seat.id, number)), {"topic": _topic(reader, each)}),)
        for number, each in enumerate(found)
        if each.deeds or is_confidential(each.question)
    ]
    back = reader.button("button.everything", Press("all", (place.round.id,)))
    return (*rows, (back,))


def _one(reader: Reader, place: Place, own: Own, message: OwnAnswers) -> Screen:
    said: list[Rich] = [plain(_line(reader, own))]
    if own.changed is not None and not own.changed.is_withdrawn:
        said.append(plain(_changed(reader, place, own)))
    deed = Deed(message.deed) if message.deed in set(Deed) else None
    if deed is Deed.CORRECT:
        said += reader.say("own.which_several" if own.question.several else "own.which")
        rows = _options(reader, place, own, message)
    elif deed in (Deed.WITHDRAW, Deed.HIDE):
        said += reader.say(_sure(own, deed))
        yes = reader.button(f"own.{deed.value}_yes", _press(deed.value, message, 1))
        rows = ((yes,), (_back(reader, message),))
    else:
        said += _why_not(reader, own)
        rows = _deeds(reader, place, own, message)
    return Screen(_headed(reader, place, tuple(said)), rows)


def _sure(own: Own, deed: Deed) -> str:
    if deed is Deed.WITHDRAW:
        return "own.withdraw_sure"
    return "own.hide_sure_group" if is_confidential(own.question) and not own.is_late else "own.hide_sure"


def _why_not(reader: Reader, own: Own) -> tuple[Rich, ...]:
    """Why nothing can be done about it, when there is a reason that somebody would ask for."""
    if own.question.kind != "words" and is_confidential(own.question):
        return reader.say("own.confidential")
    return reader.say("own.stays") if Deed.CORRECT in own.deeds else ()


def _changed(reader: Reader, place: Place, own: Own) -> str:
    assert own.changed is not None  # noqa: S101  asked for a changed answer only
    values = {
        "was": in_words(reader, own.question, own.changed.was),
        **day_of(own.changed.at, place.partnership),
    }
    return reader.label("own.was", values)


def _deeds(reader: Reader, place: Place, own: Own, message: OwnAnswers) -> Rows:
    may_answer = authority.may(people.member_in(reader.unit, reader.person.id, place.partnership.id),
                               Permission.ANSWER)  # fmt: skip
    rows = [
        (reader.button(f"own.{deed.value}", _press(deed.value, message)),)
        for deed in own.deeds
        if deed is not Deed.CORRECT or may_answer
    ]
    return (*rows, (reader.button("button.back", Press("own", (message.seat,))),))


def _options(reader: Reader, place: Place, own: Own, message: OwnAnswers) -> Rows:
    question, rows = own.question, []
    for number, option in enumerate(question.options):
        label = option.label.in_(reader.language)
        if question.kind == "tick":
            label = f"{Colour(option.id).sign} {label}"
        if question.several:
            mark = "☑" if message.picked >> number & 1 else "☐"
            pressed = _press("correct", message, message.picked ^ (1 << number))
            rows.append((Choice(f"{mark} {label}", pressed),))
        else:
            rows.append((Choice(label, _press("corrected", message, number)),))
    if question.several and message.picked:
        rows.append((reader.button("own.picked", _press("corrected", message, message.picked)),))
    if not own.is_card:
        rows.append((reader.button("button.unknown", _press("corrected", message, UNKNOWN)),))
    flat: Rows = (tuple(row[0] for row in rows[:3]), *rows[3:]) if question.kind == "tick" else tuple(rows)
    return (*flat, (_back(reader, message),))


def _press(act: str, message: OwnAnswers, *rest: int | str) -> Press:
    return Press(act, (message.seat, message.number or 0, *rest))


def _back(reader: Reader, message: OwnAnswers) -> Choice:
    return reader.button("button.back", Press("own", (message.seat, message.number or 0)))
