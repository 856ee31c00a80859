"""A reminder, only to who has not sent and was not heard of since."""

from __future__ import annotations

from process import posting
from process.case import Work
from process.incoming import Press
from process.message import Button, Copies, Notice, Outcome
from process.registry import when_due
from process.rules.attention import Attention
from process.states import RoundStage, SeatState
from storage.queries import opening, partnerships, people
from storage.tables import Appointment


@when_due("remind")
def due_to_remind(work: Work, appointment: Appointment) -> Outcome:
    """A reminder, only to who has not sent: one text for not started, one for unsent answers."""
    seat = opening.find_seat(work.unit, appointment.subject)
    round_ = opening.find_round(work.unit, seat.round_id) if seat is not None else None
    member = people.member(work.unit, seat.member_id) if seat is not None else None
    if seat is None or round_ is None or member is None or member.left_at is not None:
        return Outcome()
    if round_.stage != RoundStage.COLLECT or seat.state in {SeatState.SENT, SeatState.PASSED}:
        return Outcome()
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    begun = seat.state == SeatState.BEGUN
    key = "round.reminder_unsent" if begun else "round.reminder"
    again = Button("button.go_on", Press("begin", (seat.id,)), {"flow": round_.flow})
    values = {"flow": round_.flow, "until": round_.closes_at.isoformat()}
    buttons = (
        (
            again if begun else Button("button.begin", Press("begin", (seat.id,))),
            Button("button.pass", Press("pass", (seat.id,))),
        ),
    )
    message = Notice(key, values, buttons, partnership.id)
    return Outcome(
        (
            posting.notice(
                work,
                partnership,
                member,
                message,
                copies=Copies.ONCE,
                slot=f"remind:{seat.id}",
                wanted_seat=seat.id,
                counts=Attention.REMINDER,
            ),
        )
    )
