"""When the announced time is over; and what a coordinator can do when too few have answered."""

from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo

from process import closing, posting
from process.case import Case, Work
from process.incoming import Press
from process.message import Button, Due, Notice, Outcome
from process.registry import OnRound, Permission, round_act, when_due
from process.rules import cadence
from process.rules.gate import GRACE
from process.states import RoundStage, SeatState
from storage.queries import events, opening, partnerships, people, rounds
from storage.tables import Appointment

CLOSES_AT = time(16)
LONGER_WORKDAYS = 3


@when_due("close")
def due_to_close(work: Work, appointment: Appointment) -> Outcome:
    """The announced time is over: the seal opens, or there are too few."""
    return closing.consider(work, rounds.lock_round(work.unit, appointment.subject))


@round_act("longer", Permission.RUN)
def longer(case: Case, on: OnRound) -> Outcome:
    """Three more working days; everyone hears it, who has not sent can go on."""
    if on.round.stage != RoundStage.TOO_FEW:
        return case.says(Notice("round.already_settled", partnership=on.round.partnership_id))
    partnership = partnerships.partnership(case.unit, on.round.partnership_id)
    zone = ZoneInfo(partnership.timezone)
    today = case.now.astimezone(zone).date()
    day = cadence.add_workdays(today, LONGER_WORKDAYS, case.house.calendar)
    closes = cadence.local_instant(day, CLOSES_AT, zone)
    opening.prolong(case.unit, on.round, closes)
    events.note(case.unit, partnership.id, "round_longer", on.member.id, case.now, data=str(on.round.id))
    due = Due("close", on.round.id, closes.date().isoformat(), closes + GRACE)
    messages = []
    for seat, member, _ in opening.seats_with_people(case.unit, on.round.id):
        open_seat = seat.state not in {SeatState.SENT, SeatState.PASSED}
        buttons = ((Button("button.begin", Press("begin", (seat.id,))),),) if open_seat else ()
        notice = Notice("round.longer", {"until": closes.isoformat()}, buttons, partnership.id)
        if member.left_at is None and member.id != on.member.id:
            messages.append(posting.notice(case, partnership, member, notice))
    said = Notice("round.longer", {"until": closes.isoformat()}, partnership=partnership.id)
    return case.says(said) + Outcome(tuple(messages), (due,))


@round_act("inmeeting", Permission.RUN)
def in_meeting(case: Case, on: OnRound) -> Outcome:
    """The questions go to the table; nothing that was answered is shown."""
    return _end(case, on, "in_meeting")


@round_act("skipround", Permission.RUN)
def skip_round(case: Case, on: OnRound) -> Outcome:
    """Leave this round; nothing is shown and the next may open."""
    return _end(case, on, "skipped")


def _end(case: Case, on: OnRound, how: str) -> Outcome:
    if on.round.stage != RoundStage.TOO_FEW:
        return case.says(Notice("round.already_settled", partnership=on.round.partnership_id))
    partnership = partnerships.partnership(case.unit, on.round.partnership_id)
    opening.set_stage(case.unit, on.round, RoundStage.SKIPPED, at=case.now)
    events.note(case.unit, partnership.id, f"round_{how}", on.member.id, case.now, data=str(on.round.id))
    notice = Notice(f"round.{how}", {}, (), partnership.id)
    others = [member for member in people.members(case.unit, partnership.id) if member.id != on.member.id]
    told = posting.to_all(case, partnership, others, lambda _: notice)
    return case.says(notice) + Outcome(told)
