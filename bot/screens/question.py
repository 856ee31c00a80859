"""A question on a phone: where you are, what is asked, what the ends mean, who sees it, what you can tap."""

from __future__ import annotations

from bot.channel import Choice, Screen
from bot.screens.reader import Draft, Place, Reader, Rows, cast_of, flow_values, headed, place_of, plain
from flows import engine
from flows.model import Colour, Question
from process.incoming import Press
from process.message import Ask
from process.rules import audience
from storage.queries import floor as floor_rows
from storage.queries import rounds
from texts.rich import Rich

WIDE = 16
"""Options up to so many characters stand two in a row."""


def draft(reader: Reader, message: Ask) -> Draft | None:
    """The question, or None when it no longer stands on the reader's floor."""
    place = place_of(reader, message.seat)
    floor = floor_rows.floor(reader.unit, reader.person.id)
    if place is None or floor is None or floor.version != message.version:
        return None
    if not place.flow.has(message.question):
        return None
    question = place.flow.question(message.question)
    answers = rounds.answers(reader.unit, place.seat.id)
    if message.more:
        body: tuple[Rich, ...] = reader.say("answer.more")
        return Draft(Screen(_headed(reader, place, answers, question, body), _more(reader, message)))
    body = _body(reader, place, answers, question)
    can_go_back = engine.before(place.flow, answers, question.id) is not None
    rows = _rows(reader, question, message.version, can_go_back=can_go_back)
    return Draft(Screen(_headed(reader, place, answers, question, body), rows))


def _headed(
    reader: Reader, place: Place, answers: engine.Answers, question: Question, body: tuple[Rich, ...]
) -> tuple[Rich, ...]:
    number, of = engine.progress(place.flow, answers, question)
    counter = reader.label("answer.counter", {"n": number, "of": of or 0}) if number else ""
    if place.typed_in:
        counter = reader.label("onpaper.counter", {"name": place.member.name, "counter": counter or "…"})
    return headed(place.partnership.name, body, counter)


def _body(reader: Reader, place: Place, answers: engine.Answers, question: Question) -> tuple[Rich, ...]:
    asked = question.asked_in(reader.language, _values(reader, place, answers))
    root = place.flow.root(question)
    if root.id != question.id and root.short is not None:
        behind = reader.label("answer.behind", {"short": root.short.in_(reader.language)})
        asked = f"{behind} {asked}"
    paragraphs: list[Rich] = [plain(asked)]
    if question.ends is not None:
        ends = {
            "green": question.ends.green.in_(reader.language),
            "red": question.ends.red.in_(reader.language),
        }
        paragraphs.extend(reader.say("answer.ends", ends))
    if question.kind == "words":
        typed = any(place.flow.has(each) and place.flow.question(each).kind == "words" for each in answers)
        paragraphs.extend(reader.say("answer.type" if typed else "answer.type_first"))
    if place.typed_in:
        paragraphs.extend(reader.say("onpaper.as_written") if question.kind == "words" else ())
    elif question.kind == "words" or question.share != place.flow.collect.share:
        paragraphs.extend(
            reader.audience((audience.for_question(question, cast_of(reader, place, question)),))
        )
    return tuple(paragraphs)


def _values(reader: Reader, place: Place, answers: engine.Answers) -> dict[str, str]:
    own = {
        f"antwoord.{question}": in_words(reader, place.flow.question(question), answer)
        for question, answer in answers.items()
        if place.flow.has(question) and answer.value is not None
    }
    return flow_values(reader, place) | own


def in_words(reader: Reader, question: Question, answer: engine.Answer) -> str:
    """An answer as its own person reads it: the sign and the word, the label, or the words."""
    if answer.state is not engine.State.GIVEN or answer.value is None:
        return reader.label(f"answer.{answer.state.value}")
    option = question.option(answer.value)
    if option is None:
        return f"‘{answer.value}’"
    label = option.label.in_(reader.language)
    return f"{Colour(option.id).sign} {label.lower()}" if question.kind == "tick" else label


def _rows(reader: Reader, question: Question, version: int, *, can_go_back: bool) -> Rows:
    unknown = reader.button("button.unknown", _mark(version, engine.State.UNKNOWN))
    skip = reader.button("button.skip", _mark(version, engine.State.PASSED))
    back = (reader.button("button.back", Press("b", (version,))),) if can_go_back else ()
    if question.kind == "tick":
        more = reader.button("button.more", Press("more", (version,)))
        return (_options(reader, question, version), (unknown, skip), (more, *back))
    aloud = reader.button("button.aloud", _mark(version, engine.State.ALOUD))
    if question.kind == "words":
        return ((unknown, skip), (aloud, *back))
    return (*_paired(_options(reader, question, version)), (unknown, skip), *((back,) if back else ()))


def _more(reader: Reader, message: Ask) -> Rows:
    return (
        (reader.button("button.aloud", _mark(message.version, engine.State.ALOUD)),),
        (reader.button("button.back", Press("less", (message.version,))),),
    )


def _options(reader: Reader, question: Question, version: int) -> tuple[Choice, ...]:
    signs = {colour.value: f"{colour.sign} " for colour in Colour} if question.kind == "tick" else {}
    return tuple(
        Choice(signs.get(option.id, "") + option.label.in_(reader.language), Press("a", (version, option.id)))
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


def _mark(version: int, state: engine.State) -> Press:
    return Press("m", (version, state.value))
