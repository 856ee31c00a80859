"""After the reveal: who guessed at another organisation reads their guess beside what that one said itself.

Nobody else ever reads it. What is shown is fetched at reading, so after the round there is nothing left of it
(Weer Thuis §4.2: ask, never assume).
"""

from __future__ import annotations

from process import posting
from process.case import Work, flow_for
from process.message import Show
from process.outcome import Outgoing
from storage.queries import people, rounds
from storage.tables import Partnership, Round, Snapshot

BESIDE = "beside"
"""The part of a result, as `Show.part`, that its reader alone gets."""


def to_who_guessed(
    work: Work, partnership: Partnership, round_: Round, snapshot: Snapshot
) -> tuple[Outgoing, ...]:
    """A message to each who guessed, at the same moment as the result and after it."""
    members = [each for each in people.members(work.unit, partnership.id) if _guessed(work, round_, each.id)]
    return posting.to_all(work, partnership, members, lambda member: Show(snapshot.id, member.id, BESIDE))


def _guessed(work: Work, round_: Round, member_id: int) -> bool:
    answered = rounds.answered_alone(work.unit, round_.id, member_id)
    seat = rounds.seat_of(work.unit, round_.id, member_id) if answered else None
    if seat is None:
        return False
    flow = flow_for(work.unit, work.house.shelf, round_, seat)
    return any(flow.has(each) and flow.question(each).beside for each in answered)
