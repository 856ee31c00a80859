"""Rounds: opened by the calendar or a coordinator, reminded, closed, prolonged or skipped."""

from __future__ import annotations

from datetime import time, timedelta
from zoneinfo import ZoneInfo

from flows.model import Collect, Flow
from process import closing, posting
from process.case import Case, House, flow_of
from process.incoming import Argument, Press
from process.message import Button, Copies, Due, Notice, Opening, Outcome
from process.moment import Moment
from process.registry import OnPartnership, OnRound, Permission, partnership_act, round_act, when_due
from process.rules import cadence, reminders, waking
from process.rules.cadence import Calendar
from process.states import Role, RoundStage, SeatState
from storage.queries import events, partnerships, people, rounds
from storage.tables import Appointment, Member, Partnership, Round, Seat
from storage.unit import Unit

EVERY_WEEKS = 6
OPENS_AT = time(9)
CLOSES_AT = time(16)
LONGER_WORKDAYS = 3
GRACE = timedelta(minutes=1)
"""Collecting closes one minute after the announced time."""


def plan_first(unit: Unit, partnership: Partnership, moment: Moment, calendar: Calendar) -> tuple[Due, ...]:
    """The first balance check: on the next working day but five, so that people can join first."""
    zone = ZoneInfo(partnership.timezone)
    day = cadence.add_workdays(moment.now.astimezone(zone).date(), 5, calendar)
    return (Due("open", partnership.id, day.isoformat(), cadence.local_instant(day, OPENS_AT, zone)),)


def _next_open(partnership: Partnership, moment: Moment, occurrence: str) -> Due:
    """Six weeks on, at the same local time, counted from the day that was planned: nothing drifts."""
    zone = ZoneInfo(partnership.timezone)
    anchor = cadence.day_of(occurrence)
    at = cadence.every_weeks(anchor, EVERY_WEEKS, OPENS_AT, zone, moment.now)
    return Due("open", partnership.id, at.astimezone(zone).date().isoformat(), at)


@when_due("open")
def due_to_open(unit: Unit, moment: Moment, house: House, appointment: Appointment) -> Outcome:
    """The calendar opens a round, unless the last one has not been discussed: then that is asked first."""
    partnership = partnerships.lock(unit, appointment.subject)
    if partnership is None or partnership.ended_at is not None:
        return Outcome()
    outcome = Outcome(due=(_next_open(partnership, moment, appointment.occurrence),))
    standing = rounds.open_round(unit, partnership.id)
    if standing is not None:
        return outcome + _first_finish(unit, moment, house, partnership, standing)
    flow = house.shelf.flows.get(partnership.next_flow)
    if flow is None:
        return outcome
    opened = open_round(unit, moment, house, partnership, flow, None)
    return outcome + (opened or _too_small(unit, moment, house, partnership))


@partnership_act("start", Permission.RUN)
def start(case: Case, on: OnPartnership, flow_id: Argument = "") -> Outcome:
    """A coordinator opens a round now."""
    partnership = partnerships.lock(case.unit, on.member.partnership_id)
    flow = case.house.shelf.flows.get(str(flow_id))
    if partnership is None or flow is None:
        return case.says(Notice("round.no_such_flow", partnership=on.member.partnership_id))
    standing = rounds.open_round(case.unit, partnership.id)
    if standing is not None:
        key = "round.still_open" if standing.stage == RoundStage.COLLECT else "round.first_discuss"
        title = flow_of(case.unit, case.house, standing).title.in_(case.person.language)
        buttons = () if standing.stage == RoundStage.COLLECT else discussed_buttons(standing)
        return case.says(Notice(key, {"title": title}, buttons, partnership.id))
    opened = open_round(case.unit, case.moment, case.house, partnership, flow, on.member)
    if opened is None:
        return case.says(Notice("round.too_small", partnership=partnership.id))
    values = {"title": flow.title.in_(case.person.language), "people": len(opened.messages)}
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
                {"title": flow.title.in_(case.person.language), "minutes": flow.minutes},
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


def open_round(
    unit: Unit, moment: Moment, house: House, partnership: Partnership, flow: Flow, opened_by: Member | None
) -> Outcome | None:
    """Open a round of `flow` and invite everyone; None when fewer than two organisations take part."""
    members = invited(unit, partnership)
    if len({member.organisation_id for member in members}) < 2:
        return None
    zone = ZoneInfo(partnership.timezone)
    collect = next(stage for stage in flow.stages if isinstance(stage, Collect))
    last = cadence.add_workdays(moment.now.astimezone(zone).date(), collect.lasts_workdays, house.calendar)
    rounds.keep_flow(unit, flow.id, flow.revision, flow.source_text, moment.now)
    round_ = rounds.new_round(
        unit,
        partnership_id=partnership.id,
        flow=flow.id,
        revision=flow.revision,
        opened_at=moment.now,
        closes_at=cadence.local_instant(last, CLOSES_AT, zone),
        opened_by=opened_by.id if opened_by is not None else None,
    )
    events.note(unit, partnership.id, "round_opened", round_.opened_by, moment.now)
    outcome = Outcome(due=(Due("close", round_.id, "1", round_.closes_at + GRACE),))
    for member in members:
        seat = rounds.new_seat(unit, round_, member)
        outcome += _invite(unit, moment, house, partnership, round_, seat, member)
    return outcome


def _invite(
    unit: Unit,
    moment: Moment,
    house: House,
    partnership: Partnership,
    round_: Round,
    seat: Seat,
    member: Member,
) -> Outcome:
    invitation = posting.notice(
        unit, moment, house, partnership, member, Opening(seat.id), wanted_seat=seat.id
    )
    person = people.person(unit, member.person_id)
    hours = waking.Waking.of(person.days, person.slot, person.away_until)
    zone = ZoneInfo(partnership.timezone)
    reached = invitation.not_before or moment.now
    due = tuple(
        Due("remind", seat.id, str(turn), at)
        for turn, at in enumerate(
            reminders.reminder_days(reached, round_.closes_at, hours, zone, house.calendar), 1
        )
    )
    return Outcome((invitation,), due)


@when_due("remind")
def due_to_remind(unit: Unit, moment: Moment, house: House, appointment: Appointment) -> Outcome:
    """A reminder, only to who has not sent: one text for not started, one for unsent answers."""
    seat = rounds.seat(unit, appointment.subject)
    round_ = rounds.round_of(unit, seat.round_id) if seat is not None else None
    member = people.member(unit, seat.member_id) if seat is not None else None
    if seat is None or round_ is None or member is None or member.left_at is not None:
        return Outcome()
    if round_.stage != RoundStage.COLLECT or seat.state in {SeatState.SENT, SeatState.PASSED}:
        return Outcome()
    partnership = partnerships.partnership(unit, round_.partnership_id)
    key = "round.reminder_unsent" if seat.state == SeatState.BEGUN else "round.reminder"
    flow = flow_of(unit, house, round_)
    person = people.person(unit, member.person_id)
    values = {
        "title": flow.title.in_(person.language),
        "minutes": flow.minutes,
        "until": round_.closes_at.isoformat(),
    }
    buttons = (
        (
            Button("button.begin", Press("begin", (seat.id,))),
            Button("button.pass", Press("pass", (seat.id,))),
        ),
    )
    message = Notice(key, values, buttons, partnership.id)
    return Outcome(
        (
            posting.notice(
                unit,
                moment,
                house,
                partnership,
                member,
                message,
                copies=Copies.ONCE,
                slot=f"remind:{seat.id}",
                wanted_seat=seat.id,
            ),
        )
    )


@when_due("close")
def due_to_close(unit: Unit, moment: Moment, house: House, appointment: Appointment) -> Outcome:
    """The announced time is over: the seal opens, or there are too few."""
    round_ = rounds.lock_round(unit, appointment.subject)
    return closing.consider(unit, moment, house, round_) if round_ is not None else Outcome()


@round_act("longer", Permission.RUN)
def longer(case: Case, on: OnRound) -> Outcome:
    """Three more working days; everyone hears it, who has not sent can go on."""
    if on.round.stage != RoundStage.TOO_FEW:
        return case.says(Notice("round.already_settled", partnership=on.round.partnership_id))
    partnership = partnerships.partnership(case.unit, on.round.partnership_id)
    zone = ZoneInfo(partnership.timezone)
    today = case.moment.now.astimezone(zone).date()
    day = cadence.add_workdays(today, LONGER_WORKDAYS, case.house.calendar)
    closes = cadence.local_instant(day, CLOSES_AT, zone)
    rounds.reopen(case.unit, on.round, closes)
    due = Due("close", on.round.id, closes.date().isoformat(), closes + GRACE)
    messages = []
    for seat, member, _ in rounds.seats_with_people(case.unit, on.round.id):
        open_seat = seat.state not in {SeatState.SENT, SeatState.PASSED}
        buttons = ((Button("button.begin", Press("begin", (seat.id,))),),) if open_seat else ()
        notice = Notice("round.longer", {"until": closes.isoformat()}, buttons, partnership.id)
        if member.left_at is None and member.id != on.member.id:
            messages.append(posting.notice(case.unit, case.moment, case.house, partnership, member, notice))
    said = Notice("round.longer", {"until": closes.isoformat()}, partnership=partnership.id)
    return case.says(said) + Outcome(tuple(messages), (due,))


@round_act("inmeeting", Permission.RUN)
def in_meeting(case: Case, on: OnRound) -> Outcome:
    """The questions go to the table; nothing that was answered is shown."""
    return _end(case, on, "round.in_meeting")


@round_act("skipround", Permission.RUN)
def skip_round(case: Case, on: OnRound) -> Outcome:
    """Leave this round; nothing is shown and the next may open."""
    return _end(case, on, "round.skipped")


def _end(case: Case, on: OnRound, key: str) -> Outcome:
    if on.round.stage != RoundStage.TOO_FEW:
        return case.says(Notice("round.already_settled", partnership=on.round.partnership_id))
    partnership = partnerships.partnership(case.unit, on.round.partnership_id)
    rounds.set_stage(case.unit, on.round, RoundStage.SKIPPED, at=case.moment.now)
    notice = Notice(key, {}, (), partnership.id)
    others = [member for member in people.members(case.unit, partnership.id) if member.id != on.member.id]
    told = posting.to_all(case.moment, case.house, partnership, others, lambda _: notice)
    return case.says(notice) + Outcome(told)


def discussed_buttons(round_: Round) -> tuple[tuple[Button, ...], ...]:
    """[Ja] [Deels] [Ging niet door] under "is het besproken?"."""
    return (
        tuple(
            Button(f"button.discussed_{how}", Press("discussed", (round_.id, how)))
            for how in ("yes", "partly", "missed")
        ),
    )


def _first_finish(
    unit: Unit, moment: Moment, house: House, partnership: Partnership, standing: Round
) -> Outcome:
    """A new round was due, but the last is not finished: the coordinators hear what is needed."""
    if standing.stage == RoundStage.COLLECT:
        return Outcome()
    buttons = (
        closing.choices(standing) if standing.stage == RoundStage.TOO_FEW else discussed_buttons(standing)
    )
    notice = Notice("round.not_opened", {}, buttons, partnership.id)
    leading = posting.coordinators(people.members(unit, partnership.id))
    return Outcome(
        tuple(
            posting.notice(unit, moment, house, partnership, member, notice, copies=Copies.ONCE)
            for member in leading
        )
    )


def _too_small(unit: Unit, moment: Moment, house: House, partnership: Partnership) -> Outcome:
    notice = Notice("round.too_small", {}, (), partnership.id)
    leading = posting.coordinators(people.members(unit, partnership.id))
    return Outcome(
        tuple(
            posting.notice(unit, moment, house, partnership, member, notice, copies=Copies.ONCE)
            for member in leading
        )
    )
