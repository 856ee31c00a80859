"""The end of collecting: the seal opens, or too few have answered. The gate decides; this carries it out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from flows.model import Discuss
from process import (
    alone,
    at_the_table,
    choosing,
    digests,
    grouping,
    guessing,
    jointly,
    meetings,
    planning,
    posting,
    relaying,
)
from process.case import Work, cast_at, flow_of, promise_of
from process.incoming import Press
from process.message import Button, Hand, Message, Notice, Show, Value
from process.outcome import Outcome, Outgoing
from process.rules import basis, cadence, gate, overview
from process.rules.around import CLOSES_AT
from process.rules.basis import Basis, Behind
from process.rules.pictures import pictures_of
from process.rules.turnout import Attendance, Turnout
from process.rules.withholding import Withholding, questions_of
from process.states import RoundStage, SeatState, Together
from storage.queries import events, opening, partnerships, people, rounds
from storage.tables import Member, Partnership, Round

BASIS = "basis"
"""The snapshot that is kept for later rounds and shown to nobody."""

LONGER_WORKDAYS = 3


def attendances(work: Work, round_: Round, zone: ZoneInfo, *, over: bool) -> tuple[Attendance, ...]:
    """Who was invited and how far they are; who left no longer counts unless they had sent.

    Where an organisation answers together it is one, and once it is `over` what lay with colleagues is sent.
    """
    today = work.now.astimezone(zone).date()
    result = []
    for seat, member, person in opening.still_in(work.unit, round_.id):
        away = person.away_until is not None and person.away_until >= today
        state, cast = SeatState(seat.state), cast_at(seat, member)
        result.append(Attendance(member.id, seat.organisation_id, state, away, cast))
    return jointly.as_organisations(work, round_, result, over=over) if round_.joint else tuple(result)


def consider(work: Work, round_: Round) -> Outcome:
    """Open the seal or close with too few when the rule says so; otherwise nothing happens."""
    if round_.stage != RoundStage.COLLECT:
        return Outcome()
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    zone = ZoneInfo(partnership.timezone)
    over = work.now >= round_.closes_at
    settled = jointly.settle(work, round_, over=over)
    present = attendances(work, round_, zone, over=over)
    sealed = rounds.all_answers(work.unit, round_.id)
    flow = flow_of(work.unit, work.house.shelf, round_)
    match gate.open_seal(sealed, present, round_.closes_at, work.now, flow):
        case gate.Revealed() as revealed:
            return reveal(work, partnership, round_, revealed, present, at_the_table.on_phones(work, round_))
        case gate.TooFew(turnout=turnout):
            return _too_few(work, partnership, round_, turnout)
        case _:
            return settled


def close_now(work: Work, round_: Round) -> Outcome | None:
    """As at the deadline, which is now; None, and nothing changes, when there is too little to show."""
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    present = attendances(work, round_, ZoneInfo(partnership.timezone), over=True)
    sealed = rounds.all_answers(work.unit, round_.id)
    flow = flow_of(work.unit, work.house.shelf, round_)
    opened = gate.open_seal(sealed, present, work.now - gate.GRACE, work.now, flow)
    if not isinstance(opened, gate.Revealed):
        return None
    jointly.settle(work, round_, over=True)
    return reveal(work, partnership, round_, opened, present, Together.PHONES)


def reveal(
    work: Work,
    partnership: Partnership,
    round_: Round,
    revealed: gate.Revealed[tuple[gate.Voice, ...]],
    present: tuple[Attendance, ...],
    together: Together | None = None,
) -> Outcome:
    """Freeze what the gate opened, and show it to everyone; `together` when that is in the meeting."""
    flow = flow_of(work.unit, work.house.shelf, round_)
    names = tuple((each.id, each.name) for each in people.organisations(work.unit, partnership.id))
    before = rounds.previous_round(work.unit, round_)
    earlier = opening.snapshot(work.unit, before.id, "overview") if before is not None else None
    withholding = Withholding(
        flow,
        revealed,
        promise_of(round_, work.house.promise),
        bases(work, partnership.id, flow.id),
        opening.persons(work.unit, partnership.id),
    )
    contents = overview.build(
        organisations=names,
        attendances=present,
        previous=overview.from_json(earlier.contents) if earlier is not None else None,
        made_at=work.now,
        number=round_.number,
        partnership=partnership.id,
        withholding=withholding,
        together=together,
    )
    snapshot = opening.freeze(work.unit, round_, "overview", overview.to_json(contents), work.now)
    opening.freeze(work.unit, round_, BASIS, basis.to_json(withholding.basis()), work.now)
    opening.set_stage(work.unit, round_, RoundStage.REVEALED, at=work.now)
    events.note(work.unit, partnership.id, "revealed", None, work.now, data=str(round_.id))
    members = people.members(work.unit, partnership.id)
    shown = tuple(
        outgoing
        for part in ("result", *pictures_of(flow, contents))
        for outgoing in posting.to_all(work, partnership, members, _show(snapshot.id, part))
    )
    turn = meetings.turn_of(work, partnership, round_)
    later = turn is not None and turn.sheet_at > work.now
    sheets = () if later else sheets_to_all(work, partnership, round_)
    shown += grouping.result_is_there(work, partnership)
    guessed = guessing.to_who_guessed(work, partnership, round_, snapshot)
    shown_to_all = Outcome((*shown, *guessed, *sheets), meetings.dues(work, partnership, round_))
    if not later:
        shown_to_all += digests.with_result(work, partnership)
    if together:
        return at_the_table.at_once(work, partnership, round_, shown_to_all)
    shown_to_all += choosing.begin(work, partnership, round_)
    return shown_to_all + relaying.begin(work, partnership, round_)


def _show(snapshot: int, part: str) -> Callable[[Member], Message]:
    return lambda member: Show(snapshot, member.id, part)


def sheets_to_all(work: Work, partnership: Partnership, round_: Round) -> tuple[Outgoing, ...]:
    """The talking sheet of a revealed round to everyone; nothing for a flow that is not discussed."""
    snapshot = opening.snapshot(work.unit, round_.id, "overview")
    flow = flow_of(work.unit, work.house.shelf, round_)
    if snapshot is None or not any(isinstance(stage, Discuss) for stage in flow.stages):
        return ()
    members, sheet = people.members(work.unit, partnership.id), snapshot.id
    return posting.to_all(work, partnership, members, lambda member: Hand("sheet", sheet, member.id))


def bases(work: Work, partnership: int, flow: str) -> tuple[Basis, ...]:
    """On whom rests what the rounds of this flow have shown so far, by membership."""
    return tuple(_basis(work, each) for each in opening.revealed_rounds(work.unit, partnership, flow))


def _basis(work: Work, round_: Round) -> Basis:
    """As it was kept; of a round from before that, everyone who sent stands behind each of its questions."""
    kept = opening.snapshot(work.unit, round_.id, BASIS)
    if kept is not None:
        return basis.from_json(kept.contents)
    sent = opening.senders(work.unit, round_.id)
    asked = {question.id for question in questions_of(flow_of(work.unit, work.house.shelf, round_))}
    promised = promise_of(round_, work.house.promise)
    return Basis(sent, dict.fromkeys(asked, Behind(sent, sent)), promised.counts_from)


def longer_until(work: Work, partnership: Partnership, round_: Round) -> datetime:
    """Until when more time can be given: the last call before the meeting, or three working days on."""
    last = meetings.last_call(work, partnership, round_)
    if last is not None and last > work.now:
        return last
    zone = ZoneInfo(partnership.timezone)
    today = work.now.astimezone(zone).date()
    day = cadence.add_workdays(today, LONGER_WORKDAYS, work.house.calendar)
    return cadence.local_instant(day, CLOSES_AT, zone)


def choices(work: Work, partnership: Partnership, round_: Round) -> tuple[tuple[Button, ...], ...]:
    """What a coordinator can do with too few answers."""
    until = longer_until(work, partnership, round_).isoformat()
    values: dict[str, Value] = {"until": until, "zone": partnership.timezone}
    return (
        (Button("button.longer", Press("longer", (round_.id,)), values),),
        (Button("button.in_meeting", Press("inmeeting", (round_.id,))),),
        (Button("button.skip_round", Press("skipround", (round_.id,))),),
    )


def _too_few(work: Work, partnership: Partnership, round_: Round, turnout: Turnout) -> Outcome:
    opening.set_stage(work.unit, round_, RoundStage.TOO_FEW, at=work.now)
    last = meetings.last_call(work, partnership, round_)
    if last is not None and last <= work.now:
        return leave_to_meeting(work, partnership, round_)
    events.note(work.unit, partnership.id, "round_too_few", None, work.now, data=str(round_.id))
    values: dict[str, Value] = {
        "flow": round_.flow,
        "answered": turnout.organisations_answered,
        "all": turnout.organisations_invited,
    }
    members = people.members(work.unit, partnership.id)
    leading = {member.id for member in posting.coordinators(members)}
    sent = {seat.member_id for seat in rounds.seats(work.unit, round_.id) if seat.state == SeatState.SENT}
    buttons = choices(work, partnership, round_)

    def told(member: Member) -> Notice:
        if member.id in leading:
            return Notice("round.too_few_choose", values, buttons, partnership.id)
        key = "round.too_few_kept" if member.id in sent else "round.too_few"
        return Notice(key, values, (), partnership.id)

    return Outcome(posting.to_all(work, partnership, members, told))


def leave_to_meeting(work: Work, partnership: Partnership, round_: Round) -> Outcome:
    """Nobody chose in time what to do with too few answers: it is done in the meeting, as everyone hears."""
    ended = alone.end_round(work, round_, RoundStage.SKIPPED)
    events.note(work.unit, partnership.id, "round_in_meeting", None, work.now, data=str(round_.id))
    notice = Notice("round.left_to_meeting", {"flow": round_.flow}, (), partnership.id)
    members = people.members(work.unit, partnership.id)
    told = posting.to_all(work, partnership, members, lambda _: notice)
    return Outcome(told) + ended + planning.agree_unless_chosen(work, partnership)
