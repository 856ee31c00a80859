"""A stand-in (waarnemer): a colleague who hears what is somebody's while they are away, having said yes."""

from __future__ import annotations

from process import posting
from process.acts import forms
from process.acts.which import mine
from process.case import Case, Work
from process.incoming import Argument, Press
from process.message import Button, Notice, Value
from process.outcome import Copies, Outcome, Outgoing
from process.registry import OnPartnership, Permission, open_act, partnership_act
from process.rules.attention import Attention
from process.states import Role
from storage.queries import partnerships, people, stand_ins
from storage.tables import Member, StandIn

_HEARD = {
    Attention.AGREEMENT: "stand_in.heard_agreement",
    Attention.KEEPER: "stand_in.heard_keeper",
}
"""What is somebody's own; an invitation the colleague has as well, and a reminder is for nobody else."""


def candidates(case: Case) -> list[Member]:
    """Colleagues of the same organisation, in each of the person's partnerships, who answer themselves."""
    found: list[Member] = []
    for own in mine(case):
        if own.organisation_id is None:
            continue
        for each in people.members(case.unit, own.partnership_id):
            same = each.organisation_id == own.organisation_id and each.id != own.id
            if same and each.role != Role.OBSERVER and not each.paper and not _is_away(case, each):
                found.append(each)
    return found


@open_act("standin")
def choose(case: Case) -> Outcome:
    """Who stands in? A button for each colleague."""
    if case.person.returns_at is None:
        return case.says(Notice("stand_in.not_away", {}, forms.menu_row(case)))
    rows = tuple((_colleague(case, each),) for each in candidates(case))
    return case.says(Notice("stand_in.who" if rows else "stand_in.none", {}, (*rows, *forms.menu_row(case))))


@partnership_act("standinask", Permission.ANSWER)
def ask(case: Case, on: OnPartnership, member_id: Argument = 0) -> Outcome:
    """The colleague is asked; nobody stands in without a yes."""
    partnership = partnerships.partnership(case.unit, on.member.partnership_id)
    chosen = next((each for each in candidates(case) if each.id == member_id), None)
    if chosen is None or chosen.partnership_id != partnership.id or case.person.away_until is None:
        return choose(case)
    asked = stand_ins.ask(case.unit, on.member.id, chosen.id, case.now)
    buttons = (
        (
            Button("button.stand_in_yes", Press("standinsay", (partnership.id, asked.id, "yes"))),
            Button("button.stand_in_no", Press("standinsay", (partnership.id, asked.id, "no"))),
        ),
    )
    question = Notice("stand_in.asked", _about(case, on.member), buttons, partnership.id)
    told = posting.notice(
        case, partnership, chosen, question, copies=Copies.ONCE, slot=f"standin:{on.member.id}"
    )
    said = Notice("stand_in.asking", {"name": chosen.name}, forms.menu_row(case), partnership.id)
    return case.says(said) + Outcome((told,))


@partnership_act("standinsay", Permission.ANSWER)
def answer(case: Case, on: OnPartnership, stand_in: Argument = 0, how: Argument = "") -> Outcome:
    """Yes or no; both can be said until the other is back."""
    row = _mine(case, on, stand_in)
    if row is None:
        return case.says(Notice("stand_in.over", partnership=on.member.partnership_id))
    absent = people.member(case.unit, row.member_id)
    if how == "yes":
        stand_ins.accept(case.unit, row, case.now)
        key = "stand_in.thanks"
    else:
        stand_ins.decline(case.unit, row, case.now)
        key = "stand_in.declined"
    return case.says(Notice(key, _about(case, absent), (), on.member.partnership_id))


def passed_on(work: Work, outcome: Outcome) -> Outcome:
    """What goes to somebody on leave and is their own, their stand-in hears of, in their own hours."""
    return Outcome(tuple(told for each in outcome.messages if (told := _heard(work, each)) is not None))


def _heard(work: Work, outgoing: Outgoing) -> Outgoing | None:
    key = _HEARD.get(outgoing.counts) if outgoing.counts is not None else None
    if key is None or outgoing.partnership is None:
        return None
    absent = people.member_in(work.unit, outgoing.to, outgoing.partnership)
    if absent is None or people.person(work.unit, outgoing.to).returns_at is None:
        return None
    chosen = stand_ins.stand_in_of(work.unit, absent.id)
    if chosen is None:
        return None
    partnership = partnerships.partnership(work.unit, outgoing.partnership)
    menu = ((Button("button.menu", Press("home", (partnership.id,))),),)
    notice = Notice(key, _about(work, absent), menu, partnership.id)
    return posting.notice(work, partnership, chosen, notice, copies=Copies.ONCE, counts=outgoing.counts)


def _mine(case: Case, on: OnPartnership, stand_in: Argument) -> StandIn | None:
    row = stand_ins.find(case.unit, stand_in) if isinstance(stand_in, int) else None
    return row if row is not None and row.by_id == on.member.id else None


def _colleague(case: Case, member: Member) -> Button:
    values: dict[str, Value] = {
        "name": member.name,
        "partnership": partnerships.partnership(case.unit, member.partnership_id).name,
    }
    return Button("button.colleague", Press("standinask", (member.partnership_id, member.id)), values)


def _about(work: Work, absent: Member) -> dict[str, Value]:
    """Who is away, and until when."""
    until = people.person(work.unit, absent.person_id).away_until or work.now.date()
    return {"name": absent.name, "until": until.isoformat()}


def _is_away(case: Case, member: Member) -> bool:
    return people.person(case.unit, member.person_id).returns_at is not None
