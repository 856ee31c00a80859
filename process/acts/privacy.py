"""What happens with what you write, and what Vinkje can do: answered in every state, to strangers too.

In a group only who is responsible; nobody is known there.
"""

from __future__ import annotations

from process.acts import forms
from process.acts.retention import legal_duty
from process.acts.which import mine
from process.case import Case
from process.incoming import Press
from process.message import Button, Notice, Rows
from process.outcome import Outcome
from process.registry import Permission, command, open_act


@command("hulp", "help", may=Permission.ANYONE, listed=True)
def help_command(case: Case, payload: str) -> Outcome:
    """What Vinkje does and where everything is."""
    return case.says(Notice("help.text" if mine(case) else "help.stranger", {}, _menu(case)))


@command("privacy", may=Permission.ANYONE, listed=True)
def privacy_command(case: Case, payload: str) -> Outcome:
    """Who can read along, who is responsible, and what your rights are; what was being asked comes again."""
    return privacy(case) + forms.standing(case)


@open_act("privacy")
def privacy(case: Case) -> Outcome:
    """The same by a button. What stands on the floor stays there."""
    said = case.says(Notice("privacy.text", {}, (*_RIGHTS, *_menu(case))))
    duty = legal_duty(case)
    return said if duty is None else Outcome((case.reply(duty, anew=True),)) + said


_RIGHTS: Rows = (
    (Button("button.my_data", Press("mydata")), Button("button.forget", Press("forget"))),
)  # fmt: skip


def _menu(case: Case) -> Rows:
    return ((Button("button.menu", Press("menu")),),) if mine(case) else ()
