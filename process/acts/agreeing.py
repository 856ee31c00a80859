"""The agreements of a partnership: the list, and one of them with what somebody can do. /afspraken"""

from __future__ import annotations

from process import posting
from process.acts import newcomer
from process.acts.which import in_which
from process.case import Case
from process.incoming import Argument, Press
from process.message import Agreements, Button, Quoted, Rows
from process.outcome import Outcome
from process.registry import (
    OnAgreement,
    OnPartnership,
    Permission,
    Whose,
    agreement_act,
    command,
    partnership_act,
)
from process.rules.agreeing import PENDING, STANDING
from process.states import AgreementState as State
from process.states import Role
from storage.tables import Agreement, Member


@command("afspraken", "agreements", may=Permission.READ)
def agreements_command(case: Case, payload: str) -> Outcome:
    """What is proposed and agreed."""
    return in_which(case, "agreements", Permission.READ)


@partnership_act("agreements", Permission.READ)
def show_all(case: Case, on: OnPartnership, skip: Argument = 0) -> Outcome:
    """Everything that is not done, the first date first, and what was done last."""
    return case.says(Agreements(on.member.id, max(0, skip) if isinstance(skip, int) else 0))


@agreement_act("ag_show", Permission.READ, Whose.GROUP)
def show(case: Case, on: OnAgreement) -> Outcome:
    """One agreement, with a button for each thing that this person can do about it now."""
    new = newcomer.agreement_rows(on.agreement, on.member)
    rows = (*choices(on.agreement, on.member), *new, *back(on.member))
    return case.says(Quoted("agreeing.card", on.member.id, on.agreement.id, buttons=rows))


def choices(row: Agreement, member: Member) -> Rows:
    """What this member can do about an agreement now."""
    rows: list[tuple[Button, ...]] = []
    if row.state in PENDING and row.asked_id == member.id:
        return asked_rows(row)
    if row.state == State.PROPOSED and member.role != Role.OBSERVER:
        rows.append((Button("button.agree_mine", Press("ag_mine", (row.id,))),))
    if row.state == State.WILLING and row.owner_id == member.id:
        rows += met_rows(row)
    if row.state in STANDING and row.owner_id == member.id:
        rows += going_rows(row)
        rows.append((Button("button.agree_back", Press("ag_back", (row.id,))),))
    mine = row.proposed_by == member.id or posting.leads(member)
    if row.state in {State.PROPOSED, *PENDING} and mine:
        rows.append((Button("button.agree_let_go", Press("ag_let_go", (row.id,))),))
    return tuple(rows)


def asked_rows(row: Agreement) -> Rows:
    """[Ja, doe ik] [Andere datum] [Eerst intern overleggen] [Nee]."""
    return (
        (Button("button.agree_yes", Press("ag_yes", (row.id,))), _other_day(row)),
        (_at_home(row),),
        (Button("button.agree_no", Press("ag_no", (row.id,))),),
    )


def met_rows(row: Agreement) -> Rows:
    """Was it agreed in the meeting? [Ja] [Andere datum] [Nee]."""
    return (
        (Button("button.agree_met", Press("ag_met", (row.id,))), _other_day(row)),
        (Button("button.agree_not_met", Press("ag_no", (row.id,))),),
    )


def going_rows(row: Agreement) -> Rows:
    """How does it go? [Gelukt] [Bijna] [Andere datum] [Eerst intern overleggen] [Hulp nodig]."""
    return (
        (
            Button("button.agree_done", Press("ag_done", (row.id,))),
            Button("button.agree_nearly", Press("ag_nearly", (row.id,))),
        ),
        (_other_day(row), Button("button.agree_help", Press("ag_help", (row.id,)))),
        (_at_home(row),),
    )


def back(member: Member) -> Rows:
    """[Afspraken] [Menu]."""
    return (
        (
            Button("button.agreements", Press("agreements", (member.partnership_id,))),
            Button("button.menu", Press("home", (member.partnership_id,))),
        ),
    )


def changed_meanwhile(case: Case, on: OnAgreement) -> Outcome:
    """The step cannot be taken any more: what stands now, without a reproach."""
    return Outcome(toast="toast.stale") + show(case, on)


def _other_day(row: Agreement) -> Button:
    return Button("button.agree_day", Press("ag_day", (row.id,)))


def _at_home(row: Agreement) -> Button:
    return Button("button.agree_home", Press("ag_home", (row.id,)))
