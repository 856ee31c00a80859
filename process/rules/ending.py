"""When a partnership ends: only when it was asked of all, and nobody is against it.

More than half of the organisations agree and none objects within ten working days. One objection is enough to
bring it back to the table, with what was said. Everybody hears how it went: nothing ends in silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from process.rules.cadence import Calendar, add_workdays, local_instant

WORKDAYS = 10
"""So long everybody can say something."""
ASKED_UNTIL = time(16)
REOPENING = 2
"""So many organisations open it again; a coordinator can do it alone."""


class Reason(StrEnum):
    """Why it would end."""

    REACHED = "reached"  # the goal is reached
    ELSEWHERE = "elsewhere"  # it goes on somewhere else
    STUCK = "stuck"  # it does not work any more
    OTHER = "other"


class State(StrEnum):
    """How far the question is. All but ASKED are final; another question may follow."""

    ASKED = "asked"
    AGREED = "agreed"
    OBJECTED = "objected"  # somebody said: not yet
    TOO_FEW = "too_few"  # not more than half of the organisations said yes
    WITHDRAWN = "withdrawn"  # who asked took it back


@dataclass(frozen=True)
class Asked:
    """A member of whom it is asked: for which organisation, and what they said; None: nothing yet."""

    organisation: int
    agrees: bool | None


def judge(asked: Iterable[Asked], until: datetime, now: datetime) -> State:
    """How it stands at `now`, of who takes part now.

    When everybody has agreed there is nobody left to wait for.
    """
    asked = tuple(asked)
    if any(each.agrees is False for each in asked):
        return State.OBJECTED
    if asked and all(each.agrees for each in asked):
        return State.AGREED
    if now < until:
        return State.ASKED
    organisations = {each.organisation for each in asked}
    return State.AGREED if 2 * len(in_favour(asked)) > len(organisations) else State.TOO_FEW


def in_favour(asked: Iterable[Asked]) -> frozenset[int]:
    """The organisations of which somebody agreed and nobody objects."""
    asked = tuple(asked)
    against = {each.organisation for each in asked if each.agrees is False}
    return frozenset(each.organisation for each in asked if each.agrees) - against


def until(today: date, zone: ZoneInfo, calendar: Calendar) -> datetime:
    """Until when it can be said (UTC), asked on this local day."""
    return local_instant(add_workdays(today, WORKDAYS, calendar), ASKED_UNTIL, zone)
