"""Which organisation is the municipality: a flow may ask it something else, such as its hat."""

from __future__ import annotations

from flows.cast import OrganisationSort
from process.case import Case
from process.incoming import Argument, Press
from process.message import Button, Notice
from process.outcome import Outcome
from process.registry import OnPartnership, Permission, partnership_act
from storage.queries import people

CHOSEN = "✔ "


@partnership_act("sorts", Permission.INVITE)
def show(case: Case, on: OnPartnership) -> Outcome:
    """The organisations, with a sign before those that are a municipality; a tap changes one."""
    partnership = on.member.partnership_id
    rows = tuple(
        (
            Button(
                "button.sort",
                Press("sort", (partnership, each.id)),
                {"sign": CHOSEN if each.sort is not None else "", "name": each.name},
            ),
        )
        for each in people.organisations(case.unit, partnership)
    )
    back = (Button("button.people", Press("people", (partnership,))),)
    return case.says(Notice("sorts.which", {}, (*rows, back), partnership))


@partnership_act("sort", Permission.INVITE)
def change(case: Case, on: OnPartnership, organisation: Argument = 0) -> Outcome:
    """This organisation is the municipality, or is not after all."""
    own = people.organisations(case.unit, on.member.partnership_id)
    chosen = next((each for each in own if each.id == organisation), None)
    if chosen is not None:
        sort = None if chosen.sort is not None else OrganisationSort.MUNICIPALITY
        people.set_sort(case.unit, chosen, sort)
    return show(case, on)
