"""What a member no longer holds: their open seats, what they agreed to, and their floor."""

from __future__ import annotations

import json

from process import agreeing, posting
from process.case import Work
from process.message import Notice
from process.states import FloorKind, Role, SeatState
from storage.queries import floor as floor_rows
from storage.queries import opening, people, rounds
from storage.tables import Floor, Member, Partnership, Round


def let_go(work: Work, member: Member) -> tuple[Round, ...]:
    """Pass what was not sent, give agreements back to the group, and take away what was being asked here.

    Gives the rounds that waited for it, held.

    Whether those close now is for `closing.consider`, once the place itself has changed.
    """
    held = [
        (seat, rounds.lock_round(work.unit, round_.id))
        for seat, round_, each in opening.open_seats(work.unit, member.person_id)
        if each.id == member.id
    ]
    for seat, _ in held:
        opening.set_seat(work.unit, seat, SeatState.PASSED)
    agreeing.give_back(work, member)
    floor = floor_rows.floor(work.unit, member.person_id)
    if floor is not None and _is_about(work, floor, member):
        floor_rows.set_floor(work.unit, member.person_id, FloorKind.NONE)
    return tuple(round_ for _, round_ in held)


def left_to_nobody(work: Work, partnership: Partnership, member: Member) -> tuple[Notice, ...]:
    """What nobody looks after once this member is gone: for everyone who stays. Ask before they are gone."""
    others = [each for each in people.members(work.unit, partnership.id) if each.id != member.id]
    free = []
    if member.role == Role.COORDINATOR and not posting.coordinators(others):
        free.append(Notice("free.coordinator", partnership=partnership.id))
    if partnership.keeper_id == member.id:
        free.append(Notice("free.keeper", partnership=partnership.id))
    if partnership.deputy_id == member.id:
        free.append(Notice("free.deputy", partnership=partnership.id))
    return tuple(free)


def _is_about(work: Work, floor: Floor, member: Member) -> bool:
    """A question for this member, or a form about this partnership; what stands of another one stays."""
    if floor.seat_id is not None:
        return rounds.seat(work.unit, floor.seat_id).member_id == member.id
    entries = json.loads(floor.data) if floor.kind == FloorKind.FORM and floor.data else {}
    return bool(entries.get("partnership") == str(member.partnership_id))
