"""Settings: the language, and when the bot may start a conversation."""

from __future__ import annotations

from process.acts import forms
from process.acts.hours import HOURS
from process.acts.which import mine
from process.case import Case
from process.incoming import Argument, Press
from process.message import Button, Notice
from process.outcome import Outcome
from process.registry import Permission, command, open_act

LANGUAGES = ("nl", "en")


@open_act("settings")
def settings(case: Case) -> Outcome:
    """What can be set, each by a button, for who takes part in something."""
    if not mine(case):
        return case.says(Notice("stop.nothing"))
    rows = (
        (Button("button.hours", Press("hours")),),
        (Button("button.language", Press("language")),),
        (Button("button.works_for", Press("worksfor")),),
        (Button("button.menu", Press("menu")),),
    )
    return case.says(Notice("preferences.choose", {}, rows))


@open_act("hours")
def change_hours(case: Case) -> Outcome:
    """When may I disturb you?"""
    if not mine(case):
        return case.says(Notice("stop.nothing"))
    return forms.begin(case, HOURS, {"days": case.person.days})


@command("taal", "language", may=Permission.ANYONE)
def language_command(case: Case, payload: str) -> Outcome:
    """Dutch or English."""
    return choose_language(case)


@open_act("language")
def choose_language(case: Case) -> Outcome:
    """A button for each language, in that language."""
    rows = tuple((Button(f"button.language_{each}", Press("speak", (each,))),) for each in LANGUAGES)
    return case.says(Notice("language.choose", {}, rows))


@open_act("speak")
def speak(case: Case, language: Argument = "") -> Outcome:
    """From now on in this language; what was already sent stays as it is."""
    if language not in LANGUAGES:
        return choose_language(case)
    case.person.language = str(language)
    return case.says(Notice("language.kept", {}, forms.menu_row(case))) + Outcome(relisted=True)
