"""A round and the meeting that it hangs on: when it closes, when the sheet comes, when is asked.

Whatever changes a meeting ends here. Appointments are made anew under the name of their instant; those of
before the change find another instant when they fall due, and do nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from process.case import Work
from process.outcome import Due, Outcome
from process.planning import agree, school_of, zone_of
from process.rules import around
from process.rules.around import Turn
from process.rules.cadence import add_workdays, local_instant
from process.rules.gate import GRACE
from process.states import MeetingState, RoundStage
from storage.queries import events, meetings, partnerships, rounds
from storage.tables import Meeting, Partnership, Round

ASKED_AFTER = 5
"""Working days between the reveal and "is het besproken?" when the round hangs on no meeting."""
AFTER_THAT = timedelta(hours=1)
"""Between "is het besproken?" and the question for the next meeting: one thing at a time."""
_LIVE = (MeetingState.PLANNED, MeetingState.HELD)


def meeting_of(work: Work, round_: Round) -> Meeting | None:
    """The meeting that a round hangs on; None when that does not go on, or did not."""
    if round_.meeting_id is None:
        return None
    meeting = meetings.meeting(work.unit, round_.meeting_id)
    return meeting if meeting is not None and meeting.state in _LIVE else None


def turn_around(work: Work, partnership: Partnership, meeting: Meeting) -> Turn:
    """The round around a meeting as the calendar has it now."""
    school = school_of(work.house, partnership)
    return around.around(meeting.starts_at, zone_of(partnership), work.house.calendar, school)


def turn_of(work: Work, partnership: Partnership, round_: Round) -> Turn | None:
    """The turn of a round that hangs on a meeting which goes on, None otherwise."""
    meeting = meeting_of(work, round_)
    return turn_around(work, partnership, meeting) if meeting is not None else None


def last_call(work: Work, partnership: Partnership, round_: Round) -> datetime | None:
    """Until when (UTC) more time and a choice are possible before the meeting; None without one to come."""
    meeting = meeting_of(work, round_)
    if meeting is None or meeting.starts_at <= work.now:
        return None
    return around.last_call(meeting.starts_at, zone_of(partnership), work.house.calendar)


def dues(work: Work, partnership: Partnership, round_: Round) -> tuple[Due, ...]:
    """Everything to keep for a round from now on: its closing, and what hangs on its meeting."""
    turn, last = turn_of(work, partnership, round_), last_call(work, partnership, round_)
    result = []
    if round_.stage == RoundStage.COLLECT:
        result.append(_due("close", round_, round_.closes_at, late=GRACE))
    if last is not None and last > work.now:
        result.append(_due("undecided", round_, last))
    if turn is not None and turn.sheet_at > work.now:
        result.append(_due("sheet", round_, turn.sheet_at))
    if turn is not None or round_.stage == RoundStage.REVEALED:
        result.append(ask_discussed(work, partnership, round_))
    return tuple(result)


def ask_discussed(work: Work, partnership: Partnership, round_: Round) -> Due:
    """Agree when everyone is asked whether it was discussed: after the meeting, or some working days on."""
    turn, zone = turn_of(work, partnership, round_), zone_of(partnership)
    if turn is not None and turn.asked_at > work.now:
        at = turn.asked_at
    else:
        day = add_workdays(work.now.astimezone(zone).date(), ASKED_AFTER, work.house.calendar)
        at = local_instant(day, around.ASKED_AT, zone)
    meetings.ask_at(work.unit, round_, at)
    return _due("discussed", round_, at)


def ask_next(work: Work, partnership: Partnership, meeting: Meeting) -> Due:
    """When a coordinator is asked for the meeting after this one; the occurrence is when this one begins."""
    at = turn_around(work, partnership, meeting).asked_at + AFTER_THAT
    return Due("next_meeting", meeting.id, meeting.starts_at.isoformat(), at)


def hang(work: Work, partnership: Partnership, round_: Round, meeting: Meeting) -> bool:
    """Let a round that hangs on no meeting hang on this one, when it comes in time; whether it does."""
    zone, school = zone_of(partnership), school_of(work.house, partnership)
    if meeting_of(work, round_) is not None:
        return False
    if round_.stage != RoundStage.COLLECT:
        near = turn_around(work, partnership, meeting).opens_at <= work.now
        if near:
            meetings.hang(work.unit, round_, meeting.id)
        return near
    turn = around.turn_of_round(
        (meeting.starts_at,), work.now, round_.closes_at, zone, work.house.calendar, school, least=0
    )
    if turn is None:
        return False
    meetings.hang(work.unit, round_, meeting.id)
    meetings.close_at(work.unit, round_, turn.closes_at)
    return True


def follow(work: Work, partnership: Partnership, meeting: Meeting) -> Round | None:
    """The round that hangs on a meeting goes with it to its new time; None when there is none any more.

    A round that collects, and cannot close any more in time for it, closes by its own date.
    """
    round_ = rounds.open_round(work.unit, partnership.id)
    if round_ is None or round_.meeting_id != meeting.id:
        return None
    if round_.stage == RoundStage.COLLECT:
        closes_at = around.closing_before(
            meeting.starts_at, work.now, zone_of(partnership), work.house.calendar
        )
        if closes_at is None:
            meetings.hang(work.unit, round_, None)
        else:
            meetings.close_at(work.unit, round_, closes_at)
    return round_


def let_go(work: Work, partnership: Partnership, meeting: Meeting) -> Round | None:
    """The round that hung on a meeting which does not go on: it hangs on the one after it, or on none."""
    round_ = rounds.open_round(work.unit, partnership.id)
    if round_ is None or round_.meeting_id != meeting.id:
        return None
    meetings.hang(work.unit, round_, None)
    for each in meetings.planned(work.unit, partnership.id, work.now):
        if each.id != meeting.id and hang(work, partnership, round_, each):
            break
    return round_


def was_held(work: Work, round_: Round) -> None:
    """Somebody said that the result was discussed: the meeting of the round was there."""
    _became(work, round_, MeetingState.HELD)


def fell_through(work: Work, round_: Round) -> Outcome:
    """The meeting of a round did not go on after all: it is missed, and the round waits for the next one."""
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    meeting = _became(work, round_, MeetingState.MISSED)
    if meeting is not None:
        events.note(
            work.unit, partnership.id, "meeting_missed", None, work.now, data=meeting.starts_at.isoformat()
        )
        let_go(work, partnership, meeting)
    return Outcome(due=dues(work, partnership, round_)) + agree(work, partnership)


def _became(work: Work, round_: Round, state: MeetingState) -> Meeting | None:
    """The meeting that a round hangs on, once it has begun, turned out like this; None without one."""
    meeting = meeting_of(work, round_)
    if meeting is None or meeting.starts_at > work.now:
        return None
    meetings.settle(work.unit, meeting, state)
    return meeting


def _due(kind: str, round_: Round, at: datetime, *, late: timedelta = timedelta(0)) -> Due:
    return Due(kind, round_.id, at.isoformat(), at + late)
