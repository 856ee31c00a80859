"""The check before sending: your own answers as the others will see them, and what you said last time."""

from __future__ import annotations

from bot.channel import Screen
from bot.screens.colleagues import colleagues_of
from bot.screens.question import dropped_line, in_words
from bot.screens.reader import Draft, Place, Reader, cast_of, headed, place_of, plain
from flows import engine
from flows.model import Question, Share
from process.incoming import Press
from process.message import Review
from process.rules import audience
from storage.queries import floor as floor_rows
from storage.queries import rounds
from texts.rich import Rich, Span


def draft(reader: Reader, message: Review) -> Draft | None:
    """The check, or None when something else stands on the reader's floor by now."""
    place = place_of(reader, message.seat)
    floor = floor_rows.floor(reader.unit, reader.person.id)
    if place is None or floor is None or floor.version != message.version:
        return None
    every = rounds.answers(reader.unit, place.seat.id)
    answers = engine.relevant(place.flow, every)
    body = plain("\n".join(lines(reader, place, answers)))
    dropped = dropped_line(reader, place, every, message.dropped)
    paragraphs = headed(place.partnership.name, (*dropped, *_introduced(reader, place, body)))
    own = lines(reader, place, answers, own=True)
    if own:
        paragraphs = (*paragraphs, plain("\n".join((reader.label("answer.review_self"), *own))))
    last = () if place.typed_in else _last_time(reader, place, answers)
    together = colleagues_of(reader, place)
    end = plain(reader.label("answer.not_sent"))
    rows = [[reader.button("button.send", Press("send", (message.version,)))]]
    if together is not None:
        paragraphs = (*paragraphs, together.writers()) if every else paragraphs
        complete = all(asked.id in every for asked in engine.path(place.flow, every))
        end = together.ahead(complete=complete)
        rows = rows if complete else [[reader.button("button.onward", Press("onward", (message.version,)))]]
    rows.append([reader.button("button.change", Press("change", (message.version,)))])
    if any(place.flow.question(each).kind == "words" and answer.value for each, answer in answers.items()):
        rows[-1].append(reader.button("button.drop", Press("drop", (message.version,))))
    return Draft(
        Screen(
            (*paragraphs, *last, end),
            tuple(tuple(row) for row in rows),
        )
    )


def _introduced(reader: Reader, place: Place, body: Rich) -> tuple[Rich, ...]:
    """The answers under the name that others will read; confidential ones they never see like this."""
    if place.typed_in:
        return (plain(reader.label("onpaper.review", {"name": place.member.name})), body)
    cast, share = cast_of(reader, place), place.flow.collect.share
    if share is Share.CONFIDENTIAL:
        seen = reader.audience(audience.for_round(cast, share)[:1])
        return (plain(reader.label("answer.review_own")), body, *seen)
    name = cast.organisation if share is Share.ORGANISATION else place.member.name
    signed: Rich = (Span(name or place.member.name, strong=True), Span("\n"), *body)
    together = colleagues_of(reader, place)
    if together is not None:
        return (plain(reader.label("joint.review", {"organisation": together.organisation})), signed)
    return (plain(reader.label("answer.review")), signed)


def lines(reader: Reader, place: Place, answers: engine.Answers, *, own: bool = False) -> list[str]:
    """One line per top-level question; what hangs under it stands on the same line.

    `own`: those that are for this person alone, which stand apart; else those that others will see.
    """
    lines: list[str] = []
    for question in engine.path(place.flow, answers):
        if question.id not in answers or (question.share is Share.SELF) is not own:
            continue
        said = in_words(reader, question, answers[question.id])
        if question.under is not None and lines:
            if answers[question.id].value is not None:
                lines[-1] += f" · {said}"
        else:
            apart = question.share is Share.CONFIDENTIAL and question.share is not place.flow.collect.share
            line = "answer.review_line_confidential" if apart else "answer.review_line"
            lines.append(reader.label(line, {"short": short(reader, question), "answer": said}))
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
    if not earlier:  # too long ago: what somebody said then is gone
        return ()
    changed = [
        f"{short(reader, question)} {in_words(reader, question, earlier[question.id])}"
        for question in place.flow.questions
        if (question.kind == "tick" or (question.options and question.under is None))
        and question.id in earlier
        and question.id in answers
        and earlier[question.id] != answers[question.id]
    ]
    if not changed:
        return (plain(reader.label("answer.review_same")),)
    return (plain(reader.label("answer.review_last", {"answers": " · ".join(changed)})),)
