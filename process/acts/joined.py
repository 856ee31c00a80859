"""The coordinators hear who came in: one message a day, however many come.

The first of a day is told; who comes later that day is added to that message in its place, without a sound.
It takes of their attention once a day; when that is spent the digest tells it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from process import posting, seating
from process.acts import people
from process.case import Case
from process.message import Notice, Value
from process.outcome import Copies, Outgoing
from process.rules.attention import Attention
from process.rules.cadence import local_instant
from process.states import Role
from storage.queries import arrivals
from storage.queries import people as people_rows
from storage.tables import Member, Partnership


def told(case: Case, partnership: Partnership, member: Member) -> tuple[Outgoing, ...]:
    """To every coordinator but the one who caused it: who came in, with the others of this day."""
    if member.organisation_id is None or member.role != Role.PARTNER:
        alone = Notice(
            f"join.told_{member.role.value}", _values(case, partnership, member), (), partnership.id
        )
        return people.tell_coordinators(case, partnership, alone)
    since = _midnight(case, partnership)
    slot = f"joined:{partnership.id}:{since.date()}"
    today = arrivals.since(case.unit, partnership.id, since)
    result = []
    for each in posting.coordinators(people_rows.members(case.unit, partnership.id)):
        if each.person_id == case.person.id:
            continue
        others = [one for one in today if one.person_id != each.person_id]
        notice = _notice(case, partnership, member, others)
        shown = arrivals.shown(case.unit, each.person_id, slot)
        counts = Attention.DIGEST if shown is None else None
        out = posting.notice(case, partnership, each, notice, copies=Copies.ONCE, slot=slot, counts=counts)
        result.append(replace(out, edit=shown))
    return tuple(result)


def _notice(case: Case, partnership: Partnership, member: Member, today: list[Member]) -> Notice:
    values = _values(case, partnership, member)
    if len(today) > 1:
        names = "\n".join(seating.named(case, each) for each in today)
        return Notice("coming.told_several", values | {"names": names}, (), partnership.id)
    return Notice("join.told", values, (), partnership.id)


def _values(case: Case, partnership: Partnership, member: Member) -> dict[str, Value]:
    values: dict[str, Value] = {
        "name": member.name,
        "present": len(people.present(people_rows.members(case.unit, partnership.id))),
        "all": len(people_rows.organisations(case.unit, partnership.id)),
    }
    organisation = people.organisation_of(case, member)
    return values | {"organisation": organisation} if organisation is not None else values


def _midnight(case: Case, partnership: Partnership) -> datetime:
    zone = ZoneInfo(partnership.timezone)
    return local_instant(case.now.astimezone(zone).date(), time(), zone)
