"""When a person may be disturbed: asked once, at the end of joining.

Nights and public holidays never; weekends only for who chose them; nothing during leave.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from process.rules.cadence import DAY, Calendar, is_busy_day, local_instant
from process.states import DaySlot

WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
"""Days as they are kept, in the order of `date.weekday()`."""

OFFICE_OPENS, OFFICE_CLOSES = time(8), time(18)


PARTS = {
    DaySlot.MORNING: (time(8), time(12)),
    DaySlot.NOON: (time(12), time(14)),
    DaySlot.AFTERNOON: (time(14), time(18)),
}
"""From and until which local time each part lasts; together the office day, without overlap."""


@dataclass(frozen=True)
class Waking:
    """When one person may be disturbed. `days` counts from Monday = 0; leave includes `away_until`.

    Raises ValueError without a day, or with one outside 0-6.
    """

    days: frozenset[int] = frozenset(range(5))
    slot: DaySlot = DaySlot.MORNING
    away_until: date | None = None

    def __post_init__(self) -> None:
        if not self.days or not self.days <= set(range(7)):
            raise ValueError(f"days {sorted(self.days)}: choose at least one of 0 (Monday) to 6 (Sunday)")

    @classmethod
    def of(cls, days: str, slot: DaySlot, away_until: date | None) -> Waking:
        """Read a choice as it is kept: days as "mo,tu,we". Raises ValueError for a word that is no day."""
        return cls(frozenset(WEEKDAYS.index(word.strip()) for word in days.split(",")), slot, away_until)

    @property
    def opens(self) -> time:
        """The first local time of the person's own part of the day."""
        return PARTS[self.slot][0]

    @property
    def closes(self) -> time:
        """The local time at which that part is over."""
        return PARTS[self.slot][1]

    def is_away(self, day: date) -> bool:
        """Whether the person is on leave that day."""
        return self.away_until is not None and day <= self.away_until

    def welcomes(self, day: date, calendar: Calendar) -> bool:
        """Whether this is one of the person's own days: chosen, no public holiday, no leave."""
        return day.weekday() in self.days and day not in calendar.free and not self.is_away(day)


def next_welcome(now: datetime, waking: Waking, zone: ZoneInfo, calendar: Calendar) -> datetime:
    """The first instant (UTC) from `now` on that lies in the person's own part of an own day."""
    day = now.astimezone(zone).date()
    while True:
        if waking.welcomes(day, calendar):
            instant = _within(now, day, waking.opens, waking.closes, zone)
            if instant is not None:
                return instant
        day += DAY


def next_office_hour(
    now: datetime, zone: ZoneInfo, calendar: Calendar, away_until: date | None = None
) -> datetime:
    """The first instant (UTC) from `now` on for a reveal or a sheet: a working day, 08:00 to 18:00.

    The same for everyone whatever they chose, except on leave: at return.
    """
    day = now.astimezone(zone).date()
    while True:
        away = away_until is not None and day <= away_until
        if is_busy_day(day, calendar) and not away:
            instant = _within(now, day, OFFICE_OPENS, OFFICE_CLOSES, zone)
            if instant is not None:
                return instant
        day += DAY


def _within(now: datetime, day: date, opens: time, closes: time, zone: ZoneInfo) -> datetime | None:
    """The first instant from `now` on between two local times of a day, if there is one left."""
    earliest = max(now.astimezone(UTC), local_instant(day, opens, zone))
    return earliest if earliest < local_instant(day, closes, zone) else None
