"""When the next round opens by itself: around a meeting, or in a rhythm while none is planned.

Without meetings it is every six weeks in the first year and then quarterly, counted in local dates from the
day on which the last one was planned, so that nothing drifts with the clock. An opening on a day on which
none may open moves to before it; where it would then fall on the round before it, to after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from process.rules.around import OPENS_AT, around, next_turn, opens_on
from process.rules.cadence import DAY, MONTHS, Calendar, add_workdays, local_instant, months_on

EVERY_WEEKS = timedelta(weeks=6)
"""In the first year."""
QUARTER = 3
"""Months; after the first year."""
FIRST_AFTER = 5
"""Working days between making a partnership and its first round, so that people can join."""
APART = timedelta(weeks=3)
"""Two rounds of the rhythm never open nearer to each other than this."""
_JUST = timedelta(microseconds=1)


@dataclass(frozen=True)
class Planned:
    """The next round: when it opens (UTC), around which meeting if any, where the rhythm counts on from."""

    opens_at: datetime
    meeting_at: datetime | None
    counts_from: date


@dataclass(frozen=True)
class Basis:
    """What the next opening follows from.

    `meetings` are still to come, and one of them is to have a round; those in `passed_by` have one already or
    are to have none. `counts_from` is the day on which the last round was planned, None before the first.
    `not_before` (UTC): until then there is a pause.
    """

    founded_at: datetime
    zone: ZoneInfo
    calendar: Calendar
    school: frozenset[date]
    meetings: tuple[datetime, ...] = ()
    passed_by: tuple[datetime, ...] = ()
    counts_from: date | None = None
    not_before: datetime | None = None


def next_planned(basis: Basis, now: datetime) -> Planned:
    """The next round from `now` on.

    It is for the first meeting that leaves time to answer, and then may open at once. Without one it follows
    the rhythm, and keeps clear of every meeting that is still to come: it opens after that.
    """
    first = local_instant(first_day(basis), OPENS_AT, basis.zone)
    earliest = max(now, first, basis.not_before or now)
    turn = next_turn(basis.meetings, earliest, basis.zone, basis.calendar, basis.school)
    if turn is not None:
        return Planned(turn.opens_at, turn.meeting_at, turn.opens_at.astimezone(basis.zone).date())
    after = max(now, earliest - _JUST, *(_over(basis, each) for each in (*basis.meetings, *basis.passed_by)))
    return next(each for each in _rhythm(basis) if each.opens_at > after)


def first_day(basis: Basis) -> date:
    """The first day on which a round of this partnership may open, so that people can join before."""
    founded = basis.founded_at.astimezone(basis.zone).date()
    return add_workdays(founded, FIRST_AFTER, basis.calendar)


def _over(basis: Basis, meeting: datetime) -> datetime:
    return around(meeting, basis.zone, basis.calendar, basis.school).asked_at


def _rhythm(basis: Basis) -> Iterator[Planned]:
    """Every opening of the rhythm from the last one on; that day itself only before the first round."""
    before = basis.counts_from
    if before is None:
        day = first_day(basis)
        yield _moved(basis, day, None)
        before = day
    taken = _day_of(_moved(basis, before, None), basis.zone)
    while True:
        before = following(basis.founded_at.astimezone(basis.zone).date(), before)
        planned = _moved(basis, before, taken)
        taken = _day_of(planned, basis.zone)
        yield planned


def following(founded: date, planned: date) -> date:
    """The day on which the round after the one of `planned` is planned."""
    if planned < months_on(founded, MONTHS):
        return planned + EVERY_WEEKS
    return months_on(planned, QUARTER)


def _moved(basis: Basis, planned: date, before: date | None) -> Planned:
    """Off the days on which no round opens, and clear of the one that opened on `before`."""
    day = planned
    while not opens_on(day, basis.calendar, basis.school):
        day -= DAY
    if before is not None and day < before + APART:
        day = planned
        while not opens_on(day, basis.calendar, basis.school):
            day += DAY
    return Planned(local_instant(day, OPENS_AT, basis.zone), None, planned)


def _day_of(planned: Planned, zone: ZoneInfo) -> date:
    return planned.opens_at.astimezone(zone).date()
