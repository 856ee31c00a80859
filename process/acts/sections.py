"""What a coordinator finds behind [Rondes] and [Meenemen]: one screen each, one button for each thing.

[Overleg] is `overleg.py` and [Wie doen er mee] is `people.py`. Another thing to do is one more row here.
"""

from __future__ import annotations

from flows import parts
from process import planning
from process.acts import next_round
from process.acts.pausing import pause_button
from process.acts.which import in_which
from process.case import Case
from process.incoming import Press
from process.message import Button, Notice, Rows, Value
from process.outcome import Outcome
from process.registry import OnPartnership, Permission, command, partnership_act
from storage.queries import partnerships, rounds
from storage.tables import Partnership


@command("rondes", "rounds", may=Permission.RUN)
def rounds_command(case: Case, payload: str) -> Outcome:
    """Start a round, or change when one opens."""
    return in_which(case, "rounds", Permission.RUN)


@partnership_act("rounds", Permission.RUN)
def rounds_section(case: Case, on: OnPartnership) -> Outcome:
    """Rondes: what comes next, start one now, change the next one, pause."""
    partnership = partnerships.partnership(case.unit, on.member.partnership_id)
    rows: list[tuple[Button, ...]] = []
    if rounds.open_round(case.unit, partnership.id) is None:
        rows.append((Button("button.start_round", Press("flows", (partnership.id,))),))
    key, values = _comes(case, partnership)
    if partnership.opens_at is not None and partnership.opens_at > case.now:
        skip = Press("skipnext", (partnership.id, next_round.named(partnership)))
        move = Press("movenext", (partnership.id,))
        rows.append((Button("button.skip_next", skip), Button("button.move_next", move)))
        flow = case.house.shelf.flows.get(partnership.next_flow)
        if flow is not None and parts.extras(flow):
            rows.append((Button("button.extras", Press("extras", (partnership.id, flow.id))),))
    region = Button("button.region", Press("region", (partnership.id,)))
    rows.append((pause_button(partnership), region))
    return case.says(Notice(key, values, (*rows, *_back(partnership.id)), partnership.id))


def _comes(case: Case, partnership: Partnership) -> tuple[str, dict[str, Value]]:
    """What the next round is, in a text and its values."""
    if partnership.paused_until is not None:
        return "rounds.now_paused", {"until": partnership.paused_until.isoformat()}
    if partnership.opens_at is None or partnership.opens_at <= case.now:
        return "rounds.none", {}
    opens = {"opens": partnership.opens_at.isoformat()}
    planned = planning.planned(
        case, partnership, later=rounds.open_round(case.unit, partnership.id) is not None
    )
    if planned.meeting_at is None:
        return "rounds.next", {**opens}
    return "rounds.next_around", {**opens, "when": planned.meeting_at.isoformat()}


@command("meenemen", "takeaway", may=Permission.RUN)
def take_away_command(case: Case, payload: str) -> Outcome:
    """What can be taken along, and how long it is kept."""
    return in_which(case, "takeaway", Permission.RUN)


@partnership_act("takeaway", Permission.RUN)
def take_away_section(case: Case, on: OnPartnership) -> Outcome:
    """Meenemen: what can be taken along, and for how long it is kept here."""
    partnership = on.member.partnership_id
    rows = (
        (Button("button.keeping", Press("keeping", (partnership,))),),
        (Button("button.ending", Press("ending", (partnership,))),),
    )
    return case.says(Notice("overleg.take_away", {}, (*rows, *_back(partnership)), partnership))


def section_rows(partnership: int) -> Rows:
    """[Rondes] [Meenemen]: a row with the sections beside Overleg."""
    return (
        (
            Button("button.rounds", Press("rounds", (partnership,))),
            Button("button.take_away", Press("takeaway", (partnership,))),
        ),
    )


def _back(partnership: int) -> Rows:
    return (
        (
            Button("button.run", Press("overleg", (partnership,))),
            Button("button.menu", Press("home", (partnership,))),
        ),
    )
