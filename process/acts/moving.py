"""What follows when a meeting is planned, moved or cancelled: the round goes with it, and everyone hears.

The form in `meeting.py` leads here, and so does [Gaat niet door].
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from process import meanwhile, planning, posting
from process import meetings as hanging
from process.acts import reminding
from process.case import Case, Work
from process.incoming import Argument, Press
from process.message import Button, Hand, Notice, Rows, Value
from process.outcome import Copies, Outcome, Outgoing
from process.registry import OnPartnership, Permission, partnership_act, when_due
from process.states import MeetingState, RoundStage
from storage.queries import events, meetings, partnerships, people, rounds
from storage.tables import Appointment, Meeting, Member, Partnership, Round

SURE = "anyway"
CALENDAR = "calendar"
"""The document that holds a meeting for a calendar."""


def plan(case: Case, partnership: Partnership, member: Member, starts_at: datetime) -> Outcome:
    """One more meeting. A round that runs without one, and ends near it, hangs on it from now on."""
    meeting = meetings.plan(case.unit, partnership.id, starts_at, case.now)
    _note(case, partnership, member, "meeting_planned", meeting)
    round_ = rounds.open_round(case.unit, partnership.id)
    hangs = round_ is not None and hanging.hang(case, partnership, round_, meeting)
    told = _told(case, partnership, member, round_, meeting, "planned") if hangs else Outcome()
    return case.says(_kept(case, partnership, meeting)) + told + _anew(case, partnership, meeting)


def move(
    case: Case, partnership: Partnership, member: Member, meeting: Meeting, starts_at: datetime
) -> Outcome:
    """The same meeting at another time, with everything of its round that hangs on it."""
    if meeting.starts_at == starts_at:
        return case.says(_kept(case, partnership, meeting))
    meetings.move(case.unit, meeting, starts_at)
    _note(case, partnership, member, "meeting_moved", meeting)
    round_ = hanging.follow(case, partnership, meeting)
    told = _told(case, partnership, member, round_, meeting, "moved") if round_ is not None else Outcome()
    return case.says(_kept(case, partnership, meeting)) + told + _anew(case, partnership, meeting)


@partnership_act("offmeeting", Permission.RUN)
def cancel(
    case: Case, on: OnPartnership, meeting_id: Argument = 0, anyway: Argument = "", seen: Argument = 0
) -> Outcome:
    """[Gaat niet door]: asked once more, then the meeting is off and everyone who waits for it hears so.

    `seen` is how often it had been moved when that was asked: another may have moved or cancelled it since.
    """
    partnership = partnerships.lock(case.unit, on.member.partnership_id)
    planned = meetings.planned(case.unit, on.member.partnership_id, case.now)
    off = on.member.partnership_id
    if anyway == SURE and (gone := _off_already(case, on.member, meeting_id)) is not None:
        return case.says(gone)
    if partnership is None or not planned:
        return case.says(Notice("meeting.nothing_off", {}, run_row(off), off))
    meeting = planned[0]
    if anyway != SURE or meeting_id != meeting.id:
        return case.says(_sure(partnership, meeting))
    by = meanwhile.by_whom(case, partnership.id, meanwhile.PLANS, on.member)
    if seen != (meeting.moved or 0) and by is not None:
        asks = _sure(partnership, meeting)
        return case.says(replace(asks, key="meanwhile.meeting_sure_off", values={**asks.values, "name": by}))
    round_ = rounds.open_round(case.unit, partnership.id)
    hung = round_ if round_ is not None and round_.meeting_id == meeting.id else None
    meetings.cancel(case.unit, meeting)
    _note(case, partnership, on.member, "meeting_off", meeting)
    hanging.let_go(case, partnership, meeting)
    told = _told(case, partnership, on.member, hung, meeting, "off") if hung is not None else Outcome()
    return (
        case.says(Notice("meeting.is_off", _values(meeting), run_row(partnership.id), partnership.id))
        + told
        + planning.agree(case, partnership)
    )


@partnership_act("agenda", Permission.READ)
def calendar_file(case: Case, on: OnPartnership, meeting_id: Argument = 0) -> Outcome:
    """[In mijn agenda]: a meeting as a file for a calendar; the next one unless a button names another."""
    partnership = on.member.partnership_id
    named = (
        meetings.meeting(case.unit, int(meeting_id)) if isinstance(meeting_id, int) and meeting_id else None
    )
    planned = meetings.planned(case.unit, partnership, case.now)
    meeting = (
        named if named is not None and named.partnership_id == partnership else next(iter(planned), None)
    )
    if meeting is None:
        return case.says(Notice("meeting.nothing_off", {}, ((home_button(partnership),),), partnership))
    return Outcome((case.reply(Hand(CALENDAR, meeting.id, on.member.id), anew=True),))


@when_due("next_meeting")
def due_to_plan(work: Work, appointment: Appointment) -> Outcome:
    """The working day after a meeting: when is the next one? Only when none is planned."""
    meeting = meetings.meeting(work.unit, appointment.subject)
    if meeting is None or appointment.occurrence != meeting.starts_at.isoformat():
        return Outcome()
    partnership = partnerships.partnership(work.unit, meeting.partnership_id)
    if partnership.ended_at is not None or meeting.state == MeetingState.CANCELLED:
        return Outcome()
    if meetings.planned(work.unit, partnership.id, work.now):
        return Outcome()
    row = (Button("button.plan_meeting", Press("meeting", (partnership.id,))),)
    notice = Notice("meeting.ask_next", {}, (row,), partnership.id)
    leading = posting.coordinators(people.members(work.unit, partnership.id))
    return Outcome(
        tuple(posting.notice(work, partnership, each, notice, copies=Copies.ONCE) for each in leading)
    )


def agenda_button(meeting: Meeting) -> Button:
    """[In mijn agenda]."""
    return Button("button.agenda", Press("agenda", (meeting.partnership_id, meeting.id)))


def home_button(partnership: int) -> Button:
    """[Menu]."""
    return Button("button.menu", Press("home", (partnership,)))


def _anew(case: Case, partnership: Partnership, meeting: Meeting) -> Outcome:
    """The next opening follows from the meetings; the day after this one the next is asked for."""
    asks = hanging.ask_next(case, partnership, meeting)
    return planning.agree(case, partnership) + Outcome(due=(asks,))


def _told(
    case: Case, partnership: Partnership, by: Member, round_: Round | None, meeting: Meeting, how: str
) -> Outcome:
    """One message to everyone else: what changes for the meeting, and until when its questions are open."""
    if round_ is None:
        return Outcome()
    values = _values(meeting)
    key = f"meeting.told_{how}"
    if round_.stage == RoundStage.COLLECT:
        key += "_collect"
        values |= {"until": round_.closes_at.isoformat()}
    label = "button.agenda_off" if how == "off" else "button.agenda"
    rows: Rows = ((Button(label, Press("agenda", (partnership.id, meeting.id))),),)
    notice = Notice(key, values, rows, partnership.id)
    others = [each for each in people.members(case.unit, partnership.id) if each.id != by.id]
    told: tuple[Outgoing, ...] = tuple(posting.notice(case, partnership, each, notice) for each in others)
    reminded = reminding.replan(case, round_) if round_.stage == RoundStage.COLLECT else Outcome()
    return Outcome(told, hanging.dues(case, partnership, round_)) + reminded


def _kept(case: Case, partnership: Partnership, meeting: Meeting) -> Notice:
    """The meeting as it stands, and what becomes of its round."""
    rows = ((agenda_button(meeting),), *run_row(partnership.id))
    return Notice("meeting.kept", _values(meeting), rows, partnership.id)


def _off_already(case: Case, member: Member, meeting_id: Argument) -> Notice | None:
    """That another cancelled this meeting, None when nobody else did."""
    found = meetings.meeting(case.unit, meeting_id) if isinstance(meeting_id, int) else None
    if found is None or found.partnership_id != member.partnership_id:
        return None
    name = meanwhile.by_whom(
        case, member.partnership_id, ("meeting_off",), member, data=found.starts_at.isoformat()
    )
    if found.state != MeetingState.CANCELLED or name is None:
        return None
    values = _values(found) | {"name": name}
    return Notice("meanwhile.meeting_off", values, run_row(member.partnership_id), member.partnership_id)


def _sure(partnership: Partnership, meeting: Meeting) -> Notice:
    sure = Press("offmeeting", (partnership.id, meeting.id, SURE, meeting.moved or 0))
    rows = (
        (Button("button.off_sure", sure),),
        (Button("button.move_instead", Press("meeting", (partnership.id,))),),
        *run_row(partnership.id),
    )
    return Notice("meeting.sure_off", _values(meeting), rows, partnership.id)


def _values(meeting: Meeting) -> dict[str, Value]:
    return {"when": meeting.starts_at.isoformat()}


def run_row(partnership: int) -> Rows:
    """[Overleg]."""
    return ((Button("button.run", Press("overleg", (partnership,))),),)


def _note(case: Case, partnership: Partnership, member: Member, kind: str, meeting: Meeting) -> None:
    events.note(case.unit, partnership.id, kind, member.id, case.now, data=meeting.starts_at.isoformat())
