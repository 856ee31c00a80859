"""What is due: an appointment's kind leads to the act that keeps it."""

from __future__ import annotations

from process import acts, registry
from process.acts import standing_in
from process.case import House, Work
from process.moment import Moment
from process.outcome import Outcome
from storage.tables import Appointment
from storage.unit import Unit

__all__ = ["acts", "keep"]


def keep(unit: Unit, moment: Moment, house: House, appointment: Appointment) -> Outcome:
    """Do what was agreed for this instant. Raises LookupError for a kind that no act keeps."""
    work = Work(unit, moment, house)
    outcome = registry.DUES[appointment.kind](work, appointment)
    return outcome + standing_in.passed_on(work, outcome)
