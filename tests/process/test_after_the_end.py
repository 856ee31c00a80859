"""Whatever was agreed for later: of a partnership that ended nothing of it happens any more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import NoResultFound
from sqlmodel import select

from process import due, registry
from process.moment import Moment
from process.outcome import Outcome
from storage.queries import partnerships
from storage.store import Store
from storage.tables import Appointment, Kept, Partnership
from storage.unit import Unit
from tests.authority.world import build
from tests.clock import ManualClock
from tests.process.counter import house

assert due  # importing it fills the registry
pytestmark = pytest.mark.one_database

OF_A_PERSON = {"unreachable", "wipe_draft", "emergency_told", "erase_place", "vanish"}
"""What is due to somebody, in whichever partnerships."""
STILL_TOLD = {"keep_before", "keep_after"}
"""What goes, and what went, is told after the end as well."""
SUBJECTS = range(1, 30)
LATER = timedelta(days=400)


def _keep(unit: Unit, kind: str, subject: int, moment: Moment) -> Outcome:
    """What the appointment leads to, undone again; nothing for a subject that is not there."""
    planned = Appointment(
        kind=kind,
        subject=subject,
        occurrence=_occurrence(kind, moment),
        due_at=moment.now,
        state=Kept.WAITING,
    )
    savepoint = unit.session.begin_nested()
    try:
        return due.keep(unit, moment, house(), planned)
    except (LookupError, NoResultFound, AttributeError, ValueError):
        return Outcome()
    finally:
        savepoint.rollback()


def _occurrence(kind: str, moment: Moment) -> str:
    return moment.now.date().isoformat() if kind in {"open", *STILL_TOLD} else "1"


async def test_nothing_that_is_due_happens_in_a_partnership_that_ended(
    store: Store, clock: ManualClock
) -> None:
    def play(unit: Unit) -> None:
        build(unit, clock.moment())
        going_on = _speaking(unit, clock)
        assert going_on >= {"close", "digest", "ending"}, "so the look below is not for nothing"
        for each in unit.session.exec(select(Partnership)).all():
            partnerships.end(unit, each, clock.now())
        assert sorted(_speaking(unit, clock)) == []

    await store.run(play, name="ended")


def _speaking(unit: Unit, clock: ManualClock) -> set[str]:
    """The kinds of appointment that lead to anything for anybody."""
    later = Moment(clock.now() + LATER, lambda: "token")
    return {
        kind
        for kind in registry.DUES.keys() - OF_A_PERSON - STILL_TOLD
        if any(_keep(unit, kind, subject, later) != Outcome() for subject in SUBJECTS)
    }
