"""What an organisation answers together, before it goes out; and two answers of colleagues to choose from."""

from __future__ import annotations

from bot.channel import Screen
from bot.screens.check import lines
from bot.screens.colleagues import colleagues_of
from bot.screens.question import in_words
from bot.screens.reader import Draft, Reader, Rows, headed, place_of, plain
from flows import engine
from flows.model import Question
from process.acts.clashing import MARKED
from process.incoming import Press
from process.message import Differs, JointCheck
from storage.queries import floor as floor_rows
from storage.queries import held as held_rows
from storage.queries import rounds
from texts.rich import Rich, Span


def check_draft(reader: Reader, message: JointCheck) -> Draft | None:
    """ "Zo gaat het namens Woonstad de deur uit"; None when it changed since, or was taken up again."""
    place = place_of(reader, message.seat)
    together = colleagues_of(reader, place) if place is not None else None
    if place is None or together is None or together.joint.goes_at is None:
        return None
    if together.joint.version != message.version:
        return None
    answers = engine.relevant(place.flow, rounds.answers(reader.unit, place.seat.id))
    values = {"organisation": together.organisation}
    body: Rich = (Span("\n".join(lines(reader, place, answers))),)
    until = {"until": together.joint.goes_at.isoformat(), "zone": place.partnership.timezone}
    said = (
        plain(reader.label("joint.goes_out", values)),
        (Span(together.organisation, strong=True), Span("\n"), *body),
        together.writers(),
        *reader.say("joint.silence", until),
    )
    rows = (
        (
            reader.button("button.joint_yes", Press("joint_yes", (place.seat.id, message.version))),
            reader.button("button.joint_amend", Press("joint_amend", (place.seat.id,))),
        ),
    )
    return Draft(Screen(headed(place.partnership.name, said), rows))


def differs_draft(reader: Reader, message: Differs) -> Draft | None:
    """What a colleague answered beside what the reader did; None when something else stands there by now."""
    place = place_of(reader, message.seat)
    together = colleagues_of(reader, place) if place is not None else None
    floor = floor_rows.floor(reader.unit, reader.person.id)
    if place is None or together is None or floor is None or floor.version != message.version:
        return None
    question = place.flow.question(message.question)
    there = rounds.answers(reader.unit, place.seat.id).get(question.id)
    yours = _yours(reader, question, message)
    name = together.wrote(question.id)
    if there is None or yours is None or name is None:
        return None
    theirs = {"name": name, "answer": in_words(reader, question, there)}
    said = (
        *reader.say("joint.differs", {"name": name}),
        plain(question.asked_in(reader.language, {})),
        plain(reader.label("joint.theirs", theirs)),
        plain(reader.label("joint.yours", {"answer": yours})),
        *reader.say("joint.choose", {"organisation": together.organisation}),
    )
    return Draft(
        Screen(headed(place.partnership.name, said), _choices(reader, message, question, name, there))
    )


def _yours(reader: Reader, question: Question, message: Differs) -> str | None:
    if message.draft is not None:
        held = held_rows.find(reader.unit, reader.person.id, message.draft)
        return f"‘{held.text}’" if held is not None else None
    tapped = message.tapped or ""
    if tapped.startswith(MARKED):
        mark = engine.Answer(question.id, engine.State(tapped.removeprefix(MARKED)))
        return in_words(reader, question, mark)
    return in_words(reader, question, engine.Answer(question.id, engine.State.GIVEN, tapped))


def _choices(reader: Reader, message: Differs, question: Question, name: str, there: engine.Answer) -> Rows:
    version = message.version
    leave = Press("joint_leave", (version, message.draft or 0))
    stays = reader.button("button.joint_leave", leave, {"name": name})
    if question.several:
        return ((stays,), (reader.button("button.joint_again", Press("less", (version,))),))
    if message.draft is None:
        tapped = message.tapped or ""
        marked = tapped.startswith(MARKED)
        press = (
            Press("m", (version, tapped.removeprefix(MARKED))) if marked else Press("a", (version, tapped))
        )
        return ((stays,), (reader.button("button.joint_mine", press),))
    mine = reader.button("button.joint_mine", Press("joint_mine", (version, message.draft)))
    if there.value is None:
        return ((stays,), (mine,))
    both = reader.button("button.joint_both", Press("joint_both", (version, message.draft)))
    return ((stays,), (mine,), (both,))
