"""What the reader guessed of other organisations, beside what those said themselves; for the reader alone."""

from __future__ import annotations

from bot.channel import Choice, Screen
from bot.screens.choices import listed
from bot.screens.frozen import Frozen
from bot.screens.question import in_words
from bot.screens.reader import Draft, headed
from flows import engine
from flows.question import Question
from process import authority
from process.case import flow_for
from process.incoming import Press
from process.registry import Permission
from process.states import RoundStage
from storage.queries import rounds
from texts.rich import Rich, Span

MOST = 160
"""Characters of one text that are shown here; all of it is one tap away."""


def draft(frozen: Frozen) -> Draft | None:
    """One paragraph for each organisation that the reader guessed at; None when nothing is left of it."""
    guesses = _guesses(frozen)
    if not guesses:
        return None
    reader = frozen.reader
    named = {party.id: party.name for party in frozen.shown.organisations if party.answered}
    said: list[Rich] = []
    for question, guess in guesses:
        about = question.about
        lines = [reader.label("beside.guessed", {"guess": guess})]
        own = _own_words(frozen, question) if about is not None and about.id in named else []
        if own:
            lines += [reader.label("beside.themselves"), *own]
        else:
            silent = "beside.before_you" if _spoke_before(frozen, question) else "beside.said_nothing"
            lines.append(reader.label(silent))
        said.append(
            (Span(about.name if about is not None else "", strong=True), Span("\n" + "\n".join(lines)))
        )
    paragraphs = (*reader.say("beside.only_you"), *said, *reader.say("beside.goes"))
    head = headed(frozen.partnership.name, paragraphs, reader.label("beside.head", {"title": frozen.title}))
    return Draft(Screen(head, tuple((each,) for each in _buttons(frozen, guesses))))


def _guesses(frozen: Frozen) -> list[tuple[Question, str]]:
    """What the reader guessed and did not skip, as they read it themselves."""
    reader = frozen.reader
    seat = rounds.seat_of(reader.unit, frozen.round.id, frozen.member.id)
    if seat is None:
        return []
    flow = flow_for(reader.unit, reader.shelf, frozen.round, seat)
    answers = engine.relevant(flow, rounds.answers(reader.unit, seat.id))
    asked = [(flow.question(id_), answer) for id_, answer in answers.items()]
    return [
        (question, in_words(reader, question, answer))
        for question, answer in asked
        if question.beside and answer.state is engine.State.GIVEN
    ]


def _own_words(frozen: Frozen, guess: Question) -> list[str]:
    """A line for each answer that the organisation gave to what was guessed."""
    about = guess.about.id if guess.about is not None else None
    lines = []
    for item in frozen.standing.words:
        if item.question in guess.beside:
            mine = tuple(quote for quote in item.quotes if quote.organisation == about)
            lines += [_line(frozen, item.question, f"'{_cut(said)}'") for _, said in frozen.spoken(mine)]
    for choice in frozen.standing.choices:
        if choice.question in guess.beside:
            chosen = [
                listed(frozen, choice, cell.options) for cell in choice.cells if cell.organisation == about
            ]
            lines += [_line(frozen, choice.question, each) for each in chosen if each]
    return lines


def _spoke_before(frozen: Frozen, guess: Question) -> bool:
    """Whether the organisation did say something, before this reader came."""
    about = guess.about.id if guess.about is not None else None
    quotes = (
        quote for item in frozen.standing.words if item.question in guess.beside for quote in item.quotes
    )
    return bool(frozen.too_old(quote for quote in quotes if quote.organisation == about))


def _line(frozen: Frozen, question: str, said: str) -> str:
    return frozen.reader.label("beside.said", {"topic": frozen.topic(question), "said": said})


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= MOST else f"{flat[:MOST].rstrip()}…"


def _buttons(frozen: Frozen, guesses: list[tuple[Question, str]]) -> list[Choice]:
    """[Vraag het hun] for each organisation that answered, while people ask one another."""
    reader, round_ = frozen.reader, frozen.round
    answered = {party.id: party.name for party in frozen.shown.organisations if party.answered}
    about = dict.fromkeys(question.about.id for question, _ in guesses if question.about is not None)
    may = round_.stage == RoundStage.REVEALED and authority.may(frozen.member, Permission.ANSWER)
    asks = [
        reader.button("button.ask_them", Press("relay", (round_.id, each)), {"organisation": answered[each]})
        for each in about
        if may and frozen.flow.relay is not None and each in answered
    ]
    return [*asks, reader.button("button.everything", Press("all", (round_.id,)))]
