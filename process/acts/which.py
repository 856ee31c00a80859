"""In which partnership? Asked only of who is in several; a command that needs one starts here."""

from __future__ import annotations

from collections.abc import Iterable

from process import authority, registry
from process.acts import reopening
from process.case import Case
from process.incoming import Press
from process.message import Button, Notice
from process.outcome import Outcome
from process.registry import OnPartnership, Permission
from storage.queries import partnerships, people
from storage.tables import Member


def in_which(case: Case, act: str, permission: Permission) -> Outcome:
    """Do a partnership act in the one partnership where the person may; else say there is none, or ask."""
    allowed = [each for each in mine(case) if authority.may(each, permission)]
    if not allowed:
        return nowhere(case)
    if len(allowed) == 1 and authority.is_over(case.unit, allowed[0], permission):
        return reopening.over(case, allowed[0])
    if len(allowed) == 1:
        return registry.ACTS[act].run(case, OnPartnership(allowed[0]))
    return ask(case, act, allowed)


def nowhere(case: Case) -> Outcome:
    """In no partnership of this person they may do this; or they take part in none."""
    if not mine(case):
        return case.says(Notice("stop.nothing"))
    return case.says(Notice("which.none", {}, ((Button("button.menu", Press("menu")),),)))


def ask(case: Case, act: str, members: Iterable[Member]) -> Outcome:
    """A button for each partnership."""
    rows = tuple(
        (Button("button.partnership", Press(act, (member.partnership_id,)), {"name": name_of(case, member)}),)
        for member in members
    )
    return case.says(Notice("which.choose", {}, rows))


def mine(case: Case) -> list[Member]:
    """The person's memberships that have not ended."""
    return people.members_of_person(case.unit, case.person.id)


def name_of(case: Case, member: Member) -> str:
    """The name of the partnership that a membership is of."""
    return partnerships.partnership(case.unit, member.partnership_id).name
