"""Meetings: planned, moved, cancelled, held or missed; and which of them have a round."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select

from process.states import MeetingState
from storage.tables import Meeting, Partnership, Round
from storage.unit import Unit


def plan(unit: Unit, partnership_id: int, starts_at: datetime, now: datetime) -> Meeting:
    """One more meeting, beside those that are planned."""
    meeting = Meeting(partnership_id=partnership_id, starts_at=starts_at, created_at=now)
    unit.session.add(meeting)
    unit.session.flush()
    return meeting


def move(unit: Unit, meeting: Meeting, starts_at: datetime) -> None:
    """The same meeting at another time; the calendars that have it hear of the change by its count."""
    meeting.starts_at = starts_at
    _changed(unit, meeting)


def cancel(unit: Unit, meeting: Meeting) -> None:
    """It does not go on."""
    meeting.state = MeetingState.CANCELLED
    _changed(unit, meeting)


def settle(unit: Unit, meeting: Meeting, state: MeetingState) -> None:
    """What became of it: held or missed."""
    meeting.state = state
    unit.session.add(meeting)
    unit.session.flush()


def skip(unit: Unit, meeting: Meeting, now: datetime) -> None:
    """No round opens by itself for this meeting."""
    meeting.skipped_at = now
    unit.session.add(meeting)
    unit.session.flush()


def meeting(unit: Unit, meeting_id: int) -> Meeting | None:
    """The meeting with this id, if there is one."""
    return unit.session.get(Meeting, meeting_id)


def planned(unit: Unit, partnership_id: int, now: datetime) -> list[Meeting]:
    """The meetings that are planned from now on, the first one first."""
    return list(
        unit.session.exec(
            select(Meeting)
            .where(
                Meeting.partnership_id == partnership_id,
                Meeting.starts_at >= now,
                Meeting.state == MeetingState.PLANNED,
            )
            .order_by(col(Meeting.starts_at), col(Meeting.id))
        )
    )


def newest(unit: Unit, partnership_id: int) -> Meeting | None:
    """The meeting that was planned last, whatever became of it."""
    return unit.session.exec(
        select(Meeting)
        .where(Meeting.partnership_id == partnership_id)
        .order_by(col(Meeting.id).desc())
        .limit(1)
    ).first()


def with_round(unit: Unit, partnership_id: int) -> set[int]:
    """The meetings for which a round was opened."""
    found = unit.session.exec(
        select(Round.meeting_id).where(
            Round.partnership_id == partnership_id, col(Round.meeting_id).is_not(None)
        )
    )
    return {each for each in found if each is not None}


def hang(unit: Unit, round_: Round, meeting_id: int | None) -> None:
    """The round is for this meeting from now on, or for none."""
    round_.meeting_id = meeting_id
    unit.session.add(round_)
    unit.session.flush()


def close_at(unit: Unit, round_: Round, closes_at: datetime) -> None:
    """Another closing of a round that collects."""
    round_.closes_at = closes_at
    unit.session.add(round_)
    unit.session.flush()


def ask_at(unit: Unit, round_: Round, asks_at: datetime) -> None:
    """When everyone is asked whether it was discussed."""
    round_.asks_at = asks_at
    unit.session.add(round_)
    unit.session.flush()


def open_at(unit: Unit, partnership: Partnership, opens_at: datetime, *, chosen: datetime | None) -> None:
    """When the next round opens by itself; `chosen`: since when by the hand of a coordinator."""
    partnership.opens_at = opens_at
    partnership.opens_chosen_at = chosen
    unit.session.add(partnership)
    unit.session.flush()


def _changed(unit: Unit, meeting: Meeting) -> None:
    meeting.moved = (meeting.moved or 0) + 1
    unit.session.add(meeting)
    unit.session.flush()
