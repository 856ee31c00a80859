"""Rounds: opened by the calendar or by a coordinator; everyone who answers for an organisation is invited."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flows.model import Flow
from process import closing, confidence, posting
from process.acts.after_closing import CLOSES_AT
from process.case import Case, Work
from process.incoming import Argument, Press
from process.message import Button, Copies, Due, Message, Notice, Opening, Outcome, Value
from process.registry import OnPartnership, Permission, partnership_act, when_due
from process.rules import cadence, reminders, rhythm
from process.rules.attention import Attention
from process.rules.gate import GRACE
from process.states import Role, RoundStage
from storage.queries import events, opening, partnerships, people, rounds
from storage.tables import Appointment, Member, Partnership, Round, Seat
from storage.unit import Unit

FIRST_AFTER = 5
"""Working days between making a partnership and its first round, so that people can join."""


def plan_first(work: Work, partnership: Partnership) -> tuple[Due, ...]:
    """The first balance check: on the next working day but five, so that people can join first."""
    zone = ZoneInfo(partnership.timezone)
    day = cadence.add_workdays(work.now.astimezone(zone).date(), FIRST_AFTER, work.house.calendar)
    return (Due("open", partnership.id, day.isoformat(), cadence.local_instant(day, rhythm.OPENS_AT, zone)),)


def _next_open(work: Work, partnership: Partnership, occurrence: str) -> Due:
    """Six weeks on, after the first year a quarter, counted from the day that was planned."""
    zone = ZoneInfo(partnership.timezone)
    planned = cadence.day_of(occurrence)
    at = rhythm.next_opening(partnership.created_at, planned, work.now, zone, work.house.calendar)
    return Due("open", partnership.id, at.astimezone(zone).date().isoformat(), at)


@when_due("open")
def due_to_open(work: Work, appointment: Appointment) -> Outcome:
    """The calendar opens a round, unless the last one has not been discussed: then that is asked first."""
    partnership = partnerships.lock(work.unit, appointment.subject)
    if partnership is None or partnership.ended_at is not None:
        return Outcome()
    outcome = Outcome(due=(_next_open(work, partnership, appointment.occurrence),))
    standing = rounds.open_round(work.unit, partnership.id)
    if standing is not None:
        return outcome + _first_finish(work, partnership, standing)
    flow = work.house.shelf.flows.get(partnership.next_flow)
    if flow is None:
        return outcome
    opened = open_round(work, partnership, flow, None)
    if opened is None:
        return outcome + _too_small(work, partnership)
    doubted = confidence.doubted(work, partnership, flow, invited(work.unit, partnership), "open")
    told = _to_coordinators(work, partnership, doubted) if doubted is not None else Outcome()
    return outcome + opened + told


@partnership_act("start", Permission.RUN)
def start(case: Case, on: OnPartnership, flow_id: Argument = "", anyway: Argument = "") -> Outcome:
    """A coordinator opens a round now; hears first when confidential questions cannot work."""
    partnership = partnerships.lock(case.unit, on.member.partnership_id)
    flow = case.house.shelf.flows.get(str(flow_id))
    if partnership is None or flow is None:
        return case.says(Notice("round.no_such_flow", partnership=on.member.partnership_id))
    standing = rounds.open_round(case.unit, partnership.id)
    if standing is not None:
        key = "round.still_open" if standing.stage == RoundStage.COLLECT else "round.first_discuss"
        buttons = () if standing.stage == RoundStage.COLLECT else discussed_buttons(standing)
        return case.says(Notice(key, {"flow": standing.flow}, buttons, partnership.id))
    doubted = confidence.doubted(case, partnership, flow, invited(case.unit, partnership), "before")
    if doubted is not None and anyway != confidence.ANYWAY:
        return case.says(doubted)
    opened = open_round(case, partnership, flow, on.member)
    if opened is None:
        return case.says(Notice("round.too_small", partnership=partnership.id))
    values: dict[str, Value] = {"flow": flow.id, "people": len(opened.messages)}
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
    return case.says(Notice("round.choose_flow", {}, rows, partnership))


def invited(unit: Unit, partnership: Partnership) -> list[Member]:
    """Who is asked: everyone who answers for an organisation. Observers and outside facilitators are not."""
    return [
        member
        for member in people.members(unit, partnership.id)
        if member.organisation_id is not None and member.role != Role.OBSERVER
    ]


def open_round(work: Work, partnership: Partnership, flow: Flow, opened_by: Member | None) -> Outcome | None:
    """Open a round of `flow` and invite everyone; None when fewer than two organisations take part."""
    members = invited(work.unit, partnership)
    if len({member.organisation_id for member in members}) < 2:
        return None
    zone = ZoneInfo(partnership.timezone)
    today = work.now.astimezone(zone).date()
    last = cadence.add_workdays(today, flow.collect.lasts_workdays, work.house.calendar)
    opening.keep_flow(work.unit, flow.id, flow.revision, flow.source_text, work.now)
    round_ = opening.new_round(
        work.unit,
        partnership_id=partnership.id,
        flow=flow.id,
        revision=flow.revision,
        opened_at=work.now,
        closes_at=cadence.local_instant(last, CLOSES_AT, zone),
        opened_by=opened_by.id if opened_by is not None else None,
        promise=work.house.promise,
    )
    events.note(work.unit, partnership.id, "round_opened", round_.opened_by, work.now)
    outcome = Outcome(due=(Due("close", round_.id, "1", round_.closes_at + GRACE),))
    for member in members:
        seat = opening.new_seat(work.unit, round_, member)
        outcome += _invite(work, partnership, round_, seat, member)
    return outcome


def _invite(
    work: Work,
    partnership: Partnership,
    round_: Round,
    seat: Seat,
    member: Member,
) -> Outcome:
    invitation = posting.notice(
        work, partnership, member, Opening(seat.id), wanted_seat=seat.id, counts=Attention.INVITATION
    )
    person = people.person(work.unit, member.person_id)
    hours = posting.waking_of(person)
    zone = ZoneInfo(partnership.timezone)
    reached = invitation.not_before or work.now
    due = tuple(
        Due("remind", seat.id, str(turn), at)
        for turn, at in enumerate(
            reminders.reminder_days(reached, round_.closes_at, hours, zone, work.house.calendar), 1
        )
    )
    return Outcome((invitation,), due)


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
        notice = Notice("round.not_opened_few", {}, closing.choices(standing), partnership.id)
    else:
        notice = Notice("round.not_opened", {}, discussed_buttons(standing), partnership.id)
    return _to_coordinators(work, partnership, notice)


def _too_small(work: Work, partnership: Partnership) -> Outcome:
    notice = Notice("round.too_small", {}, (), partnership.id)
    return _to_coordinators(work, partnership, notice)


def _to_coordinators(work: Work, partnership: Partnership, message: Message) -> Outcome:
    leading = posting.coordinators(people.members(work.unit, partnership.id))
    return Outcome(
        tuple(posting.notice(work, partnership, member, message, copies=Copies.ONCE) for member in leading)
    )
