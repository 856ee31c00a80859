"""[Verstuur] where an organisation answers together: first its colleagues look."""

from __future__ import annotations

from process import closing, conversation, jointly
from process.acts import live
from process.case import Case
from process.message import Notice
from process.outcome import Outcome
from process.states import RoundStage, SeatState
from storage.queries import opening
from storage.tables import JointAnswer, Round, Seat


def put(case: Case, round_: Round, seat: Seat, joint: JointAnswer, seen: str | None) -> Outcome:
    """To the colleagues; out at once when there is nobody to look at it.

    `seen` is the version that stood on the screen: what changed since is shown first.
    """
    if seen != str(joint.version):
        return Outcome(toast="toast.joint_changed") + conversation.hold_review(case, seat)
    opening.set_seat(case.unit, seat, SeatState.BEGUN)
    asked = jointly.put(case, round_, seat, joint)
    closed = closing.consider(case, round_)
    shown = conversation.put_down(case, said(case, round_, seat, joint))
    return shown + asked + closed + live.counted(case, round_)


def said(case: Case, round_: Round, seat: Seat, joint: JointAnswer) -> Notice:
    """Where the answer is now, to who sent it or agreed."""
    if round_.stage != RoundStage.COLLECT:
        return Notice("round.sent_last", partnership=round_.partnership_id)
    if joint.sent_at is not None:
        return jointly.gone(case, round_, seat, joint)
    return jointly.lying(case, round_, seat, joint)
