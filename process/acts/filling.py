"""[Invullen van papier]: the same questions, answered at the seat of who is on paper by who has the form."""

from __future__ import annotations

from process import closing, conversation
from process.case import Case
from process.incoming import Argument, Press
from process.message import Button, Notice, Rows
from process.outcome import Outcome
from process.registry import OnSeat, Permission, seat_act
from process.states import RoundStage, SeatState
from storage.queries import floor as floor_rows
from storage.queries import onpaper as paper_rows
from storage.queries import opening, people

ANEW = "anew"
"""Begin again, without what somebody else typed in and did not send."""


@seat_act("fill", Permission.FILL)
def fill(case: Case, on: OnSeat) -> Outcome:
    """What it means to type in for somebody; or that another did or does it."""
    owner = people.member(case.unit, on.seat.member_id)
    away = _away(on)
    if on.round.stage != RoundStage.COLLECT:
        return case.says(Notice("round.over", {}, away, on.round.partnership_id))
    mine = on.seat.filled_by == on.member.id
    if on.seat.state == SeatState.SENT:
        if mine:
            return conversation.go_on(case, on.round, on.seat)
        return case.says(Notice("onpaper.in_already", {"name": owner.name}, away, on.round.partnership_id))
    if mine and on.seat.state == SeatState.BEGUN:
        return conversation.go_on(case, on.round, on.seat)
    if on.seat.filled_by is not None and not mine:
        typist = people.member(case.unit, on.seat.filled_by)
        again = (Button("button.fill_anew", Press("typein", (on.seat.id, ANEW))),)
        values = {"name": owner.name, "typist": typist.name}
        return case.says(Notice("onpaper.begun", values, (again, *away), on.round.partnership_id))
    rows = (
        (Button("button.begin", Press("typein", (on.seat.id,))),),
        (Button("button.paper_pass", Press("paperpass", (on.seat.id,)), {"name": owner.name}),),
        *away,
    )
    return case.says(Notice("onpaper.fill", {"name": owner.name}, rows, on.round.partnership_id))


@seat_act("typein", Permission.FILL)
def type_in(case: Case, on: OnSeat, anew: Argument = "") -> Outcome:
    """The first question, for who begins; from now on only they see what is typed in here."""
    if on.round.stage != RoundStage.COLLECT or on.seat.state == SeatState.SENT:
        return fill(case, on)
    if on.seat.filled_by not in (None, on.member.id):
        if anew != ANEW:
            return fill(case, on)
        paper_rows.clear(case.unit, on.seat)
        floor_rows.leave_seats(case.unit, [on.seat.id])
    paper_rows.begin(case.unit, on.seat, on.member)
    opening.set_seat(case.unit, on.seat, SeatState.BEGUN)
    return conversation.go_on(case, on.round, on.seat)


@seat_act("paperpass", Permission.FILL)
def does_not(case: Case, on: OnSeat) -> Outcome:
    """Who is on paper does not take part this time: nobody waits, and no name is shown."""
    if on.round.stage != RoundStage.COLLECT or on.seat.state != SeatState.INVITED:
        return fill(case, on)
    opening.set_seat(case.unit, on.seat, SeatState.PASSED)
    owner = people.member(case.unit, on.seat.member_id)
    said = Notice("onpaper.passed", {"name": owner.name}, _away(on), on.round.partnership_id)
    return case.says(said) + closing.consider(case, on.round)


def _away(on: OnSeat) -> Rows:
    return ((Button("button.on_paper", Press("onpaper", (on.round.partnership_id,))),),)
