"""Answering together: agree, change it still, let it go out; and choose between two answers."""

from __future__ import annotations

from process import closing, conversation, jointly
from process.acts import forms, putting, words
from process.case import Case, Work
from process.incoming import Argument
from process.outcome import Outcome
from process.registry import OnFloor, OnSeat, floor_act, seat_act, when_due
from process.states import RoundStage, SeatState
from storage.queries import held as held_rows
from storage.queries import joint as joint_rows
from storage.queries import opening, rounds
from storage.queries.held import Held
from storage.tables import Appointment, JointAnswer, Seat


@seat_act("joint_yes")
def agree(case: Case, on: OnSeat, version: Argument = 0) -> Outcome:
    """[Akkoord]: with exactly this; what changed since is shown first."""
    joint = joint_rows.of_seat(case.unit, on.seat)
    if joint is None or not _lies(on, joint) or joint.version != version:
        return conversation.go_on(case, on.round, on.seat)
    opening.set_seat(case.unit, on.seat, SeatState.BEGUN)
    joint_rows.agree(case.unit, on.seat, joint)
    closed = closing.consider(case, on.round)
    return conversation.let_go(case, on.seat, putting.said(case, on.round, on.seat, joint)) + closed


@seat_act("joint_amend")
def amend(case: Case, on: OnSeat) -> Outcome:
    """[Ik pas iets aan]: it goes out to nobody until it is put to the colleagues again."""
    joint = joint_rows.of_seat(case.unit, on.seat)
    if joint is None or not _lies(on, joint):
        return conversation.go_on(case, on.round, on.seat)
    told = jointly.interrupted(case, on.seat)
    opening.set_seat(case.unit, on.seat, SeatState.BEGUN)
    return conversation.hold_review(case, on.seat) + told


@floor_act("onward")
def onward(case: Case, on: OnFloor) -> Outcome:
    """Having seen what stands there: on with what is still to answer."""
    seat = _seat(case, on)
    return conversation.go_on(case, rounds.lock_round(case.unit, seat.round_id), seat)


@floor_act("joint_leave")
def leave(case: Case, on: OnFloor, draft: Argument = 0) -> Outcome:
    """What the colleague answered stays; nothing is left of the other words."""
    seat = _seat(case, on)
    held = _held(case, seat, draft)
    if held is not None:
        held_rows.release(case.unit, case.person.id, held.seat_id, held.question)
    return conversation.go_on(case, rounds.lock_round(case.unit, seat.round_id), seat)


@floor_act("joint_mine")
def mine(case: Case, on: OnFloor, draft: Argument = 0) -> Outcome:
    """Their own words take the place of what stands there."""
    return _write(case, on, draft, beside=False)


@floor_act("joint_both")
def both(case: Case, on: OnFloor, draft: Argument = 0) -> Outcome:
    """Both texts, one under the other."""
    return _write(case, on, draft, beside=True)


@when_due(jointly.GOES)
def due_to_go(work: Work, appointment: Appointment) -> Outcome:
    """A working day without a word: it goes out, unless it was taken up, sent, or put again since."""
    joint = joint_rows.find(work.unit, appointment.subject)
    if joint is None or joint.goes_at is None or joint.goes_at > work.now:
        return Outcome()
    round_ = rounds.lock_round(work.unit, joint.round_id)
    if round_.stage != RoundStage.COLLECT:
        return Outcome()
    return jointly.due_to_go(work, round_, joint) + closing.consider(work, round_)


def _write(case: Case, on: OnFloor, draft: Argument, *, beside: bool) -> Outcome:
    seat = _seat(case, on)
    held = _held(case, seat, draft)
    if held is None:
        return Outcome(toast="toast.draft_gone") + forms.standing(case)
    round_ = rounds.lock_round(case.unit, seat.round_id)
    there = rounds.answers(case.unit, seat.id).get(held.question)
    if beside and there is not None and there.value is not None:
        held = Held(held.seat_id, held.question, f"{there.value}\n{held.text}", held.ref, held.since)
    return words.change(case, round_, seat, held, was_asked=True)


def _held(case: Case, seat: Seat, draft: Argument) -> Held | None:
    held = held_rows.find(case.unit, case.person.id, draft) if isinstance(draft, int) and draft else None
    return held if held is not None and held.seat_id == seat.id else None


def _lies(on: OnSeat, joint: JointAnswer) -> bool:
    open_ = on.seat.state in (SeatState.INVITED, SeatState.BEGUN)
    return on.round.stage == RoundStage.COLLECT and joint.put_at is not None and open_


def _seat(case: Case, on: OnFloor) -> Seat:
    if on.floor.seat_id is None:
        raise LookupError(f"the floor of person {on.floor.person_id} has no seat")
    return rounds.seat(case.unit, on.floor.seat_id)
