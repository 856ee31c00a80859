"""When a person may be disturbed: asked once, at the end of joining.

Nights and public holidays never; weekends only for who chose them; nothing during leave.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from zoneinfo import ZoneInfo

from process.rules.cadence import DAY, Calendar, is_busy_day, local_instant

WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
"""Days as they are kept, in the order of `date.weekday()`."""

OFFICE_OPENS, OFFICE_CLOSES = time(8), time(18)


class Slot(Enum):
    """The part of the day that a person chose. The three together are the office day, without overlap."""

    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"

    @property
    def opens(self) -> time:
        """The first local time of this part."""
        return {"morning": time(8), "noon": time(12), "afternoon": time(14)}[self.value]

    @property
    def closes(self) -> time:
        """The local time at which this part is over."""
        return {"morning": time(12), "noon": time(14), "afternoon": time(18)}[self.value]


@dataclass(frozen=True)
class Waking:
    """When one person may be disturbed. `days` counts from Monday = 0; leave includes `away_until`.

    Raises ValueError without a day, or with one outside 0-6.
    """

    days: frozenset[int] = frozenset(range(5))
    slot: Slot = Slot.MORNING
    away_until: date | None = None

    def __post_init__(self) -> None:
        if not self.days or not self.days <= set(range(7)):
            raise ValueError(f"days {sorted(self.days)}: choose at least one of 0 (Monday) to 6 (Sunday)")

    def is_away(self, day: date) -> bool:
        """Whether the person is on leave that day."""
        return self.away_until is not None and day <= self.away_until

    def welcomes(self, day: date, calendar: Calendar) -> bool:
        """Whether this is one of the person's own days: chosen, no public holiday, no leave."""
        return day.weekday() in self.days and day not in calendar.free and not self.is_away(day)


def read_days(kept: str) -> frozenset[int]:
    """Read days as they are kept ("mo,tu,we"). Raises ValueError for a word that is no day."""
    return frozenset(WEEKDAYS.index(word.strip()) for word in kept.split(","))


def write_days(days: frozenset[int]) -> str:
    """Write days as they are kept, from Monday on."""
    return ",".join(WEEKDAYS[day] for day in sorted(days))


def next_welcome(now: datetime, waking: Waking, zone: ZoneInfo, calendar: Calendar) -> datetime:
    """The first instant (UTC) from `now` on that lies in the person's own part of an own day."""
    day = now.astimezone(zone).date()
    while True:
        if waking.welcomes(day, calendar):
            instant = _within(now, day, waking.slot.opens, waking.slot.closes, zone)
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
