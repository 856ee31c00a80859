"""Extra vragen: the optional questions of a flow, which a coordinator switches on for its next round."""

from __future__ import annotations

from flows import parts
from flows.model import Flow
from process.case import Case
from process.incoming import Argument, Press
from process.message import Button, Notice, Rows
from process.outcome import Outcome
from process.registry import OnPartnership, Permission, partnership_act
from storage.queries import extras as rows
from storage.queries import rounds

CHOSEN = "chosen"
"""At [Ronde nu starten]: the extra questions were looked at."""


@partnership_act("extras", Permission.RUN)
def show(case: Case, on: OnPartnership, flow_id: Argument = "") -> Outcome:
    """Which are on, with a tap for each; they are off until somebody switches them on."""
    partnership, flow = on.member.partnership_id, case.house.shelf.flows.get(str(flow_id))
    if flow is None or not parts.extras(flow):
        return case.says(Notice("round.no_such_flow", partnership=partnership))
    return case.says(choosing(case, partnership, flow))


@partnership_act("extra", Permission.RUN)
def switch(
    case: Case, on: OnPartnership, flow_id: Argument = "", number: Argument = 0, switched: Argument = 0
) -> Outcome:
    """Switch one on (1) or off (0). The button says which, so that two coordinators never undo each other."""
    partnership, flow = on.member.partnership_id, case.house.shelf.flows.get(str(flow_id))
    optional = parts.extras(flow) if flow is not None else ()
    if isinstance(number, int) and 0 <= number < len(optional):
        rows.switch(case.unit, partnership, str(flow_id), optional[number].id, on=switched == 1)
    return show(case, on, flow_id)


def choosing(case: Case, partnership: int, flow: Flow) -> Notice:
    """The screen with the extra questions of a flow."""
    on = rows.chosen(case.unit, partnership, flow.id)
    taps: Rows = tuple(
        (
            Button(
                "button.extra_on" if question.id in on else "button.extra_off",
                Press("extra", (partnership, flow.id, number, int(question.id not in on))),
                {"flow": flow.id, "extra": question.id},
            ),
        )
        for number, question in enumerate(parts.extras(flow))
    )
    start: Rows = ()
    if rounds.open_round(case.unit, partnership) is None:
        start = ((Button("button.start_now", Press("start", (partnership, flow.id, CHOSEN))),),)
    back: Rows = ((Button("button.rounds", Press("rounds", (partnership,))),),)
    return Notice("extras.choose", {"flow": flow.id}, (*taps, *start, *back), partnership)
