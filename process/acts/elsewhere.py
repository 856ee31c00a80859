"""What is no act of ours: other kinds of messages, dead buttons, strangers, blocking and coming back.

Nobody is left without an answer, and nothing of it is kept.
"""

from __future__ import annotations

from process.acts import answer, forms, unreachable
from process.acts.which import mine
from process.case import Case
from process.incoming import Back, Gone, Kind, Other, Press
from process.message import Button, Notice
from process.outcome import Outcome
from process.states import FloorKind
from storage.queries import floor as floor_rows
from storage.queries import membership

_MET = "met"
"""On the floor of a stranger who was told once who Vinkje is."""

_UNREAD = {
    Kind.VOICE: "elsewhere.voice",
    Kind.STICKER: "elsewhere.sticker",
    Kind.PICTURE: "elsewhere.file",
    Kind.DOCUMENT: "elsewhere.file",
    Kind.CONTACT: "elsewhere.dropped",
    Kind.LOCATION: "elsewhere.dropped",
    Kind.FLOOD: "elsewhere.flood",
    Kind.UNKNOWN: "elsewhere.unknown",
}


def happened(case: Case, act: Gone | Back | Other) -> Outcome:
    """Something that is neither words, a command nor a button."""
    match act:
        case Gone():
            return _lost(case)
        case Back():
            return _welcome_back(case)
        case Other(kind=kind):
            return _unread(case, kind)


def stranger(case: Case) -> Outcome:
    """Who Vinkje is and that it takes an invitation: once, and then nothing until they ask for it."""
    floor = floor_rows.floor(case.unit, case.person.id)
    if floor is not None and floor.form == _MET:
        return Outcome()
    floor_rows.set_floor(case.unit, case.person.id, FloorKind.NONE, form=_MET)
    return case.says(Notice("elsewhere.stranger", {}, ((Button("button.privacy", Press("privacy")),),)))


def is_stranger(case: Case) -> bool:
    """In no partnership, and not on the way into one."""
    floor = floor_rows.floor(case.unit, case.person.id)
    return not mine(case) and (floor is None or floor.kind == FloorKind.NONE)


def unknown_command(case: Case) -> Outcome:
    """A command that does not exist: the few that do."""
    if is_stranger(case):
        return stranger(case)
    return case.says(Notice("elsewhere.unknown_command", {}, forms.menu_row(case)))


def dead_button(case: Case) -> Outcome:
    """A button that is not ours, not this person's, or of an act that is gone."""
    return Outcome(toast="toast.dead") + forms.standing(case)


def stale_button(case: Case) -> Outcome:
    """A button of something that was answered already: what stands now comes again.

    Who sent, and did not hear that it arrived, hears it now; the message that says so already stays as it is.
    """
    return Outcome(toast="toast.stale") + (answer.sent_again(case) or forms.standing(case))


def not_allowed(case: Case) -> Outcome:
    """Not for this person, or not there: the two look the same."""
    return Outcome(toast="toast.not_allowed")


def _lost(case: Case) -> Outcome:
    channel, address = case.incoming.channel, case.incoming.address
    is_news = membership.set_reachable(case.unit, channel, address, reachable=False)
    return Outcome(due=(unreachable.to_tell(case.person.id, case.now),) if is_news else ())


def _welcome_back(case: Case) -> Outcome:
    if is_stranger(case):
        return Outcome()
    return case.says(Notice("elsewhere.back", {}, forms.menu_row(case))) + forms.standing(case)


def _unread(case: Case, kind: Kind) -> Outcome:
    if is_stranger(case):
        return stranger(case)
    return case.says(Notice(_UNREAD[kind])) + forms.standing(case)
