"""Somebody without Telegram comes in: written down by a coordinator, or by their own choice behind a link.

What they say yes to stands on the paper they sign (`form.typ`); who wrote that down is kept with it. They get
a person without an address, so nothing is ever sent to them.
"""

from __future__ import annotations

import json

from process import authority, seating, terms
from process.acts import forms, people
from process.acts.forms import Chosen, Entries, Field, Given, Page, Took, Unclear, Written
from process.acts.introduction import CALLED, LAYER, layer_in
from process.acts.names import read_name
from process.case import Case
from process.incoming import Press
from process.message import Button, Notice
from process.outcome import Outcome, Outgoing
from process.registry import OnPartnership, Permission, partnership_act
from process.states import Role
from storage.queries import events, invites, membership, partnerships
from storage.queries import people as people_rows
from storage.tables import Member, Partnership


@partnership_act("addpaper", Permission.INVITE)
def add(case: Case, on: OnPartnership) -> Outcome:
    """First the paper, since that says what somebody agrees to; then who it is."""
    partnership = on.member.partnership_id
    rows = (
        (Button("button.blank_form", Press("blankform", (partnership,))),),
        (Button("button.add_signed", Press("addsigned", (partnership,))),),
        (Button("button.back", Press("onpaper", (partnership,))),),
    )
    return case.says(Notice("onpaper.add", {}, rows, partnership))


@partnership_act("addsigned", Permission.INVITE)
def add_signed(case: Case, on: OnPartnership) -> Outcome:
    """Who it is: organisation, name, layer, and that they signed."""
    return forms.begin(case, ADDING, {"partnership": str(on.member.partnership_id)})


def begin_by_oneself(case: Case, invite: int, partnership: int, organisation: int) -> Outcome:
    """Behind a link, by [Liever zonder Telegram]: the name for the list, and the layer."""
    entries = {"invite": invite, "partnership": partnership, "organisation": organisation}
    return forms.begin(case, BY_ONESELF, {name: str(each) for name, each in entries.items()})


def _show_organisation(page: Page) -> Notice:
    rows = tuple(
        (page.button("button.organisation", str(each.id), {"name": each.name}),)
        for each in people_rows.organisations(page.case.unit, int(page.entries["partnership"]))
    )
    return Notice("onpaper.organisation", {}, rows)


def _take_organisation(page: Page, given: Given) -> Took:
    known = people_rows.organisations(page.case.unit, int(page.entries["partnership"]))
    match given:
        case Chosen(option=option) if option in {str(each.id) for each in known}:
            return page.filled(organisation=option)
        case _:
            return Unclear("form.tap")


def _show_name(page: Page) -> Notice:
    return Notice("onpaper.name")


def _take_name(page: Page, given: Given) -> Took:
    name = read_name(given.text) if isinstance(given, Written) else None
    return page.filled(called=name) if name is not None else Unclear("form.no_name")


def _show_layer(page: Page) -> Notice:
    shown = LAYER.show(page)
    assert isinstance(shown, Notice)  # noqa: S101  the layer is asked in a text of the catalogue
    return Notice("onpaper.layer", {"name": page.entries["called"]}, shown.buttons)


def _show_signed(page: Page) -> Notice:
    rows = ((page.button("button.signed", "signed"),),)
    return Notice("onpaper.signed", {"name": page.entries["called"]}, rows)


def _show_sure(page: Page) -> Notice:
    rows = ((page.button("button.join_on_paper", "signed"),),)
    return Notice("onpaper.sure", {"name": page.entries["called"]}, rows)


def _take_signed(page: Page, given: Given) -> Took:
    match given:
        case Chosen(option="signed"):
            return page.filled(signed=terms.VERSION)
        case _:
            return Unclear("form.tap")


def _finish_adding(case: Case, entries: Entries) -> Outcome:
    """The coordinator may have stepped back while the form stood there."""
    partnership = partnerships.partnership(case.unit, int(entries["partnership"]))
    by = people_rows.member_in(case.unit, case.person.id, partnership.id)
    if by is None or not authority.may(by, Permission.INVITE) or partnership.ended_at is not None:
        return case.says(Notice("toast.not_allowed", {}, forms.menu_row(case)))
    member = _comes_in(case, partnership, entries, by=by)
    rows = (
        (Button("button.on_paper", Press("onpaper", (partnership.id,))),),
        (Button("button.menu", Press("home", (partnership.id,))),),
    )
    said = Notice("onpaper.added", {"name": member.name}, rows, partnership.id)
    return case.says(said) + Outcome(_told(case, partnership, member)) + _seated(case, partnership, member)


def _seated(case: Case, partnership: Partnership, member: Member) -> Outcome:
    """Also on paper somebody answers in the round that runs, when there is time for it."""
    partnerships.lock(case.unit, partnership.id)
    return seating.seat_newcomer(case, partnership, member) or Outcome()


def _finish_by_oneself(case: Case, entries: Entries) -> Outcome:
    """One use of the link; who comes a moment too late gets the usual words."""
    invite = invites.invite(case.unit, int(entries["invite"]))
    partnership = partnerships.partnership(case.unit, int(entries["partnership"]))
    if invite is None or partnership.ended_at is not None or not invites.use(case.unit, invite.id, case.now):
        return case.says(Notice("join.broken", {}, forms.menu_row(case)))
    member = _comes_in(case, partnership, entries, by=None)
    asker = people_rows.member(case.unit, invite.made_by).name if invite.made_by is not None else ""
    said = Notice("onpaper.done", {"name": asker or partnership.name}, (), partnership.id)
    return case.says(said) + Outcome(_told(case, partnership, member)) + _seated(case, partnership, member)


def _comes_in(case: Case, partnership: Partnership, entries: Entries, *, by: Member | None) -> Member:
    person = people_rows.person_on_paper(case.unit, case.person.language, case.now)
    member = membership.new_member(
        case.unit,
        person_id=person.id,
        partnership_id=partnership.id,
        organisation_id=int(entries["organisation"]),
        layer=layer_in(entries),
        role=Role.PARTNER,
        name=entries["called"],
        consent=entries["signed"],
        now=case.now,
        paper=True,
        recorded_by=by.id if by is not None else None,
    )
    data = json.dumps({"by": by.id}) if by is not None else None
    events.note(case.unit, partnership.id, "joined", member.id, case.now, data=data)
    return member


def _told(case: Case, partnership: Partnership, member: Member) -> tuple[Outgoing, ...]:
    everyone = people_rows.members(case.unit, partnership.id)
    values: dict[str, str | int] = {
        "name": member.name,
        "organisation": people.organisation_of(case, member) or people.NOBODY,
        "present": len(people.present(everyone)),
        "all": len(people_rows.organisations(case.unit, partnership.id)),
    }
    rows = ((Button("button.on_paper", Press("onpaper", (partnership.id,))),),)
    notice = Notice("onpaper.told", values, rows, partnership.id)
    return people.tell_coordinators(case, partnership, notice)


_ORGANISATION = Field("organisation", _show_organisation, _take_organisation)
_NAME = Field("called", _show_name, _take_name)
_LAYER = Field("layer", _show_layer, LAYER.take)

ADDING = forms.register(
    forms.Form(
        "add_paper",
        (_ORGANISATION, _NAME, _LAYER, Field("signed", _show_signed, _take_signed)),
        _finish_adding,
    )
)
BY_ONESELF = forms.register(
    forms.Form("join_paper", (CALLED, LAYER, Field("signed", _show_sure, _take_signed)), _finish_by_oneself)
)
