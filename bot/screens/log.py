"""What changed about who takes part: a line for each change, the newest first, by the names of today."""

from __future__ import annotations

import json

from bot.channel import Screen
from bot.screens.reader import Draft, Reader, headed, plain
from process.incoming import Press
from process.message import Log
from process.states import Change
from storage.queries import events, partnerships, people
from storage.tables import Event, Member

LINES = 15
"""So many changes, the newest: a screen on a phone."""

TOLD = frozenset(Change) - {Change.ASKED_TO_LEAD, Change.DECLINED}
"""Everything but a question to somebody and their no: those are between two people."""


def draft(reader: Reader, message: Log) -> Draft | None:
    """The log for a member; None when their place is gone, or somebody else's."""
    member = people.member(reader.unit, message.member)
    if member.person_id != reader.person.id or member.left_at is not None:
        return None
    partnership = partnerships.partnership(reader.unit, member.partnership_id)
    found = events.newest(reader.unit, partnership.id, TOLD, LINES)
    lines = [_line(reader, event, about, partnership.timezone) for event, about in found]
    listed = plain("\n".join(lines) or reader.label("log.none"))
    said = headed(partnership.name, (listed, plain(reader.label("log.who_sees"))), reader.label("log.head"))
    back = reader.button("button.back", Press("people", (partnership.id,)))
    return Draft(Screen(said, ((back,),)))


def _line(reader: Reader, event: Event, about: Member, zone: str) -> str:
    held = json.loads(event.data or "{}") if event.kind in {*Change} else {}
    by, organisation = held.get("by"), held.get("organisation")
    values = {
        "name": about.name,
        "when": event.at.isoformat(),
        "zone": zone,
        "by": people.member(reader.unit, by).name if by is not None else about.name,
        "organisation": people.organisation(reader.unit, organisation).name
        if organisation is not None
        else "",
    }
    return reader.label(f"log.{event.kind}", values)
