"""From a message that lists several rounds to the invitation to one of them."""

from __future__ import annotations

from process.case import Case
from process.incoming import Press
from process.message import Button, Notice, Opening
from process.outcome import Outcome
from process.registry import OnSeat, seat_act
from process.states import RoundStage


@seat_act("invited")
def invited(case: Case, on: OnSeat) -> Outcome:
    """The invitation as a message of its own: the list stays, with the buttons of the others."""
    if on.round.stage != RoundStage.COLLECT:
        menu = ((Button("button.menu", Press("home", (on.round.partnership_id,))),),)
        over = Notice("round.over", {}, menu, on.round.partnership_id)
        return Outcome((case.reply(over, anew=True),))
    return Outcome((case.reply(Opening(on.seat.id), anew=True),))
