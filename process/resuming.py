"""After the bot was away: what stands with each person is asked again, since a tap may have been lost.

Telegram keeps a tap for two and a half minutes and then forgets it; a typed message it keeps for a day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from process import posting
from process.acts import forms
from process.case import Case, Work
from process.incoming import Back, Incoming
from process.message import Notice
from process.outcome import Outcome, Outgoing, Urgency
from process.rules.resuming import resume_at
from process.states import RoundStage, SeatState
from storage.queries import opening, partnerships, people
from storage.queries.standing import left_standing
from storage.tables import Floor, Round

FORM_LASTS = timedelta(days=1)
"""A form that was shown longer ago has been left; nobody is waiting for its next page."""


def ask_again(work: Work, back_at: datetime) -> Outcome:
    """Everyone with a standing question gets it again; `back_at` is when this program began to listen."""
    outcome = Outcome()
    for floor in left_standing(work.unit, back_at):
        outcome += _ask(work, floor)
    return outcome


def _ask(work: Work, floor: Floor) -> Outcome:
    round_ = None
    if floor.seat_id is not None:
        round_ = _still_open(work, floor.seat_id)
        if round_ is None:
            return Outcome()
    elif _is_left(floor, work.now):
        return Outcome()
    person = people.person(work.unit, floor.person_id)
    at = resume_at(
        floor.shown_at, work.now, posting.waking_of(person), _zone(work, floor, round_), work.house.calendar
    )
    messages = forms.standing(_as_if_back(work, floor)).messages
    if not messages:
        return Outcome()
    said = Notice("gap.now" if at <= work.now else "gap.later")
    first = Outgoing(floor.person_id, said)
    return Outcome(
        tuple(
            replace(
                each,
                urgency=Urgency.NOTICE,
                slot=f"gap {number}",
                wanted_floor=floor.version,
                not_before=at,
                not_after=round_.closes_at if round_ is not None else None,
            )
            for number, each in enumerate((first, *messages))
        )
    )


def _is_left(floor: Floor, now: datetime) -> bool:
    """Whether nobody is at this form any more, or this program has no such form."""
    return floor.shown_at is None or floor.shown_at < now - FORM_LASTS or floor.form not in forms.FORMS


def _still_open(work: Work, seat_id: int) -> Round | None:
    """The round of a seat that can still be answered; None when it is over, also if only by the clock."""
    seat = opening.find_seat(work.unit, seat_id)
    round_ = opening.find_round(work.unit, seat.round_id) if seat is not None else None
    if seat is None or round_ is None or seat.state not in (SeatState.INVITED, SeatState.BEGUN):
        return None
    member = people.member(work.unit, seat.member_id)
    collects = round_.stage == RoundStage.COLLECT and work.now < round_.closes_at
    return round_ if collects and member.left_at is None else None


def _zone(work: Work, floor: Floor, round_: Round | None) -> ZoneInfo:
    """Where this person's day is: in the partnership that asks, else in their first one."""
    where = round_.partnership_id if round_ is not None else None
    if where is None:
        mine = people.members_of_person(work.unit, floor.person_id)
        where = mine[0].partnership_id if mine else None
    if where is None:
        return ZoneInfo(work.house.timezone)
    return ZoneInfo(partnerships.partnership(work.unit, where).timezone)


def _as_if_back(work: Work, floor: Floor) -> Case:
    """Being back is the same to a conversation whichever of the two was away."""
    address = people.address_of(work.unit, floor.person_id)
    came = Incoming(address.channel, address.address, "", work.now, Back())
    return Case(work.unit, work.moment, work.house, came, people.person(work.unit, floor.person_id))
