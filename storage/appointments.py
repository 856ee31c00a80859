"""Appointments: each is kept once, in the transaction of the act that it leads to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from process.outcome import Due
from storage.tables import Appointment, Kept
from storage.unit import Unit


def keep(unit: Unit, due: Due) -> bool:
    """Note an appointment; False when the same one was noted before, whatever became of it."""
    row = unit.insert(Appointment).values(
        kind=due.kind,
        subject=due.subject,
        occurrence=due.occurrence,
        due_at=due.at,
        state=Kept.WAITING,
        attempts=0,
    )
    noted = row.on_conflict_do_nothing().returning(col(Appointment.id))
    return unit.session.exec(noted).first() is not None


def claim_due(unit: Unit, now: datetime) -> Appointment | None:
    """The longest overdue appointment, held until the unit ends; what another replica holds is passed by.

    The same unit does what is due and calls `done`; when it is rolled back, the appointment waits on.
    """
    return unit.session.exec(
        select(Appointment)
        .where(col(Appointment.done_at).is_(None), col(Appointment.due_at) <= now)
        .order_by(col(Appointment.due_at), col(Appointment.id))
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).first()


def done(unit: Unit, appointment: Appointment, now: datetime) -> None:
    """Kept, or no longer needed."""
    appointment.state = Kept.DONE
    appointment.done_at = now
    unit.session.add(appointment)


def failed(unit: Unit, appointment_id: int, now: datetime, *, again_at: datetime | None) -> None:
    """Note in a unit of its own that keeping it failed: once more at `again_at`, or never when None."""
    appointment = unit.session.get_one(Appointment, appointment_id)
    appointment.attempts += 1
    if again_at is None:
        appointment.state = Kept.FAILED
        appointment.done_at = now
    else:
        appointment.due_at = again_at
    unit.session.add(appointment)


def next_due(unit: Unit) -> datetime | None:
    """When the first waiting appointment is due (UTC), None when none waits."""
    first = select(func.min(Appointment.due_at)).where(col(Appointment.done_at).is_(None))
    return unit.session.exec(first).one()
