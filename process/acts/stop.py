"""Stopping, without a reason and at once: for a while, for this round, or altogether."""

from __future__ import annotations

from process import closing
from process.acts import parting, people
from process.acts.away import today
from process.acts.which import mine, name_of
from process.case import Case
from process.incoming import Press
from process.letting_go import left_to_nobody, let_go
from process.message import Button, Notice, Value
from process.outcome import Outcome, Outgoing
from process.registry import OnPartnership, Permission, command, open_act, partnership_act
from process.states import FloorKind
from storage.queries import acting, agreements, events, membership, opening, partnerships
from storage.queries import floor as floor_rows
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
    rows.append((Button("button.forget_all", Press("forget")),))
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
    owned = len(agreements.owned_by(case.unit, member.id))
    held = let_go(case, member)
    organisation = people.organisation_of(case, member)
    said = _left(partnership, organisation, owned)
    told = take_out(case, member, partnership, Notice("stop.told", {"name": member.name}, (), partnership.id))
    acts_now = acting.persons(case.unit, partnership.id)
    outcome = Outcome((case.reply(said), *told), relisted=True, relists=acts_now)
    for round_ in held:
        outcome += closing.consider(case, round_)
    return outcome + parting.ask(case, partnership, member)


def _left(partnership: Partnership, organisation: str | None, owned: int) -> Notice:
    """Out, in one message: what stays, and what went back to the group."""
    values: dict[str, Value] = {"name": partnership.name}
    if organisation is not None:
        values["organisation"] = organisation
    if not owned:
        return Notice("stop.left" if organisation is not None else "stop.left_alone", values)
    values["n"] = owned
    return Notice("coming.left_back" if organisation is not None else "coming.left_back_alone", values)


def take_out(case: Case, member: Member, partnership: Partnership, gone: Notice) -> tuple[Outgoing, ...]:
    """End the place. Everyone who stays hears that they are `gone`, and what nobody looks after now."""
    free = left_to_nobody(case, partnership, member)
    membership.leave(case.unit, member, partnership, case.now)
    events.note(case.unit, partnership.id, "left", member.id, case.now)
    return people.tell_gone(case, partnership, gone, free, member.organisation_id)
