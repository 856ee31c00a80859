"""Coming in by a link: at most four taps from the first screen to taking part.

A link that does not work always gets the same words, whatever is wrong with it, so that nothing can be
learned by trying; after a few of those in an hour it is not even looked up.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from process import seating, terms
from process.acts import adding, forms, joined, making, menu, newcomer, relink
from process.acts.forms import Entries, Field, Given, Page, Took
from process.acts.hours import FIELD as HOURS_FIELD
from process.acts.hours import keep_hours
from process.acts.introduction import CALLED, LAYER, layer_in, take_welcome
from process.case import Case
from process.incoming import Press
from process.message import Button, Notice, Rows, Welcome
from process.outcome import Outcome
from process.registry import OnFloor, Permission, command, floor_act
from process.states import Change, FloorKind, Role, RoundStage
from storage.queries import events, invites, links, membership, partnerships, rounds
from storage.queries import floor as floor_rows
from storage.queries import people as people_rows
from storage.tables import Invite, Partnership

GUESSES = 5
"""So many links that do not work, within an hour, and no further link of this person is looked up."""
WITHIN = timedelta(hours=1)


@command("start", may=Permission.ANYONE)
def start(case: Case, payload: str) -> Outcome:
    """A link (`/start TOKEN`), or the first thing anyone types to a bot."""
    token = payload.strip()
    if not token:
        return menu.menu(case)
    if links.failed_since(case.unit, case.person.id, case.now - WITHIN) >= GUESSES:
        return _does_not_work(case)
    invite = invites.by_token(case.unit, token)
    if invite is None or not _leads_somewhere(case, invite):
        links.note_failed(case.unit, case.person.id, case.now)
        return _does_not_work(case)
    if invite.member_id is not None:
        return relink.opened(case, invite)
    if invite.partnership_id is None:
        return forms.begin(case, making.MAKING, {"invite": str(invite.id), "zone": case.house.timezone})
    if people_rows.member_in(case.unit, case.person.id, invite.partnership_id) is not None:
        return case.says(Notice("join.already", partnership=invite.partnership_id)) + menu.menu(case)
    return forms.begin(
        case,
        JOINING,
        {
            "invite": str(invite.id),
            "partnership": str(invite.partnership_id),
            "organisation": str(invite.organisation_id or ""),
            "role": invite.role.value,
        },
    )


def welcome_buttons(invite_id: int, version: int) -> Rows:
    """The buttons under the first screen of an invitation, for the floor with this version."""
    return (
        (Button("button.join", Press("f", (version, "join"))),),
        (Button("button.read_more", Press("f", (version, "more"))),),
        (Button("button.paper", Press("paper", (version,))),),
    )


@floor_act("paper", form=True)
def on_paper(case: Case, on: OnFloor) -> Outcome:
    """Rather without Telegram: who answers for an organisation comes in on paper; others get no questions."""
    entries = forms.entries_of(on.floor)
    floor_rows.set_floor(case.unit, case.person.id, FloorKind.NONE)
    invite = invites.invite(case.unit, int(entries.get("invite", 0)))
    if invite is None or invite.partnership_id is None or not _leads_somewhere(case, invite):
        return _does_not_work(case)
    if invite.organisation_id is None or invite.role != Role.PARTNER:
        return case.says(Notice("join.paper", partnership=invite.partnership_id))
    return adding.begin_by_oneself(case, invite.id, invite.partnership_id, invite.organisation_id)


def works(invite: Invite, now: datetime) -> bool:
    """Whether a link lets somebody in at this instant."""
    return invite.revoked_at is None and invite.uses_left > 0 and now < invite.expires_at


def _leads_somewhere(case: Case, invite: Invite) -> bool:
    """A link that works, or any link of a partnership that this person is in already.

    Who was taken out does not come back by a link from before that.
    """
    if invite.partnership_id is None:
        return works(invite, case.now)
    if people_rows.member_in(case.unit, case.person.id, invite.partnership_id) is not None:
        return True
    ended = partnerships.partnership(case.unit, invite.partnership_id).ended_at is not None
    return works(invite, case.now) and not ended and not _taken_out_since(case, invite)


def _taken_out_since(case: Case, invite: Invite) -> bool:
    return invite.partnership_id is not None and events.taken_out_since(
        case.unit, case.person.id, invite.partnership_id, Change.REMOVED, invite.created_at
    )


def _does_not_work(case: Case) -> Outcome:
    return case.says(Notice("join.broken", {}, forms.menu_row(case)))


def _show_welcome(page: Page) -> Notice | Welcome:
    if "more" not in page.entries:
        return Welcome(int(page.entries["invite"]), page.version)
    rows = ((page.button("button.join", "join"),), (page.button("button.back", "less"),))
    return Notice("join.more", {}, rows)


def _take_welcome(page: Page, given: Given) -> Took:
    return take_welcome(page, given, yes="join", consent=terms.VERSION)


def _finish(case: Case, entries: Entries) -> Outcome:
    """Take one use of the link and become a member; who comes a moment too late gets the usual words."""
    invite = invites.invite(case.unit, int(entries["invite"]))
    if invite is None or invite.partnership_id is None or not _leads_somewhere(case, invite):
        return _does_not_work(case)
    if people_rows.member_in(case.unit, case.person.id, invite.partnership_id) is not None:
        return case.says(Notice("join.already", partnership=invite.partnership_id)) + menu.menu(case)
    if not invites.use(case.unit, invite.id, case.now):
        return _does_not_work(case)
    partnership = partnerships.lock(case.unit, invite.partnership_id)
    if partnership is None:
        return _does_not_work(case)
    keep_hours(case.person, entries)
    member = membership.new_member(
        case.unit,
        person_id=case.person.id,
        partnership_id=partnership.id,
        organisation_id=invite.organisation_id,
        layer=layer_in(entries),
        role=invite.role,
        name=entries["called"],
        consent=entries["welcome"],
        now=case.now,
    )
    events.note(case.unit, partnership.id, "joined", member.id, case.now)
    told = Outcome(joined.told(case, partnership, member), relisted=True)
    seated = seating.seat_newcomer(case, partnership, member)
    there = newcomer.what_lies_there(case, member)
    return (
        case.says(_welcome_in(case, partnership, seated is not None)) + there + told + (seated or Outcome())
    )


def _welcome_in(case: Case, partnership: Partnership, seated: bool) -> Notice:
    """They are in; with a round that runs, whether they answer in it."""
    round_ = rounds.open_round(case.unit, partnership.id)
    rows = (
        (Button("button.people", Press("people", (partnership.id,))),),
        (Button("button.menu", Press("menu")),),
    )
    if round_ is None or round_.stage != RoundStage.COLLECT:
        return Notice("join.done", {}, rows, partnership.id)
    until = {"until": round_.closes_at.isoformat()}
    return (
        Notice("coming.done_now", until, rows, partnership.id)
        if seated
        else Notice("join.done_later", {}, rows, partnership.id)
    )


JOINING = forms.register(
    forms.Form(
        "join",
        (Field("welcome", _show_welcome, _take_welcome), CALLED, LAYER, HOURS_FIELD),
        _finish,
    )
)
