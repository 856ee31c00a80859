"""What a coordinator hears about the confidential questions of a round, before it or at its opening."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from flows.cast import Cast, Role
from flows.model import Flow
from process import closing
from process.case import Work, flow_among
from process.incoming import Press
from process.message import Button, Notice, Rows, Value
from process.rules.beforehand import Doubt, doubt
from storage.queries import opening
from storage.tables import Member, Partnership

ANYWAY = "yes"


def doubted(
    work: Work, partnership: Partnership, flow: Flow, asked: Iterable[Member], when: Literal["before", "open"]
) -> Notice | None:
    """What will not be shown although everyone who is asked answers, and what can be done; None if all is."""
    members = list(asked)
    if len({member.organisation_id for member in members}) < 2:  # no round can be held at all
        return None
    persons = opening.persons(work.unit, partnership.id)
    earlier = [basis.as_persons(persons) for basis in closing.bases(work, partnership.id, flow.id)]
    casts = {each.person_id: Cast(each.layer, Role(each.role), each.organisation_id) for each in members}
    found = doubt(flow_among(work.unit, flow, partnership.id), casts, work.house.promise, earlier)
    if found is None:
        return None
    values: dict[str, Value] = {"flow": flow.id, "needed": found.needed, "people": len(members)}
    rows = _ways_out(partnership, flow, found.doubt) if when == "before" else ()
    return Notice(f"confidence.{when}_{found.doubt.value}", values, rows, partnership.id)


def _ways_out(partnership: Partnership, flow: Flow, found: Doubt) -> Rows:
    invite = (Button("button.invite", Press("invites", (partnership.id,))),)
    other = (Button("button.other_flow", Press("flows", (partnership.id,))),)
    anyway = (Button("button.start_anyway", Press("start", (partnership.id, flow.id, ANYWAY))),)
    return (other, anyway) if found is Doubt.ALIKE else (invite, other, anyway)
