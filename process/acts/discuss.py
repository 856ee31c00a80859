"""After the reveal: see it again, and "is het besproken?" closes the round."""

from __future__ import annotations

from collections.abc import Callable

from process import agreeing, closing, posting
from process.acts.rounds import discussed_buttons
from process.case import Case, Work
from process.incoming import Argument
from process.message import Copies, Hand, Message, Notice, Outcome, Show
from process.registry import OnPartnership, OnRound, Permission, partnership_act, round_act, when_due
from process.states import Role, RoundStage
from storage.queries import events, opening, partnerships, people, rounds
from storage.tables import Appointment, Round

CONFIRMATIONS = 2
"""So many organisations confirm that a result was discussed; a coordinator's word is enough by itself."""


@when_due("discussed")
def due_to_ask(work: Work, appointment: Appointment) -> Outcome:
    """Ask everyone whether the result was discussed."""
    round_ = rounds.lock_round(work.unit, appointment.subject)
    if round_.stage != RoundStage.REVEALED:
        return Outcome()
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    messages = []
    for member in people.members(work.unit, partnership.id):
        if member.role == Role.OBSERVER:
            continue
        notice = Notice("discuss.asked", {"flow": round_.flow}, discussed_buttons(round_), partnership.id)
        messages.append(posting.notice(work, partnership, member, notice, copies=Copies.ONCE))
    return Outcome(tuple(messages))


@round_act("discussed", Permission.CONFIRM)
def discussed(case: Case, on: OnRound, how: Argument = "") -> Outcome:
    """Yes and partly both count as discussed; a meeting that fell through is asked about again."""
    partnership = partnerships.partnership(case.unit, on.round.partnership_id)
    if on.round.stage != RoundStage.REVEALED:
        return case.says(Notice("discuss.already", partnership=partnership.id))
    if how == "missed":
        turn = str(1 + opening.times_agreed(case.unit, "discussed", on.round.id))
        due = closing.ask_discussed(case, partnership, on.round, turn)
        said = Notice("discuss.missed", {"when": due.at.isoformat()}, (), partnership.id)
        return case.says(said) + Outcome(due=(due,))
    events.note(case.unit, partnership.id, "discussed", on.member.id, case.now, data=str(on.round.id))
    confirmed = events.organisations_that_noted(case.unit, partnership.id, "discussed", str(on.round.id))
    if on.member.role != Role.COORDINATOR and len(confirmed) < CONFIRMATIONS:
        return case.says(Notice("discuss.thanks", partnership=partnership.id))
    return _settle(case, on)


def _settle(case: Case, on: OnRound) -> Outcome:
    partnership = partnerships.partnership(case.unit, on.round.partnership_id)
    opening.set_stage(case.unit, on.round, RoundStage.SETTLED, at=case.now)
    outcome = agreeing.met(case, on.round, on.member)
    events.note(case.unit, partnership.id, "round_settled", None, case.now, data=str(on.round.id))
    planned = opening.next_planned(case.unit, "open", partnership.id)
    notice = (
        Notice("discuss.settled", {"next": planned.isoformat()}, (), partnership.id)
        if planned is not None
        else Notice("discuss.settled_last", {}, (), partnership.id)
    )
    others = [each for each in people.members(case.unit, partnership.id) if each.id != on.member.id]
    told = posting.to_all(case, partnership, others, lambda _: notice, copies=Copies.ONCE)
    return case.says(notice) + Outcome(told) + outcome


@partnership_act("result", Permission.READ)
def last_result(case: Case, on: OnPartnership) -> Outcome:
    """The last overview, as it was frozen."""
    snapshot = opening.last_snapshot(case.unit, on.member.partnership_id, "overview")
    if snapshot is None:
        return case.says(Notice("result.none", partnership=on.member.partnership_id))
    return Outcome((case.reply(Show(snapshot.id, on.member.id, "result"), anew=True),))


@round_act("all", Permission.READ)
def everything(case: Case, on: OnRound) -> Outcome:
    """All answers of a revealed round in words."""
    return _of_round(case, on.round, lambda snapshot: Show(snapshot, on.member.id, "all"))


@round_act("sheet", Permission.READ)
def sheet(case: Case, on: OnRound) -> Outcome:
    """The talking sheet again."""
    return _of_round(case, on.round, lambda snapshot: Hand("sheet", snapshot, on.member.id))


def _of_round(case: Case, round_: Round, message: Callable[[int], Message]) -> Outcome:
    snapshot = opening.snapshot(case.unit, round_.id, "overview")
    if snapshot is None:
        return case.says(Notice("result.sealed", partnership=round_.partnership_id))
    return Outcome((case.reply(message(snapshot.id), anew=True),))
