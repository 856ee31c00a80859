"""Afronden: ask of all whether a partnership ends, and say yes or not yet. What follows: `process.ending`."""

from __future__ import annotations

from process import ending
from process.acts import forms, shared_words
from process.acts.forms import Chosen, Entries, Field, Given, Page, Took, Unclear
from process.acts.which import in_which
from process.case import Case, Work
from process.incoming import Argument, Press
from process.message import Button, Ending, Notice, Rows
from process.outcome import Outcome
from process.registry import OnPartnership, Permission, command, partnership_act, when_due
from process.rules.ending import Reason, State
from storage.queries import endings, partnerships, people
from storage.tables import Appointment, Member
from storage.tables import Ending as Question


@command("afronden", "finish", may=Permission.CONFIRM)
def ending_command(case: Case, payload: str) -> Outcome:
    """Ask whether it can end, or see what was asked."""
    return in_which(case, "ending", Permission.CONFIRM)


@partnership_act("ending", Permission.CONFIRM)
def begin(case: Case, on: OnPartnership) -> Outcome:
    """The question that is open; without one, a form for who may ask it."""
    partnership = partnerships.partnership(case.unit, on.member.partnership_id)
    row = endings.standing(case.unit, partnership.id)
    if row is not None:
        return _shown(case, row, on.member)
    if not ending.may_ask(case.unit, partnership, on.member):
        return case.says(Notice("ending.who_asks", {}, _back(partnership.id), partnership.id))
    return forms.begin(case, ASKING, {"partnership": str(partnership.id)})


@partnership_act("ending_yes", Permission.CONFIRM)
def agree(case: Case, on: OnPartnership, ending_id: Argument = 0) -> Outcome:
    """[Akkoord]; another answer can follow until it is settled."""
    row = _asked(case, on, ending_id)
    if row is None:
        return _over(case, on, ending_id)
    endings.say(case.unit, row, on.member.id, agrees=True, words=None, now=case.now)
    return _shown(case, row, on.member) + _settled(case, row)


@partnership_act("ending_no", Permission.CONFIRM)
def object_to(case: Case, on: OnPartnership, ending_id: Argument = 0) -> Outcome:
    """[Nog niet]: kept at once; then what is still needed, which everybody will read."""
    row = _asked(case, on, ending_id)
    if row is None:
        return _over(case, on, ending_id)
    endings.say(case.unit, row, on.member.id, agrees=False, words=None, now=case.now)
    return forms.begin(case, OBJECTING, {"partnership": str(row.partnership_id), "ending": str(row.id)})


@partnership_act("ending_back", Permission.CONFIRM)
def take_back(case: Case, on: OnPartnership, ending_id: Argument = 0) -> Outcome:
    """Who asked it takes it back."""
    row = endings.standing(case.unit, on.member.partnership_id)
    if row is None or row.id != ending_id or row.asked_by != on.member.id:
        return _over(case, on, ending_id)
    partnership = partnerships.partnership(case.unit, row.partnership_id)
    told = ending.take_back(case, partnership, row, on.member)
    return _shown(case, row, on.member) + told


@when_due(ending.KIND)
def due_to_settle(work: Work, appointment: Appointment) -> Outcome:
    """The time in which it could be said is over."""
    row = endings.find(work.unit, appointment.subject)
    partnership = partnerships.lock(work.unit, row.partnership_id) if row is not None else None
    if row is None or partnership is None or partnership.ended_at is not None:
        return Outcome()
    return ending.consider(work, partnership, row)


def _asked(case: Case, on: OnPartnership, ending_id: Argument) -> Question | None:
    """The open question under a button, for who has a say in it; the partnership is held."""
    partnerships.lock(case.unit, on.member.partnership_id)
    row = endings.standing(case.unit, on.member.partnership_id)
    return row if row is not None and row.id == ending_id and ending.is_asked(on.member) else None


def _over(case: Case, on: OnPartnership, ending_id: Argument) -> Outcome:
    """How it went, under a button of before."""
    row = endings.find(case.unit, ending_id) if isinstance(ending_id, int) else None
    if row is None or row.partnership_id != on.member.partnership_id:
        return Outcome(toast="toast.dead")
    return _shown(case, row, on.member)


def _shown(case: Case, row: Question, member: Member) -> Outcome:
    return case.says(Ending(row.id, member.id))


def _settled(case: Case, row: Question) -> Outcome:
    return ending.consider(case, partnerships.partnership(case.unit, row.partnership_id), row)


def _back(partnership: int) -> Rows:
    return ((Button("button.menu", Press("home", (partnership,))),),)


def _show_reason(page: Page) -> Notice:
    rows = tuple((page.button(f"button.ending_{each.value}", each.value),) for each in Reason)
    return Notice("ending.why", {}, rows)


def _take_reason(page: Page, given: Given) -> Took:
    known = {each.value for each in Reason}
    if isinstance(given, Chosen) and given.option in known:
        return page.filled(reason=given.option)
    return Unclear("form.tap")


def _show_words(page: Page) -> Notice:
    leave_out = page.button("button.ending_no_words", shared_words.WITHOUT)
    return Notice("ending.words", {}, ((leave_out,),))


def _show_check(page: Page) -> Notice:
    return Notice("ending.check", {}, ((page.button("button.ending_ask", "ask"),),))


def _take_check(page: Page, given: Given) -> Took:
    return page.filled(check="yes") if given == Chosen("ask") else Unclear("form.tap")


def _finish(case: Case, entries: Entries) -> Outcome:
    partnership = partnerships.lock(case.unit, int(entries["partnership"]))
    member = people.member_in(case.unit, case.person.id, int(entries["partnership"]))
    if partnership is None or member is None or partnership.ended_at is not None:
        return case.says(Notice("which.none", {}, forms.menu_row(case)))
    row = endings.standing(case.unit, partnership.id)
    if row is not None:
        return _shown(case, row, member)
    if not ending.may_ask(case.unit, partnership, member):
        return case.says(Notice("ending.who_asks", {}, _back(partnership.id), partnership.id))
    words = shared_words.said(case.unit, member, "words", entries)
    told = ending.ask(case, partnership, member, Reason(entries["reason"]), words)
    row = endings.last(case.unit, partnership.id)
    return (_shown(case, row, member) if row is not None else Outcome()) + told


def _show_needed(page: Page) -> Notice:
    leave_out = page.button("button.ending_no_words", shared_words.WITHOUT)
    return Notice("ending.needed", {}, ((leave_out,),))


def _finish_objection(case: Case, entries: Entries) -> Outcome:
    member = people.member_in(case.unit, case.person.id, int(entries["partnership"]))
    row = endings.find(case.unit, int(entries["ending"]))
    if member is None or row is None:
        return case.says(Notice("which.none", {}, forms.menu_row(case)))
    if row.state != State.ASKED or not ending.is_asked(member):
        return _shown(case, row, member)
    words = shared_words.said(case.unit, member, "needed", entries)
    endings.say(case.unit, row, member.id, agrees=False, words=words, now=case.now)
    return case.says(Notice("ending.objection_kept", {}, _back(row.partnership_id), row.partnership_id)) + (
        _settled(case, row)
    )


ASKING = forms.register(
    forms.Form(
        "ending",
        (
            Field("reason", _show_reason, _take_reason),
            *shared_words.asking("words", _show_words),
            Field("check", _show_check, _take_check),
        ),
        _finish,
    )
)
OBJECTING = forms.register(
    forms.Form("ending_no", shared_words.asking("needed", _show_needed), _finish_objection)
)
