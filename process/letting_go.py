"""What a member no longer holds: open seats are passed, so that nobody waits, and their floor is free."""

from __future__ import annotations

import json

from process.case import Work
from process.states import FloorKind, SeatState
from storage.queries import floor as floor_rows
from storage.queries import opening, rounds
from storage.tables import Floor, Member, Round


def let_go(work: Work, member: Member) -> tuple[Round, ...]:
    """Pass what was not sent, and take away what was being asked here; the rounds that waited for it, held.

    Whether those close now is for `closing.consider`, once the place itself has changed.
    """
    held = [
        (seat, rounds.lock_round(work.unit, round_.id))
        for seat, round_, each in opening.open_seats(work.unit, member.person_id)
        if each.id == member.id
    ]
    for seat, _ in held:
        opening.set_seat(work.unit, seat, SeatState.PASSED)
    floor = floor_rows.floor(work.unit, member.person_id)
    if floor is not None and _is_about(work, floor, member):
        floor_rows.set_floor(work.unit, member.person_id, FloorKind.NONE)
    return tuple(round_ for _, round_ in held)


def _is_about(work: Work, floor: Floor, member: Member) -> bool:
    """A question for this member, or a form about this partnership; what stands of another one stays."""
    if floor.seat_id is not None:
        return rounds.seat(work.unit, floor.seat_id).member_id == member.id
    entries = json.loads(floor.data) if floor.kind == FloorKind.FORM and floor.data else {}
    return bool(entries.get("partnership") == str(member.partnership_id))
