"""Invitations: a link for an organisation, with a card to show and a text to pass on; revoked by a button."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from process.acts.which import in_which
from process.case import Case
from process.incoming import Argument, Press
from process.message import Button, Hand, Notice, Rows, Value
from process.moment import Moment
from process.outcome import Outcome, Outgoing
from process.registry import OnPartnership, Permission, command, partnership_act
from process.states import Role
from storage.queries import invites, links, partnerships, people
from storage.tables import Invite, Member, Organisation
from storage.unit import Unit

LISTED = 10
"""Links that work and are shown, the newest first."""
JUST = timedelta(hours=1)
"""So long after another coordinator made a link for an organisation, who makes one too hears of it."""
ANYWAY = "yes"


@dataclass(frozen=True)
class Terms:
    """How often and how long a link works."""

    uses: int
    lasts: timedelta


TERMS: dict[Role, Terms] = {
    Role.PARTNER: Terms(5, timedelta(days=21)),
    Role.OBSERVER: Terms(5, timedelta(days=21)),
    Role.COORDINATOR: Terms(1, timedelta(days=7)),
}
COLLEAGUE = Terms(1, timedelta(days=7))
"""Of a link that somebody makes for a colleague: for one of them, within a week."""


def invite_coordinator(unit: Unit, moment: Moment) -> str:
    """The token of a link that lets one person make a new partnership, within a week."""
    token = moment.token()
    terms = TERMS[Role.COORDINATOR]
    invites.new_invite(
        unit,
        token,
        Role.COORDINATOR,
        uses=terms.uses,
        expires_at=moment.now + terms.lasts,
        now=moment.now,
    )
    return token


def hand_out(
    case: Case, member: Member, role: Role, organisation: Organisation | None, terms: Terms | None = None
) -> tuple[Outgoing, ...]:
    """Make a link and hand it to `member` in one message to pass on: a card with the code, the link below.

    It works as often and as long as is usual for that role, unless `terms` say otherwise.
    """
    token = case.moment.token()
    terms = terms or TERMS[role]
    invite = invites.new_invite(
        case.unit,
        token,
        role,
        uses=terms.uses,
        expires_at=case.now + terms.lasts,
        now=case.now,
        partnership_id=member.partnership_id,
        organisation_id=organisation.id if organisation is not None else None,
        made_by=member.id,
    )
    card = Hand("invite", invite.id, member.id, secret=token)
    return (case.reply(card, anew=True),)


@command("uitnodigen", "invite", may=Permission.INVITE)
def invite_command(case: Case, payload: str) -> Outcome:
    """Links and codes."""
    return in_which(case, "invites", Permission.INVITE)


@partnership_act("invites", Permission.INVITE)
def show(case: Case, on: OnPartnership) -> Outcome:
    """The links that work, each with [Intrekken], and [Nieuwe link]."""
    return case.says(_list(case, on))


@partnership_act("newlink", Permission.INVITE)
def new_link(case: Case, on: OnPartnership) -> Outcome:
    """For which organisation?"""
    partnership = on.member.partnership_id
    rows = tuple(
        (Button("button.organisation", Press("linkrole", (partnership, each.id)), {"name": each.name}),)
        for each in people.organisations(case.unit, partnership)
    )
    nowhere = (Button("button.no_organisation", Press("linkrole", (partnership, 0))),)
    away = (Button("button.back", Press("invites", (partnership,))),)
    return case.says(Notice("invite.for_whom", {}, (*rows, nowhere, away), partnership))


@partnership_act("linkrole", Permission.INVITE)
def choose_role(case: Case, on: OnPartnership, organisation: Argument = 0) -> Outcome:
    """As what? Who answers for no organisation can coordinate or read along."""
    partnership = on.member.partnership_id
    rows = tuple(
        (Button(f"button.as_{role.value}", Press("makelink", (partnership, organisation, role.value))),)
        for role in _may_invite(on.member)
        if organisation != 0 or role != Role.PARTNER
    )
    away = (Button("button.back", Press("newlink", (partnership,))),)
    return case.says(Notice("invite.as_what", {}, (*rows, away), partnership))


@partnership_act("makelink", Permission.INVITE)
def make_link(
    case: Case, on: OnPartnership, organisation: Argument = 0, role: Argument = "", anyway: Argument = ""
) -> Outcome:
    """The link, at once; unless another just made the same, so that nobody is invited twice."""
    partnerships.lock(case.unit, on.member.partnership_id)
    chosen = next(
        (
            each
            for each in people.organisations(case.unit, on.member.partnership_id)
            if each.id == organisation
        ),
        None,
    )
    if role not in set(_may_invite(on.member)) or (
        chosen is None and (organisation != 0 or role == Role.PARTNER)
    ):
        return new_link(case, on)
    first = links.made_by_another(
        case.unit, on.member, Role(str(role)), chosen.id if chosen else None, case.now - JUST
    )
    if first is not None and chosen is not None and anyway != ANYWAY:
        return case.says(_made_already(on, chosen, str(role), people.member(case.unit, first).name))
    links_out = hand_out(case, on.member, Role(str(role)), chosen)
    made = Notice("invite.made", {}, _away(on), on.member.partnership_id)
    return Outcome((case.reply(made), *links_out))


@partnership_act("colleague", Permission.ANSWER)
def invite_colleague(case: Case, on: OnPartnership) -> Outcome:
    """A second contact: a link for one colleague of one's own organisation; an earlier one stops working."""
    member = on.member
    if member.organisation_id is None:
        return case.says(Notice("invite.no_colleague", {}, _people(on), member.partnership_id))
    organisation = people.organisation(case.unit, member.organisation_id)
    if member.role != Role.COORDINATOR:
        invites.revoke_made_by(case.unit, member.id, case.now, organisation_id=organisation.id)
    links_out = hand_out(case, member, Role.PARTNER, organisation, COLLEAGUE)
    values: dict[str, Value] = {"organisation": organisation.name}
    made = Notice("invite.colleague", values, _people(on), member.partnership_id)
    return Outcome((case.reply(made), *links_out))


def _made_already(on: OnPartnership, organisation: Organisation, role: str, name: str) -> Notice:
    where = on.member.partnership_id
    rows = (
        (Button("button.link_after_all", Press("makelink", (where, organisation.id, role, ANYWAY))),),
        (Button("button.back", Press("invites", (where,))),),
    )
    values = {"name": name, "organisation": organisation.name}
    return Notice("meanwhile.invited", values, rows, where)


@partnership_act("revoke", Permission.INVITE)
def revoke(case: Case, on: OnPartnership, invite_id: Argument = 0) -> Outcome:
    """The link does not work any more; who came in by it stays in."""
    working = links.working(case.unit, on.member.partnership_id, case.now, LISTED)
    if any(each.id == invite_id for each in working):
        invites.revoke(case.unit, int(invite_id), case.now)
    return case.says(_list(case, on), toast="toast.revoked")


def _may_invite(member: Member) -> tuple[Role, ...]:
    """Who stands in for a coordinator makes nobody one: that takes an offer and two organisations."""
    return tuple(each for each in Role if each is not Role.COORDINATOR or member.role == Role.COORDINATOR)


def _list(case: Case, on: OnPartnership) -> Notice:
    partnership = on.member.partnership_id
    working = links.working(case.unit, partnership, case.now, LISTED)
    names = {each.id: each.name for each in people.organisations(case.unit, partnership)}
    rows = tuple((_revoke_button(case, partnership, each, names),) for each in working)
    new = (Button("button.new_link", Press("newlink", (partnership,))),)
    page = (Button("button.explain", Press("explain", (partnership,))),)
    key = "invite.list" if working else "invite.none"
    values: dict[str, Value] = {"links": len(working)} if working else {}
    return Notice(key, values, (*rows, new, page, *_away(on)), partnership)


def _revoke_button(case: Case, partnership: int, invite: Invite, names: dict[int, str]) -> Button:
    revoked = Press("revoke", (partnership, invite.id))
    if invite.member_id is not None:
        whose = {"name": people.member(case.unit, invite.member_id).name}
        return Button("button.revoke_relink", revoked, whose | {"until": invite.expires_at.isoformat()})
    name = names.get(invite.organisation_id) if invite.organisation_id is not None else None
    return Button(
        f"button.revoke_{invite.role.value}",
        revoked,
        {"organisation": name or "–", "until": invite.expires_at.isoformat()},
    )


def _people(on: OnPartnership) -> Rows:
    return ((Button("button.people", Press("people", (on.member.partnership_id,))),),)


def _away(on: OnPartnership) -> Rows:
    return ((Button("button.run", Press("overleg", (on.member.partnership_id,))),),)
