"""The end of collecting: the seal opens, or too few have answered. The gate decides; this carries it out."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from flows.model import Discuss
from process import posting
from process.case import House, flow_of
from process.incoming import Press
from process.message import Button, Copies, Due, Hand, Notice, Outcome, Show
from process.moment import Moment
from process.rules import cadence, gate, overview
from process.rules.turnout import Attendance, Turnout
from process.states import RoundStage
from storage.queries import partnerships, people, rounds
from storage.tables import Partnership, Round
from storage.unit import Unit

ASK_DISCUSSED_AFTER = 5
"""Working days between the reveal and "is het besproken?" when no meeting is planned."""


def attendances(unit: Unit, round_: Round, now: datetime, zone: ZoneInfo) -> tuple[Attendance, ...]:
    """Who was invited and how far they are; who left no longer counts unless they had sent."""
    today = now.astimezone(zone).date()
    result = []
    for seat, member, person in rounds.seats_with_people(unit, round_.id):
        if member.left_at is not None and seat.state != SeatState.SENT:
            continue
        away = person.away_until is not None and person.away_until >= today
        result.append(Attendance(member.id, seat.organisation_id, SeatState(seat.state), away))
    return tuple(result)


def consider(unit: Unit, moment: Moment, house: House, round_: Round) -> Outcome:
    """Open the seal or close with too few when the rule says so; otherwise nothing happens."""
    if round_.stage != RoundStage.COLLECT:
        return Outcome()
    partnership = partnerships.partnership(unit, round_.partnership_id)
    zone = ZoneInfo(partnership.timezone)
    present = attendances(unit, round_, moment.now, zone)
    sealed = rounds.all_answers(unit, round_.id)
    match gate.open_seal(sealed, present, round_.closes_at, moment.now):
        case gate.Revealed() as revealed:
            return _reveal(unit, moment, house, partnership, round_, revealed, present)
        case gate.TooFew(turnout=turnout):
            return _too_few(unit, moment, house, partnership, round_, turnout)
        case _:
            return Outcome()


def _reveal(
    unit: Unit,
    moment: Moment,
    house: House,
    partnership: Partnership,
    round_: Round,
    revealed: gate.Revealed[tuple[gate.Voice, ...]],
    present: tuple[Attendance, ...],
) -> Outcome:
    flow = flow_of(unit, house, round_)
    names = tuple((each.id, each.name) for each in people.organisations(unit, partnership.id))
    before = rounds.previous_round(unit, round_)
    earlier = rounds.snapshot(unit, before.id, "overview") if before is not None else None
    contents = overview.build(
        flow=flow,
        revealed=revealed,
        organisations=names,
        attendances=present,
        previous=overview.from_json(earlier.contents) if earlier is not None else None,
        made_at=moment.now,
        number=round_.number,
        partnership=partnership.id,
    )
    snapshot = rounds.freeze(unit, round_, "overview", overview.to_json(contents), moment.now)
    rounds.set_stage(unit, round_, RoundStage.REVEALED, at=moment.now)
    members = people.members(unit, partnership.id)
    shown = posting.to_all(
        moment, house, partnership, members, lambda member: Show(snapshot.id, member.id, "result")
    )
    digests = posting.to_all(
        moment,
        house,
        partnership,
        posting.coordinators(members),
        lambda member: Show(snapshot.id, member.id, "digest"),
        copies=Copies.ONCE,
    )
    sheets = ()
    if any(isinstance(stage, Discuss) for stage in flow.stages):
        sheets = posting.to_all(
            moment, house, partnership, members, lambda member: Hand("sheet", snapshot.id, member.id)
        )
    return Outcome((*shown, *digests, *sheets), (ask_discussed(moment, house, partnership, round_, "1"),))


def ask_discussed(
    moment: Moment, house: House, partnership: Partnership, round_: Round, occurrence: str
) -> Due:
    """When everyone is asked whether the result was discussed: five working days on, at nine."""
    zone = ZoneInfo(partnership.timezone)
    day = cadence.add_workdays(moment.now.astimezone(zone).date(), ASK_DISCUSSED_AFTER, house.calendar)
    return Due("discussed", round_.id, occurrence, cadence.local_instant(day, time(9), zone))


def choices(round_: Round) -> tuple[tuple[Button, ...], ...]:
    """What a coordinator can do with too few answers."""
    return (
        (Button("button.longer", Press("longer", (round_.id,))),),
        (Button("button.in_meeting", Press("inmeeting", (round_.id,))),),
        (Button("button.skip_round", Press("skipround", (round_.id,))),),
    )


def _too_few(
    unit: Unit, moment: Moment, house: House, partnership: Partnership, round_: Round, turnout: Turnout
) -> Outcome:
    rounds.set_stage(unit, round_, RoundStage.TOO_FEW, at=moment.now)
    values = {
        "title": round_.flow,
        "answered": turnout.organisations_answered,
        "all": turnout.organisations_invited,
    }
    members = people.members(unit, partnership.id)
    leading = {member.id for member in posting.coordinators(members)}
    return Outcome(
        posting.to_all(
            moment,
            house,
            partnership,
            members,
            lambda member: Notice(
                "round.too_few_choose" if member.id in leading else "round.too_few",
                values,
                choices(round_) if member.id in leading else (),
                partnership.id,
            ),
        )
    )
