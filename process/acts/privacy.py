"""What happens with what you write, and what Vinkje can do: answered in every state, to strangers too."""

from __future__ import annotations

from process.acts.which import mine
from process.case import Case
from process.incoming import Press
from process.message import Button, Notice, Outcome, Rows
from process.registry import Permission, command, open_act


@command("hulp", "help", may=Permission.ANYONE, listed=True)
def help_command(case: Case, payload: str) -> Outcome:
    """What Vinkje does and where everything is."""
    return case.says(Notice("help.text" if mine(case) else "help.stranger", {}, _menu(case)))


@command("privacy", may=Permission.ANYONE, listed=True)
def privacy_command(case: Case, payload: str) -> Outcome:
    """Who can read along, who is responsible, and what your rights are."""
    return privacy(case)


@open_act("privacy")
def privacy(case: Case) -> Outcome:
    """The same by a button. What stands on the floor stays there."""
    return case.says(Notice("privacy.text", {}, _menu(case)))


def _menu(case: Case) -> Rows:
    return ((Button("button.menu", Press("menu")),),) if mine(case) else ()
