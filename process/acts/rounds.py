"""Rounds: opened by the calendar or by a coordinator; everyone who answers for an organisation is invited."""

from __future__ import annotations

from datetime import datetime

from flows import parts
from flows.cast import Cast
from flows.model import Flow
from process import asked_one, closing, confidence, handing, meanwhile, planning, posting, seating
from process import meetings as hanging
from process.acts import extras
from process.case import Case, Work, flow_among
from process.incoming import Argument, Press
from process.message import Button, Message, Notice, Opening, Rows, Value
from process.outcome import Copies, Outcome
from process.registry import OnPartnership, Permission, partnership_act, when_due
from process.rules import cadence
from process.rules.around import CLOSES_AT, ENOUGH, turn_of_round
from process.states import Role, RoundStage
from process.unasked import choosing, unasked
from storage.queries import events, meetings, opening, partnerships, people, rounds
from storage.queries import extras as extra_rows
from storage.tables import Appointment, Meeting, Member, Partnership, Round
from storage.unit import Unit


@when_due("open")
def due_to_open(work: Work, appointment: Appointment) -> Outcome:
    """The calendar opens a round, unless the last one has not been discussed: then that is asked first."""
    partnership = partnerships.lock(work.unit, appointment.subject)
    if partnership is None or partnership.ended_at is not None:
        return Outcome()
    if planning.is_stale(appointment, partnership.opens_at):
        return Outcome()
    if planning.is_paused(work, partnership):
        return planning.agree(work, partnership)
    standing = rounds.open_round(work.unit, partnership.id)
    if standing is not None:
        return planning.agree(work, partnership) + _first_finish(work, partnership, standing)
    flow = work.house.shelf.flows.get(partnership.next_flow)
    if flow is None:
        return planning.agree(work, partnership, later=True)
    if flow.asks_chosen:
        told = _to_coordinators(work, partnership, asked_one.to_choose(partnership, flow))
        return planning.agree(work, partnership, later=True) + told
    opened = open_round(work, partnership, flow, None)
    if opened is None:
        return planning.agree(work, partnership, later=True) + _too_small(work, partnership)
    doubted = confidence.doubted(work, partnership, flow, invited(work.unit, partnership, flow), "open")
    told = _to_coordinators(work, partnership, doubted) if doubted is not None else Outcome()
    return opened + told + _propose_meeting(work, partnership)


@partnership_act("start", Permission.RUN)
def start(
    case: Case,
    on: OnPartnership,
    flow_id: Argument = "",
    anyway: Argument = "",
    organisation: Argument = 0,
) -> Outcome:
    """A coordinator opens a round now; hears first when some of its questions cannot work.

    `organisation` is the one that was chosen, for a flow that asks one of them.
    """
    partnership = partnerships.lock(case.unit, on.member.partnership_id)
    flow = case.house.shelf.flows.get(str(flow_id))
    if partnership is None or flow is None:
        return case.says(Notice("round.no_such_flow", partnership=on.member.partnership_id))
    standing = rounds.open_round(case.unit, partnership.id)
    if standing is not None:
        return case.says(_stands_in_the_way(case, partnership, on.member, standing))
    if anyway == "" and parts.extras(flow):
        return case.says(extras.choosing(case, partnership.id, flow))
    one = asked_one.chosen(case.unit, partnership.id, flow, organisation)
    if flow.asks_chosen and one is None:
        return case.says(asked_one.which(case.unit, partnership, flow, anyway))
    flow = flow.for_chosen(one)
    members = invited(case.unit, partnership, flow)
    doubted = unasked(case.unit, partnership, flow, members) or confidence.doubted(
        case, partnership, flow, members, "before"
    )
    if doubted is not None and anyway != confidence.ANYWAY:
        return case.says(asked_one.kept(doubted, one))
    opened = open_round(case, partnership, flow, on.member, only=one)
    if opened is None:
        return case.says(Notice("round.too_small", partnership=partnership.id))
    reached = sum(isinstance(each.message, Opening) for each in opened.messages)
    values: dict[str, Value] = {"flow": flow.id, "people": reached}
    if (started := rounds.open_round(case.unit, partnership.id)) is not None:
        values["until"] = started.closes_at.isoformat()
    return case.says(Notice("round.started", values, partnership=partnership.id)) + opened


@partnership_act("flows", Permission.RUN)
def choose_flow(case: Case, on: OnPartnership) -> Outcome:
    """Which round? A button for each flow on the shelf."""
    partnership = on.member.partnership_id
    rows = tuple(
        (
            Button(
                "button.flow",
                Press("start", (partnership, flow.id)),
                {"flow": flow.id},
            ),
        )
        for flow in sorted(case.house.shelf.flows.values(), key=lambda flow: flow.id)
    )
    key, values = choosing(case.unit, partnership)
    return case.says(Notice(key, values, rows, partnership))


def _stands_in_the_way(work: Work, partnership: Partnership, member: Member, standing: Round) -> Notice:
    """The round that is not finished, and who started it when that was another coordinator."""
    values: dict[str, Value] = {"flow": standing.flow}
    run: Rows = ((Button("button.run", Press("overleg", (partnership.id,))),),)
    if standing.stage == RoundStage.COLLECT:
        about = str(standing.id)
        by = meanwhile.by_whom(work, partnership.id, meanwhile.OPENED, member, data=about)
        if by is None:
            return Notice("round.still_open", values, run, partnership.id)
        values |= {"name": by, "until": standing.closes_at.isoformat()}
        return Notice("meanwhile.round_started", values, run, partnership.id)
    if standing.stage == RoundStage.TOO_FEW:
        rows = (*closing.choices(work, partnership, standing), *run)
        return Notice("meanwhile.first_choose", values, rows, partnership.id)
    return Notice("round.first_discuss", values, discussed_buttons(standing), partnership.id)


def invited(unit: Unit, partnership: Partnership, flow: Flow) -> list[Member]:
    """Who is asked: everyone who answers for an organisation, and for whom `flow` has a question.

    Observers and outside facilitators are not.
    """
    flow = flow_among(unit, flow, partnership.id)
    return [
        member
        for member in people.members(unit, partnership.id)
        if member.organisation_id is not None
        and member.role != Role.OBSERVER
        and flow.is_for(Cast(member.layer, Role(member.role), member.organisation_id))
    ]


def open_round(
    work: Work, partnership: Partnership, flow: Flow, opened_by: Member | None, *, only: int | None = None
) -> Outcome | None:
    """Open a round of `flow` and invite everyone; None when fewer than two organisations take part.

    `only` is the organisation that was chosen; a stage that is for that one alone needs no second.

    It hangs on the meeting that it is in time for, which then decides when it closes. By itself it opens only
    with enough time to answer; a coordinator may open it anyhow.
    """
    members = invited(work.unit, partnership, flow)
    if len({member.organisation_id for member in members}) < (1 if flow.collect.who.chosen else 2):
        return None
    by_hand = opened_by is not None or partnership.opens_chosen_at is not None
    meeting, closes_at = _closing_of(work, partnership, flow, least=0 if by_hand else ENOUGH)
    opening.keep_flow(work.unit, flow.id, flow.revision, flow.source_text, work.now)
    round_ = opening.new_round(
        work.unit,
        partnership_id=partnership.id,
        flow=flow.id,
        revision=flow.revision,
        opened_at=work.now,
        closes_at=closes_at,
        opened_by=opened_by.id if opened_by is not None else None,
        promise=work.house.promise,
        joint=flow.collect.together,
        only=only,
    )
    extra_rows.take_along(work.unit, round_)
    opened = str(round_.id)
    events.note(work.unit, partnership.id, "round_opened", round_.opened_by, work.now, data=opened)
    if meeting is not None:
        meetings.hang(work.unit, round_, meeting.id)
    planning.count_from(work, partnership, by_rhythm=opened_by is None and meeting is None)
    outcome = Outcome(due=hanging.dues(work, partnership, round_))
    for member in members:
        seat = opening.new_seat(work.unit, round_, member)
        if not member.paper:
            outcome += Outcome((seating.invitation(work, partnership, seat, member),))
    outcome += planning.agree_unless_chosen(work, partnership)
    return outcome + handing.forms_to_hand(work, partnership, round_, members)


def _closing_of(
    work: Work, partnership: Partnership, flow: Flow, *, least: int
) -> tuple[Meeting | None, datetime]:
    """The meeting that a round hangs on which opens now, and when it closes."""
    zone, calendar = planning.zone_of(partnership), work.house.calendar
    last = cadence.add_workdays(work.now.astimezone(zone).date(), flow.collect.lasts_workdays, calendar)
    lasts_until = cadence.local_instant(last, CLOSES_AT, zone)
    taken = meetings.with_round(work.unit, partnership.id)
    free = {
        each.starts_at: each
        for each in meetings.planned(work.unit, partnership.id, work.now)
        if each.id not in taken and (each.skipped_at is None or not least)
    }
    school = planning.school_of(work.house, partnership)
    turn = turn_of_round(free, work.now, lasts_until, zone, calendar, school, least=least)
    return (free[turn.meeting_at], turn.closes_at) if turn is not None else (None, lasts_until)


def discussed_buttons(round_: Round) -> tuple[tuple[Button, ...], ...]:
    """[Ja] [Deels] [Ging niet door] under "is het besproken?"."""
    return (
        tuple(
            Button(f"button.discussed_{how}", Press("discussed", (round_.id, how)))
            for how in ("yes", "partly", "missed")
        ),
    )


def _first_finish(work: Work, partnership: Partnership, standing: Round) -> Outcome:
    """A new round was due, but the last is not finished: the coordinators hear what is needed."""
    if standing.stage == RoundStage.COLLECT:
        return Outcome()
    if standing.stage == RoundStage.TOO_FEW:
        notice = Notice(
            "round.not_opened_few", {}, closing.choices(work, partnership, standing), partnership.id
        )
    else:
        notice = Notice("round.not_opened", {}, discussed_buttons(standing), partnership.id)
    return _to_coordinators(work, partnership, notice)


def _propose_meeting(work: Work, partnership: Partnership) -> Outcome:
    """While no meeting sets the rhythm, planning one is the step that is proposed."""
    if meetings.planned(work.unit, partnership.id, work.now):
        return Outcome()
    plan = Button("button.plan_meeting", Press("meeting", (partnership.id,)))
    return _to_coordinators(work, partnership, Notice("meeting.propose", {}, ((plan,),), partnership.id))


def _too_small(work: Work, partnership: Partnership) -> Outcome:
    notice = Notice("round.too_small", {}, (), partnership.id)
    return _to_coordinators(work, partnership, notice)


def _to_coordinators(work: Work, partnership: Partnership, message: Message) -> Outcome:
    leading = posting.coordinators(people.members(work.unit, partnership.id))
    return Outcome(
        tuple(posting.notice(work, partnership, member, message, copies=Copies.ONCE) for member in leading)
    )
