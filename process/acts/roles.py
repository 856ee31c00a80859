"""Who does what here: a coordinator makes somebody observer or partner again, or takes somebody out.

Whatever changes holds from the next update on, stands in the log that everyone can read, and is told to
whom it is about.
"""

from __future__ import annotations

import json

from process import authority, closing, posting
from process.acts import people
from process.case import Case
from process.incoming import Argument, Press
from process.letting_go import answered_by_nobody, left_to_nobody, let_go, told_in_one
from process.message import Button, Log, Notice
from process.outcome import Copies, Outcome, Outgoing
from process.registry import OnPartnership, Permission, partnership_act
from process.states import Change, Role
from storage.queries import acting, events, invites, membership, partnerships, roles
from storage.queries import people as people_rows
from storage.tables import Member

BECOMES = {Role.OBSERVER: Change.OBSERVES, Role.PARTNER: Change.ANSWERS}
"""What a coordinator makes of somebody, and how the log calls it; to coordinate, somebody says yes first."""


@partnership_act("roles", Permission.APPOINT)
def choose(case: Case, on: OnPartnership) -> Outcome:
    """Of whom? A button for everyone, oneself too."""
    partnership = on.member.partnership_id
    rows = tuple(
        (Button(f"button.who_{each.role.value}", Press("role", (partnership, each.id)), {"name": each.name}),)
        for each in people_rows.members(case.unit, partnership)
    )
    back = (Button("button.back", Press("people", (partnership,))),)
    return case.says(Notice("roles.who", {}, (*rows, back), partnership))


@partnership_act("role", Permission.APPOINT)
def show(case: Case, on: OnPartnership, member_id: Argument = 0) -> Outcome:
    """What can change about this one: a button for each."""
    partnership = on.member.partnership_id
    member = other(people_rows.members(case.unit, partnership), member_id)
    if member is None:
        return choose(case, on)
    rows = [(Button("button.back", Press("roles", (partnership,))),)]
    if member.id == on.member.id:
        rows.insert(0, (Button("button.step_back", Press("stepback", (partnership,))),))
        return case.says(Notice("roles.yourself", {}, tuple(rows), partnership))
    rows.insert(0, (Button("button.take_out", Press("takeout", (partnership, member.id))),))
    becomes = _may_become(member)
    if becomes is not None:
        makes = Press("makerole", (partnership, member.id, becomes.value))
        rows.insert(0, (Button(f"button.make_{becomes.value}", makes),))
    if member.role != Role.COORDINATOR and not member.paper:
        rows.insert(0, (Button("button.ask_to_lead", Press("asklead", (partnership, member.id))),))
    return case.says(Notice(f"roles.is_{member.role.value}", {"name": member.name}, tuple(rows), partnership))


@partnership_act("makerole", Permission.APPOINT)
def make(case: Case, on: OnPartnership, member_id: Argument = 0, role: Argument = "") -> Outcome:
    """Observer, or partner again; what an observer had not sent yet is let go."""
    member = other(held(case, on), member_id)
    if member is None or member.id == on.member.id or _may_become(member) != role:
        return choose(case, on)
    becomes = Role(str(role))
    waiting = let_go(case, member) if becomes == Role.OBSERVER else ()
    roles.set_role(case.unit, member, becomes)
    log(case, BECOMES[becomes], member, by=on.member)
    said = Notice(f"roles.now_{becomes.value}", {"name": member.name}, _back(on), on.member.partnership_id)
    told = Notice(f"roles.you_{becomes.value}", {"name": on.member.name}, (), on.member.partnership_id)
    outcome = case.says(said) + Outcome((_to(case, member, told),))
    for round_ in waiting:
        outcome += closing.consider(case, round_)
    return outcome


@partnership_act("takeout", Permission.APPOINT)
def ask_once_more(case: Case, on: OnPartnership, member_id: Argument = 0) -> Outcome:
    """What it means, before it happens."""
    partnership = on.member.partnership_id
    member = other(people_rows.members(case.unit, partnership), member_id)
    if member is None or member.id == on.member.id:
        return choose(case, on)
    rows = (
        (Button("button.take_out_sure", Press("takenout", (partnership, member.id)), {"name": member.name}),),
        (Button("button.take_out_not", Press("role", (partnership, member.id))),),
    )
    return case.says(Notice("roles.sure", {"name": member.name}, rows, partnership))


@partnership_act("takenout", Permission.APPOINT)
def take_out(case: Case, on: OnPartnership, member_id: Argument = 0) -> Outcome:
    """Out, at once, and the links they made no longer work. What was shared stays, as with who leaves."""
    member = other(held(case, on), member_id)
    if member is None or member.id == on.member.id:
        return choose(case, on)
    partnership = partnerships.partnership(case.unit, member.partnership_id)
    waiting, free = let_go(case, member), left_to_nobody(case, partnership, member)
    membership.leave(case.unit, member, partnership, case.now)
    invites.revoke_made_by(case.unit, member.id, case.now)
    log(case, Change.REMOVED, member, by=on.member)
    links = (Button("button.invite", Press("invites", (partnership.id,))),)
    said = Notice("roles.out", {"name": member.name}, (links, *_back(on)), partnership.id)
    theirs = Notice("roles.you_out", {"name": on.member.name, "partnership": partnership.name})
    others = Notice("roles.told_out", {"name": member.name, "by": on.member.name}, (), partnership.id)
    everyone = people_rows.members(case.unit, partnership.id)
    leading = posting.coordinators(everyone)
    empty = answered_by_nobody(case, partnership, member.organisation_id)
    said = told_in_one(said, empty)
    told = people.tell(case, partnership, leading, told_in_one(others, (*free, *empty)))
    rest = [each for each in everyone if each not in leading]
    if free:
        told += (case.reply(told_in_one(free[0], free[1:]), anew=True),)
        told += people.tell(case, partnership, rest, told_in_one(free[0], free[1:]))
    acts_now = acting.persons(case.unit, partnership.id)
    outcome = case.says(said) + Outcome(
        (_to(case, member, theirs), *told), relists=acts_now | {member.person_id}
    )
    for round_ in waiting:
        outcome += closing.consider(case, round_)
    return outcome


@partnership_act("log", Permission.READ)
def show_log(case: Case, on: OnPartnership) -> Outcome:
    """What changed about who takes part and as what; everyone may read it."""
    return case.says(Log(on.member.id))


def log(case: Case, change: Change, member: Member, *, by: Member) -> None:
    """Add a change of what `member` does, and who brought it about."""
    data = json.dumps({"by": by.id})
    events.note(case.unit, member.partnership_id, change, member.id, case.now, data=data)


def held(case: Case, on: OnPartnership) -> list[Member]:
    """Who takes part, held until this is done; nobody when the actor may not change it any more by now."""
    members = roles.held(case.unit, on.member.partnership_id)
    return (
        members
        if any(each.id == on.member.id and authority.may(each, Permission.APPOINT) for each in members)
        else []
    )


def other(members: list[Member], member_id: Argument) -> Member | None:
    """The member of this partnership with this id; None for one who is not, or no longer, in it."""
    return next((each for each in members if each.id == member_id), None)


def _may_become(member: Member) -> Role | None:
    """Observer or partner: answering takes an organisation, and only coordinators themselves step back."""
    if member.role == Role.PARTNER:
        return Role.OBSERVER
    if member.role == Role.OBSERVER and member.organisation_id is not None:
        return Role.PARTNER
    return None


def _to(case: Case, member: Member, notice: Notice) -> Outgoing:
    """To the one it is about, at their own hours, once."""
    partnership = partnerships.partnership(case.unit, member.partnership_id)
    return posting.notice(case, partnership, member, notice, copies=Copies.ONCE)


def _back(on: OnPartnership) -> tuple[tuple[Button, ...], ...]:
    return ((Button("button.people", Press("people", (on.member.partnership_id,))),),)
