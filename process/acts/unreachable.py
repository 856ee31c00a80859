"""Somebody whom nothing reaches any more: the coordinators hear it once, in words that blame nobody."""

from __future__ import annotations

from datetime import datetime

from process import posting
from process.case import Work
from process.message import Copies, Due, Notice, Outcome, Outgoing
from process.registry import when_due
from storage.queries import partnerships, people
from storage.tables import Appointment, Member


def to_tell(person_id: int, now: datetime) -> Due:
    """To be told as soon as can be; once a day at most, however often somebody blocks and comes back."""
    return Due("unreachable", person_id, now.date().isoformat(), now)


@when_due("unreachable")
def due_to_tell(work: Work, appointment: Appointment) -> Outcome:
    """In every partnership of this person; nothing when they were reached again in the meantime."""
    if people.address_of(work.unit, appointment.subject).reachable:
        return Outcome()
    told: list[Outgoing] = []
    for member in people.members_of_person(work.unit, appointment.subject):
        told += _tell(work, member)
    return Outcome(tuple(told))


def _tell(work: Work, member: Member) -> list[Outgoing]:
    partnership = partnerships.partnership(work.unit, member.partnership_id)
    notice = Notice("people.unreachable", {"name": member.name}, (), partnership.id)
    return [
        posting.notice(work, partnership, coordinator, notice, copies=Copies.ONCE)
        for coordinator in posting.coordinators(people.members(work.unit, partnership.id))
        if coordinator.id != member.id
    ]
