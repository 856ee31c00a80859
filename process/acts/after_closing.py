"""When the announced time is over; and what a coordinator can do when too few have answered."""

from __future__ import annotations

from dataclasses import replace

from process import alone, choosing, closing, digests, meanwhile, meetings, planning, posting, relaying
from process.case import Case, Work
from process.incoming import Press
from process.message import Button, Notice, Value
from process.outcome import Outcome
from process.registry import OnRound, Permission, round_act, when_due
from process.states import RoundStage, SeatState
from storage.queries import events, opening, partnerships, people, rounds
from storage.tables import Appointment


@when_due("close")
def due_to_close(work: Work, appointment: Appointment) -> Outcome:
    """The announced time is over: the seal opens, or there are too few."""
    round_ = rounds.lock_round(work.unit, appointment.subject)
    if partnerships.partnership(work.unit, round_.partnership_id).ended_at is not None:
        return Outcome()
    return closing.consider(work, round_)


@when_due("undecided")
def due_to_decide(work: Work, appointment: Appointment) -> Outcome:
    """The meeting is near, and nobody chose what happens with too few answers."""
    round_ = rounds.lock_round(work.unit, appointment.subject)
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    if round_.stage != RoundStage.TOO_FEW or partnership.ended_at is not None:
        return Outcome()
    last = meetings.last_call(work, partnership, round_)
    if last is None or planning.is_stale(appointment, last):
        return Outcome()
    return closing.leave_to_meeting(work, partnership, round_)


@when_due("sheet")
def due_to_hand_out(work: Work, appointment: Appointment) -> Outcome:
    """The working day before the meeting: the talking sheet to everyone, of a round that is shown."""
    round_ = rounds.lock_round(work.unit, appointment.subject)
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    turn = meetings.turn_of(work, partnership, round_)
    if round_.stage != RoundStage.REVEALED or partnership.ended_at is not None:
        return Outcome()
    if turn is None or planning.is_stale(appointment, turn.sheet_at):
        return Outcome()
    before = choosing.before_sheet(work, round_) + relaying.harvest(work, round_)  # both are on the sheet
    sheets = Outcome(closing.sheets_to_all(work, partnership, round_))
    told = digests.with_sheet if sheets.messages else digests.with_result
    return before + sheets + told(work, partnership)


@round_act("longer", Permission.RUN)
def longer(case: Case, on: OnRound) -> Outcome:
    """More time, as long as there is; everyone hears it, who has not sent can go on."""
    if on.round.stage != RoundStage.TOO_FEW:
        return case.says(_chosen_already(case, on))
    partnership = partnerships.partnership(case.unit, on.round.partnership_id)
    closes = closing.longer_until(case, partnership, on.round)
    opening.prolong(case.unit, on.round, closes)
    events.note(case.unit, partnership.id, "round_longer", on.member.id, case.now, data=str(on.round.id))
    messages = []
    for seat, member, _ in opening.seats_with_people(case.unit, on.round.id):
        open_seat = seat.state not in {SeatState.SENT, SeatState.PASSED}
        buttons = ((Button("button.begin", Press("begin", (seat.id,))),),) if open_seat else ()
        notice = Notice("round.longer", {"until": closes.isoformat()}, buttons, partnership.id)
        if member.left_at is None and member.id != on.member.id:
            messages.append(posting.notice(case, partnership, member, notice))
    said = Notice("round.longer", {"until": closes.isoformat()}, partnership=partnership.id)
    return case.says(said) + Outcome(tuple(messages), meetings.dues(case, partnership, on.round))


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
        return case.says(_chosen_already(case, on))
    partnership = partnerships.partnership(case.unit, on.round.partnership_id)
    ended = alone.end_round(case, on.round, RoundStage.SKIPPED)
    events.note(case.unit, partnership.id, f"round_{how}", on.member.id, case.now, data=str(on.round.id))
    notice = Notice(f"round.{how}", {}, (), partnership.id)
    others = [member for member in people.members(case.unit, partnership.id) if member.id != on.member.id]
    told = posting.to_all(case, partnership, others, lambda _: notice)
    if how == "in_meeting":
        here = Button("button.live", Press("live", (partnership.id,)))
        notice = replace(notice, buttons=((here,),))
    return case.says(notice) + Outcome(told) + ended + planning.agree_unless_chosen(case, partnership)


def _chosen_already(case: Case, on: OnRound) -> Notice:
    """What became of it, and who chose that when it was another coordinator."""
    where, about = on.round.partnership_id, str(on.round.id)
    run = (Button("button.run", Press("overleg", (where,))),)
    chosen = events.last(case.unit, where, meanwhile.TOO_FEW, data=about)
    by = meanwhile.by_whom(case, where, meanwhile.TOO_FEW, on.member, data=about)
    if chosen is None or by is None:
        return Notice("round.already_settled", {}, (run,), where)
    values: dict[str, Value] = {"name": by, "flow": on.round.flow}
    if chosen.kind == "round_longer":
        return Notice("meanwhile.longer", values | {"until": on.round.closes_at.isoformat()}, (run,), where)
    again = (Button("button.start_round", Press("flows", (where,))),)
    return Notice(f"meanwhile.{chosen.kind.removeprefix('round_')}", values, (again, run), where)
