"""Coordinating: somebody is asked and says yes, and whoever does it can step back, the last one too."""

from __future__ import annotations

import json
from dataclasses import replace

from process import meanwhile, posting
from process.acts import keepers_standby, people
from process.acts.roles import choose, held, log, other
from process.acts.running import what_runs
from process.case import Case
from process.incoming import Argument, Press
from process.letting_go import told_in_one, without_coordinator
from process.message import Button, Notice, Value
from process.outcome import Copies, Outcome
from process.registry import OnPartnership, Permission, partnership_act
from process.states import Change, Role
from storage.queries import acting, events, partnerships, roles
from storage.queries import people as people_rows
from storage.tables import Member

_LAST = "last"
_FEWER = (Change.STEPPED_BACK, Change.LEFT)
"""After one of these there is a coordinator less."""
_ENDS_THE_QUESTION = (Change.ASKED_TO_LEAD, Change.DECLINED, Change.LEADS, Change.OBSERVES, Change.ANSWERS)
"""After one of these an earlier question whether somebody wants to coordinate stands no more."""


@partnership_act("asklead", Permission.APPOINT)
def ask(case: Case, on: OnPartnership, member_id: Argument = 0) -> Outcome:
    """Nobody coordinates without having said yes; while nobody does, one offers and two agree."""
    partnership = partnerships.partnership(case.unit, on.member.partnership_id)
    if on.member.role != Role.COORDINATOR:
        return keepers_standby.show(case, on)
    member = other(held(case, on), member_id)
    if member is None or member.role == Role.COORDINATOR or member.paper:
        return choose(case, on)
    log(case, Change.ASKED_TO_LEAD, member, by=on.member)
    rows = (
        (Button("button.lead", Press("lead", (partnership.id, "yes"))),),
        (Button("button.lead_not", Press("lead", (partnership.id, "no"))),),
    )
    question = Notice("lead.asked", {"name": on.member.name}, rows, partnership.id)
    slot = f"lead:{member.id}"
    asked = posting.notice(case, partnership, member, question, copies=Copies.ONCE, slot=slot)
    back = ((Button("button.people", Press("people", (partnership.id,))),),)
    said = Notice("lead.waiting", {"name": member.name}, back, partnership.id)
    return case.says(said) + Outcome((asked,))


@partnership_act("lead", Permission.READ)
def answer(case: Case, on: OnPartnership, how: Argument = "") -> Outcome:
    """Yes or no, of who was asked by somebody who still coordinates."""
    members = roles.held(case.unit, on.member.partnership_id)
    asker = _who_asks(case, members, on.member)
    if asker is None or how not in {"yes", "no"}:
        return case.says(Notice("lead.over", partnership=on.member.partnership_id))
    partnership = partnerships.partnership(case.unit, on.member.partnership_id)
    if how == "no":
        log(case, Change.DECLINED, on.member, by=on.member)
        no = Notice("lead.told_no", {"name": on.member.name}, (), partnership.id)
        return case.says(Notice("lead.no", partnership=partnership.id)) + Outcome(
            people.tell(case, partnership, (asker,), no)
        )
    roles.set_role(case.unit, on.member, Role.COORDINATOR)
    log(case, Change.LEADS, on.member, by=asker)
    others = [each for each in members if each.id != asker.id]
    name: dict[str, Value] = {"name": on.member.name}
    told = people.tell(case, partnership, others, Notice("lead.told", name, (), partnership.id))
    back = ((Button("button.step_back", Press("stepback", (partnership.id,))),),)
    told += people.tell(case, partnership, (asker,), Notice("lead.told_asker", name, back, partnership.id))
    run = ((Button("button.run", Press("overleg", (partnership.id,))),),)
    runs = what_runs(case, partnership)
    return case.says(Notice("lead.yes", {}, run, partnership.id, then=runs)) + Outcome(told, relisted=True)


@partnership_act("stepback", Permission.APPOINT)
def ask_once_more(case: Case, on: OnPartnership) -> Outcome:
    """What stepping back means, before it happens; who is the last one reads who keeps an eye on it then."""
    partnership = on.member.partnership_id
    others = _others_lead(people_rows.members(case.unit, partnership), on.member)
    return case.says(_sure(partnership, "lead.step_back" if others else "lead.step_back_last"))


def _sure(partnership: int, key: str) -> Notice:
    knowing = () if key == "lead.step_back" else (_LAST,)
    rows = (
        (Button("button.step_back_sure", Press("steppedback", (partnership, *knowing))),),
        (Button("button.step_back_not", Press("people", (partnership,))),),
    )
    return Notice(key, {}, rows, partnership)


@partnership_act("steppedback", Permission.APPOINT)
def step_back(case: Case, on: OnPartnership, knowing: Argument = "") -> Outcome:
    """At once: partner again, or observer for who answers for no organisation. Everyone hears it.

    `knowing`: that they are the last one. Who was not when they were asked, is asked again.
    """
    members = roles.held(case.unit, on.member.partnership_id)
    if on.member.role != Role.COORDINATOR:  # who stands in does so by keeping an eye on it
        return case.says(Notice("which.none", partnership=on.member.partnership_id))
    by = meanwhile.by_whom(case, on.member.partnership_id, _FEWER, on.member)
    if not _others_lead(members, on.member) and knowing != _LAST and by is not None:
        asks = _sure(on.member.partnership_id, "meanwhile.step_back_last")
        return case.says(replace(asks, values={"name": by}))
    partnership = partnerships.partnership(case.unit, on.member.partnership_id)
    becomes = Role.PARTNER if on.member.organisation_id is not None else Role.OBSERVER
    roles.set_role(case.unit, on.member, becomes)
    log(case, Change.STEPPED_BACK, on.member, by=on.member)
    others_lead = _others_lead(members, on.member)
    key = "lead.told_back" if others_lead else "lead.told_back_last"
    gone = Notice(key, {"name": on.member.name}, (), partnership.id)
    free = () if others_lead else (without_coordinator(case, partnership, members),)
    told = people.tell(case, partnership, members, told_in_one(gone, free))
    menu = ((Button("button.menu", Press("home", (partnership.id,))),),)
    said = Notice(f"lead.back_{becomes.value}", {}, menu, partnership.id)
    acts_now = acting.persons(case.unit, partnership.id)
    return case.says(said) + Outcome(told, relisted=True, relists=acts_now)


def _who_asks(case: Case, members: list[Member], member: Member) -> Member | None:
    """The coordinator whose question to this member still stands, None without one."""
    last = events.last_about(case.unit, member.id, _ENDS_THE_QUESTION)
    if last is None or last.kind != Change.ASKED_TO_LEAD or member.role == Role.COORDINATOR:
        return None
    asker = other(members, json.loads(last.data or "{}").get("by", 0))
    return asker if asker is not None and asker.role == Role.COORDINATOR else None


def _others_lead(members: list[Member], member: Member) -> bool:
    return any(each.role == Role.COORDINATOR and each.id != member.id for each in members)
