"""A meeting as a file for a calendar, as RFC 5545 has it, whatever the partnership is called."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.screens.calendar_file import escaped, event, folded, uid
from process.states import MeetingState
from storage.tables import Meeting, Partnership

MADE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


def meeting(**more: object) -> Meeting:
    starts_at = datetime(2027, 3, 16, 9, 0, tzinfo=UTC)
    values = {"id": 7, "partnership_id": 3, "starts_at": starts_at, "created_at": MADE} | more
    return Meeting(**values)


def lines(name: str, of: Meeting) -> list[str]:
    return list(event(of, Partnership(id=3, name=name), "Een paar korte vragen; en een blad."))


def test_a_meeting_in_full() -> None:
    assert lines("Thuis in Oost", meeting()) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Vinkje//Vinkje//NL",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{uid(meeting())}",
        "SEQUENCE:0",
        "DTSTAMP:20261123T090000Z",
        "DTSTART:20270316T090000Z",
        "DTEND:20270316T100000Z",
        "SUMMARY:Thuis in Oost",
        "DESCRIPTION:Een paar korte vragen\\; en een blad.",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_another_time_is_the_same_event_and_a_cancelled_one_says_so() -> None:
    moved = lines("Oost", meeting(starts_at=datetime(2027, 3, 23, 9, 0, tzinfo=UTC), moved=1))
    assert f"UID:{uid(meeting())}" in moved
    assert {"SEQUENCE:1", "DTSTART:20270323T090000Z"} <= set(moved)
    off = lines("Oost", meeting(moved=2, state=MeetingState.CANCELLED))
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:2", f"UID:{uid(meeting())}"} <= set(off)


@given(st.text(max_size=200))
def test_no_name_breaks_out_of_its_line_and_no_line_is_too_long(name: str) -> None:
    written = lines(name, meeting())
    assert all(len(line.encode()) <= 75 for line in written)
    assert not any(CONTROL.search(line) for line in written)
    unfolded = "\n".join(written).replace("\n ", "").split("\n")
    assert len(unfolded) == 15
    assert unfolded[10] == f"SUMMARY:{escaped(name)}"


@given(st.text(max_size=100))
def test_what_is_escaped_reads_as_it_was(text: str) -> None:
    read = re.sub(r"\\([\\;,n])", lambda found: "\n" if found[1] == "n" else found[1], escaped(text))
    kept = "".join(each for each in "\n".join(text.splitlines()) if each.isprintable() or each in "\t\n")
    assert read == kept


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=300))
def test_folding_cuts_no_character_and_loses_none(line: str) -> None:
    first, *rest = folded(line)
    assert first + "".join(each.removeprefix(" ") for each in rest) == line
