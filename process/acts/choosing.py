"""A tap on a topic to work on together, [Klaar], and a proposal about what was chosen."""

from __future__ import annotations

from process import choosing
from process.acts.agreeing_propose import begin
from process.case import Case, Work, flow_of
from process.incoming import Argument, Press
from process.message import Button, Notice
from process.outcome import Outcome
from process.registry import OnRound, Permission, round_act, when_due
from process.rules import choosing as rules
from storage.queries import choosing as kept
from storage.queries import partnerships, rounds
from storage.tables import Appointment, Choosing, Round


@when_due(choosing.CLOSE)
def due_to_close(work: Work, appointment: Appointment) -> Outcome:
    """The time to choose is over; a round that was settled meanwhile lets go of what people chose."""
    round_ = rounds.lock_round(work.unit, appointment.subject)
    if partnerships.partnership(work.unit, round_.partnership_id).ended_at is not None:
        choosing.let_go(work, round_)
        return Outcome()
    settled = choosing.consider(work, round_)
    choosing.let_go(work, round_)
    return settled


@round_act("choose", Permission.ANSWER)
def choose(case: Case, on: OnRound, number: Argument = -1) -> Outcome:
    """On or off: a topic by its place; without one what was chosen so far is shown."""
    row = _open(case, on)
    flow = flow_of(case.unit, case.house.shelf, on.round)
    if row is None or flow.choose is None:
        return _closed(case, on.round)
    among = choosing.topics(case, on.round, flow)
    picks = kept.picks_of(kept.voice(case.unit, on.round.id, on.member.id))
    if not isinstance(number, int) or not 0 <= number < len(among):
        return _asked(case, on.round, row, picks)
    taken = rules.toggled(picks, among[number], flow.choose.most)
    if taken is None:
        return Outcome(toast="choosing.full")
    kept.say(case.unit, on.round.id, on.member.id, taken, None)
    return _asked(case, on.round, row, taken)


@round_act("chosen", Permission.ANSWER)
def chosen(case: Case, on: OnRound) -> Outcome:
    """[Klaar], or no choice at all; it can be changed until the time is over or everyone is done."""
    row = _open(case, on)
    if row is None:
        return _closed(case, on.round)
    picks = kept.picks_of(kept.voice(case.unit, on.round.id, on.member.id))
    kept.say(case.unit, on.round.id, on.member.id, picks, case.now)
    again = ((Button("button.change", Press("choose", (on.round.id,))),),)
    where = on.round.partnership_id
    settled = choosing.consider(case, on.round)
    if settled.messages:
        return case.says(Notice("choosing.thanks_last", partnership=where)) + settled
    until = {"until": row.closes_at.isoformat()}
    return case.says(Notice("choosing.thanks" if picks else "choosing.passed", until, again, where))


@round_act("propose_chosen", Permission.AGREE)
def propose_chosen(case: Case, on: OnRound, number: Argument = -1) -> Outcome:
    """A proposal about one of the topics that were chosen, by its place among them."""
    row = kept.choosing(case.unit, on.round.id)
    first = kept.outcome_of(row).first if row is not None else ()
    known = isinstance(number, int) and 0 <= number < len(first)
    return begin(case, on.member, on.round.id, first[int(number)] if known else None)


def _open(case: Case, on: OnRound) -> Choosing | None:
    """The choosing of this round when it is open, and this person can choose in it."""
    return choosing.open_row(case, on.round) if choosing.may_choose(case, on.round, on.member) else None


def _asked(case: Case, round_: Round, row: Choosing, picks: tuple[str, ...]) -> Outcome:
    partnership = partnerships.partnership(case.unit, round_.partnership_id)
    return case.says(choosing.question(case, partnership, round_, row, picks))


def _closed(case: Case, round_: Round) -> Outcome:
    return case.says(Notice("choosing.over", partnership=round_.partnership_id))
