"""A meeting as a file for a calendar (iCalendar, RFC 5545): one event, changed in place when it moves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bot.channel import Attachment, Screen
from bot.screens.reader import Draft, Reader, headed
from process.message import Hand
from process.states import MeetingState
from storage.queries import meetings, partnerships, people
from storage.tables import Meeting, Partnership

LASTS = timedelta(hours=1)
"""What a meeting takes in a calendar: nobody is asked how long it is."""
_WIDTH = 75
"""Octets in a line at most, without its end (RFC 5545 §3.1)."""


def draft(reader: Reader, message: Hand) -> Draft | None:
    """The meeting for somebody who takes part in its partnership; None for anybody else."""
    meeting = meetings.meeting(reader.unit, message.subject)
    member = people.member(reader.unit, message.member)
    if meeting is None or member.person_id != reader.person.id or member.left_at is not None:
        return None
    if member.partnership_id != meeting.partnership_id:
        return None
    partnership = partnerships.partnership(reader.unit, meeting.partnership_id)
    off = meeting.state == MeetingState.CANCELLED
    values = {"when": meeting.starts_at.isoformat(), "zone": partnership.timezone}
    said = reader.say("meeting.file_off" if off else "meeting.file", values)
    words = reader.label("meeting.file_text")
    content = "".join(f"{line}\r\n" for line in event(meeting, partnership, words)).encode()
    name = f"{reader.label('meeting.file_name')}-{meeting.id}.ics"
    alt = reader.label("meeting.file_alt", {"partnership": partnership.name, **values})
    return Draft(
        Screen(headed(partnership.name, said), attachment=Attachment("document", name, content, alt))
    )


def event(meeting: Meeting, partnership: Partnership, words: str) -> Iterator[str]:
    """The lines of the file. The same meeting always has the same UID; moving it raises SEQUENCE.

    No alarm: a calendar has its own. No place and no people: nobody told us, and no name travels along.
    """
    off = meeting.state == MeetingState.CANCELLED
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//Vinkje//Vinkje//NL"
    yield f"METHOD:{'CANCEL' if off else 'PUBLISH'}"
    yield "BEGIN:VEVENT"
    yield from folded(f"UID:{uid(meeting)}")
    yield f"SEQUENCE:{meeting.moved or 0}"
    yield f"DTSTAMP:{_instant(meeting.created_at)}"
    yield f"DTSTART:{_instant(meeting.starts_at)}"
    yield f"DTEND:{_instant(meeting.starts_at + LASTS)}"
    yield from folded(f"SUMMARY:{escaped(partnership.name)}")
    yield from folded(f"DESCRIPTION:{escaped(words)}")
    yield f"STATUS:{'CANCELLED' if off else 'CONFIRMED'}"
    yield "END:VEVENT"
    yield "END:VCALENDAR"


def uid(meeting: Meeting) -> str:
    """The same for one meeting for ever, and another in every installation (RFC 7986 §5.3)."""
    seed = f"{meeting.partnership_id}.{meeting.id}.{meeting.created_at.isoformat()}"
    return f"{hashlib.sha256(seed.encode()).hexdigest()[:32]}@vinkje.invalid"


def escaped(text: str) -> str:
    """TEXT as RFC 5545 §3.3.11 has it; control characters have no place in it."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = "\\n".join(plain.splitlines())
    return "".join(each for each in lines if each.isprintable() or each == "\t")


def folded(line: str) -> Iterator[str]:
    """A line of at most 75 octets, and its rest on lines that begin with a space; no character is cut."""
    room, part = _WIDTH, ""
    for character in line:
        size = len(character.encode())
        if size > room:
            yield part
            part, room = " ", _WIDTH - 1
        part += character
        room -= size
    yield part


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
