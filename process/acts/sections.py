"""What a coordinator finds behind [Rondes] and [Meenemen]: one screen each, one button for each thing.

[Overleg] is `overleg.py` and [Wie doen er mee] is `people.py`. Another thing to do is one more row here.
"""

from __future__ import annotations

from process.acts.which import in_which
from process.case import Case
from process.incoming import Press
from process.message import Button, Notice, Outcome, Rows
from process.registry import OnPartnership, Permission, command, partnership_act
from storage.queries import rounds


@command("rondes", "rounds", may=Permission.RUN)
def rounds_command(case: Case, payload: str) -> Outcome:
    """Start a round, or change when one opens."""
    return in_which(case, "rounds", Permission.RUN)


@partnership_act("rounds", Permission.RUN)
def rounds_section(case: Case, on: OnPartnership) -> Outcome:
    """Rondes: start one now."""
    partnership = on.member.partnership_id
    rows: list[tuple[Button, ...]] = []
    if rounds.open_round(case.unit, partnership) is None:
        rows.append((Button("button.start_round", Press("flows", (partnership,))),))
    return case.says(Notice("overleg.rounds", {}, (*rows, *_back(partnership)), partnership))


@command("meenemen", "takeaway", may=Permission.RUN)
def take_away_command(case: Case, payload: str) -> Outcome:
    """What can be taken along, and how long it is kept."""
    return in_which(case, "takeaway", Permission.RUN)


@partnership_act("takeaway", Permission.RUN)
def take_away_section(case: Case, on: OnPartnership) -> Outcome:
    """Meenemen: what can be taken along, and for how long it is kept here."""
    partnership = on.member.partnership_id
    rows = ((Button("button.keeping", Press("keeping", (partnership,))),),)
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
