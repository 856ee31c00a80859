"""Dit loopt nu: what somebody who begins to coordinate takes over, each with the button that leads there.

Counts alone: who is in is said by organisation, and nobody is named but who looks after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from process import planning, red_topics
from process.acts import overleg
from process.acts import people as people_acts
from process.acts.agreeing_reasons import red_rows
from process.case import Case
from process.incoming import Press
from process.message import Button, Notice
from process.outcome import Outcome
from process.registry import OnPartnership, Permission, partnership_act
from process.rules.relay import Way
from storage.queries import agreements, extras, groups, partnerships, people, rounds
from storage.queries import relay as relay_rows
from storage.tables import Partnership, Round

SOON = timedelta(days=14)
"""An agreement is due when its date is not further away than this."""


@dataclass(frozen=True)
class _Running:
    """A partnership as it stands now, with the round that is not settled; None without one."""

    case: Case
    partnership: Partnership
    round: Round | None


@partnership_act("running", Permission.RUN)
def show(case: Case, on: OnPartnership) -> Outcome:
    """All of it on one screen."""
    partnership = partnerships.partnership(case.unit, on.member.partnership_id)
    back = ((Button("button.run", Press("overleg", (partnership.id,))),),)
    first, *lines = what_runs(case, partnership)
    return case.says(Notice(first.key, {}, back, partnership.id, then=tuple(lines)))


def what_runs(case: Case, partnership: Partnership) -> tuple[Notice, ...]:
    """A heading, and below it a text for each thing that somebody takes over, with its buttons."""
    now = _Running(case, partnership, rounds.open_round(case.unit, partnership.id))
    lines = (_round, _opening, _meeting, _agreements, _red, _extras, _relay, _group, _keepers)
    return (Notice("running.head"), *(each for line in lines for each in line(now)), Notice("running.more"))


def _button(label: str, act: str, now: _Running) -> tuple[Button, ...]:
    return (Button(label, Press(act, (now.partnership.id,))),)


def _round(now: _Running) -> tuple[Notice, ...]:
    """How far the round is; what is to be done about it stands behind [Overleg]."""
    key, values = overleg.how_far(now.case, now.round)
    return (Notice(key, values),)


def _opening(now: _Running) -> tuple[Notice, ...]:
    paused, opens = now.partnership.paused_until, now.partnership.opens_at
    rows = (_button("button.rounds", "rounds", now),)
    if paused is not None:
        return (Notice("rounds.now_paused", {"until": paused.isoformat()}, rows),)
    if opens is None or opens <= now.case.now:
        return (Notice("running.no_opening", {}, rows),)
    return (Notice("rounds.next", {"opens": opens.isoformat()}, rows),)


def _meeting(now: _Running) -> tuple[Notice, ...]:
    meeting = partnerships.next_meeting(now.case.unit, now.partnership.id, now.case.now)
    plan = Press("meeting", (now.partnership.id,))
    if meeting is None:
        return (Notice("running.no_meeting", {}, ((Button("button.plan_meeting", plan),),)),)
    when = meeting.starts_at.isoformat()
    move = Button("button.move_meeting", plan, {"when": when})
    return (Notice("running.meeting", {"starts": when}, ((move,),)),)


def _agreements(now: _Running) -> tuple[Notice, ...]:
    unit, where = now.case.unit, now.partnership.id
    today = now.case.now.astimezone(planning.zone_of(now.partnership)).date()
    standing = agreements.standing(unit, where)
    if not standing:
        return ()
    late = len(agreements.overdue(unit, where, today))
    soon = sum(today <= each.due_on <= today + SOON for each in standing)
    rows = (_button("button.agreements", "agreements", now),)
    return (Notice("running.agreements", {"n": len(standing), "soon": soon, "late": late}, rows),)


def _red(now: _Running) -> tuple[Notice, ...]:
    n = len(red_topics.without_agreement(now.case.unit, now.partnership.id))
    return (Notice("running.red", {"n": n}, red_rows(now.case.unit, now.partnership.id)),) if n else ()


def _extras(now: _Running) -> tuple[Notice, ...]:
    """Those that are asked in the open round, and those that are on for the one after it."""
    unit, flow = now.case.unit, now.partnership.next_flow
    asked = len(extras.asked(unit, now.round.id)) if now.round is not None else 0
    on = len(extras.chosen(unit, now.partnership.id, flow))
    press = Press("extras", (now.partnership.id, flow))
    told = [Notice("running.extras_asked", {"n": asked})] if asked else []
    told += [Notice("running.extras_on", {"n": on}, ((Button("button.extras", press),),))] if on else []
    return tuple(told)


def _relay(now: _Running) -> tuple[Notice, ...]:
    """A pass reads as open here too; calls are between two."""
    if now.round is None:
        return ()
    every = relay_rows.of_round(now.case.unit, now.round.id)
    n = sum(each.way in (Way.OPEN, Way.PASSED) for each in every)
    return (Notice("running.relay", {"n": n}, (_button("button.result", "result", now),)),) if n else ()


def _group(now: _Running) -> tuple[Notice, ...]:
    chat = groups.of_partnership(now.case.unit, now.partnership.id)
    if chat is None or chat.address_id is None:
        return ()
    return (Notice("running.group", {}, (_button("button.running_group", "group", now),)),)


def _keepers(now: _Running) -> tuple[Notice, ...]:
    there = {each.id: each.name for each in people.members(now.case.unit, now.partnership.id)}
    keeper, deputy = (
        there.get(each or 0, people_acts.NOBODY)
        for each in (now.partnership.keeper_id, now.partnership.deputy_id)
    )
    rows = (_button("button.keepers", "keepers", now),)
    return (Notice("running.keepers", {"keeper": keeper, "deputy": deputy}, rows),)
