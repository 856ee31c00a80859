"""What goes when its time is over: the texts and names of rounds, and the names of who left.

`plan` looks and changes nothing; `empty` and `let_go` each do one thing in the unit they are given, and
nothing when it was done or is not due, so that a sweep that was cut off is simply done again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, func, or_
from sqlmodel import col, select

from process.outcome import Due
from process.rules import overview
from process.rules.fading import faded
from process.rules.items import Quote
from process.rules.keeping import LEAVERS, Keeping, told_at
from process.states import SeatState
from storage import appointments
from storage.queries import agreements, corrections, discussing, floor, live, remarks, rounds
from storage.queries import relay as inquiries
from storage.queries.forgetting import NOBODY, erase
from storage.tables import Card, Member, Partnership, Round, Seat, Snapshot, StoredAnswer
from storage.unit import Unit

OVERVIEW = "overview"
WILL_GO, WENT = "keep_before", "keep_after"
"""Kinds of appointment: tell the coordinators of a partnership what goes on a day, and what went."""


@dataclass(frozen=True)
class Going:
    """A round whose texts and names still stand, and when they go (UTC)."""

    round: int
    flow: str
    number: int
    ended_at: datetime
    goes_at: datetime


@dataclass(frozen=True)
class Leaver:
    """A name of somebody who left, and when it goes; None: not before the words signed with it."""

    member: int
    goes_at: datetime | None


@dataclass(frozen=True)
class Plan:
    """What one partnership keeps: for how many months, and what goes when, the first first."""

    partnership: int
    name: str
    months: int
    rounds: tuple[Going, ...]
    leavers: tuple[Leaver, ...]

    def due(self, now: datetime) -> tuple[Going, ...]:
        """The rounds whose time is over at `now`."""
        return tuple(each for each in self.rounds if each.goes_at <= now)

    def names_due(self, now: datetime) -> tuple[Leaver, ...]:
        """The names whose time is over at `now`."""
        return tuple(each for each in self.leavers if each.goes_at is not None and each.goes_at <= now)


def plan(unit: Unit, keeping: Keeping, partnership_id: int | None = None) -> tuple[Plan, ...]:
    """What will go in every partnership, or in this one, that still has something to lose."""
    standing = select(Round).where(_stands()).order_by(col(Round.id))
    gone = select(Member).where(col(Member.left_at).is_not(None), Member.name != NOBODY)
    if partnership_id is not None:
        standing = standing.where(Round.partnership_id == partnership_id)
        gone = gone.where(Member.partnership_id == partnership_id)
    going: dict[int, list[Going]] = {}
    for round_ in unit.session.exec(standing):
        going.setdefault(round_.partnership_id, []).append(_going(unit, round_, keeping))
    leavers: dict[int, list[Leaver]] = {}
    for member in unit.session.exec(gone.order_by(col(Member.id))):
        leavers.setdefault(member.partnership_id, []).append(_leaver(unit, member))
    every = select(Partnership).where(col(Partnership.id).in_(going.keys() | leavers.keys()))
    return tuple(
        Plan(
            each.id,
            each.name,
            keeping.months_for(each.keep_months),
            tuple(sorted(going.get(each.id, ()), key=lambda round_: round_.goes_at)),
            tuple(leavers.get(each.id, ())),
        )
        for each in unit.session.exec(every.order_by(col(Partnership.id)))
    )


def choose(unit: Unit, partnership: Partnership, months: int, now: datetime) -> None:
    """Another term for a partnership, from now on."""
    partnership.keep_months, partnership.keep_chosen_at = months, now
    unit.session.add(partnership)
    unit.session.flush()


def announce(unit: Unit, each: Plan, now: datetime) -> int:
    """Agree to tell the coordinators a month before; gives how many days they will hear of anew."""
    days = {going.goes_at.date() for going in each.rounds if told_at(going.goes_at) <= now < going.goes_at}
    return sum(appointments.keep(unit, Due(WILL_GO, each.partnership, day.isoformat(), now)) for day in days)


def empty(unit: Unit, round_id: int, keeping: Keeping, now: datetime) -> bool:
    """Take the answers, words and references to people out of a round whose time is over.

    The overview stays, with counts. Of who left and is in no other kept round, everything goes.
    The coordinators are told by an appointment. False when there is nothing to do.
    """
    round_ = rounds.lock_round(unit, round_id)
    if _emptied(round_) or _going(unit, round_, keeping).goes_at > now:
        return False
    seats = rounds.seats(unit, round_id)
    shown = unit.session.exec(
        select(Snapshot).where(Snapshot.round_id == round_id, Snapshot.kind == OVERVIEW)
    ).first()
    if shown is not None:
        sent = live.behind(unit, round_)
        shown.contents = overview.to_json(faded(overview.from_json(shown.contents), sent))
        unit.session.add(shown)
    taken = [seat.id for seat in seats]
    unit.session.exec(delete(StoredAnswer).where(col(StoredAnswer.seat_id).in_(taken)))
    agreements.forget_reasons(unit, round_id)
    corrections.empty(unit, round_id)
    remarks.forget_round(unit, round_id)
    unit.session.exec(delete(Card).where(col(Card.round_id) == round_id))
    floor.leave_seats(unit, taken)
    discussing.forget_words(unit, round_id)
    inquiries.empty(unit, [round_id])
    round_.emptied_at = now
    unit.session.add(round_)
    unit.session.flush()
    for seat in seats:
        let_go(unit, seat.member_id, now)
    appointments.keep(unit, Due(WENT, round_.partnership_id, now.date().isoformat(), now))
    return True


def fade_agreements(unit: Unit, keeping: Keeping, now: datetime) -> int:
    """Take the words out of what was done or let go so long ago as a round is kept; gives how many."""
    gone = 0
    for row in agreements.ended_with_words(unit):
        partnership = unit.session.get_one(Partnership, row.partnership_id)
        if keeping.goes_at(row.changed_at, partnership.keep_months, partnership.keep_chosen_at) <= now:
            agreements.forget_words(unit, row)
            gone += 1
    return gone


def let_go(unit: Unit, member_id: int, now: datetime) -> bool:
    """Take away the name of who left long enough ago; in no kept round any more, they are forgotten.

    False when they did not leave, when it is too early, or when the name had gone and the rest must wait.
    """
    member = unit.session.get(Member, member_id)
    if member is None or member.left_at is None:
        return False
    goes_at = _leaver(unit, member).goes_at
    if goes_at is None or goes_at > now:
        return False
    if not _is_in_kept_round(unit, member_id):
        unit.words.forget(member_id)
        erase(unit, member_id, now)
        return True
    if member.name == NOBODY:
        return False
    remarks.forget_farewell(unit, member_id)
    member.name = NOBODY
    unit.session.add(member)
    unit.session.flush()
    return True


def emptied_on(unit: Unit, partnership_id: int, day: date) -> list[Round]:
    """The rounds of a partnership that were emptied on a day (UTC), oldest first."""
    return [
        round_
        for round_ in rounds.rounds(unit, partnership_id)
        if round_.emptied_at is not None and round_.emptied_at.date() == day
    ]


def was_answered(unit: Unit, round_id: int) -> bool:
    """Whether anybody began to answer in a round, also when the answers went since."""
    begun = col(Seat.state).in_((SeatState.BEGUN, SeatState.SENT))
    return unit.session.exec(select(Seat.id).where(Seat.round_id == round_id, begun)).first() is not None


def overdue(unit: Unit, keeping: Keeping, since: datetime) -> int:
    """How many rounds and names should have gone before `since`."""
    return sum(len(each.due(since)) + len(each.names_due(since)) for each in plan(unit, keeping))


def _ended() -> ColumnElement[datetime]:
    return func.coalesce(Round.settled_at, Round.closed_at, Round.closes_at)


def _stands() -> ColumnElement[bool]:
    """A round that collected again after it was emptied has something to lose again."""
    return or_(col(Round.emptied_at).is_(None), col(Round.emptied_at) < _ended())


def _emptied(round_: Round) -> bool:
    return round_.emptied_at is not None and round_.emptied_at >= ended_at(round_)


def ended_at(round_: Round) -> datetime:
    """When a round ended: settled, else closed; else when it was to close."""
    return round_.settled_at or round_.closed_at or round_.closes_at


def _going(unit: Unit, round_: Round, keeping: Keeping) -> Going:
    partnership = unit.session.get_one(Partnership, round_.partnership_id)
    ended = ended_at(round_)
    goes_at = keeping.goes_at(ended, partnership.keep_months, partnership.keep_chosen_at)
    return Going(round_.id, round_.flow, round_.number, ended, goes_at)


def _leaver(unit: Unit, member: Member) -> Leaver:
    if member.left_at is None or _still_named(unit, member):
        return Leaver(member.id, None)
    return Leaver(member.id, member.left_at + LEAVERS)


def _still_named(unit: Unit, member: Member) -> bool:
    """Whether kept words are signed with this name, or may be when their round is shown."""
    mine = (
        select(Round, Snapshot)
        .join(Seat, col(Seat.round_id) == col(Round.id))
        .outerjoin(Snapshot, (col(Snapshot.round_id) == col(Round.id)) & (col(Snapshot.kind) == OVERVIEW))
        .where(Seat.member_id == member.id, Seat.state == SeatState.SENT, _stands())
    )
    return any(
        shown is None
        or any(quote.member == member.id for quote in _quotes(overview.from_json(shown.contents)))
        for _, shown in unit.session.exec(mine)
    )


def _quotes(shown: overview.Overview) -> Iterator[Quote]:
    for item in shown.items:
        yield from item.quotes
    for choice in shown.choices:
        yield from choice.quotes
    for said in (*shown.words, *shown.keep):
        yield from said.quotes


def _is_in_kept_round(unit: Unit, member_id: int) -> bool:
    kept = select(Seat.id).join(Round, col(Round.id) == col(Seat.round_id))
    return unit.session.exec(kept.where(Seat.member_id == member_id, _stands())).first() is not None
