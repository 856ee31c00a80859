"""The next round of a partnership: agreed again whenever something changes that it follows from.

What the rules make of it is kept in `Partnership.opens_at`, with an appointment of the same name. An
appointment for another instant is of before a change, and does nothing.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from process.case import House, Work
from process.outcome import Due, Outcome
from process.rules import rhythm
from process.rules.around import OPENS_AT, around
from process.rules.cadence import local_instant
from process.rules.rhythm import Basis, Planned
from storage.queries import meetings, rounds
from storage.tables import Appointment, Partnership

NO_REGION = "geen"
"""The region of a partnership that keeps clear of no school holidays, whatever the house does."""
_JUST = timedelta(microseconds=1)


def zone_of(partnership: Partnership) -> ZoneInfo:
    """The time zone in which a partnership lives."""
    return ZoneInfo(partnership.timezone)


def school_of(house: House, partnership: Partnership) -> frozenset[date]:
    """The days without school where a partnership works; none when nobody chose a region."""
    return house.school.get(partnership.region or house.region, frozenset())


def basis_of(work: Work, partnership: Partnership, *, later: bool = False) -> Basis:
    """What the next opening follows from. `later`: of the meetings only those whose turn is still to come."""
    zone, school = zone_of(partnership), school_of(work.house, partnership)
    taken = meetings.with_round(work.unit, partnership.id)
    free: list[datetime] = []
    passed_by: list[datetime] = []
    for each in meetings.planned(work.unit, partnership.id, work.now):
        opens_at = around(each.starts_at, zone, work.house.calendar, school).opens_at
        usable = each.id not in taken and each.skipped_at is None and (opens_at > work.now or not later)
        (free if usable else passed_by).append(each.starts_at)
    paused = partnership.paused_until
    return Basis(
        founded_at=partnership.created_at,
        zone=zone,
        calendar=work.house.calendar,
        school=school,
        meetings=tuple(free),
        passed_by=tuple(passed_by),
        counts_from=partnership.rhythm_from,
        not_before=local_instant(paused, OPENS_AT, zone) if paused is not None else None,
    )


def planned(work: Work, partnership: Partnership, *, later: bool = False) -> Planned:
    """The next round as the rules have it now."""
    return rhythm.next_planned(basis_of(work, partnership, later=later), work.now)


def agree(work: Work, partnership: Partnership, *, later: bool = False) -> Outcome:
    """Agree when the next round opens. While one is not settled only a turn that is still to come counts.

    `later`: also when there is none that is not settled; something just came in the way of opening.
    """
    if partnership.ended_at is not None:
        return Outcome()
    standing = rounds.open_round(work.unit, partnership.id) is not None
    return _keep(work, partnership, planned(work, partnership, later=later or standing).opens_at)


def agree_unless_chosen(work: Work, partnership: Partnership) -> Outcome:
    """The same, but a day that a coordinator chose for the next round stays, as long as it lies ahead."""
    chosen = partnership.opens_chosen_at is not None and partnership.opens_at is not None
    if chosen and partnership.opens_at is not None and partnership.opens_at > work.now:
        return Outcome()
    return agree(work, partnership)


def agree_on(work: Work, partnership: Partnership, opens_at: datetime) -> Outcome:
    """A coordinator chose when the next round opens (UTC)."""
    return _keep(work, partnership, opens_at, chosen=work.now)


def count_from(work: Work, partnership: Partnership, *, by_rhythm: bool) -> None:
    """A round opens now: the rhythm counts on from here, or from where its own turn was planned.

    A turn that a coordinator chose another day for was counted when that was chosen.
    """
    if not by_rhythm:
        partnership.rhythm_from = work.now.astimezone(zone_of(partnership)).date()
    elif partnership.opens_at is not None and partnership.opens_chosen_at is None:
        basis = basis_of(work, partnership)
        partnership.rhythm_from = rhythm.next_planned(basis, partnership.opens_at - _JUST).counts_from
    elif partnership.rhythm_from is None:
        partnership.rhythm_from = work.now.astimezone(zone_of(partnership)).date()
    work.unit.session.flush()


def is_paused(work: Work, partnership: Partnership) -> bool:
    """Whether no round opens by itself today."""
    today = work.now.astimezone(zone_of(partnership)).date()
    return partnership.paused_until is not None and today < partnership.paused_until


def is_stale(appointment: Appointment, instant: datetime | None) -> bool:
    """Whether an appointment was made for another instant than the one that counts now.

    What was agreed before instants were kept has another kind of name, and holds while there is none.
    """
    return instant is not None and appointment.occurrence != instant.isoformat()


def _keep(
    work: Work, partnership: Partnership, opens_at: datetime, *, chosen: datetime | None = None
) -> Outcome:
    meetings.open_at(work.unit, partnership, opens_at, chosen=chosen)
    return Outcome(due=(Due("open", partnership.id, opens_at.isoformat(), opens_at),))
