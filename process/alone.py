"""What somebody answers for their own eyes alone: apart from what is shared, gone when the round is over."""

from __future__ import annotations

from flows.model import Share
from process.case import Work, flow_for
from process.outcome import Outcome
from process.states import RoundStage
from storage.queries import opening, rounds
from storage.tables import Round, Seat


def is_alone(work: Work, seat: Seat, question: str) -> bool:
    """Whether this question is asked at a seat for the author's own eyes."""
    round_ = opening.find_round(work.unit, seat.round_id)
    if round_ is None:
        return False
    flow = flow_for(work.unit, work.house.shelf, round_, seat)
    return flow.has(question) and flow.question(question).share is Share.SELF


def end_round(work: Work, round_: Round, stage: RoundStage) -> Outcome:
    """The round is over: SETTLED or SKIPPED. What people answered for themselves alone goes in the same unit.

    It is the only way to either stage, so that nothing of it can stay. Raises ValueError for another stage.
    """
    if stage not in {RoundStage.SETTLED, RoundStage.SKIPPED}:
        raise ValueError(f"a round does not end as {stage}")
    opening.set_stage(work.unit, round_, stage, at=work.now)
    return let_go(work, round_)


def let_go(work: Work, round_: Round) -> Outcome:
    """Nothing is left in this round of what people answered for themselves alone, on the disk neither."""
    return Outcome(erased=rounds.wipe_alone(work.unit, round_.id))
