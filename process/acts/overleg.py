"""For coordinators: the meeting, how far its round is, and what they can do about it. /overleg"""

from __future__ import annotations

from process import closing
from process.acts.agreeing_reasons import red_rows
from process.acts.moving import agenda_button
from process.acts.rounds import discussed_buttons
from process.acts.sections import section_rows
from process.acts.which import in_which
from process.case import Case
from process.incoming import Press
from process.message import Button, Notice, Rows, Value
from process.outcome import Outcome
from process.registry import OnPartnership, Permission, command, partnership_act
from process.states import RoundStage, SeatState
from storage.queries import opening, partnerships, people, rounds
from storage.tables import Partnership, Round


@command("overleg", "meeting", may=Permission.RUN, listed=True)
def overleg_command(case: Case, payload: str) -> Outcome:
    """Rounds, people and the next meeting."""
    return in_which(case, "overleg", Permission.RUN)


@partnership_act("overleg", Permission.RUN)
def overleg(case: Case, on: OnPartnership) -> Outcome:
    """One screen: the round, and a button for each thing that can be done now."""
    partnership = on.member.partnership_id
    round_ = rounds.open_round(case.unit, partnership)
    key, values = how_far(case, round_)
    rows = [*_now(case, partnerships.partnership(case.unit, partnership), round_)]
    if opening.last_snapshot(case.unit, partnership, "overview") is not None:
        rows.append((Button("button.result", Press("result", (partnership,))),))
    rows += _meeting_rows(case, partnership)
    rows.append((Button("button.live", Press("live", (partnership,))),))
    rows.append((Button("button.running", Press("running", (partnership,))),))
    rows += red_rows(case.unit, partnership)
    rows += section_rows(partnership)
    rows.append(
        (
            Button("button.people", Press("people", (partnership,))),
            Button("button.menu", Press("home", (partnership,))),
        )
    )
    return case.says(Notice(key, values, tuple(rows), partnership))


def _meeting_rows(case: Case, partnership: int) -> Rows:
    """Plan the meeting; or move it, cancel it, take it along, and plan one more."""
    meeting = partnerships.next_meeting(case.unit, partnership, case.now)
    plan = Press("meeting", (partnership,))
    if meeting is None:
        return ((Button("button.plan_meeting", plan),),)
    return (
        (Button("button.move_meeting", plan, {"when": meeting.starts_at.isoformat()}),),
        (
            Button("button.off_meeting", Press("offmeeting", (partnership,))),
            agenda_button(meeting),
        ),
        (Button("button.another_meeting", Press("another", (partnership,))),),
    )


def how_far(case: Case, round_: Round | None) -> tuple[str, dict[str, Value]]:
    """The text that says where a round stands, with how many of each organisation are in."""
    if round_ is None:
        return "overleg.none", {}
    values: dict[str, Value] = {"flow": round_.flow}
    if round_.stage == RoundStage.COLLECT:
        collecting = {"ready": _how_many(case, round_), "until": round_.closes_at.isoformat()}
        return "overleg.collect", values | collecting
    return "overleg.too_few" if round_.stage == RoundStage.TOO_FEW else "overleg.revealed", values


def _now(case: Case, partnership: Partnership, round_: Round | None) -> Rows:
    """What can be done about the round as it stands."""
    if round_ is None or round_.stage == RoundStage.COLLECT:
        return ()
    if round_.stage == RoundStage.TOO_FEW:
        return closing.choices(case, partnership, round_)
    sheet = (Button("button.sheet", Press("sheet", (round_.id,))),)
    return (*discussed_buttons(round_), sheet)


def _how_many(case: Case, round_: Round) -> str:
    """How many of each organisation are in: of an organisation of one that is the person."""
    seats = [seat for seat, _, _ in opening.still_in(case.unit, round_.id)]
    lines = []
    for each in people.organisations(case.unit, round_.partnership_id):
        own = [seat for seat in seats if seat.organisation_id == each.id]
        if own:
            ready = sum(1 for seat in own if seat.state == SeatState.SENT)
            lines.append(f"{each.name}: {ready}/{len(own)}")
    return "\n".join(lines)
