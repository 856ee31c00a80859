"""[Mijn antwoorden] under a result: what you said, to correct it, take it back, or hide a text of yours."""

from __future__ import annotations

from flows import engine
from flows.answers import Answer, State
from flows.model import Flow
from process import correcting, own_answers
from process.case import Case, flow_for
from process.incoming import Argument
from process.message import Notice, OwnAnswers
from process.outcome import Outcome
from process.own_answers import Own
from process.registry import OnSeat, Permission, seat_act
from process.rules.corrections import Deed

UNKNOWN = "unknown"
"""What is tapped for "weet ik niet"."""


@seat_act("own", Permission.READ)
def show(case: Case, on: OnSeat, number: Argument = -1) -> Outcome:
    """All of them, or one with what can be done with it."""
    _, found = _answers(case, on)
    if not found:
        return case.says(Notice("own.none", partnership=on.round.partnership_id))
    chosen = _chosen(found, number)
    return case.says(OwnAnswers(on.seat.id, None if chosen is None else int(number)))


@seat_act("correct")
def correct(case: Case, on: OnSeat, number: Argument = -1, picked: Argument = 0) -> Outcome:
    """Which answer instead? `picked` are the options chosen so far, a bit for each, where several can be."""
    chosen = _chosen(_answers(case, on)[1], number)
    if chosen is None or Deed.CORRECT not in chosen.deeds or not isinstance(picked, int):
        return show(case, on, number)
    return case.says(OwnAnswers(on.seat.id, int(number), Deed.CORRECT.value, picked))


@seat_act("corrected")
def corrected(case: Case, on: OnSeat, number: Argument = -1, instead: Argument = "") -> Outcome:
    """The answer from now on: the place of an option, a bit for each where several can be, or UNKNOWN."""
    flow, found = _answers(case, on)
    chosen = _chosen(found, number)
    if chosen is None or Deed.CORRECT not in chosen.deeds:
        return show(case, on, number)
    now = _given(flow, chosen, instead)
    if now is None:
        return show(case, on, number)
    done = correcting.change(case, on.round, on.seat, chosen, now, on.member)
    return _done(case, on, int(number), done)


@seat_act("withdraw", Permission.READ)
def withdraw(case: Case, on: OnSeat, number: Argument = -1, sure: Argument = 0) -> Outcome:
    """Take an answer back: asked once more, since it cannot be given again."""
    return _take_back(case, on, number, sure, Deed.WITHDRAW)


@seat_act("hide", Permission.READ)
def hide(case: Case, on: OnSeat, number: Argument = -1, sure: Argument = 0) -> Outcome:
    """Hide a text: asked once more, since the words are gone then."""
    return _take_back(case, on, number, sure, Deed.HIDE)


def _take_back(case: Case, on: OnSeat, number: Argument, sure: Argument, deed: Deed) -> Outcome:
    flow, found = _answers(case, on)
    chosen = _chosen(found, number)
    if chosen is None or deed not in chosen.deeds:
        return show(case, on, number)
    if sure != 1:
        return case.says(OwnAnswers(on.seat.id, int(number), deed.value))
    done = correcting.withdraw(case, flow, on.round, on.seat, chosen, on.member)
    return _done(case, on, int(number), done)


def _done(case: Case, on: OnSeat, number: int, done: Outcome) -> Outcome:
    """The answer as it stands now; the same as before when nothing changed."""
    said = case.says(OwnAnswers(on.seat.id, number))
    return said + done + correcting.shown_again(case, on.round) if done.due else said


def _answers(case: Case, on: OnSeat) -> tuple[Flow, tuple[Own, ...]]:
    flow = flow_for(case.unit, case.house.shelf, on.round, on.seat)
    return flow, own_answers.of_seat(case.unit, flow, on.round, on.seat)


def _chosen(found: tuple[Own, ...], number: Argument) -> Own | None:
    return found[number] if isinstance(number, int) and 0 <= number < len(found) else None


def _given(flow: Flow, own: Own, option: Argument) -> Answer | None:
    if option == UNKNOWN:
        return None if own.is_card else Answer(own.question.id, State.UNKNOWN)
    if not isinstance(option, int):
        return None
    options = own.question.options
    if own.question.several:
        picked = tuple(each.id for place, each in enumerate(options) if option >> place & 1)
        given: engine.Given = engine.Picked(picked)
    elif 0 <= option < len(options):
        given = engine.Tapped(options[option].id)
    else:
        return None
    understood = engine.accept(flow, {}, own.question.id, given)
    return understood.answer if isinstance(understood, engine.Accepted) else None
