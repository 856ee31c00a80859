"""The check before sending: your own answers as the others will see them, and what you said last time."""

from __future__ import annotations

from bot.channel import Screen
from bot.screens.question import in_words
from bot.screens.reader import Draft, Place, Reader, cast_of, headed, place_of, plain
from flows import engine
from flows.model import Question
from process.incoming import Press
from process.message import Review
from storage.queries import floor as floor_rows
from storage.queries import rounds
from texts.rich import Rich, Span


def draft(reader: Reader, message: Review) -> Draft | None:
    """The check, or None when something else stands on the reader's floor by now."""
    place = place_of(reader, message.seat)
    floor = floor_rows.floor(reader.unit, reader.person.id)
    if place is None or floor is None or floor.version != message.version:
        return None
    answers = engine.relevant(place.flow, rounds.answers(reader.unit, place.seat.id))
    organisation = cast_of(reader, place).organisation or place.member.name
    paragraphs = headed(place.partnership.name, (plain(reader.label("answer.review")),))
    body: Rich = (Span(organisation, strong=True), Span("\n" + "\n".join(_lines(reader, place, answers))))
    last = _last_time(reader, place, answers)
    rows = [[reader.button("button.send", Press("send", (message.version,)))]]
    rows.append([reader.button("button.change", Press("change", (message.version,)))])
    if any(place.flow.question(each).kind == "words" and answer.value for each, answer in answers.items()):
        rows[-1].append(reader.button("button.drop", Press("drop", (message.version,))))
    return Draft(
        Screen(
            (*paragraphs, body, *last, plain(reader.label("answer.not_sent"))),
            tuple(tuple(row) for row in rows),
        )
    )


def _lines(reader: Reader, place: Place, answers: engine.Answers) -> list[str]:
    """One line per top-level question; what hangs under it stands on the same line."""
    lines: list[str] = []
    for question in engine.path(place.flow, answers):
        if question.id not in answers:
            continue
        said = in_words(reader, question, answers[question.id])
        if question.under is not None and lines:
            if answers[question.id].value is not None:
                lines[-1] += f" · {said}"
        else:
            lines.append(
                reader.label("answer.review_line", {"short": short(reader, question), "answer": said})
            )
    return lines


def short(reader: Reader, question: Question) -> str:
    """The few words for a question in a list."""
    return (question.short or question.text).in_(reader.language)


def _last_time(reader: Reader, place: Place, answers: engine.Answers) -> tuple[Rich, ...]:
    """What this person said the last time that this flow was shown, of the ticks only."""
    before = rounds.previous_round(reader.unit, place.round)
    seat = rounds.seat_of(reader.unit, before.id, place.member.id) if before is not None else None
    if seat is None or seat.sent_at is None:
        return ()
    earlier = rounds.answers(reader.unit, seat.id)
    changed = [
        f"{short(reader, question)} {in_words(reader, question, earlier[question.id])}"
        for question in place.flow.ticks
        if question.id in earlier and question.id in answers and earlier[question.id] != answers[question.id]
    ]
    if not changed:
        return (plain(reader.label("answer.review_same")),)
    return (plain(reader.label("answer.review_last", {"answers": " · ".join(changed)})),)
