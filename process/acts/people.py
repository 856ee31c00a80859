"""Who takes part: the list that everyone may see, and telling each other who came and who left."""

from __future__ import annotations

from collections.abc import Iterable

from process import authority, posting
from process.acts.which import in_which
from process.case import Case
from process.incoming import Press
from process.letting_go import answered_by_nobody, told_in_one
from process.message import Button, Notice
from process.outcome import Copies, Outcome, Outgoing
from process.registry import OnPartnership, Permission, command, partnership_act
from process.states import Role
from storage.queries import onpaper as paper_rows
from storage.queries import partnerships
from storage.queries import people as people_rows
from storage.tables import Member, Organisation, Partnership

NOBODY = "–"
PAPER = "📄 "
"""Before the name of who takes part on paper; the list says what it means."""


@command("deelnemers", "people", may=Permission.READ)
def people_command(case: Case, payload: str) -> Outcome:
    """Who takes part."""
    return in_which(case, "people", Permission.READ)


@partnership_act("people", Permission.READ)
def show(case: Case, on: OnPartnership) -> Outcome:
    """Everyone by organisation, by the name they go by; observers too."""
    partnership = on.member.partnership_id
    members = people_rows.members(case.unit, partnership)
    organisations = people_rows.organisations(case.unit, partnership)
    values = {
        "coordinators": _names(each for each in members if each.role == Role.COORDINATOR),
        "partners": "\n".join(_line(each, members) for each in organisations),
        "observers": _names(each for each in members if each.role == Role.OBSERVER),
    }
    looking = partnerships.partnership(case.unit, partnership)
    for kept, whose in (("keeper", looking.keeper_id), ("deputy", looking.deputy_id)):
        values[kept] = _names(each for each in members if each.id == whose)
    key = "people.list"
    if any(each.paper for each in members):
        key = "people.list_paper"
        if typed := paper_rows.typed_in(case.unit, partnership):
            key = "people.list_typed"
            values["typed"] = "\n".join(f"{PAPER}{whose.name}: {by.name}" for whose, by in typed)
    rows = [
        (Button("button.keepers", Press("keepers", (partnership,))),),
        (Button("button.log", Press("log", (partnership,))),),
        (Button("button.menu", Press("home", (partnership,))),),
    ]
    if authority.may(on.member, Permission.APPOINT):
        rows.insert(0, (Button("button.roles", Press("roles", (partnership,))),))
    if on.member.role == Role.PARTNER:
        rows.insert(0, (Button("button.invite_colleague", Press("colleague", (partnership,))),))
    if authority.may(on.member, Permission.INVITE):
        rows.insert(0, (Button("button.invite", Press("invites", (partnership,))),))
        rows.insert(1, (Button("button.relink", Press("relink", (partnership,))),))
        rows.insert(2, (Button("button.sorts", Press("sorts", (partnership,))),))
        rows.insert(2, (Button("button.group", Press("group", (partnership,))),))
    if key != "people.list" and authority.may(on.member, Permission.FILL):
        rows.insert(0, (Button("button.on_paper", Press("onpaper", (partnership,))),))
    elif authority.may(on.member, Permission.INVITE):
        rows.insert(2, (Button("button.add_paper", Press("addpaper", (partnership,))),))
    acting = next((each for each in members if each.acting), None)
    then = [Notice("coming.acts", {"name": acting.name})] if acting is not None else []
    empty = ", ".join(each.name for each in organisations if each.id not in present(members))
    if empty and authority.may(on.member, Permission.INVITE):
        then.append(Notice("invite.nobody_left", {"organisations": empty}))
    return case.says(Notice(key, values, tuple(rows), partnership, then=tuple(then) or None))


def present(members: Iterable[Member]) -> set[int]:
    """The organisations that somebody answers for."""
    return {
        each.organisation_id
        for each in members
        if each.organisation_id is not None and each.role != Role.OBSERVER
    }


def tell_coordinators(case: Case, partnership: Partnership, notice: Notice) -> tuple[Outgoing, ...]:
    """The same line to every coordinator but the one who caused it, at their own hours, once."""
    members = people_rows.members(case.unit, partnership.id)
    return tell(case, partnership, posting.coordinators(members), notice)


def tell(
    case: Case, partnership: Partnership, members: Iterable[Member], notice: Notice
) -> tuple[Outgoing, ...]:
    """The same line to these members but the one who caused it, at their own hours, once."""
    return tuple(
        posting.notice(case, partnership, member, notice, copies=Copies.ONCE)
        for member in members
        if member.person_id != case.person.id
    )


def tell_gone(
    case: Case, partnership: Partnership, gone: Notice, free: Iterable[Notice], organisation: int | None
) -> tuple[Outgoing, ...]:
    """That somebody is gone from an organisation, and what is `free` now, to everyone in one message.

    Coordinators also read there that the organisation has nobody left.
    """
    free, everyone = tuple(free), people_rows.members(case.unit, partnership.id)
    leading = posting.coordinators(everyone)
    rest = [each for each in everyone if each not in leading]
    empty = answered_by_nobody(case, partnership, organisation)
    led = tell(case, partnership, leading, told_in_one(gone, (*free, *empty)))
    return led + tell(case, partnership, rest, told_in_one(gone, free))


def organisation_of(case: Case, member: Member) -> str | None:
    """The name of the organisation that somebody answers for, if any."""
    if member.organisation_id is None:
        return None
    return people_rows.organisation(case.unit, member.organisation_id).name


def _line(organisation: Organisation, members: Iterable[Member]) -> str:
    own = [m for m in members if m.organisation_id == organisation.id and m.role != Role.OBSERVER]
    return f"{organisation.name}: {_names(own)}"


def _names(members: Iterable[Member]) -> str:
    return ", ".join(f"{PAPER if member.paper else ''}{member.name}" for member in members) or NOBODY
