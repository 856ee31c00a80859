"""Everything that is kept of you, as two files: one to read, one for another program."""

from __future__ import annotations

from process.acts import forms
from process.case import Case
from process.message import Hand, Notice
from process.outcome import Outcome
from process.registry import Permission, command, open_act
from storage.queries import people

PDF, JSON = "mydata", "mydata_json"
"""The documents; which person's is decided by who reads."""


@command("mijngegevens", "mydata", may=Permission.ANYONE)
def mydata_command(case: Case, payload: str) -> Outcome:
    """The same as the button under /privacy; what was being asked comes again below."""
    return mydata(case) + forms.standing(case)


@open_act("mydata")
def mydata(case: Case) -> Outcome:
    """Who was never a member hears that there is next to nothing: an address and a language."""
    said = (
        () if people.memberships(case.unit, case.person.id) else case.says(Notice("mydata.nothing")).messages
    )
    files = tuple(case.reply(Hand(document, case.person.id, 0), anew=True) for document in (PDF, JSON))
    return Outcome((*said, *files))
