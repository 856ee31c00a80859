"""A place that goes to another account of the same person: who held it, and what lies ready for it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlmodel import col, select

from process.message import (
    Agreements,
    Ask,
    Differs,
    Hand,
    Harvest,
    Inquiries,
    JointCheck,
    Message,
    Notice,
    Opening,
    Quoted,
    Relayed,
    Review,
    Show,
    TalkCard,
)
from process.states import Change, FloorKind
from storage.codec import decode
from storage.queries import acting, events, people
from storage.queries import floor as floor_rows
from storage.tables import Event, Invite, Member, Outbox, Passage, Seat
from storage.unit import Unit


@dataclass(frozen=True)
class Move:
    """A place that went from one person to another; `event` names it."""

    event: int
    member_id: int
    old: int
    new: int
    at: datetime


def hold(unit: Unit, member_id: int) -> Member | None:
    """The place as it is now, held until the unit ends; None when there is no such place."""
    return unit.session.exec(
        select(Member)
        .where(Member.id == member_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).first()


def revoke_links(unit: Unit, member_id: int, now: datetime) -> None:
    """Earlier links for this place do not work any more."""
    unit.session.exec(
        update(Invite)
        .where(col(Invite.member_id) == member_id, col(Invite.revoked_at).is_(None))
        .values(revoked_at=now)
    )


def move(unit: Unit, member: Member, to: int, now: datetime, *, by: int | None, keep_hours: bool) -> Move:
    """Give a place that is held to another person, with what lies ready for it.

    Nothing of what was answered changes place or key: both hang on the member. `by`: the member who made the
    link. `keep_hours`: the person it goes to has hours and a language already, and keeps them.
    """
    old = member.person_id
    _hand_over(unit, member, to, keep_hours=keep_hours)
    member.moved_at = now
    unit.session.add(member)
    unit.session.flush()
    data = json.dumps({"from": old, "to": to, "by": by}, separators=(",", ":"))
    events.note(unit, member.partnership_id, Change.MOVED, member.id, now, data=data)
    return _moves(unit, member.id)[-1]


def undo(unit: Unit, member: Member, move: Move, now: datetime) -> int:
    """Give the place back to whom it was taken from, also when it was given up since; gives who held it."""
    holder = member.person_id
    member.left_at = None
    _hand_over(unit, member, move.old, keep_hours=True)
    earlier = [each for each in _moves(unit, member.id) if each.event < move.event]
    member.moved_at = earlier[-1].at if earlier else None
    unit.session.add(member)
    acting.settle(unit, member.partnership_id)
    unit.session.flush()
    data = json.dumps({"of": move.event}, separators=(",", ":"))
    events.note(unit, member.partnership_id, Change.MOVED_BACK, member.id, now, data=data)
    return holder


def to_object_to(unit: Unit, person_id: int, since: datetime) -> list[Move]:
    """The places that were taken from this person after an instant, and did not come back; oldest first."""
    candidates = unit.session.exec(
        select(Event.member_id)
        .where(Event.kind == Change.MOVED, col(Event.at) > since, col(Event.member_id).is_not(None))
        .distinct()
    )
    return [
        move
        for member_id in sorted(each for each in candidates if each is not None)
        for move in _moves(unit, member_id)
        if move.old == person_id and move.at > since
    ]


def _moves(unit: Unit, member_id: int) -> list[Move]:
    """The moves of a place that stand: one that was undone is gone, with all that came after it."""
    rows = unit.session.exec(
        select(Event)
        .where(Event.member_id == member_id, col(Event.kind).in_((Change.MOVED, Change.MOVED_BACK)))
        .order_by(col(Event.id))
    )
    standing: list[Move] = []
    for row in rows:
        data = json.loads(row.data or "{}")
        if row.kind == Change.MOVED_BACK:
            standing = [each for each in standing if each.event < data["of"]]
        else:
            standing.append(Move(row.id, member_id, data["from"], data["to"], row.at))
    return standing


def _hand_over(unit: Unit, member: Member, to: int, *, keep_hours: bool) -> None:
    old = member.person_id
    if not keep_hours:
        was, becomes = people.person(unit, old), people.person(unit, to)
        becomes.language, becomes.days, becomes.slot = was.language, was.days, was.slot
        becomes.away_until = was.away_until
        unit.session.add(becomes)
    _clear_floor(unit, old, member.id)
    _redirect(unit, member, to)
    member.person_id = to


def _clear_floor(unit: Unit, person_id: int, member_id: int) -> None:
    """What stands there of this place is no longer asked there."""
    floor = floor_rows.floor(unit, person_id)
    if floor is None or floor.seat_id is None:
        return
    seat = unit.session.get(Seat, floor.seat_id)
    if seat is not None and seat.member_id == member_id:
        floor_rows.set_floor(unit, person_id, FloorKind.NONE)


def _redirect(unit: Unit, member: Member, to: int) -> None:
    """What waits to be sent about this place goes to its new holder, as a message of its own."""
    seats = set(unit.session.exec(select(Seat.id).where(Seat.member_id == member.id)))
    waiting = unit.session.exec(
        select(Outbox).where(
            Outbox.person_id == member.person_id, col(Outbox.done_at).is_(None), Outbox.state == Passage.READY
        )
    )
    about = [row.id for row in waiting if _is_about(decode(row.message), member, seats)]
    unit.session.exec(
        update(Outbox)
        .where(col(Outbox.id).in_(about), col(Outbox.state) == Passage.READY)
        .values(person_id=to, address_id=people.address_of(unit, to).id, edit=None, retire=None)
    )


def _is_about(message: Message, member: Member, seats: set[int]) -> bool:
    match message:
        case (
            Opening(seat=seat)
            | Ask(seat=seat)
            | Review(seat=seat)
            | JointCheck(seat=seat)
            | Differs(seat=seat)
        ):
            return seat in seats
        case (
            Show(member=shown_to)
            | TalkCard(member=shown_to)
            | Hand(member=shown_to)
            | Quoted(member=shown_to)
            | Agreements(member=shown_to)
            | Relayed(member=shown_to)
            | Harvest(member=shown_to)
            | Inquiries(member=shown_to)
        ):
            return shown_to == member.id
        case Notice(partnership=partnership):
            return partnership == member.partnership_id
        case _:
            return False
