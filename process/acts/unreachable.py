"""Somebody whom nothing reaches any more, and who may come back.

The coordinators hear it once, in words that blame nobody; who comes back gets what they missed.
"""

from __future__ import annotations

from datetime import datetime

from process import grouping, posting, relaying
from process.acts import relink
from process.acts.missed import missed
from process.case import Case, Work
from process.incoming import Press
from process.message import Button, Notice
from process.outcome import Copies, Due, Outcome, Outgoing
from process.registry import when_due
from storage.queries import acting, partnerships, people
from storage.tables import Appointment, Member


def to_tell(person_id: int, now: datetime) -> Due:
    """To be told as soon as can be; once a day at most, however often somebody blocks and comes back."""
    return Due("unreachable", person_id, now.date().isoformat(), now)


def is_back(case: Case, said: Outcome) -> Outcome:
    """What `said` leads to, with what was missed: a place that went to another account comes first."""
    for member in people.members_of_person(case.unit, case.person.id):
        acting.settle(case.unit, member.partnership_id)
    return said + relink.taken(case) + missed(case, said)


@when_due("unreachable")
def due_to_tell(work: Work, appointment: Appointment) -> Outcome:
    """In every partnership of this person; nothing when they were reached again in the meantime."""
    if people.address_of(work.unit, appointment.subject).reachable:
        return Outcome()
    told: list[Outgoing] = list(grouping.lost(work, appointment.subject).messages)
    for member in people.members_of_person(work.unit, appointment.subject):
        acting.settle(work.unit, member.partnership_id)
        told += _tell(work, member)
        relaying.look_at_all_of(work, member)
    return Outcome(tuple(told))


def _tell(work: Work, member: Member) -> list[Outgoing]:
    partnership = partnerships.partnership(work.unit, member.partnership_id)
    moved = ((Button("button.relink", Press("relinkfor", (partnership.id, member.id))),),)
    keeps = partnership.keeper_id == member.id  # then the ladder goes on as well: `keeping_alive`
    key = "people.unreachable_keeper" if keeps else "people.unreachable"
    notice = Notice(key, {"name": member.name}, moved, partnership.id)
    return [
        posting.notice(work, partnership, coordinator, notice, copies=Copies.ONCE)
        for coordinator in posting.coordinators(people.members(work.unit, partnership.id))
        if coordinator.id != member.id
    ]
