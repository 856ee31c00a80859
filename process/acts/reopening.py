"""A partnership that ended: what is left of it to see, and opening it again."""

from __future__ import annotations

from process import ending, posting
from process.case import Case
from process.incoming import Press
from process.message import Button, Ending, Notice, Rows
from process.outcome import Outcome
from process.registry import OnPartnership, Permission, partnership_act
from storage.queries import endings, partnerships
from storage.tables import Member


@partnership_act("open_again", Permission.READ)
def reopen(case: Case, on: OnPartnership) -> Outcome:
    """A coordinator opens it again alone; otherwise two organisations do."""
    partnership = partnerships.lock(case.unit, on.member.partnership_id)
    menu = ((Button("button.menu", Press("home", (on.member.partnership_id,))),),)
    if partnership is None or partnership.ended_at is None:
        return case.says(Notice("ending.runs", {}, menu, on.member.partnership_id))
    if not ending.is_asked(on.member) and not posting.leads(on.member):
        return case.says(Notice("ending.who_reopens", {}, menu, partnership.id))
    if not ending.wants_on(case, partnership, on.member):
        return case.says(Notice("ending.reopening", {}, menu, partnership.id))
    said = case.says(Notice("ending.you_reopened", {}, menu, partnership.id))
    return said + ending.reopen(case, partnership, on.member)


@partnership_act("last_overview", Permission.READ)
def last_overview(case: Case, on: OnPartnership) -> Outcome:
    """What was reached, and what is left."""
    return over(case, on.member)


def over(case: Case, member: Member) -> Outcome:
    """What somebody finds who does something in a partnership that ended: its last overview."""
    row = endings.last(case.unit, member.partnership_id)
    return home(case, member) if row is None else case.says(Ending(row.id, member.id))


def home(case: Case, member: Member) -> Outcome:
    """The menu of a partnership that ended."""
    partnership = member.partnership_id
    rows: Rows = (
        (Button("button.reopen", Press("open_again", (partnership,))),),
        (
            Button("button.people", Press("people", (partnership,))),
            Button("button.privacy", Press("privacy")),
        ),
        (Button("button.settings", Press("settings")), Button("button.stop", Press("stop"))),
    )
    if endings.last(case.unit, partnership) is not None:
        rows = ((Button("button.last_overview", Press("last_overview", (partnership,))),), *rows)
    return case.says(Notice("ending.is_over", {}, rows, partnership))
