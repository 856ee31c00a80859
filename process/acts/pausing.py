"""A pause: no round opens by itself until a day, and everyone hears so. A round that runs goes on."""

from __future__ import annotations

from datetime import date, timedelta

from process import meanwhile, planning, posting
from process.acts import dates, forms
from process.acts.forms import Chosen, Entries, Field, Given, Page, Took, Unclear
from process.acts.next_round import back
from process.case import Case, Work
from process.incoming import Argument, Press
from process.message import Button, Message, Notice, Value
from process.outcome import Due, Outcome, Outgoing
from process.registry import OnPartnership, Permission, partnership_act, when_due
from process.rules.around import OPENS_AT
from process.rules.cadence import local_instant, workday_on_or_after
from storage.queries import events, partnerships, people
from storage.tables import Appointment, Member, Partnership

WEEKS = (2, 4, 8)
_ON = "on"
"""No pause stands."""


@partnership_act("pause", Permission.RUN)
def pause(case: Case, on: OnPartnership) -> Outcome:
    """[Pauzeren]: until when?"""
    partnership = partnerships.partnership(case.unit, on.member.partnership_id)
    return forms.begin(case, PAUSING, {"partnership": str(partnership.id), "seen": _stands(partnership)})


def _today(page: Page) -> date:
    partnership = partnerships.partnership(page.case.unit, int(page.entries["partnership"]))
    return page.case.now.astimezone(planning.zone_of(partnership)).date()


def _show(page: Page) -> Notice:
    calendar = page.case.house.calendar
    days = [workday_on_or_after(_today(page) + timedelta(weeks=each), calendar).isoformat() for each in WEEKS]
    rows = tuple((page.button("button.from_day", day, {"day": day}),) for day in days)
    return Notice("rounds.pause_until", {}, rows)


def _take(page: Page, given: Given) -> Took:
    today = _today(page)
    typed = dates.read_day(given.option if isinstance(given, Chosen) else given.text, today)
    if typed is None or typed.day <= today:
        return Unclear("form.no_date")
    return page.filled(until=typed.day.isoformat())


def _finish(case: Case, entries: Entries) -> Outcome:
    partnership = partnerships.lock(case.unit, int(entries["partnership"]))
    member = people.member_in(case.unit, case.person.id, int(entries["partnership"]))
    if partnership is None or member is None or not posting.leads(member):
        return case.says(Notice("which.none", {}, forms.menu_row(case)))
    until = date.fromisoformat(entries["until"])
    return _until(case, partnership, member, until, entries.get("seen", _stands(partnership)))


@partnership_act("pauseto", Permission.RUN)
def after_all(case: Case, on: OnPartnership, until: Argument = "", seen: Argument = "") -> Outcome:
    """[Toch …]: until the day that was chosen before another turned out to be first."""
    partnership = partnerships.lock(case.unit, on.member.partnership_id)
    day = dates.read_iso(str(until))
    if partnership is None or day is None or day <= case.now.astimezone(planning.zone_of(partnership)).date():
        return case.says(_changed(on.member.partnership_id))
    return _until(case, partnership, on.member, day, str(seen))


def _until(case: Case, partnership: Partnership, member: Member, until: date, seen: str) -> Outcome:
    """Pause, unless another paused or went on since `seen`; the partnership is held."""
    by = meanwhile.by_whom(case, partnership.id, meanwhile.PAUSES, member)
    if seen != _stands(partnership) and by is not None and partnership.paused_until != until:
        return case.says(_already(partnership, until, by))
    partnership.paused_until = until
    events.note(case.unit, partnership.id, "paused", member.id, case.now, data=until.isoformat())
    at = local_instant(until, OPENS_AT, planning.zone_of(partnership))
    notice = Notice("rounds.paused", {"until": until.isoformat(), "name": member.name}, (), partnership.id)
    said = Notice("rounds.paused_kept", {"until": until.isoformat()}, back(partnership.id), partnership.id)
    told = _to_the_others(case, partnership, member, notice)
    due = (Due("resume", partnership.id, until.isoformat(), at),)
    return case.says(said) + Outcome(told, due) + planning.agree(case, partnership)


def _stands(partnership: Partnership) -> str:
    """Until when it is paused, as it is carried along."""
    return partnership.paused_until.isoformat() if partnership.paused_until is not None else _ON


def _already(partnership: Partnership, until: date, by: str) -> Notice:
    """Who was first and what stands, with the day that this one chose."""
    after_all = Press("pauseto", (partnership.id, until.isoformat(), _stands(partnership)))
    button = Button("button.pause_after_all", after_all, {"day": until.isoformat()})
    values: dict[str, Value] = {"name": by, "other": until.isoformat()}
    if partnership.paused_until is not None:
        values["until"] = partnership.paused_until.isoformat()
    key = "meanwhile.paused" if partnership.paused_until is not None else "meanwhile.resumed"
    return Notice(key, values, ((button,), *back(partnership.id)), partnership.id)


def _changed(partnership: int) -> Notice:
    return Notice("rounds.changed", {}, back(partnership), partnership)


PAUSING = forms.register(forms.Form("pausing", (Field("until", _show, _take),), _finish))


@partnership_act("resume", Permission.RUN)
def resume(case: Case, on: OnPartnership) -> Outcome:
    """[Weer verder]: earlier than was said."""
    partnership = partnerships.lock(case.unit, on.member.partnership_id)
    if partnership is None or partnership.paused_until is None:
        where = on.member.partnership_id
        by = meanwhile.by_whom(case, where, meanwhile.PAUSES, on.member)
        went_on = Notice("meanwhile.went_on", {"name": by or ""}, back(where), where)
        return case.says(went_on if by is not None else _changed(where))
    agreed = _goes_on(case, partnership, on.member)
    notice = _going_on(partnership)
    said = Notice(notice.key, notice.values, back(partnership.id), partnership.id)
    return case.says(said) + Outcome(_to_the_others(case, partnership, on.member, notice)) + agreed


@when_due("resume")
def due_to_resume(work: Work, appointment: Appointment) -> Outcome:
    """The pause is over; one that was ended or prolonged in the meantime is another one."""
    partnership = partnerships.lock(work.unit, appointment.subject)
    if partnership is None or partnership.ended_at is not None or partnership.paused_until is None:
        return Outcome()
    if partnership.paused_until.isoformat() != appointment.occurrence:
        return Outcome()
    agreed = _goes_on(work, partnership, None)
    return Outcome(_to_the_others(work, partnership, None, _going_on(partnership))) + agreed


def _goes_on(work: Work, partnership: Partnership, member: Member | None) -> Outcome:
    partnership.paused_until = None
    events.note(work.unit, partnership.id, "resumed", member.id if member is not None else None, work.now)
    return planning.agree(work, partnership)


def _going_on(partnership: Partnership) -> Notice:
    values = {"opens": partnership.opens_at.isoformat()} if partnership.opens_at is not None else {}
    return Notice("rounds.resumed", values, (), partnership.id)


def _to_the_others(
    work: Work, partnership: Partnership, but: Member | None, message: Message
) -> tuple[Outgoing, ...]:
    others = [each for each in people.members(work.unit, partnership.id) if but is None or each.id != but.id]
    return tuple(posting.notice(work, partnership, each, message) for each in others)


def pause_button(partnership: Partnership) -> Button:
    """[Pauzeren], or [Weer verder] during a pause."""
    if partnership.paused_until is None:
        return Button("button.pause", Press("pause", (partnership.id,)))
    return Button("button.resume", Press("resume", (partnership.id,)))
