"""To be forgotten: asked once more, then done within a minute, also in every copy that was made before.

What was typed is gone with the keys, in old copies too. For the last message somebody is still reached; a few
seconds later the way to them goes as well. Only a place that came from another account less than a week ago
waits: that account may still say that it was not right, and its words would be lost for good.
"""

from __future__ import annotations

from datetime import timedelta

from process import closing
from process.acts import forms, people, relink, stop
from process.acts.which import mine, name_of
from process.case import Case, Work
from process.incoming import Argument, Press
from process.message import Button, Notice, corrected
from process.outcome import Due, Outcome, Outgoing, Urgency
from process.registry import Permission, command, open_act, when_due
from process.states import FloorKind
from storage import outbox
from storage.queries import acting, forgetting, partnerships, rounds, traces
from storage.queries import floor as floor_rows
from storage.queries import people as people_rows
from storage.tables import Appointment, Member

SURE_FOR = timedelta(hours=1)
"""So long [Ja, wis alles] works: an old one higher up in the chat asks again."""
PATIENCE = timedelta(seconds=10)
"""Between looks whether the last message went; after the third the address goes all the same."""
LOOKS = 3


@command("vergeetmij", "forgetme", may=Permission.ANYONE)
def forget_command(case: Case, payload: str) -> Outcome:
    """What goes, what stays, and what cannot be reached."""
    return forget(case) + forms.standing(case)


@open_act("forget")
def forget(case: Case) -> Outcome:
    """Asks once more; nothing has happened yet, and what stands on the floor stays."""
    stay = Press("menu") if mine(case) else Press("privacy")
    rows = (
        (Button("button.forget_yes", Press("erase", (int(case.now.timestamp()),))),),
        (Button("button.forget_no", stay),),
    )
    members = people_rows.memberships(case.unit, case.person.id)
    if not members:
        return case.says(Notice("forget.sure_stranger", {}, rows))
    names = ", ".join(dict.fromkeys(name_of(case, each) for each in members))
    return case.says(Notice("forget.sure", {"names": names}, rows))


@open_act("erase")
def erase(case: Case, asked_at: Argument = 0) -> Outcome:
    """All of it, now; the others hear that somebody stopped, without a name."""
    if not isinstance(asked_at, int) or not 0 <= case.now.timestamp() - asked_at <= SURE_FOR.total_seconds():
        return forget(case)
    members = people_rows.memberships(case.unit, case.person.id)
    held = [
        rounds.lock_round(case.unit, round_.id)
        for _, round_ in forgetting.unshown_seats(case.unit, [each.id for each in members])
    ]
    later = [each for each in members if _may_go_back(case, each)]
    told: tuple[Outgoing, ...] = ()
    for member in members:
        told += _out_of(case, member, erased=member not in later)
    told += _erase(case, [each for each in members if each not in later])
    forgetting.empty_person(case.unit, case.person.id)
    due = [_look(case, case.person.id, 1), *(_later(each) for each in later)]
    acts_now = frozenset[int]().union(*(acting.persons(case.unit, each.partnership_id) for each in members))
    outcome = Outcome(
        (case.reply(_done(later)), *told), tuple(due), relisted=True, erased=True, relists=acts_now
    )
    for round_ in held:
        outcome += closing.consider(case, round_)
    return outcome


@when_due("erase_place")
def due_to_erase(work: Work, appointment: Appointment) -> Outcome:
    """The other account said nothing for a week: what stood in this place goes as well."""
    member = people_rows.member(work.unit, appointment.subject)
    if member.left_at is None:  # it went back
        return Outcome()
    whose = member.person_id
    told = _erase(work, [member])
    return Outcome(told, (_look(work, whose, 1),), erased=True)


@when_due("vanish")
def due_to_vanish(work: Work, appointment: Appointment) -> Outcome:
    """The address goes too, once the last message went; not of who is back by now."""
    person_id, look = appointment.subject, int(appointment.occurrence.partition("/")[2])
    if not people_rows.is_known(work.unit, person_id):
        return Outcome()
    people_rows.lock_person(work.unit, person_id)
    floor = floor_rows.floor(work.unit, person_id)
    is_back = floor is not None and floor.kind == FloorKind.FORM
    if is_back or people_rows.memberships(work.unit, person_id):
        return Outcome()
    if outbox.waits_for(work.unit, person_id) and look < LOOKS:
        return Outcome(due=(_look(work, person_id, look + 1),))
    forgetting.erase_person(work.unit, person_id, work.now)
    return Outcome(erased=True)


def _look(work: Work, person_id: int, look: int) -> Due:
    """The next look; its name holds the instant, since nobody is forgotten twice in one."""
    return Due("vanish", person_id, f"{work.now:%Y%m%dT%H%M%S}/{look}", work.now + PATIENCE)


def _may_go_back(case: Case, member: Member) -> bool:
    """Whether the account that had this place before can still object."""
    return (
        member.left_at is None and member.moved_at is not None and case.now - member.moved_at < relink.LASTS
    )


def _later(member: Member) -> Due:
    moved_at = member.moved_at
    if moved_at is None:
        raise LookupError("this place was always theirs")
    return Due("erase_place", member.id, moved_at.isoformat(), moved_at + relink.LASTS)


def _done(later: list[Member]) -> Notice:
    if not later:
        return Notice("forget.done")
    return Notice("forget.done_but", {"until": max(_later(each).at for each in later).isoformat()})


def _out_of(case: Case, member: Member, *, erased: bool) -> tuple[Outgoing, ...]:
    """Out of a partnership that they are still in; of one that they left nothing more is told."""
    if member.left_at is not None:
        return ()
    partnership = partnerships.partnership(case.unit, member.partnership_id)
    if not erased:
        gone = Notice("stop.told", {"name": member.name}, partnership=partnership.id)
        return stop.take_out(case, member, partnership, gone)
    organisation = people.organisation_of(case, member)
    gone = (
        Notice("forget.told", {"organisation": organisation}, partnership=partnership.id)
        if organisation is not None
        else Notice("forget.told_alone", partnership=partnership.id)
    )
    return stop.take_out(case, member, partnership, gone)


def _erase(work: Work, members: list[Member]) -> tuple[Outgoing, ...]:
    """Words, names and keys go; what others have of them is put into words again, without theirs."""
    shown = forgetting.shown_rounds(work.unit, [each.id for each in members])
    theirs = {each.person_id for each in members}
    corrections = tuple(
        Outgoing(to, corrected(message), Urgency.BULK, slot=f"corrected {ref}", edit=ref)
        for to, message, ref in traces.messages_showing(work.unit, shown)
        if to not in theirs
    )
    for member in members:
        forgetting.erase(work.unit, member.id, work.now)
        work.unit.words.forget(member.id)
    return corrections
