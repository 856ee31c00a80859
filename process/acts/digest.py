"""What happened lately, for who coordinates: sent monthly at least, and everything behind it page by page."""

from __future__ import annotations

from process import digests
from process.case import Case, Work
from process.incoming import Argument
from process.message import Digest
from process.outcome import Outcome
from process.registry import OnPartnership, Permission, partnership_act, when_due
from storage.queries import digests as rows
from storage.queries import partnerships
from storage.tables import Appointment


@when_due(digests.KIND)
def due_to_tell(work: Work, appointment: Appointment) -> Outcome:
    """A digest, when something changed and none was made in the month before."""
    partnership = partnerships.lock(work.unit, appointment.subject)
    if partnership is None or partnership.ended_at is not None or not digests.is_due(work, partnership):
        return Outcome()
    return digests.tell(work, partnership)


@partnership_act("happened", Permission.READ)
def happened(
    case: Case, on: OnPartnership, digest: Argument = 0, first: Argument = 0, page: Argument = 0
) -> Outcome:
    """Everything that a digest tells, and those before it from `first` on; page 0 as a new message."""
    made = rows.find(case.unit, digest) if isinstance(digest, int) else None
    if made is None or made.partnership_id != on.member.partnership_id:
        return Outcome(toast="toast.dead")
    since = first if isinstance(first, int) and first <= made.id else made.id
    at = page if isinstance(page, int) else 0
    return Outcome((case.reply(Digest(made.id, on.member.id, since, max(1, at)), anew=at < 1),))
