"""One conversation in focus per person: what stands on their floor, and how it goes on.

The next question is derived from the flow and the answers; what is kept is only which question holds this
person's attention. Going back, changing an answer and a restart are therefore the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from flows import engine
from flows.model import Flow
from process import filling, jointly, terms
from process.case import Case, flow_for
from process.incoming import Press, Words
from process.message import Ask, Button, Differs, Message, Notice, Review
from process.outcome import Outcome
from process.states import FloorKind, RoundStage, SeatState
from storage.queries import floor as floor_rows
from storage.queries import joint as joint_rows
from storage.queries import people, rounds
from storage.tables import Floor, Round, Seat

AGAIN = "again"
"""On a floor whose question was asked again at once, because the answer could not be taken."""


def sitting_of(case: Case, round_: Round, seat: Seat) -> engine.Sitting:
    """What the engine needs to know of this person in this round.

    The stage says when it is over and not the clock: what counts is what was handled before the closing was.
    """
    return engine.Sitting(
        answers=rounds.answers(case.unit, seat.id),
        sent=seat.state == SeatState.SENT,
        passed=seat.state == SeatState.PASSED,
        closed=round_.stage != RoundStage.COLLECT,
        on_paper=filling.is_typed_in(case.unit, case.person.id, seat),
    )


def go_on(case: Case, round_: Round, seat: Seat) -> Outcome:
    """Put the next thing to do on the floor and show it."""
    flow = flow_for(case.unit, case.house.shelf, round_, seat)
    step = engine.next_step(flow, sitting_of(case, round_, seat), case.now)
    changed = terms.to_agree(case, round_, seat)
    if changed is not None and isinstance(step, engine.Ask | engine.Review):
        return let_go(case, seat, changed)
    lying = jointly.lies(case, round_, seat)
    if lying is not None and isinstance(step, engine.Ask | engine.Review):
        return let_go(case, seat, lying)
    match step:
        case engine.Ask(question=question):
            return hold_question(case, seat, question.id)
        case engine.Review():
            return hold_review(case, seat)
        case engine.Wait():
            return let_go(case, seat, _waiting(case, round_, seat))
        case engine.Done():
            menu = ((Button("button.menu", Press("home", (round_.partnership_id,))),),)
            return let_go(case, seat, Notice("round.over", {}, menu, round_.partnership_id))


def hold_question(case: Case, seat: Seat, question: str, *, again: bool = False) -> Outcome:
    """Ask `question` now, whatever stood before; `again`: what was typed before that is no answer to it."""
    before = _before(case, seat)
    floor = stand_question(case, seat, question, again=again)
    return _show(case, Ask(seat.id, question, floor.version), before)


def hold_differing(case: Case, seat: Seat, differs: Differs) -> Outcome:
    """Two colleagues answered the same: the question stays, now that its reader knows what stands there."""
    before = _before(case, seat)
    floor = stand_question(case, seat, differs.question)
    return _show(case, replace(differs, version=floor.version), before)


def stand_question(case: Case, seat: Seat, question: str, *, again: bool = False) -> Floor:
    """The question holds their attention; what a colleague answered to it until now they can see."""
    joint = joint_rows.of_seat(case.unit, seat)
    seen = [str(row.revision) for row in joint_rows.written(case.unit, joint, question)] if joint else []
    data = " ".join([*([AGAIN] if again else []), *seen]) or None
    person = case.person.id
    return floor_rows.set_floor(
        case.unit, person, FloorKind.QUESTION, seat_id=seat.id, question=question, data=data
    )


def is_again(floor: Floor) -> bool:
    """Whether the question was asked again at once."""
    return AGAIN in (floor.data or "").split()


def seen_on(floor: Floor) -> str | None:
    """What of a floor goes with its question to the next: which revision was known there."""
    return next((word for word in (floor.data or "").split() if word.isdecimal()), None)


def seen(floor: Floor | None, seat: Seat, question: str) -> int:
    """Which revision of an answer of their organisation they knew when it was asked; 0 for none."""
    if floor is None or (floor.seat_id, floor.question) != (seat.id, question):
        return 0
    return int(seen_on(floor) or 0)


def hold_review(case: Case, seat: Seat) -> Outcome:
    """Show the person's own answers as the others will see them."""
    before = _before(case, seat)
    joint = joint_rows.of_seat(case.unit, seat)
    data = str(joint.version) if joint is not None else None
    person = case.person.id
    floor = floor_rows.set_floor(case.unit, person, FloorKind.REVIEW, seat_id=seat.id, data=data)
    return _show(case, Review(seat.id, floor.version), before)


def put_down(case: Case, message: Message) -> Outcome:
    """Nothing is asked any more; `message` says so."""
    before = _before(case)
    floor_rows.set_floor(case.unit, case.person.id, FloorKind.NONE)
    return _show(case, message, before)


def let_go(case: Case, seat: Seat, message: Message) -> Outcome:
    """Nothing is asked of this seat any more; what stands there of another round or form stays."""
    floor = floor_rows.floor(case.unit, case.person.id)
    if floor is None or floor.kind == FloorKind.NONE or floor.seat_id == seat.id:
        return put_down(case, message)
    return case.says(message)


def standing(case: Case) -> Outcome:
    """Show again what stands on the floor; nothing when nothing stands.

    As a new message, unless the first showing is still on its way: then that is not doubled.
    """
    floor = floor_rows.floor(case.unit, case.person.id)
    if floor is None or floor.seat_id is None:
        return Outcome()
    message: Message
    if floor.kind == FloorKind.QUESTION and floor.question is not None:
        message = Ask(floor.seat_id, floor.question, floor.version)
    elif floor.kind == FloorKind.REVIEW:
        message = Review(floor.seat_id, floor.version)
    else:
        return Outcome()
    return Outcome((case.reply(message, retire=floor.ref, anew=floor.shown_at is not None),))


def flow_on_floor(case: Case, seat: Seat) -> tuple[Round, Flow]:
    """The round that a seat belongs to, locked, and what of its flow is asked there."""
    round_ = rounds.lock_round(case.unit, seat.round_id)
    return round_, flow_for(case.unit, case.house.shelf, round_, seat)


@dataclass(frozen=True)
class _Before:
    """What stood before: its message, and whether that asked something else than the seat at hand."""

    ref: str | None
    of_another: bool


def _before(case: Case, seat: Seat | None = None) -> _Before:
    floor = floor_rows.floor(case.unit, case.person.id)
    if floor is None:
        return _Before(None, of_another=False)
    asked = floor.kind != FloorKind.NONE
    return _Before(floor.ref, of_another=asked and seat is not None and floor.seat_id != seat.id)


def _show(case: Case, message: Message, before: _Before) -> Outcome:
    """In place after a tap; anew, with the old buttons taken away, after words.

    Anew as well when something else was being asked: whoever typed at the lowest question on the screen would
    else answer one that stands higher up.
    """
    if isinstance(case.incoming.act, Words) or case.tapped is None or before.of_another:
        return Outcome((case.reply(message, retire=before.ref, anew=before.of_another),))
    retire = before.ref if before.ref != case.tapped else None
    return Outcome((case.reply(message, retire=retire),))


def _waiting(case: Case, round_: Round, seat: Seat) -> Notice:
    change = ((Button("button.change_answer", Press("reopen", (seat.id,))),),)
    if filling.is_typed_in(case.unit, case.person.id, seat):
        values = {"name": people.member(case.unit, seat.member_id).name}
        return Notice("onpaper.waiting", values, change, round_.partnership_id)
    return Notice("round.waiting", {"until": round_.closes_at.isoformat()}, change, round_.partnership_id)
