"""One answer of an organisation: who still looks at it before it goes out, and until when.

Nobody is waited for who is away, passed, or takes part on paper: they cannot look. Silence counts after one
working day, counted from when the last of them could be told; at the closing it goes out as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from process.rules.cadence import Calendar, add_workdays, local_instant
from process.rules.turnout import Attendance
from process.states import SeatState

LOOKED_AT_FOR = 1
"""Working days in which colleagues can change what lies with them."""

_OPEN = (SeatState.INVITED, SeatState.BEGUN)


@dataclass(frozen=True)
class Colleague:
    """Somebody who answers with others of their organisation. `agrees`: with what stands there now."""

    seat: int
    state: SeatState
    away: bool = False
    paper: bool = False
    agrees: bool = False

    @property
    def looks(self) -> bool:
        """Whether they can be asked to look before it goes out."""
        return self.state in _OPEN and not self.away and not self.paper


def awaited(colleagues: Iterable[Colleague]) -> tuple[int, ...]:
    """The seats of those who are still to look at what lies with them."""
    return tuple(each.seat for each in colleagues if each.looks and not each.agrees)


def goes_at(
    told: Iterable[datetime], now: datetime, closes: datetime, zone: ZoneInfo, calendar: Calendar
) -> datetime:
    """When it goes out without a word from those who are `told` then (UTC): never after the closing."""
    last = max(told, default=now).astimezone(zone)
    day = add_workdays(last.date(), LOOKED_AT_FOR, calendar)
    return min(local_instant(day, last.time(), zone), closes)


def as_one(people: Sequence[Attendance], organisation: int, *, sent: bool) -> Attendance | None:
    """An organisation that answers together, as the gate counts it; None when nobody of it is left.

    No one person is behind it: its `member` is the organisation, below zero.
    """
    if not people:
        return None
    open_ = [each for each in people if each.state in _OPEN]
    state = SeatState.PASSED
    if sent:
        state = SeatState.SENT
    elif open_:
        begun = any(each.state is SeatState.BEGUN for each in open_)
        state = SeatState.BEGUN if begun else SeatState.INVITED
    away = bool(open_) and all(each.on_leave for each in open_)
    return replace(people[0], member=-organisation, state=state, on_leave=away)
