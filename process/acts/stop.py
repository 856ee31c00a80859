"""Stopping, without a reason and at once: for a while, for this round, or altogether."""

from __future__ import annotations

from process import closing, posting
from process.acts import people
from process.acts.away import today
from process.acts.which import mine, name_of
from process.case import Case
from process.incoming import Press
from process.message import Button, Notice, Outcome, Outgoing
from process.registry import OnPartnership, Permission, command, open_act, partnership_act
from process.states import FloorKind, Role, SeatState
from storage.queries import events, membership, opening, partnerships, rounds
from storage.queries import floor as floor_rows
from storage.queries import people as people_rows
from storage.tables import Member, Partnership


@command("stop", may=Permission.ANYONE, listed=True)
def stop_command(case: Case, payload: str) -> Outcome:
    """What do you want?"""
    return stop(case)


@open_act("stop")
def stop(case: Case) -> Outcome:
    """A button for each way of stopping that there is now."""
    members = mine(case)
    if not members:
        return _stranger(case)
    rows = [(Button("button.away", Press("away")),)]
    if case.person.away_until is not None and case.person.away_until >= today(case):
        rows = [(Button("button.present", Press("present")),)]
    for seat, round_, member in opening.open_seats(case.unit, case.person.id):
        this = "button.pass_this" if len(members) == 1 else "button.pass_this_in"
        values = {"flow": round_.flow, "name": name_of(case, member)}
        rows.append((Button(this, Press("pass", (seat.id,)), values),))
    for member in members:
        out = Press("out", (member.partnership_id,))
        rows.append((Button("button.out", out, {"name": name_of(case, member)}),))
    rows.append((Button("button.menu", Press("menu")),))
    return case.says(Notice("stop.choose", {}, tuple(rows)))


def _stranger(case: Case) -> Outcome:
    """Nobody is kept: what was being filled in is dropped."""
    floor_rows.set_floor(case.unit, case.person.id, FloorKind.NONE)
    return case.says(Notice("stop.nothing"))


@partnership_act("out", Permission.LEAVE)
def out(case: Case, on: OnPartnership) -> Outcome:
    """What leaving means, before it happens: a wrong tap must not cost anybody their place."""
    partnership = on.member.partnership_id
    rows = (
        (Button("button.leave", Press("leave", (partnership,))),),
        (Button("button.stay", Press("home", (partnership,))),),
    )
    return case.says(Notice("stop.sure", {}, rows, partnership))


@partnership_act("leave", Permission.LEAVE)
def leave(case: Case, on: OnPartnership) -> Outcome:
    """Out, at once. What was shared stays; nobody waits for this person any more."""
    member = on.member
    partnership = partnerships.partnership(case.unit, member.partnership_id)
    held = [
        (seat, rounds.lock_round(case.unit, round_.id))
        for seat, round_, each in opening.open_seats(case.unit, case.person.id)
        if each.id == member.id
    ]
    for seat, _ in held:
        opening.set_seat(case.unit, seat, SeatState.PASSED)
    _clear_floor(case, member)
    membership.leave(case.unit, member, partnership, case.now)
    events.note(case.unit, partnership.id, "left", member.id, case.now)
    organisation = people.organisation_of(case, member)
    said = (
        Notice("stop.left", {"name": partnership.name, "organisation": organisation})
        if organisation is not None
        else Notice("stop.left_alone", {"name": partnership.name})
    )
    outcome = Outcome((case.reply(said), *_tell(case, partnership, member)), relisted=True)
    for _, round_ in held:
        outcome += closing.consider(case, round_)
    return outcome


def _clear_floor(case: Case, member: Member) -> None:
    """What stood there of this partnership is no longer asked; a question of another one stays."""
    floor = floor_rows.floor(case.unit, case.person.id)
    if floor is None or floor.seat_id is None:
        return
    if rounds.seat(case.unit, floor.seat_id).member_id == member.id:
        floor_rows.set_floor(case.unit, case.person.id, FloorKind.NONE)


def _tell(case: Case, partnership: Partnership, member: Member) -> tuple[Outgoing, ...]:
    """The coordinators hear it; when the last of them left, everyone does."""
    everyone = people_rows.members(case.unit, partnership.id)
    leading = posting.coordinators(everyone)
    left = Notice("stop.told", {"name": member.name}, (), partnership.id)
    if member.role == Role.COORDINATOR and not leading:
        left = Notice("stop.told_last", {"name": member.name}, (), partnership.id)
        return people.tell(case, partnership, everyone, left)
    return people.tell(case, partnership, leading, left)
