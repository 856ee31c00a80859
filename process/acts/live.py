"""/live: a round in the meeting itself, on everybody's phone or with colour cards that a coordinator taps."""

from __future__ import annotations

from datetime import timedelta

from flows.model import Flow
from process import alone, closing, planning
from process.acts import cards
from process.acts.rounds import discussed_buttons, invited
from process.acts.talk_cards import talk_row
from process.acts.which import in_which
from process.case import Case, Work
from process.incoming import Argument, Press
from process.message import Button, Notice, Opening, Rows, Value
from process.outcome import Due, Outcome, Outgoing, Urgency
from process.registry import OnPartnership, OnRound, Permission, command, partnership_act, round_act, when_due
from process.rules.cards import for_cards
from process.rules.gate import GRACE
from process.states import RoundStage, SeatState, Together
from storage.queries import events, opening, partnerships, people, rounds
from storage.queries import live as live_rows
from storage.tables import Appointment, Member, Partnership, Round

LASTS = timedelta(hours=3)
"""So long a round that was opened in a meeting can be answered, or its cards held up."""

_OPEN = (RoundStage.COLLECT, RoundStage.TOO_FEW)


@command("live", may=Permission.RUN)
def live_command(case: Case, payload: str) -> Outcome:
    """Do a round in the meeting."""
    return in_which(case, "live", Permission.RUN)


@partnership_act("live", Permission.RUN)
def live(case: Case, on: OnPartnership) -> Outcome:
    """Where it stands: what to do together, how, or the round that is being done."""
    partnership = on.member.partnership_id
    round_ = rounds.open_round(case.unit, partnership)
    if round_ is None:
        return case.says(_which(case, partnership))
    if round_.stage not in _OPEN:
        values: dict[str, Value] = {"flow": round_.flow}
        rows = (*discussed_buttons(round_), *talk_row(case, round_))
        return case.says(Notice("live.first_discuss", values, rows, partnership))
    running = live_rows.of_round(case.unit, round_.id)
    if running is None:
        return case.says(_how(case, round_))
    if running.how is Together.CARDS:
        return cards.go_on(case, on.member, round_)
    return case.says(screen(case, round_))


@partnership_act("liveflow", Permission.RUN)
def choose_how(case: Case, on: OnPartnership, flow_id: Argument = "") -> Outcome:
    """With phones or with cards? Nobody hears anything yet."""
    flow = case.house.shelf.flows.get(str(flow_id))
    if flow is None or rounds.open_round(case.unit, on.member.partnership_id) is not None:
        return live(case, on)
    partnership = on.member.partnership_id
    rows = [
        (Button("button.live_phones", Press("livestart", (partnership, flow.id, Together.PHONES.value))),)
    ]
    if for_cards(flow):
        rows.append(
            (Button("button.live_cards", Press("livestart", (partnership, flow.id, Together.CARDS.value))),)
        )
    back = (Button("button.back", Press("live", (partnership,))),)
    return case.says(Notice("live.how", {"flow": flow.id}, (*rows, back), partnership))


@partnership_act("livestart", Permission.RUN)
def start(case: Case, on: OnPartnership, flow_id: Argument = "", together: Argument = "") -> Outcome:
    """Open a round here and now."""
    partnership = partnerships.lock(case.unit, on.member.partnership_id)
    flow = case.house.shelf.flows.get(str(flow_id))
    if partnership is None or flow is None or together not in set(Together):
        return live(case, on)
    if rounds.open_round(case.unit, partnership.id) is not None:
        return live(case, on)
    members = invited(case.unit, partnership, flow)
    if len({member.organisation_id for member in members}) < 2:
        return case.says(Notice("round.too_small", partnership=partnership.id))
    round_ = _opened(case, partnership, flow, on.member)
    for member in members:
        seat = opening.new_seat(case.unit, round_, member)
        if together == Together.CARDS:  # nobody answers by themselves, and nobody is waited for
            opening.set_seat(case.unit, seat, SeatState.PASSED)
    over = Due("live_over", round_.id, round_.closes_at.isoformat(), round_.closes_at + GRACE)
    planned = Outcome(due=(over,)) + planning.agree_unless_chosen(case, partnership)
    return _begin(case, on.member, round_, Together(str(together))) + planned


@round_act("liveround", Permission.RUN)
def start_round(case: Case, on: OnRound, together: Argument = "") -> Outcome:
    """Do the round that is open in the meeting, or go on in the other way."""
    if on.round.stage not in _OPEN or together not in set(Together):
        return live(case, OnPartnership(on.member))
    how = Together(str(together))
    due: tuple[Due, ...] = ()
    if how is Together.PHONES and on.round.stage == RoundStage.TOO_FEW:
        closes_at = case.now + LASTS
        opening.prolong(case.unit, on.round, closes_at)
        due = (Due("live_over", on.round.id, closes_at.isoformat(), closes_at + GRACE),)
    return _begin(case, on.member, on.round, how) + Outcome(due=due)


@round_act("livecount", Permission.RUN)
def count(case: Case, on: OnRound) -> Outcome:
    """How many are in by now."""
    return live(case, OnPartnership(on.member))


@round_act("liveshow", Permission.RUN)
def show(case: Case, on: OnRound, anyway: Argument = "") -> Outcome:
    """[Laat zien]: closed and shown, by the same gate as always; first how many would be cut off."""
    running = live_rows.of_round(case.unit, on.round.id)
    if on.round.stage != RoundStage.COLLECT or running is None or running.how is not Together.PHONES:
        return live(case, OnPartnership(on.member))
    partnership = on.round.partnership_id
    waiting = sum(
        seat.state in (SeatState.INVITED, SeatState.BEGUN)
        for seat, _, _ in opening.still_in(case.unit, on.round.id)
    )
    wait = (Button("button.live_wait", Press("livecount", (on.round.id,))),)
    if waiting and anyway != "anyway":
        sure = (Button("button.live_sure", Press("liveshow", (on.round.id, "anyway"))),)
        return case.says(Notice("live.sure", {"waiting": waiting}, (sure, wait), partnership))
    shown = closing.close_now(case, on.round)
    if shown is None:
        typed = (Button("button.live_cards", Press("liveround", (on.round.id, Together.CARDS.value))),)
        return case.says(Notice("live.too_few", {}, (typed, wait), partnership))
    return case.says(Notice("live.shown", {}, talk_row(case, on.round), partnership)) + shown


@when_due("live_over")
def due_to_end(work: Work, appointment: Appointment) -> Outcome:
    """The meeting is over: what was answered is shown if it can be; cards that nobody showed are let go."""
    round_ = rounds.lock_round(work.unit, appointment.subject)
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    if round_.stage != RoundStage.COLLECT or partnership.ended_at is not None:
        return Outcome()
    if not live_rows.by_cards(work.unit, round_.id):
        return closing.consider(work, round_)
    return alone.end_round(work, round_, RoundStage.SKIPPED)


def counted(case: Case, round_: Round) -> Outcome:
    """Whoever leads a round on phones sees the number go up, in the message that stands there."""
    running = live_rows.of_round(case.unit, round_.id)
    if running is None or running.how is not Together.PHONES or running.ref is None:
        return Outcome()
    if round_.stage != RoundStage.COLLECT:
        return Outcome()
    leader = people.member(case.unit, running.member_id)
    if leader.left_at is not None:
        return Outcome()
    slot = f"live:{round_.id}"
    return Outcome((Outgoing(leader.person_id, screen(case, round_), slot=slot, edit=running.ref),))


def screen(work: Work, round_: Round) -> Notice:
    """How many are in, and [Laat zien]."""
    seats = [seat for seat, _, _ in opening.still_in(work.unit, round_.id)]
    values: dict[str, Value] = {
        "flow": round_.flow,
        "ready": sum(seat.state == SeatState.SENT for seat in seats),
        "all": len(seats),
    }
    rows: Rows = (
        (Button("button.live_show", Press("liveshow", (round_.id,))),),
        (
            Button("button.live_count", Press("livecount", (round_.id,))),
            Button("button.run", Press("overleg", (round_.partnership_id,))),
        ),
    )
    return Notice("live.phones", values, rows, round_.partnership_id)


def _which(case: Case, partnership: int) -> Notice:
    """A button for each flow, first the one that was left to the meeting or comes next."""
    last = rounds.rounds(case.unit, partnership)[-1:]
    first = partnerships.partnership(case.unit, partnership).next_flow
    if last and last[0].stage == RoundStage.SKIPPED:
        first = last[0].flow
    whole = (flow for flow in case.house.shelf.flows.values() if not flow.asks_chosen)
    flows = sorted(whole, key=lambda flow: (flow.id != first, flow.id))
    rows = tuple(
        (Button("button.flow", Press("liveflow", (partnership, flow.id)), {"flow": flow.id}),)
        for flow in flows
    )
    back = (Button("button.run", Press("overleg", (partnership,))),)
    return Notice("live.which", {}, (*rows, back), partnership)


def _how(case: Case, round_: Round) -> Notice:
    rows = (
        (Button("button.live_phones", Press("liveround", (round_.id, Together.PHONES.value))),),
        (Button("button.live_cards", Press("liveround", (round_.id, Together.CARDS.value))),),
        (Button("button.run", Press("overleg", (round_.partnership_id,))),),
    )
    return Notice("live.how_open", {"flow": round_.flow}, rows, round_.partnership_id)


def _opened(case: Case, partnership: Partnership, flow: Flow, by: Member) -> Round:
    opening.keep_flow(case.unit, flow.id, flow.revision, flow.source_text, case.now)
    round_ = opening.new_round(
        case.unit,
        partnership_id=partnership.id,
        flow=flow.id,
        revision=flow.revision,
        opened_at=case.now,
        closes_at=case.now + LASTS,
        opened_by=by.id,
        promise=case.house.promise,
        joint=flow.collect.together,
    )
    events.note(case.unit, partnership.id, "round_opened", by.id, case.now, data=str(round_.id))
    return round_


def _begin(case: Case, member: Member, round_: Round, how: Together) -> Outcome:
    live_rows.begin(case.unit, round_, how, member, case.tapped, case.now)
    if how is Together.CARDS:
        return cards.go_on(case, member, round_)
    return case.says(screen(case, round_)) + Outcome(_asked(case, round_))


def _asked(case: Case, round_: Round) -> tuple[Outgoing, ...]:
    """The questions to everybody who has not answered and is not on leave, at once: they sit together."""
    today = case.now.astimezone(planning.zone_of(_of(case, round_))).date()
    return tuple(
        Outgoing(person.id, Opening(seat.id), Urgency.NOTICE, wanted_seat=seat.id)
        for seat, member, person in opening.still_in(case.unit, round_.id)
        if seat.state in (SeatState.INVITED, SeatState.BEGUN)
        and not member.paper
        and (person.away_until is None or person.away_until < today)
    )


def _of(case: Case, round_: Round) -> Partnership:
    return partnerships.partnership(case.unit, round_.partnership_id)
