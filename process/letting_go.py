"""What a member no longer holds: their open seats, what they agreed to, and their floor."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from process import agreeing, posting, relaying
from process.case import Work
from process.incoming import Press
from process.message import Button, Notice
from process.rules.keepers import who_acts
from process.states import Change, FloorKind, Role, SeatState
from storage.queries import events, invites, keepers, opening, people, rounds
from storage.queries import floor as floor_rows
from storage.tables import Floor, Member, Partnership, Round


def let_go(work: Work, member: Member, *, keeps: bool = False) -> tuple[Round, ...]:
    """Pass what was not sent, give agreements back to the group, and take away what was being asked here.

    Gives the rounds that waited for it, held. Who stays in may say that they keep (`keeps`) their agreements.

    Whether those close now is for `closing.consider`, once the place itself has changed.
    """
    held = [
        (seat, rounds.lock_round(work.unit, round_.id))
        for seat, round_, each in opening.open_seats(work.unit, member.person_id)
        if each.id == member.id
    ]
    for seat, _ in held:
        opening.set_seat(work.unit, seat, SeatState.PASSED)
    if member.paper:  # whoever is typing in for them
        floor_rows.leave_seats(work.unit, [seat.id for seat, _ in held])
    if not keeps:
        agreeing.give_back(work, member)
    relaying.look_at_all_of(work, member)
    if member.role != Role.COORDINATOR and member.organisation_id is not None:
        invites.revoke_made_by(work.unit, member.id, work.now, organisation_id=member.organisation_id)
    floor = floor_rows.floor(work.unit, member.person_id)
    if floor is not None and _is_about(work, floor, member):
        floor_rows.set_floor(work.unit, member.person_id, FloorKind.NONE)
    return tuple(round_ for _, round_ in held)


def left_to_nobody(work: Work, partnership: Partnership, member: Member) -> tuple[Notice, ...]:
    """What nobody looks after once this member is gone: for everyone who stays. Ask before they are gone."""
    others = [each for each in people.members(work.unit, partnership.id) if each.id != member.id]
    free = []
    if posting.leads(member) and not any(each.role == Role.COORDINATOR for each in others):
        free.append(without_coordinator(work, partnership, others))
    return (*free, *kept_by_nobody(partnership, member))


def answered_by_nobody(work: Work, partnership: Partnership, organisation: int | None) -> tuple[Notice, ...]:
    """That nobody answers for an organisation any more, for coordinators. Ask once somebody is gone."""
    there = people.members(work.unit, partnership.id)
    if organisation is None or any(
        each.organisation_id == organisation and each.role != Role.OBSERVER for each in there
    ):
        return ()
    name = people.organisation(work.unit, organisation).name
    rows = ((Button("button.invite", Press("invites", (partnership.id,))),),)
    return (Notice("invite.nobody_left", {"organisations": name}, rows, partnership.id),)


def kept_by_nobody(partnership: Partnership, member: Member) -> tuple[Notice, ...]:
    """What nobody does once this member is neither its keeper nor its deputy any more. Ask before that."""
    free = []
    if partnership.keeper_id == member.id:
        free.append(Notice("free.keeper", partnership=partnership.id))
    if partnership.deputy_id == member.id:
        stand_by = Button("button.stand_by", Press("standby", (partnership.id,)))
        free.append(Notice("free.deputy", {}, ((stand_by,),), partnership.id))
    return tuple(free)


def told_in_one(gone: Notice, free: Iterable[Notice]) -> Notice:
    """That somebody is gone, and what nobody looks after now, in one message with all its buttons."""
    then = tuple(free)
    return replace(gone, then=then) if then else gone


def without_coordinator(work: Work, partnership: Partnership, members: Iterable[Member]) -> Notice:
    """Nobody among `members` coordinates: who stands in, which the log keeps, and how to take it over.

    Whoever offers is confirmed by two organisations, so that nobody takes it in silence.
    """
    there = {each.id: each for each in members}
    keeper, deputy = (
        each if each in there else None for each in (partnership.keeper_id, partnership.deputy_id)
    )
    reached = [each.id for each in there.values() if keepers.is_reached(work.unit, each)]
    one = there.get(who_acts(False, keeper, deputy, reached) or 0)
    rows = ((Button("button.coordinate", Press("offer", (partnership.id, "coordinator"))),),)
    if one is None:
        return Notice("free.coordinator", {}, rows, partnership.id)
    events.note(work.unit, partnership.id, Change.ACTS, one.id, work.now)
    return Notice("free.coordinator_acting", {"name": one.name}, rows, partnership.id)


def _is_about(work: Work, floor: Floor, member: Member) -> bool:
    """A question for this member, or a form about this partnership; what stands of another one stays."""
    if floor.seat_id is not None:
        seat = rounds.seat(work.unit, floor.seat_id)
        return member.id in (seat.member_id, seat.filled_by)
    entries = json.loads(floor.data) if floor.kind == FloorKind.FORM and floor.data else {}
    return bool(entries.get("partnership") == str(member.partnership_id))
