"""How long texts and names are kept: until a term after a round ended, and never shorter than was told.

Counts stay; what they may still show is decided in `process.rules.fading`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from process.rules.cadence import months_on

TERMS = (3, 6, 12, 24)
"""Months from which a coordinator chooses."""
USUAL = 12
NOTICE = 1
"""Months: so long beforehand the coordinators hear what will go."""
LEAVERS = timedelta(days=30)
"""So long after leaving a name stays, unless words that are kept are signed with it."""


@dataclass(frozen=True)
class Keeping:
    """What this installation holds to: months unless a partnership chose otherwise.

    With a legal duty (a law or selection list, in words) the months are fixed by it, and nobody chooses.
    """

    months: int = USUAL
    legal_duty: str = ""

    def months_for(self, chosen: int | None) -> int:
        """The months that count for a partnership with this choice."""
        return self.months if self.legal_duty or chosen is None else chosen

    def goes_at(self, ended: datetime, chosen: int | None, chosen_at: datetime | None) -> datetime:
        """When the texts and names of a round that ended then must go.

        A choice takes nothing away within the notice: whoever chose a shorter term can come back on it,
        and the others can still read.
        """
        due = months_later(ended, self.months_for(chosen))
        return due if chosen_at is None else max(due, months_later(chosen_at, NOTICE))


def told_at(goes_at: datetime) -> datetime:
    """When the coordinators hear that something goes at `goes_at`."""
    return months_later(goes_at, -NOTICE)


def months_later(instant: datetime, months: int) -> datetime:
    """The same day and time so many months on (or back); the last of the month when it has no such day."""
    return datetime.combine(months_on(instant.date(), months), instant.timetz())
