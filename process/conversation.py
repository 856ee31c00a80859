"""One conversation in focus per person: what stands on their floor, and how it goes on.

The next question is derived from the flow and the answers; what is kept is only which question holds this
person's attention. Going back, changing an answer and a restart are therefore the same thing.
"""

from __future__ import annotations

from flows import engine
from flows.model import Flow
from process.case import Case, flow_of
from process.incoming import Words
from process.message import Ask, Message, Notice, Outcome, Review
from process.states import FloorKind, RoundStage, SeatState
from storage.queries import floor as floor_rows
from storage.queries import rounds
from storage.tables import Round, Seat


def sitting_of(case: Case, round_: Round, seat: Seat) -> engine.Sitting:
    """What the engine needs to know of this person in this round."""
    return engine.Sitting(
        answers=rounds.answers(case.unit, seat.id),
        sent=seat.state == SeatState.SENT,
        passed=seat.state == SeatState.PASSED,
        closes=round_.closes_at,
        closed=round_.stage != RoundStage.COLLECT,
    )


def go_on(case: Case, round_: Round, seat: Seat) -> Outcome:
    """Put the next thing to do on the floor and show it."""
    flow = flow_of(case.unit, case.house.shelf, round_)
    match engine.next_step(flow, sitting_of(case, round_, seat), case.now):
        case engine.Ask(question=question):
            return hold_question(case, seat, question.id)
        case engine.Review():
            return hold_review(case, seat)
        case engine.Wait(until=until):
            return put_down(case, _waiting(round_, until.isoformat() if until else ""))
        case engine.Done():
            return put_down(case, Notice("round.over", partnership=round_.partnership_id))


def hold_question(case: Case, seat: Seat, question: str) -> Outcome:
    """Ask `question` now, whatever stood before."""
    earlier = floor_rows.floor(case.unit, case.person.id)
    retire = earlier.ref if earlier is not None else None
    floor = floor_rows.set_floor(
        case.unit, case.person.id, FloorKind.QUESTION, seat_id=seat.id, question=question
    )
    return _show(case, Ask(seat.id, question, floor.version), retire)


def hold_review(case: Case, seat: Seat) -> Outcome:
    """Show the person's own answers as the others will see them."""
    earlier = floor_rows.floor(case.unit, case.person.id)
    retire = earlier.ref if earlier is not None else None
    floor = floor_rows.set_floor(case.unit, case.person.id, FloorKind.REVIEW, seat_id=seat.id)
    return _show(case, Review(seat.id, floor.version), retire)


def put_down(case: Case, message: Message) -> Outcome:
    """Nothing is asked any more; `message` says so."""
    earlier = floor_rows.floor(case.unit, case.person.id)
    retire = earlier.ref if earlier is not None else None
    floor_rows.set_floor(case.unit, case.person.id, FloorKind.NONE)
    return _show(case, message, retire)


def standing(case: Case) -> Outcome:
    """Show again what stands on the floor, as a new message; nothing when nothing stands."""
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
    return Outcome((case.reply(message, retire=floor.ref, anew=True),))


def flow_on_floor(case: Case, seat: Seat) -> tuple[Round, Flow]:
    """The round and the flow that a seat belongs to; the round is locked."""
    round_ = rounds.lock_round(case.unit, seat.round_id)
    return round_, flow_of(case.unit, case.house.shelf, round_)


def _show(case: Case, message: Message, earlier: str | None) -> Outcome:
    """In place after a tap on the standing message; anew, with the old buttons taken away, otherwise."""
    if isinstance(case.incoming.act, Words) or case.tapped is None:
        return Outcome((case.reply(message, retire=earlier),))
    retire = earlier if earlier != case.tapped else None
    return Outcome((case.reply(message, retire=retire),))


def _waiting(round_: Round, until: str) -> Notice:
    return Notice("round.waiting", {"until": until}, partnership=round_.partnership_id)
