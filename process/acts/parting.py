"""What somebody who left still wants to say to the others: asked once they are out, and one tap says no.

Everyone reads it, with their name. There is no way to tell it to a coordinator alone: nobody should know
something about the group that the group does not.
"""

from __future__ import annotations

from dataclasses import replace

from process import posting
from process.acts import forms, shared_words
from process.acts.forms import Entries, Page
from process.case import Case
from process.message import Notice, Quoted
from process.outcome import Copies, Outcome
from process.rules.newcomers import RemarkKind
from process.states import FloorKind
from storage.queries import events, partnerships, people, remarks
from storage.queries import floor as floor_rows
from storage.tables import Member, Partnership


def ask(case: Case, partnership: Partnership, member: Member) -> Outcome:
    """Of who just left, below the message that says so; not where nobody is left, or it has ended.

    Nor when they are being asked something in another partnership: what they type next is an answer to that.
    """
    if partnership.ended_at is not None or not people.members(case.unit, partnership.id):
        return Outcome()
    floor = floor_rows.floor(case.unit, case.person.id)
    if floor is not None and floor.kind != FloorKind.NONE:
        return Outcome()
    asked = forms.begin(case, FAREWELL, {"partnership": str(partnership.id), "member": str(member.id)})
    return replace(asked, messages=tuple(replace(each, edit=None) for each in asked.messages))


def _show(page: Page) -> Notice:
    return Notice("coming.farewell_ask", {}, ((page.button("button.farewell_none", shared_words.WITHOUT),),))


def _finish(case: Case, entries: Entries) -> Outcome:
    member = people.member(case.unit, int(entries["member"]))
    partnership = partnerships.partnership(case.unit, member.partnership_id)
    words = shared_words.said(case.unit, member, "words", entries)
    over = member.person_id != case.person.id or partnership.ended_at is not None
    if words is None or over:
        return case.says(Notice("coming.farewell_none", {}, forms.menu_row(case)))
    row = remarks.remark(case.unit, member, RemarkKind.FAREWELL, case.now, words=words)
    events.note(case.unit, partnership.id, "farewell", member.id, case.now)
    told = tuple(
        posting.notice(
            case, partnership, each, Quoted("coming.farewell", each.id, remark=row.id), copies=Copies.ONCE
        )
        for each in people.members(case.unit, partnership.id)
        if each.person_id != case.person.id
    )
    return case.says(Notice("coming.farewell_kept", {}, forms.menu_row(case))) + Outcome(told)


FAREWELL = forms.register(forms.Form("farewell", shared_words.asking("words", _show), _finish))
"""The form below the message that somebody is out."""
