"""A round that is done in the meeting itself: its result comes at once and is talked about there."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from process.case import Work
from process.outcome import Due, Outcome, Outgoing, Urgency
from process.planning import zone_of
from process.rules import cadence
from process.states import Together
from storage.queries import live as live_rows
from storage.queries import meetings
from storage.tables import Partnership, Round


def on_phones(work: Work, round_: Round) -> Together | None:
    """PHONES when everybody answers this round in the meeting, on their own phone."""
    live = live_rows.of_round(work.unit, round_.id)
    return Together.PHONES if live is not None and live.how is Together.PHONES else None


def at_once(work: Work, partnership: Partnership, round_: Round, shown: Outcome) -> Outcome:
    """What follows from a reveal, when they sit together: all of it now, whatever the hour.

    Whether it was discussed is asked on the next working day, at nine.
    """
    zone = zone_of(partnership)
    day = cadence.add_workdays(work.now.astimezone(zone).date(), 1, work.house.calendar)
    at = cadence.local_instant(day, time(9), zone)
    meetings.ask_at(work.unit, round_, at)
    asked = Due("discussed", round_.id, at.isoformat(), at)
    others = tuple(each for each in shown.due if each.kind not in ("discussed", "sheet"))
    return replace(shown, messages=tuple(map(_now, shown.messages)), due=(*others, asked))


def _now(outgoing: Outgoing) -> Outgoing:
    return replace(outgoing, not_before=None) if outgoing.urgency is Urgency.BULK else outgoing
