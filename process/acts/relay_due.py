"""What falls due in a relay: its end, a reminder, and the question what came of a call."""

from __future__ import annotations

from datetime import datetime

from process import posting, relaying
from process.case import Work
from process.message import Relayed
from process.outcome import Copies, Due, Outcome
from process.registry import when_due
from process.relaying import CALLED, HARVEST, LOOK, QUIET, REMIND
from process.rules.relay import Way
from storage.queries import partnerships, people, rounds
from storage.queries import relay as kept
from storage.tables import Appointment, Inquiry, Round


@when_due(HARVEST)
def due_to_harvest(work: Work, appointment: Appointment) -> Outcome:
    """The term is over, or the sheet comes; when the meeting moved it may be later."""
    round_ = _round(work, appointment.subject)
    row = kept.relay(work.unit, appointment.subject)
    if round_ is None or row is None or row.harvested_at is not None:
        return Outcome()
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    until = relaying.still_runs_until(work, partnership, round_, row)
    if until is None:
        return relaying.harvest(work, round_)
    return Outcome(due=(Due(HARVEST, round_.id, until.isoformat(), until),))


@when_due(QUIET)
def due_when_quiet(work: Work, appointment: Appointment) -> Outcome:
    """Everything was answered some days ago and nothing was asked since: the relay need not wait."""
    round_ = _round(work, appointment.subject)
    since = datetime.fromisoformat(appointment.occurrence)
    if round_ is None or not relaying.has_rested(work, round_, since):
        return Outcome()
    return relaying.harvest(work, round_)


@when_due(LOOK)
def due_to_look(work: Work, appointment: Appointment) -> Outcome:
    """Somebody left or is away: what lay with them goes on."""
    row = _running(work, appointment.subject)
    return relaying.look(work, row) if row is not None else Outcome()


@when_due(REMIND)
def due_to_remind(work: Work, appointment: Appointment) -> Outcome:
    """Once, with whom it lies; is that nobody any more, it goes on first."""
    row = _running(work, appointment.subject)
    if row is None or row.way != Way.OPEN:
        return Outcome()
    looked = relaying.look(work, row)
    if looked.messages or row.way != Way.OPEN or str(row.receiver_id) != appointment.occurrence:
        return looked
    return relaying.remind(work, row)


@when_due(CALLED)
def due_to_hear(work: Work, appointment: Appointment) -> Outcome:
    """The working day after somebody would call: did they, and what do they know now?"""
    row = kept.find(work.unit, appointment.subject)
    if row is None or row.way != Way.CALLING or _round(work, row.round_id) is None:
        return Outcome()
    member = people.member(work.unit, row.asker_id)
    partnership = partnerships.partnership(work.unit, member.partnership_id)
    if member.left_at is not None:
        return Outcome()
    said = Relayed(row.id, member.id, "call")
    return Outcome((posting.notice(work, partnership, member, said, copies=Copies.ONCE),))


def _running(work: Work, inquiry_id: int) -> Inquiry | None:
    """A question of a relay that goes on, with its round held."""
    row = kept.find(work.unit, inquiry_id)
    if row is None or _round(work, row.round_id) is None:
        return None
    running = kept.relay(work.unit, row.round_id)
    if running is None or running.harvested_at is not None:
        return None
    return kept.find(work.unit, inquiry_id)


def _round(work: Work, round_id: int) -> Round | None:
    """The round, held; None when its partnership has ended."""
    round_ = rounds.lock_round(work.unit, round_id)
    ended = partnerships.partnership(work.unit, round_.partnership_id).ended_at
    return round_ if ended is None else None
