"""Somebody works for another organisation of this partnership now, or answers for none any more.

What they answered before stays where it was given: a seat and a log line know for whom that was. They say it
themselves, and everyone hears it, so that nobody speaks for an organisation in silence.
"""

from __future__ import annotations

from process import closing
from process.acts import forms, people
from process.acts.forms import Chosen, Entries, Field, Given, Page, Took, Unclear
from process.acts.introduction import LAYER, layer_in
from process.acts.which import in_which
from process.case import Case
from process.letting_go import kept_by_nobody, let_go, without_coordinator
from process.message import Notice, Value
from process.outcome import Outcome
from process.registry import OnPartnership, Permission, open_act, partnership_act
from process.rules.keepers import may_stand_together
from process.states import Role
from storage.queries import acting, agreements, membership, opening, partnerships, roles, stand_ins
from storage.queries import people as people_rows
from storage.tables import Member, Partnership

NONE = "none"
KEEP, BACK = "keep", "back"


@open_act("worksfor")
def which(case: Case) -> Outcome:
    """In which partnership, when there are several."""
    return in_which(case, "works_for", Permission.READ)


@partnership_act("works_for", Permission.READ)
def begin(case: Case, on: OnPartnership) -> Outcome:
    """Where do you work now? An observer stays one: a coordinator makes them answer again."""
    member = on.member
    if partnerships.partnership(case.unit, member.partnership_id).ended_at is not None:
        return case.says(Notice("toast.not_allowed", {}, forms.menu_row(case)))
    entries = {
        "partnership": str(member.partnership_id),
        "role": member.role.value,
        "from": str(member.organisation_id or NONE),
    }
    if owned := len(_agreements(case, member)):
        entries["owned"] = str(owned)
    return forms.begin(case, CHANGING, entries)


def _show_organisation(page: Page) -> Notice:
    known = people_rows.organisations(page.case.unit, int(page.entries["partnership"]))
    own = page.entries["from"]
    rows = [
        (page.button("button.organisation", str(each.id), {"name": each.name}),)
        for each in known
        if str(each.id) != own
    ]
    if own == NONE:
        return Notice("changing.choose_first", {}, tuple(rows))
    rows.append((page.button("button.works_for_none", NONE),))
    return Notice("changing.choose", {"organisation": _name(page.case, own)}, tuple(rows))


def _take_organisation(page: Page, given: Given) -> Took:
    known = people_rows.organisations(page.case.unit, int(page.entries["partnership"]))
    options = {str(each.id) for each in known} | {NONE}
    match given:
        case Chosen(option=option) if option in options - {page.entries["from"]}:
            return page.filled(organisation=option)
        case _:
            return Unclear("form.tap")


def _works_in_a_layer(entries: Entries) -> bool:
    return entries.get("organisation") != NONE and entries["role"] != Role.OBSERVER


def _may_keep(entries: Entries) -> bool:
    """Who only reads along from now on has no agreements."""
    reads = entries.get("organisation") == NONE and entries["role"] != Role.COORDINATOR
    return "owned" in entries and not reads


def _show_agreements(page: Page) -> Notice:
    rows = ((page.button("button.keep_mine", KEEP),), (page.button("button.give_back_mine", BACK),))
    return Notice("changing.agreements", {"n": int(page.entries["owned"])}, rows)


def _take_agreements(page: Page, given: Given) -> Took:
    match given:
        case Chosen(option=option) if option in {KEEP, BACK}:
            return page.filled(agreements=option)
        case _:
            return Unclear("form.tap")


def _show_sure(page: Page) -> Notice:
    """What changes, each in a line of its own, and who hears it."""
    case, entries = page.case, page.entries
    new, old = entries["organisation"], entries["from"]
    values: dict[str, Value] = {"organisation": _name(case, new), "old": _name(case, old)}
    role = _role_after(Role(entries["role"]), None if new == NONE else int(new))
    first = "changing.sure_none" if new == NONE else "changing.sure"
    lines = ["changing.next" if role != Role.OBSERVER and new != NONE else f"changing.{role.value}"]
    if old != NONE:
        lines.append("changing.stays")
    member = people_rows.member_in(case.unit, case.person.id, int(entries["partnership"]))
    if member is not None and _open_seats(case, member):
        lines.append("changing.open")
    if "owned" in entries:
        lines.append("changing.keep" if _keeps(entries) else "changing.give_back")
    stops = _stops_keeping(case, member, None if new == NONE else int(new)) if member is not None else None
    if stops is not None:
        lines.append(stops)
    lines.append("changing.who_sees_none" if new == NONE else "changing.who_sees")
    then = tuple(Notice(each, values) for each in lines)
    return Notice(first, values, ((page.button("button.works_for_sure", "sure"),),), then=then)


def _take_sure(page: Page, given: Given) -> Took:
    match given:
        case Chosen(option="sure"):
            return page.filled(sure="yes")
        case _:
            return Unclear("form.tap")


def _finish(case: Case, entries: Entries) -> Outcome:
    """At once, with everything looked at again: a role, or the partnership, may have changed meanwhile."""
    members = roles.held(case.unit, int(entries["partnership"]))
    member = next((each for each in members if each.person_id == case.person.id), None)
    partnership = partnerships.partnership(case.unit, int(entries["partnership"]))
    if (
        member is None
        or partnership.ended_at is not None
        or str(member.organisation_id or NONE) != entries["from"]
        or member.role != entries["role"]
    ):
        return case.says(Notice("toast.not_allowed", {}, forms.menu_row(case)))
    to = None if entries["organisation"] == NONE else int(entries["organisation"])
    was = member.organisation_id
    waiting = let_go(case, member, keeps=_keeps(entries))
    stand_ins.end_of_member(case.unit, member.id, case.now)
    free = _lets_keeping_go(case, partnership, member, to)
    becomes = _role_after(member.role, to)
    membership.change_organisation(case.unit, member, to, layer_in(entries), becomes, case.now)
    said = Notice(_done(member), _named(case, member), forms.menu_row(case), partnership.id)
    gone = Notice(_told(member), _named(case, member), (), partnership.id)
    told = people.tell_gone(case, partnership, gone, free, was)
    outcome = case.says(said) + Outcome(
        told, relisted=True, relists=acting.persons(case.unit, partnership.id)
    )
    for round_ in waiting:
        outcome += closing.consider(case, round_)
    return outcome


def _lets_keeping_go(
    case: Case, partnership: Partnership, member: Member, to: int | None
) -> tuple[Notice, ...]:
    """Who can keep an eye on it no longer stops, as one who leaves: what nobody does now."""
    if _stops_keeping(case, member, to) is None:
        return ()
    free, acted = kept_by_nobody(partnership, member), bool(member.acting)
    partnerships.free(case.unit, partnership, member.id)
    if not acted:
        return free
    members = people_rows.members(case.unit, partnership.id)
    return (without_coordinator(case, partnership, members), *free)


def _stops_keeping(case: Case, member: Member, to: int | None) -> str | None:
    """Why they cannot be keeper or deputy any more; None when they can, or are neither."""
    partnership = partnerships.partnership(case.unit, member.partnership_id)
    both = {partnership.keeper_id, partnership.deputy_id}
    if member.id not in both:
        return None
    if _role_after(member.role, to) == Role.OBSERVER:
        return "changing.keeps_not_reading"
    other = next((each for each in both - {member.id} if each is not None), None)
    if other is None or may_stand_together(to, people_rows.member(case.unit, other).organisation_id):
        return None
    return "changing.keeps_not_together"


def _role_after(role: Role, to: int | None) -> Role:
    """Who answers for nobody reads along; a coordinator goes on coordinating."""
    return Role.OBSERVER if to is None and role == Role.PARTNER else role


def _keeps(entries: Entries) -> bool:
    return _may_keep(entries) and entries.get("agreements") == KEEP


def _done(member: Member) -> str:
    if member.role == Role.OBSERVER:
        return "changing.done_observer"
    return "changing.done" if member.organisation_id is not None else "changing.done_coordinator"


def _told(member: Member) -> str:
    if member.organisation_id is None:
        return "changing.told_none"
    return "changing.told" if member.role != Role.OBSERVER else "changing.told_observer"


def _named(case: Case, member: Member) -> dict[str, Value]:
    organisation = people.organisation_of(case, member)
    named: dict[str, Value] = {"name": member.name}
    return named | {"organisation": organisation} if organisation is not None else named


def _name(case: Case, organisation: str) -> str:
    return "" if organisation == NONE else people_rows.organisation(case.unit, int(organisation)).name


def _agreements(case: Case, member: Member) -> list[int]:
    """What is on their name, and what was asked of them."""
    mine = (*agreements.asked_of(case.unit, member.id), *agreements.owned_by(case.unit, member.id))
    return [each.id for each in mine]


def _open_seats(case: Case, member: Member) -> bool:
    return any(each.id == member.id for _, _, each in opening.open_seats(case.unit, member.person_id))


CHANGING = forms.register(
    forms.Form(
        "changing_organisation",
        (
            Field("organisation", _show_organisation, _take_organisation),
            Field("layer", LAYER.show, LAYER.take, _works_in_a_layer),
            Field("agreements", _show_agreements, _take_agreements, _may_keep),
            Field("sure", _show_sure, _take_sure),
        ),
        _finish,
    )
)
