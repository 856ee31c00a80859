"""The meeting sets the rhythm: when the round around it opens and closes, when sheet and question come.

Every instant follows from the meeting, the zone and the calendar; nothing here reads a clock. School holidays
are days on which a round may be open, but on which none is opened and of which none counts as time to answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from process.rules.cadence import DAY, Calendar, is_busy_day, is_workday, local_instant

OPENS_AT, CLOSES_AT, SHEET_AT, ASKED_AT = time(9), time(16), time(8, 30), time(9)
EVENING = time(18)
"""From this hour on a round that may open at once waits for the next day."""
LAST_CALL = time(8)
"""On the day of the sheet: until then there can be more time, and a choice when too few have answered."""
BEFORE = 12
"""Working days from the opening to the meeting, without school holidays."""
ENOUGH = 4
"""So many working days until the closing are enough to open at once when the twelve have begun already."""


@dataclass(frozen=True)
class Turn:
    """A round around one meeting; instants in UTC, in the order in which they come.

    `sheet_at`: everyone gets the talking sheet. `asked_at`: "is it discussed?".
    """

    opens_at: datetime
    closes_at: datetime
    sheet_at: datetime
    meeting_at: datetime
    asked_at: datetime


def around(meeting: datetime, zone: ZoneInfo, calendar: Calendar, school: frozenset[date]) -> Turn:
    """The round around a meeting.

    The sheet comes on the last day before it on which enough people are at work, the closing is on the last
    such day before that; in an ordinary week those are one and two working days before the meeting.
    """
    day = meeting.astimezone(zone).date()
    sheet = _busy_before(day, calendar)
    closing = _busy_before(sheet, calendar)
    after = day + DAY
    while not is_busy_day(after, calendar):
        after += DAY
    return Turn(
        opens_at=local_instant(_opening(day, calendar, school), OPENS_AT, zone),
        closes_at=local_instant(closing, CLOSES_AT, zone),
        sheet_at=local_instant(sheet, SHEET_AT, zone),
        meeting_at=meeting,
        asked_at=local_instant(after, ASKED_AT, zone),
    )


def next_turn(
    meetings: Iterable[datetime],
    now: datetime,
    zone: ZoneInfo,
    calendar: Calendar,
    school: frozenset[date],
) -> Turn | None:
    """The round to prepare at `now`, of planned meetings in any order; None when none can be made of them.

    Has its opening passed, it opens at once (`at_once`) when enough working days then remain until the
    closing; otherwise the round is for the meeting after that.
    """
    for meeting in sorted(meetings):
        turn = around(meeting, zone, calendar, school)
        if turn.opens_at >= now:
            return turn
        opens_at = at_once(now, zone, calendar, school)
        if workdays_left(opens_at, turn.closes_at, zone, calendar) >= ENOUGH:
            return replace(turn, opens_at=opens_at)
    return None


def opens_on(day: date, calendar: Calendar, school: frozenset[date]) -> bool:
    """Whether a round may open by itself on a day: a working day that is no school holiday."""
    return is_workday(day, calendar) and day not in school


def at_once(now: datetime, zone: ZoneInfo, calendar: Calendar, school: frozenset[date]) -> datetime:
    """The first instant from now on, at nine or later and before the evening, at which a round may open."""
    local = now.astimezone(zone)
    day = local.date()
    if opens_on(day, calendar, school) and local.time() < EVENING:
        return max(now, local_instant(day, OPENS_AT, zone))
    day += DAY
    while not opens_on(day, calendar, school):
        day += DAY
    return local_instant(day, OPENS_AT, zone)


def last_call(meeting: datetime, zone: ZoneInfo, calendar: Calendar) -> datetime:
    """Until then can be collected before a meeting, and chosen what happens with too few answers."""
    return local_instant(_busy_before(meeting.astimezone(zone).date(), calendar), LAST_CALL, zone)


def turn_of_round(
    meetings: Iterable[datetime],
    now: datetime,
    lasts_until: datetime,
    zone: ZoneInfo,
    calendar: Calendar,
    school: frozenset[date],
    *,
    least: int,
) -> Turn | None:
    """The turn of a round that opens now and would last until `lasts_until`; None when it is for no meeting.

    It is for the first meeting whose own opening lies before its end, when at least so many working days
    remain until the closing.
    """
    for meeting in sorted(meetings):
        turn = around(meeting, zone, calendar, school)
        closing = closing_before(meeting, now, zone, calendar)
        if closing is None or workdays_left(now, closing, zone, calendar) < least:
            continue
        return replace(turn, opens_at=now, closes_at=closing) if turn.opens_at <= lasts_until else None
    return None


def closing_before(meeting: datetime, now: datetime, zone: ZoneInfo, calendar: Calendar) -> datetime | None:
    """When a round that collects now closes for a meeting: on its usual day, or else at the last call.

    Either has to lie on a later day than today; None when neither does, and the meeting is too near.
    """
    today = now.astimezone(zone).date()
    day = _busy_before(_busy_before(meeting.astimezone(zone).date(), calendar), calendar)
    if day > today:
        return local_instant(day, CLOSES_AT, zone)
    last = last_call(meeting, zone, calendar)
    return last if last.astimezone(zone).date() > today else None


def workdays_left(now: datetime, until: datetime, zone: ZoneInfo, calendar: Calendar) -> int:
    """How many working days lie after today up to and including the day of `until`; school holidays too."""
    day, last = now.astimezone(zone).date(), until.astimezone(zone).date()
    count = 0
    while day < last:
        day += DAY
        count += is_workday(day, calendar)
    return count


def _opening(meeting: date, calendar: Calendar, school: frozenset[date]) -> date:
    day, counted = meeting, 0
    while counted < BEFORE:
        day -= DAY
        counted += opens_on(day, calendar, school)
    return day


def _busy_before(day: date, calendar: Calendar) -> date:
    day -= DAY
    while not is_busy_day(day, calendar):
        day -= DAY
    return day
