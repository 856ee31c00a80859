"""Somebody is asked to take something on: yes, another day, talk about it at home first, or no.

Without their own yes it is on nobody's name. The one who proposed it hears what was said: an answer to their
question. The same forms serve who said yes before and needs another day, or has to ask at home.
"""

from __future__ import annotations

from datetime import date, timedelta

from process import agreeing
from process.acts import forms, shared_words
from process.acts.agreeing import back, changed_meanwhile
from process.acts.agreeing_propose import day_buttons, take_day, today
from process.acts.forms import Entries, Field, Page
from process.case import Case
from process.message import Notice, Quoted
from process.outcome import Due, Outcome, Outgoing
from process.registry import OnAgreement, Permission, Whose, agreement_act
from process.rules.agreeing import PENDING, STANDING, Step
from process.rules.cadence import workday_on_or_after
from process.states import AgreementState as State
from storage.queries import agreements, partnerships, people
from storage.tables import Agreement, Member

AT_HOME = (1, 2, 3)
"""Weeks after which somebody can be asked again; any other day can be typed."""


@agreement_act("ag_yes", Permission.AGREE, Whose.ASKED)
def yes(case: Case, on: OnAgreement) -> Outcome:
    """Ja, doe ik: from now on it is on their name."""
    step = agreeing.yes(case, on.agreement)
    due = agreeing.take(case, on.agreement, step, on.member)
    return _took(case, on.member, on.agreement, step, due) if due is not None else changed_meanwhile(case, on)


@agreement_act("ag_mine", Permission.AGREE, Whose.GROUP)
def mine(case: Case, on: OnAgreement) -> Outcome:
    """Ik doe dit: what is on nobody's name, by somebody who was not asked."""
    if on.agreement.state != State.PROPOSED:
        return changed_meanwhile(case, on)
    return yes(case, on)


@agreement_act("ag_day", Permission.AGREE, Whose.CONCERNED)
def other_day(case: Case, on: OnAgreement) -> Outcome:
    """Andere datum: of who was asked that is a yes for another day."""
    return _begin(case, on, OTHER_DAY)


@agreement_act("ag_home", Permission.AGREE, Whose.CONCERNED)
def at_home(case: Case, on: OnAgreement) -> Outcome:
    """Eerst intern overleggen: until a day that they choose."""
    return _begin(case, on, HOME)


@agreement_act("ag_no", Permission.AGREE, Whose.CONCERNED)
def no(case: Case, on: OnAgreement) -> Outcome:
    """Nee: back to the group, with a reason or without one."""
    return _begin(case, on, WHY)


@agreement_act("ag_back", Permission.AGREE, Whose.OWNER)
def give_back(case: Case, on: OnAgreement) -> Outcome:
    """Teruggeven: it is the group's again, with a reason or without one."""
    return _begin(case, on, WHY)


def _begin(case: Case, on: OnAgreement, form: forms.Form) -> Outcome:
    if on.agreement.state not in {*PENDING, *STANDING, State.WILLING}:
        return changed_meanwhile(case, on)
    partnership = partnerships.partnership(case.unit, on.member.partnership_id)
    entries = {
        "partnership": str(partnership.id),
        "zone": partnership.timezone,
        "agreement": str(on.agreement.id),
        "before": "asked" if on.agreement.state in PENDING else "owned",
    }
    return forms.begin(case, form, entries)


def _held(case: Case, entries: Entries) -> tuple[Member, Agreement] | None:
    """The agreement that a form was about, while it is still this person's."""
    member = people.member_in(case.unit, case.person.id, int(entries["partnership"]))
    row = agreements.lock(case.unit, int(entries["agreement"]))
    if member is None or row is None or member.id not in {row.asked_id, row.owner_id}:
        return None
    return member, row


def _gone(case: Case, entries: Entries) -> Outcome:
    return case.says(Notice("agreeing.changed", {}, forms.menu_row(case), int(entries["partnership"])))


def _took(case: Case, member: Member, row: Agreement, step: Step, due: tuple[Due, ...]) -> Outcome:
    """On their name; who proposed it hears so."""
    key = "agreeing.yours_ahead" if step is Step.YES_AHEAD else "agreeing.yours"
    said = Quoted(key, member.id, row.id, buttons=back(member))
    return case.says(said) + Outcome(tell_proposer(case, member, row, "agreeing.told_yes"), due)


def tell_proposer(case: Case, by: Member, row: Agreement, key: str) -> tuple[Outgoing, ...]:
    """What became of a question of theirs; nothing to who did it themselves, or left."""
    proposer = people.member(case.unit, row.proposed_by)
    if proposer.id == by.id or proposer.left_at is not None:
        return ()
    partnership = partnerships.partnership(case.unit, row.partnership_id)
    return (agreeing.notice(case, partnership, proposer, row, key, back(proposer)),)


def _show_day(page: Page) -> Notice:
    return Notice(f"agreeing.other_day_{page.entries['before']}", {}, day_buttons(page))


def _finish_day(case: Case, entries: Entries) -> Outcome:
    found = _held(case, entries)
    if found is None:
        return _gone(case, entries)
    member, row = found
    step = agreeing.yes(case, row) if row.state in PENDING else Step.MOVE
    due = agreeing.take(case, row, step, member, due_on=date.fromisoformat(entries["day"]))
    if due is None:
        return _gone(case, entries)
    if step is not Step.MOVE:
        return _took(case, member, row, step, due)
    said = Quoted("agreeing.moved", member.id, row.id, buttons=back(member))
    return case.says(said) + Outcome(due=due)


def _show_home(page: Page) -> Notice:
    calendar = page.case.house.calendar
    days = [
        workday_on_or_after(today(page) + timedelta(weeks=each), calendar).isoformat() for each in AT_HOME
    ]
    rows = tuple((page.button("button.day", day, {"day": day}),) for day in days)
    return Notice("agreeing.at_home", {}, rows)


def _finish_home(case: Case, entries: Entries) -> Outcome:
    found = _held(case, entries)
    if found is None:
        return _gone(case, entries)
    member, row = found
    asked = row.state in PENDING
    day = date.fromisoformat(entries["day"])
    due = agreeing.take(case, row, Step.CONSULT if asked else Step.CHECK, member, ask_on=day)
    if due is None:
        return _gone(case, entries)
    told = tell_proposer(case, member, row, "agreeing.told_home") if asked else ()
    said = Quoted("agreeing.home", member.id, row.id, values={"day": entries["day"]}, buttons=back(member))
    return case.says(said) + Outcome(told, due)


def _show_why(page: Page) -> Notice:
    return Notice("agreeing.why", {}, ((page.button("button.no_reason", shared_words.WITHOUT),),))


def _finish_why(case: Case, entries: Entries) -> Outcome:
    found = _held(case, entries)
    if found is None:
        return _gone(case, entries)
    member, row = found
    if agreeing.take(case, row, Step.BACK, member) is None:
        return _gone(case, entries)
    row.why_back = None
    agreements.describe(case.unit, row, why_back=shared_words.said(case.unit, member, "why", entries))
    said = Quoted("agreeing.given_back", member.id, row.id, buttons=back(member))
    return case.says(said) + Outcome(tell_proposer(case, member, row, "agreeing.told_no"))


OTHER_DAY = forms.register(forms.Form("agree_day", (Field("day", _show_day, take_day),), _finish_day))
HOME = forms.register(forms.Form("agree_home", (Field("day", _show_home, take_day),), _finish_home))
WHY = forms.register(forms.Form("agree_no", shared_words.asking("why", _show_why), _finish_why))
