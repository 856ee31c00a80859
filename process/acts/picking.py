"""Where several options can be chosen: tap on, tap off, [Klaar].

Every tap is kept at once, so that nothing is lost by who puts the phone away; the question stands until
[Klaar]. Its version stays too: two quick taps both count.
"""

from __future__ import annotations

from flows import engine
from flows.path import adopt
from flows.picking import named, toggled
from process import conversation, jointly
from process.acts import answer
from process.case import Case
from process.incoming import Argument
from process.outcome import Outcome
from process.registry import OnFloor, floor_act
from process.states import RoundStage, SeatState
from storage.queries import rounds


@floor_act("p")
def tapped(case: Case, on: OnFloor, option: Argument = "") -> Outcome:
    """An option was tapped on, or off again."""
    if on.floor.seat_id is None or on.floor.question is None:
        return Outcome()
    seat = rounds.seat(case.unit, on.floor.seat_id)
    round_, flow = conversation.flow_on_floor(case, seat)
    if round_.stage != RoundStage.COLLECT or seat.state == SeatState.SENT:
        return conversation.go_on(case, round_, seat)
    if not flow.has(on.floor.question) or not flow.question(on.floor.question).several:
        return conversation.standing(case)
    given = adopt(flow, rounds.answers(case.unit, seat.id)).get(on.floor.question)
    chosen = toggled(named(given.value if given is not None else None), str(option))
    if chosen:
        return answer.take(case, on, engine.Picked(chosen))
    told = jointly.interrupted(case, seat)
    rounds.take_back(case.unit, seat, on.floor.question)
    return answer.less(case, on) + told


@floor_act("done")
def done(case: Case, on: OnFloor) -> Outcome:
    """[Klaar]: on to what comes next, when something was chosen."""
    if on.floor.seat_id is None or on.floor.question is None:
        return Outcome()
    seat = rounds.seat(case.unit, on.floor.seat_id)
    round_, flow = conversation.flow_on_floor(case, seat)
    if on.floor.question not in adopt(flow, rounds.answers(case.unit, seat.id)):
        return Outcome(toast="toast.pick_first")
    return conversation.go_on(case, round_, seat)
