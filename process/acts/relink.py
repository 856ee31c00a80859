"""A new telephone or account: a coordinator's link brings a member's place to it.

The place moves as it is: seat, answers, role and history hang on the member, and the member gets another
person. So that nobody takes a place unnoticed, everyone hears it, the old account at once and with a way to
undo it; and the new account is not shown what was answered before (docs/decisions).
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from process.acts import forms, people
from process.acts.forms import Chosen, Entries, Field, Form, Given, Page, Took, Unclear
from process.acts.missed import what_waits
from process.case import Case
from process.incoming import Argument, Press
from process.message import Button, Hand, Notice, Value
from process.outcome import Outcome, Outgoing, Urgency
from process.registry import OnPartnership, Permission, open_act, partnership_act
from storage.queries import events, invites, moving, partnerships
from storage.queries import onpaper as paper_rows
from storage.queries import people as people_rows
from storage.queries.moving import Move
from storage.tables import Invite, Member, Partnership

LASTS = timedelta(days=7)
"""So long a link works, and so long the old account can undo what was done with it."""


@partnership_act("relink", Permission.INVITE)
def choose_organisation(case: Case, on: OnPartnership) -> Outcome:
    """Of which organisation is the person with the new account?"""
    partnership = on.member.partnership_id
    others = _others(case, on)
    if not others:
        return case.says(Notice("relink.nobody", {}, _away(partnership), partnership))
    held = {member.organisation_id for member in others}
    rows = [
        (Button("button.organisation", Press("relinkwho", (partnership, each.id)), {"name": each.name}),)
        for each in people_rows.organisations(case.unit, partnership)
        if each.id in held
    ]
    if None in held:
        rows.append((Button("button.no_organisation", Press("relinkwho", (partnership, 0))),))
    return case.says(Notice("relink.choose", {}, (*rows, *_away(partnership)), partnership))


@partnership_act("relinkwho", Permission.INVITE)
def choose_member(case: Case, on: OnPartnership, organisation: Argument = 0) -> Outcome:
    """Who? The coordinator's own place is not among them."""
    partnership = on.member.partnership_id
    rows = tuple(
        (Button("button.member", Press("relinkfor", (partnership, each.id)), {"name": each.name}),)
        for each in _others(case, on)
        if (each.organisation_id or 0) == organisation
    )
    away = (Button("button.back", Press("relink", (partnership,))),)
    return case.says(Notice("relink.who", {}, (*rows, away), partnership))


@partnership_act("relinkfor", Permission.INVITE)
def make_link(case: Case, on: OnPartnership, member_id: Argument = 0) -> Outcome:
    """The link for this place, at once; an earlier one no longer works."""
    member = next((each for each in _others(case, on) if each.id == member_id), None)
    if member is None:
        return choose_organisation(case, on)
    moving.revoke_links(case.unit, member.id, case.now)
    token = case.moment.token()
    invite = invites.new_invite(
        case.unit,
        token,
        member.role,
        uses=1,
        expires_at=case.now + LASTS,
        now=case.now,
        partnership_id=member.partnership_id,
        organisation_id=member.organisation_id,
        made_by=on.member.id,
        member_id=member.id,
    )
    data = json.dumps({"invite": invite.id, "for": member.id}, separators=(",", ":"))
    events.note(case.unit, member.partnership_id, "move_link", on.member.id, case.now, data=data)
    made = Notice("relink.made", {"name": member.name}, _away(member.partnership_id), member.partnership_id)
    link = Hand("invite", invite.id, on.member.id, secret=token)
    return Outcome((case.reply(made), case.reply(link, anew=True)))


def opened(case: Case, invite: Invite) -> Outcome:
    """Somebody opened such a link that works: are they the one it is for?

    Whoever takes part already, on this account, keeps their own place and leaves the link as it is.
    """
    place = _place(case, invite)
    if place is None:
        return _does_not_work(case)
    if people_rows.member_in(case.unit, case.person.id, place.partnership_id) is not None:
        return case.says(Notice("relink.other", {}, forms.menu_row(case), place.partnership_id))
    entries = {"invite": invite.id, "member": place.id, "partnership": place.partnership_id}
    return forms.begin(case, RELINKING, {name: str(each) for name, each in entries.items()})


def taken(case: Case) -> Outcome:
    """The places that went from this account to another one, while that can be undone."""
    since = case.now - LASTS
    moves = moving.to_object_to(case.unit, case.person.id, since)
    return Outcome(tuple(_tell_old(case, move) for move in moves))


@open_act("notmine")
def undo(case: Case, event: Argument = 0) -> Outcome:
    """[Dat klopt niet]: the place comes back to this account, and everyone hears that it was not right."""
    moves = moving.to_object_to(case.unit, case.person.id, case.now - LASTS)
    move = next((each for each in moves if each.event == event), None)
    member = _held(case, move.member_id, left_since=move.at) if move is not None else None
    if move is None or member is None:
        return case.says(Notice("relink.too_late", {}, forms.menu_row(case)))
    partnership = partnerships.partnership(case.unit, member.partnership_id)
    if people_rows.member_in(case.unit, case.person.id, partnership.id) is not None:
        said = case.reply(Notice("relink.in_already", {}, forms.menu_row(case), partnership.id))
        notice = Notice("relink.disputed", {"name": member.name}, (), partnership.id)
        return Outcome((said, *people.tell_coordinators(case, partnership, notice)))
    moving.revoke_links(case.unit, member.id, case.now)
    holder = moving.undo(case.unit, member, move, case.now)
    menu = ((Button("button.menu", Press("home", (partnership.id,))),),)
    lost = Outgoing(holder, Notice("relink.lost", {}, (), partnership.id), Urgency.NOTICE)
    notice = Notice("relink.undone", {"name": member.name}, (), partnership.id)
    told = people.tell(case, partnership, people_rows.members(case.unit, partnership.id), notice)
    back = case.reply(Notice("relink.back", {}, menu, partnership.id))
    return Outcome((back, lost, *told), relisted=True) + what_waits(case, [member])


def _others(case: Case, on: OnPartnership) -> list[Member]:
    return [
        each for each in people_rows.members(case.unit, on.member.partnership_id) if each.id != on.member.id
    ]


def _place(case: Case, invite: Invite) -> Member | None:
    """The place that a link is for, while somebody holds it."""
    member = people_rows.member(case.unit, invite.member_id) if invite.member_id is not None else None
    return member if member is not None and member.left_at is None else None


def _held(case: Case, member_id: int, *, left_since: datetime | None = None) -> Member | None:
    """A place that nobody else changes until the unit ends: first its holder, then the place itself.

    One that was given up counts only when that was after `left_since`.
    """
    people_rows.lock_person(case.unit, people_rows.member(case.unit, member_id).person_id)
    member = moving.hold(case.unit, member_id)
    if member is None or member.left_at is None:
        return member
    return member if left_since is not None and member.left_at >= left_since else None


def _does_not_work(case: Case) -> Outcome:
    return case.says(Notice("join.broken", {}, forms.menu_row(case)))


def _show_sure(page: Page) -> Notice:
    place = people_rows.member(page.case.unit, int(page.entries["member"]))
    rows = ((page.button("button.relink_yes", "yes"),), (page.button("button.relink_no", "no"),))
    values = _named(page.case, place)
    if place.paper:
        return Notice("onpaper.over", values, rows)
    return Notice("relink.sure" if "organisation" in values else "relink.sure_alone", values, rows)


def _take_sure(page: Page, given: Given) -> Took:
    match given:
        case Chosen(option=("yes" | "no") as option):
            return page.filled(sure=option)
        case _:
            return Unclear("form.tap")


def _finish(case: Case, entries: Entries) -> Outcome:
    """On yes the place moves; the link is used up. A moment too late gets the usual words."""
    if entries["sure"] == "no":
        return case.says(Notice("relink.not_me", {}, forms.menu_row(case)))
    invite = invites.invite(case.unit, int(entries["invite"]))
    member = _held(case, int(entries["member"]))
    if invite is None or member is None:
        return _does_not_work(case)
    partnership = partnerships.partnership(case.unit, member.partnership_id)
    if people_rows.member_in(case.unit, case.person.id, partnership.id) is not None:
        return case.says(Notice("relink.other", {}, forms.menu_row(case), partnership.id))
    if partnership.ended_at is not None or not invites.use(case.unit, invite.id, case.now):
        return _does_not_work(case)
    known = member.paper or bool(people_rows.members_of_person(case.unit, case.person.id))
    was_on_paper = member.paper
    if was_on_paper:
        paper_rows.taken_over(case.unit, member)
    move = moving.move(case.unit, member, case.person.id, case.now, by=invite.made_by, keep_hours=known)
    return _moved(case, partnership, member, move, invite, was_on_paper=was_on_paper)


def _moved(
    case: Case,
    partnership: Partnership,
    member: Member,
    move: Move,
    invite: Invite,
    *,
    was_on_paper: bool,
) -> Outcome:
    rows = (
        (Button("button.people", Press("people", (partnership.id,))),),
        (Button("button.menu", Press("menu")),),
    )
    done = "onpaper.over_done" if was_on_paper else "relink.done"
    welcome = case.reply(Notice(done, {"name": member.name}, rows, partnership.id))
    values = _named(case, member)
    key = "relink.told" if "organisation" in values else "relink.told_alone"
    if was_on_paper:
        key = "onpaper.over_told"
    values["maker"] = people_rows.member(case.unit, invite.made_by or member.id).name
    told = people.tell(
        case,
        partnership,
        people_rows.members(case.unit, partnership.id),
        Notice(key, values, (), partnership.id),
    )
    moved = Outcome((welcome, _tell_old(case, move), *told), relisted=True)
    return moved + what_waits(case, [member])


def _tell_old(case: Case, move: Move) -> Outgoing:
    """At once, whatever the hour: it may be news to them."""
    partnership = people_rows.member(case.unit, move.member_id).partnership_id
    wrong = ((Button("button.relink_wrong", Press("notmine", (move.event,))),),)
    until = {"until": (move.at + LASTS).isoformat()}
    return Outgoing(move.old, Notice("relink.moved", until, wrong, partnership), Urgency.NOTICE)


def _named(case: Case, member: Member) -> dict[str, Value]:
    """A member's name, with that of the organisation they answer for, if any."""
    organisation = people.organisation_of(case, member)
    named: dict[str, Value] = {"name": member.name}
    return named if organisation is None else named | {"organisation": organisation}


def _away(partnership: int) -> tuple[tuple[Button, ...], ...]:
    return ((Button("button.people", Press("people", (partnership,))),),)


RELINKING = forms.register(Form("relink", (Field("sure", _show_sure, _take_sure),), _finish))
