"""A question on a phone: where you are, what is asked, what the ends mean, who sees it, what you can tap."""

from __future__ import annotations

from bot.channel import Screen
from bot.screens.colleagues import colleagues_of
from bot.screens.reader import Draft, Place, Reader, cast_of, flow_values, headed, place_of, plain
from bot.screens.tapping import rows_behind_more, rows_under
from flows import engine
from flows.model import Colour, Question
from process.message import Ask
from process.rules import audience
from storage.queries import floor as floor_rows
from storage.queries import rounds
from texts.rich import Rich, Span

DONE = "✔ "
"""Before a row of a grid that has an answer."""

NOW = "➡ "
"""Before the row that is asked now."""


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
        return Draft(
            Screen(_headed(reader, place, answers, question, body), rows_behind_more(reader, message.version))
        )
    body = (*dropped_line(reader, place, answers, message.dropped), *_body(reader, place, answers, question))
    can_go_back = engine.before(place.flow, answers, question.id) is not None
    given = answers.get(question.id)
    chosen = [option.id for option in question.picked(given.value if given is not None else None)]
    rows = rows_under(reader, question, message.version, chosen, can_go_back=can_go_back)
    return Draft(Screen(_headed(reader, place, answers, question, body), rows))


def dropped_line(
    reader: Reader, place: Place, answers: engine.Answers, changed: str | None
) -> tuple[Rich, ...]:
    """That words do not count any more since the answer to `changed` is another, and how they come back."""
    if changed is None or changed not in answers or not place.flow.has(changed):
        return ()
    question = place.flow.question(changed)
    if question.kind == "words":
        return reader.say("own.dropped_words")
    return reader.say("own.dropped", {"now": in_words(reader, question, answers[changed])})


def _headed(
    reader: Reader, place: Place, answers: engine.Answers, question: Question, body: tuple[Rich, ...]
) -> tuple[Rich, ...]:
    number, of = engine.progress(place.flow, answers, question)
    counter = reader.label("answer.counter", {"n": number, "of": of or 0}) if number else ""
    if place.typed_in:
        counter = reader.label("onpaper.counter", {"name": place.member.name, "counter": counter or "…"})
    return headed(place.partnership.name, body, counter)


def _body(reader: Reader, place: Place, answers: engine.Answers, question: Question) -> tuple[Rich, ...]:
    values = _values(reader, place, answers)
    asked = question.asked_in(reader.language, values)
    root = place.flow.root(question)
    if root.id != question.id and root.short is not None:
        behind = reader.label("answer.behind", {"short": root.short.in_(reader.language)})
        asked = f"{behind} {asked}"
    paragraphs: list[Rich] = [plain(asked)]
    if question.row is not None:
        rows = [*_rows_before(reader, place, answers, question), f"{NOW}{asked}"]
        paragraphs = [plain(question.grid_in(reader.language, values)), plain("\n".join(rows))]
    if (replied := _replied(reader, place, answers, question)) is not None:
        paragraphs.insert(0, replied)
    paragraphs.extend(_explained(reader, question))
    if question.several:
        paragraphs.extend(reader.say("answer.pick_several"))
    if question.ends is not None:
        ends = {
            "green": question.ends.green.in_(reader.language),
            "red": question.ends.red.in_(reader.language),
        }
        paragraphs.extend(reader.say("answer.ends", ends))
    if question.kind == "words":
        typed = any(place.flow.has(each) and place.flow.question(each).kind == "words" for each in answers)
        paragraphs.extend(reader.say("answer.type" if typed else "answer.type_first"))
    together = colleagues_of(reader, place)
    if together is not None and question.id in answers:
        paragraphs.append(together.here_now(question.id, in_words(reader, question, answers[question.id])))
    if place.typed_in:
        paragraphs.extend(reader.say("onpaper.as_written") if question.kind == "words" else ())
    elif question.kind == "words" or question.share != place.flow.collect.share:
        paragraphs.extend(
            reader.audience((audience.for_question(question, cast_of(reader, place, question)),))
        )
    return tuple(paragraphs)


def _replied(reader: Reader, place: Place, answers: engine.Answers, question: Question) -> Rich | None:
    """What the flow says to the answer that was given just before; the same whatever it was."""
    before = engine.before(place.flow, answers, question.id)
    if before is None or before.reply is None or before.id not in answers:
        return None
    given = answers[before.id].state is engine.State.GIVEN
    return plain(before.reply.in_(reader.language)) if given else None


def _rows_before(reader: Reader, place: Place, answers: engine.Answers, question: Question) -> list[str]:
    """The rows of this grid above the one that is asked, with what was said."""
    above = []
    for row in engine.path(place.flow, answers):
        if row.id == question.id:
            break
        if row.row is not None and question.row is not None and row.row.grid == question.row.grid:
            said = in_words(reader, row, answers[row.id]) if row.id in answers else ""
            above.append(f"{DONE}{(row.short or row.text).in_(reader.language)}: {said}")
    return above


def _explained(reader: Reader, question: Question) -> tuple[Rich, ...]:
    """What each option means, a line each, where the author says so."""
    lines: list[Span] = []
    for option in question.options:
        if option.means is not None:
            label = option.label.in_(reader.language)
            lines += [Span(f"{chr(10) if lines else ''}{label}", strong=True)]
            lines += [Span(f": {option.means.in_(reader.language)}")]
    return (tuple(lines),) if lines else ()


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
    picked = question.picked(answer.value)
    if not picked:
        return f"‘{answer.value}’"
    label = ", ".join(option.label.in_(reader.language) for option in picked)
    if question.hat:
        return reader.label("answer.under_hat", {"hat": label})
    return f"{Colour(picked[0].id).sign} {label.lower()}" if question.kind == "tick" else label
