"""Colour cards in the meeting: a coordinator taps what each organisation holds up and shows it to all."""

from __future__ import annotations

from flows.model import Colour, Flow
from process import closing
from process.acts.talk_cards import talk_row
from process.case import Case, flow_of
from process.incoming import Argument, Press
from process.message import Button, Cards, Notice
from process.outcome import Outcome
from process.registry import OnRound, Permission, round_act
from process.rules import cards, gate
from process.rules.cards import Step
from process.rules.turnout import Attendance
from process.states import RoundStage, SeatState, Together
from storage.queries import live as live_rows
from storage.queries import partnerships, people
from storage.tables import Member, Round

NONE, ALL, ABSENT = "none", "all", "absent"
"""No card was held up; everybody held up green; an organisation is not there, so none at any question."""


@round_act("card", Permission.RUN)
def card(
    case: Case, on: OnRound, question: Argument = 0, organisation: Argument = 0, colour: Argument = ""
) -> Outcome:
    """One tap: what this organisation holds up, and on to the next. A second tap changes nothing."""
    if not _is_held(case, on.round):
        return _over(case, on.round)
    flow, order = _order(case, on.round)
    step = _step(flow, order, question, organisation)
    if step is None:
        return go_on(case, on.member, on.round)
    now = step if _held(case, on.round).issuperset(order) else None
    if colour == ALL:
        theirs = [each for each in order if each.question == step.question]
        _keep(case, on, theirs, Colour.GREEN)
        now = None
    elif colour == ABSENT:
        _keep(case, on, [each for each in order if each.organisation == step.organisation], None)
    elif colour == NONE:
        _keep(case, on, [step], None)
    elif colour in {each.value for each in Colour}:
        _keep(case, on, [step], Colour(str(colour)))
    else:
        return go_on(case, on.member, on.round)
    return case.says(_message(case, on.member, on.round, cards.after(order, _held(case, on.round), now)))


@round_act("cardat", Permission.RUN)
def card_at(case: Case, on: OnRound, question: Argument = 0, organisation: Argument = 0) -> Outcome:
    """One card again: to change it, or one back."""
    if not _is_held(case, on.round):
        return _over(case, on.round)
    flow, order = _order(case, on.round)
    step = _step(flow, order, question, organisation)
    return case.says(_message(case, on.member, on.round, step)) if step else go_on(case, on.member, on.round)


@round_act("cardshow", Permission.RUN)
def show(case: Case, on: OnRound) -> Outcome:
    """[Laat zien]: through the same gate, with a voice for each organisation; everyone gets it at once."""
    if not _is_held(case, on.round):
        return _over(case, on.round)
    partnership = partnerships.partnership(case.unit, on.round.partnership_id)
    flow, order = _order(case, on.round)
    said = {step.organisation for step in _held(case, on.round)}
    present = tuple(
        Attendance(-each, each, SeatState.SENT if each in said else SeatState.PASSED)
        for each in dict.fromkeys(step.organisation for step in order)
    )
    sealed = live_rows.sealed(case.unit, on.round.id)
    opened = gate.open_seal(sealed, present, case.now - gate.GRACE, case.now, flow)
    if not isinstance(opened, gate.Revealed):
        back = ((Button("button.back", Press("live", (partnership.id,))),),)
        return case.says(Notice("live.too_few_cards", {}, back, partnership.id))
    shown = closing.reveal(case, partnership, on.round, opened, present, Together.CARDS)
    return case.says(Notice("live.shown", {}, talk_row(case, on.round), partnership.id)) + shown


def go_on(case: Case, member: Member, round_: Round) -> Outcome:
    """The first card that was not held up yet; when all were, the table with [Laat zien]."""
    _, order = _order(case, round_)
    if not order:
        return case.says(Notice("live.no_cards", {}, (), round_.partnership_id))
    return case.says(_message(case, member, round_, cards.after(order, _held(case, round_))))


def _message(case: Case, member: Member, round_: Round, step: Step | None) -> Cards:
    if step is None:
        return Cards(round_.id, member.id)
    return Cards(round_.id, member.id, step.question, step.organisation)


def _keep(case: Case, on: OnRound, steps: list[Step], colour: Colour | None) -> None:
    for step in steps:
        live_rows.put(case.unit, on.round, step.organisation, step.question, colour, on.member, case.now)


def _order(case: Case, round_: Round) -> tuple[Flow, tuple[Step, ...]]:
    flow = flow_of(case.unit, case.house.shelf, round_)
    seated = people.organisations_in(case.unit, round_.id)
    return flow, cards.steps(flow, [each.id for each in seated])


def _held(case: Case, round_: Round) -> set[Step]:
    return {Step(*place) for place in live_rows.cards(case.unit, round_.id)}


def _step(flow: Flow, order: tuple[Step, ...], question: Argument, organisation: Argument) -> Step | None:
    """What a button is about, by the number of the question among those with a card."""
    asked = cards.for_cards(flow)
    if not isinstance(question, int) or not 0 <= question < len(asked) or not isinstance(organisation, int):
        return None
    step = Step(asked[question].id, organisation)
    return step if step in order else None


def _is_held(case: Case, round_: Round) -> bool:
    open_ = round_.stage in (RoundStage.COLLECT, RoundStage.TOO_FEW)
    return open_ and live_rows.by_cards(case.unit, round_.id)


def _over(case: Case, round_: Round) -> Outcome:
    return case.says(Notice("live.over", {}, (), round_.partnership_id))
