"""Reminders: counted from the day on which the invitation reached somebody, and only for who has not sent.

When one falls due everything is looked up again: after a closing, hours or a leave that changed, what was
planned before does nothing and the next one is planned from what is true now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from process import jointly, posting
from process.case import Work
from process.incoming import Press
from process.message import Button, Message, Notice, Opening, Openings, Value, WelcomeBack
from process.outcome import Copies, Due, Outcome, Outgoing
from process.registry import when_due
from process.rules import reminders
from process.rules.attention import Attention
from process.rules.cadence import local_instant
from process.states import RoundStage, SeatState
from storage.queries import opening, partnerships, people
from storage.tables import Appointment, Member, Partnership, Round, Seat


@dataclass(frozen=True)
class _Place:
    """Somebody who was invited and has not sent yet."""

    seat: Seat
    round: Round
    member: Member
    partnership: Partnership


def arrived(message: Message, now: datetime) -> Iterable[Due]:
    """What follows when this message has reached its reader: reminders are counted from there.

    The first invitation counts, and the message at the return from leave, in which it stands again.
    """
    match message:
        case Opening(seat=seat):
            yield Due("reached", seat, "1", now)
        case Openings(seats=seats):
            yield from (Due("reached", seat, "1", now) for seat in seats)
        case WelcomeBack(seats=seats):
            yield from (Due("reached", seat, now.date().isoformat(), now) for seat in seats)


@when_due("reached")
def due_to_plan(work: Work, appointment: Appointment) -> Outcome:
    """The invitation is there: this is day 0."""
    place = _place(work, appointment.subject)
    if place is None:
        return Outcome()
    place.seat.reached_at = appointment.due_at
    work.unit.session.flush()
    return _next(work, place)


@when_due("remind")
def due_to_remind(work: Work, appointment: Appointment) -> Outcome:
    """Remind somebody today if this is still one of the days, and plan the next."""
    place = _place(work, appointment.subject)
    if place is None:
        return Outcome()
    today = _day(work.now, place)
    if not any(_day(at, place) == today for at in coming(work, place.seat)):
        return _next(work, place)
    place.seat.reminders += 1
    work.unit.session.flush()
    return Outcome((_reminder(work, place),)) + _next(work, place)


def replan(work: Work, round_: Round) -> Outcome:
    """The round closes at another time: who has not sent is reminded by that; nobody more often for it."""
    outcome = Outcome()
    for seat, _, _ in opening.still_in(work.unit, round_.id):
        place = _place(work, seat.id)
        if place is not None and seat.reached_at is not None:
            outcome += _next(work, place)
    return outcome


def coming(work: Work, seat: Seat) -> tuple[datetime, ...]:
    """The reminders of this seat that were not used up, the one of today too; as things are now."""
    place = _place(work, seat.id)
    if place is None:
        return ()
    days = reminders.reminder_days(
        seat.reached_at or place.round.opened_at,
        place.round.closes_at,
        posting.waking_of(people.person(work.unit, place.member.person_id)),
        ZoneInfo(place.partnership.timezone),
        work.house.calendar,
    )
    left = days[seat.reminders :]
    return tuple(at for at in left if _day(at, place) >= _day(work.now, place))


def postponed(work: Work, seat: Seat) -> datetime | None:
    """A "later" takes the place of the next reminder; when the one after that comes, None for never."""
    if (left := coming(work, seat)) and seat.reminders < len(reminders.REMINDED_ON):
        seat.reminders += 1
        work.unit.session.flush()
        left = left[1:]
    return left[0] if left else None


def _next(work: Work, place: _Place) -> Outcome:
    today = _day(work.now, place)
    later = [at for at in coming(work, place.seat) if _day(at, place) != today or at > work.now]
    return Outcome(due=(Due("remind", place.seat.id, _day(later[0], place), later[0]),) if later else ())


def _place(work: Work, seat_id: int) -> _Place | None:
    """None when there is nobody to remind: it is over, they sent, passed or left, or the whole has ended."""
    seat = opening.find_seat(work.unit, seat_id)
    round_ = opening.find_round(work.unit, seat.round_id) if seat is not None else None
    if seat is None or round_ is None or round_.stage != RoundStage.COLLECT:
        return None
    if seat.state not in (SeatState.INVITED, SeatState.BEGUN):
        return None
    member = people.member(work.unit, seat.member_id)
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    gone = member.left_at is not None or partnership.ended_at is not None
    return None if gone or jointly.has_agreed(work, seat) else _Place(seat, round_, member, partnership)


def _day(instant: datetime, place: _Place) -> str:
    return instant.astimezone(ZoneInfo(place.partnership.timezone)).date().isoformat()


def _reminder(work: Work, place: _Place) -> Outgoing:
    """One text for not started, one for unsent answers."""
    seat, flow = place.seat, place.round.flow
    begun = seat.state == SeatState.BEGUN
    go_on = Press("begin", (seat.id,))
    values: dict[str, Value] = {"flow": flow, "until": place.round.closes_at.isoformat()}
    rows = (
        (
            Button("button.go_on", go_on, {"flow": flow}) if begun else Button("button.begin", go_on),
            Button("button.pass", Press("pass", (seat.id,))),
        ),
    )
    key = "round.reminder_unsent" if begun else "round.reminder"
    if place.round.joint and seat.organisation_id is not None:
        key = "joint.reminder"
        values["organisation"] = people.organisation(work.unit, seat.organisation_id).name
    reminder = posting.notice(
        work,
        place.partnership,
        place.member,
        Notice(key, values, rows, place.partnership.id),
        copies=Copies.ONCE,
        slot=f"remind:{seat.id}",
        wanted_seat=seat.id,
        counts=Attention.REMINDER,
    )
    return replace(reminder, not_after=_closing_day(place))


def _closing_day(place: _Place) -> datetime:
    """When the local day of the closing begins: from then on nobody is reminded."""
    zone = ZoneInfo(place.partnership.timezone)
    return local_instant(place.round.closes_at.astimezone(zone).date(), time(), zone)
