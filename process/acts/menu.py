"""The menu: one screen with the next thing to do, and a button to everything else within three taps."""

from __future__ import annotations

from datetime import datetime

from process import authority
from process.acts import forms, reopening
from process.acts.away import today
from process.acts.sections import section_rows
from process.acts.which import ask, mine
from process.case import Case
from process.incoming import Press
from process.message import Button, Notice, Rows
from process.outcome import Outcome
from process.registry import OnPartnership, Permission, command, open_act, partnership_act
from process.states import FloorKind, RoundStage
from storage.queries import floor as floor_rows
from storage.queries import opening, partnerships, relay, rounds


@command("menu", may=Permission.ANYONE, listed=True)
def menu_command(case: Case, payload: str) -> Outcome:
    """The menu as a new message."""
    return menu(case)


@open_act("menu")
def menu(case: Case) -> Outcome:
    """Of the one partnership; of several, first which. A stranger hears who Vinkje is."""
    members = mine(case)
    if not members:
        return case.says(Notice("elsewhere.stranger", {}, ((Button("button.privacy", Press("privacy")),),)))
    if len(members) == 1:
        return home(case, OnPartnership(members[0]))
    return ask(case, "home", members)


@open_act("again")
def again(case: Case) -> Outcome:
    """Show once more what was being asked; when that is over, the menu."""
    standing = forms.standing(case)
    return standing if standing.messages else menu(case)


@partnership_act("home", Permission.READ)
def home(case: Case, on: OnPartnership) -> Outcome:
    """The next thing to do in this partnership with its minutes, or that there is none."""
    partnership = on.member.partnership_id
    if partnerships.partnership(case.unit, partnership).ended_at is not None:
        return reopening.home(case, on.member)
    notice, first = _next(case, on)
    return case.says(Notice(notice.key, notice.values, (*first, *_rows(case, on)), partnership))


def _next(case: Case, on: OnPartnership) -> tuple[Notice, Rows]:
    for seat, round_, member in opening.open_seats(case.unit, case.person.id):
        if member.id == on.member.id:
            values = {"flow": round_.flow, "until": round_.closes_at.isoformat()}
            go_on = Button("button.go_on", Press("begin", (seat.id,)), {"flow": round_.flow})
            return Notice("menu.answer", values), ((go_on,),)
    return _nothing(case, on), _form_row(case)


def _nothing(case: Case, on: OnPartnership) -> Notice:
    if case.person.away_until is not None and case.person.away_until >= today(case):
        return Notice("menu.away", {"until": case.person.away_until.isoformat()})
    partnership = partnerships.partnership(case.unit, on.member.partnership_id)
    round_ = rounds.open_round(case.unit, partnership.id)
    if round_ is not None and round_.stage == RoundStage.COLLECT:
        return Notice("menu.nothing_until_result", {"until": round_.closes_at.isoformat()})
    meeting = partnerships.next_meeting(case.unit, partnership.id, case.now)
    opens_at = partnership.opens_at
    if round_ is not None or opens_at is None or opens_at <= case.now:
        opens_at = None
    if meeting is None:
        return _until_round(opens_at)
    when = meeting.starts_at.isoformat()
    if opens_at is None or opens_at > meeting.starts_at:
        return Notice("menu.nothing_until", {"when": when})
    return Notice("menu.nothing_until_both", {"opens": opens_at.isoformat(), "when": when})


def _until_round(opens_at: datetime | None) -> Notice:
    if opens_at is None:
        return Notice("menu.nothing")
    return Notice("menu.nothing_until_round", {"opens": opens_at.isoformat()})


def _form_row(case: Case) -> Rows:
    floor = floor_rows.floor(case.unit, case.person.id)
    if floor is None or floor.kind != FloorKind.FORM:
        return ()
    return ((Button("button.form", Press("again")),),)


def _rows(case: Case, on: OnPartnership) -> Rows:
    partnership = on.member.partnership_id
    rows: list[tuple[Button, ...]] = [
        (
            Button("button.people", Press("people", (partnership,))),
            Button("button.privacy", Press("privacy")),
        ),
        (Button("button.settings", Press("settings")), Button("button.stop", Press("stop"))),
    ]
    rows.insert(0, (Button("button.agreements", Press("agreements", (partnership,))),))
    if relay.lying_with(case.unit, on.member) or relay.asked_by(case.unit, on.member):
        rows.insert(0, (Button("button.inquiries", Press("inquiries", (partnership,))),))
    if opening.last_snapshot(case.unit, partnership, "overview") is not None:
        rows.insert(0, (Button("button.result", Press("result", (partnership,))),))
    if authority.may(on.member, Permission.RUN):
        rows.append((Button("button.run", Press("overleg", (partnership,))),))
        rows += section_rows(partnership)
    if len(mine(case)) > 1:
        rows.append((Button("button.other_partnership", Press("menu")),))
    return tuple(rows)
