"""What people answer when they are asked whether it lives, or who looks after it: one tap each."""

from __future__ import annotations

from process import keeping_alive, posting
from process.acts import people as people_acts
from process.case import Case, Work
from process.incoming import Argument, Press
from process.message import Button, Notice
from process.outcome import Outcome
from process.registry import OnPartnership, Permission, partnership_act, when_due
from process.rules import keepers as rules
from process.rules.keepers import Cause, Sign, Step
from storage.queries import events, keepers, partnerships, people
from storage.tables import Appointment, Partnership


@when_due("look")
def due_to_look(work: Work, appointment: Appointment) -> Outcome:
    """Look, and again on the next working day; nothing any more when the partnership has ended."""
    partnership = partnerships.lock(work.unit, appointment.subject)
    if partnership is None or partnership.ended_at is not None:
        return Outcome()
    again = Outcome(due=(keeping_alive.first_look(work, partnership),))
    return again + keeping_alive.look(work, partnership)


@partnership_act("alive", Permission.READ)
def alive(case: Case, on: OnPartnership, how: Argument = "") -> Outcome:
    """Does it live? Of the keeper: yes, I want help, or it is too much."""
    partnership = _held(case, on)
    if partnership is None or partnership.keeper_id != on.member.id or how not in {"yes", "help", "much"}:
        return _over(case, on)
    if how == "much":
        return _too_much(case, on, partnership)
    events.note(
        case.unit, partnership.id, f"keeper_{'alive' if how == 'yes' else how}", on.member.id, case.now
    )
    outcome = keeping_alive.move(case, partnership, Sign.LIFE)
    if how == "yes":
        return case.says(Notice("keepers.yes", {}, _menu(partnership), partnership.id)) + outcome
    return outcome + _help(case, on, partnership)


@partnership_act("asdeputy", Permission.READ)
def answer_as_deputy(case: Case, on: OnPartnership, how: Argument = "") -> Outcome:
    """Of the deputy who was asked: I take over, I call them myself, or I cannot."""
    partnership = _held(case, on)
    if partnership is None or partnership.deputy_id != on.member.id:
        return _over(case, on)
    step = keepers.step_of(case.unit, partnership.id)
    if how == "yes" and step is not Step.CALM:
        taken = keeping_alive.take_over(case, partnership, on.member)
        return case.says(Notice("keepers.you_keep", {}, _menu(partnership), partnership.id)) + taken
    if step is not Step.DEPUTY or how not in {"call", "no"}:
        return _over(case, on)
    if how == "call":
        events.note(case.unit, partnership.id, "deputy_calls", on.member.id, case.now)
        said = Notice("keepers.deputy_called", {}, _menu(partnership), partnership.id)
        return case.says(said) + keeping_alive.move(case, partnership, Sign.LIFE)
    events.note(case.unit, partnership.id, keeping_alive.CANNOT, on.member.id, case.now)
    said = Notice("keepers.deputy_no", {}, _menu(partnership), partnership.id)
    return case.says(said) + keeping_alive.move(case, partnership, Sign.UNABLE)


@partnership_act("notme", Permission.CONFIRM)
def not_me(case: Case, on: OnPartnership, how: Argument = "") -> Outcome:
    """No, or perhaps we should stop: kept, and nobody else hears who said it."""
    partnership = _held(case, on)
    if partnership is None or keepers.step_of(case.unit, partnership.id) not in rules.OPEN:
        return _over(case, on)
    kind, key = ("maybe_stop", "keepers.stop") if how == "stop" else ("keeps_not", "keepers.no")
    events.note(case.unit, partnership.id, kind, on.member.id, case.now)
    ask_all = ((Button("button.ending", Press("ending", (partnership.id,))),),) if how == "stop" else ()
    return case.says(Notice(key, {}, (*ask_all, *_menu(partnership)), partnership.id))


def _too_much(case: Case, on: OnPartnership, partnership: Partnership) -> Outcome:
    """Relieved, at once: the deputy is asked, or else everyone. Until somebody says yes the name stays."""
    events.note(case.unit, partnership.id, "keeper_much", on.member.id, case.now)
    deputy = keeping_alive.member(case, partnership, partnership.deputy_id)
    stands = keepers.asked(case.unit, deputy, case.now) if deputy is not None else None
    today = case.now.date()
    if deputy is not None and rules.deputy_can(stands, today):
        said = Notice("keepers.much", {"name": deputy.name}, _menu(partnership), partnership.id)
        return case.says(said) + keeping_alive.move(case, partnership, Sign.GONE, Cause.TOO_MUCH)
    said = Notice("keepers.much_alone", {}, _menu(partnership), partnership.id)
    return case.says(said) + keeping_alive.move(case, partnership, Sign.GONE_ALONE, Cause.TOO_MUCH)


def _help(case: Case, on: OnPartnership, partnership: Partnership) -> Outcome:
    """The deputy and the coordinators hear that help is wanted."""
    members = people.members(case.unit, partnership.id)
    leading = {each.id for each in posting.coordinators(members)} | {partnership.deputy_id}
    hear = [each for each in members if each.id in leading and each.id != on.member.id]
    if not hear:
        return case.says(Notice("keepers.help_nobody", {}, _menu(partnership), partnership.id))
    told = Notice("keepers.help_told", {"name": on.member.name}, (), partnership.id)
    said = Notice("keepers.help", {"names": ", ".join(each.name for each in hear)}, (), partnership.id)
    return case.says(said) + Outcome(people_acts.tell(case, partnership, hear, told))


def _held(case: Case, on: OnPartnership) -> Partnership | None:
    """The partnership, held while somebody answers; None when it has ended."""
    partnership = partnerships.lock(case.unit, on.member.partnership_id)
    return partnership if partnership is not None and partnership.ended_at is None else None


def _over(case: Case, on: OnPartnership) -> Outcome:
    home = ((Button("button.menu", Press("home", (on.member.partnership_id,))),),)
    return case.says(Notice("keepers.over", {}, home, on.member.partnership_id))


def _menu(partnership: Partnership) -> tuple[tuple[Button, ...], ...]:
    return ((Button("button.menu", Press("home", (partnership.id,))),),)
