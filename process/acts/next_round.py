"""The next round: skipped or on another day, for once; and which school holidays it keeps clear of."""

from __future__ import annotations

from datetime import date, datetime

from process import meanwhile, planning
from process import meetings as hanging
from process.acts import dates, forms
from process.acts.forms import Chosen, Entries, Field, Given, Page, Took, Unclear
from process.calendar import REGIONS
from process.case import Case
from process.incoming import Argument, Press
from process.message import Button, Notice, Rows, Value
from process.outcome import Outcome
from process.posting import leads
from process.registry import OnPartnership, Permission, partnership_act
from process.rules.around import OPENS_AT, opens_on, workdays_left
from process.rules.cadence import add_workdays, local_instant
from process.rules.rhythm import Planned
from storage.queries import events, meetings, partnerships, people
from storage.tables import Meeting, Member, Partnership

SHOWN = (1, 2, 3, 5)
"""Working days later or earlier that are shown as buttons."""


def meeting_of(case: Case, partnership: Partnership, planned: Planned) -> Meeting | None:
    """The meeting that the next round is for."""
    every = meetings.planned(case.unit, partnership.id, case.now)
    return next((each for each in every if each.starts_at == planned.meeting_at), None)


@partnership_act("skipnext", Permission.RUN)
def skip(case: Case, on: OnPartnership, opens_at: Argument = 0) -> Outcome:
    """[Deze overslaan]: nothing opens this time. A button of an opening of before skips nothing."""
    partnership = partnerships.lock(case.unit, on.member.partnership_id)
    if partnership is None or partnership.opens_at is None or opens_at != named(partnership):
        return case.says(_changed(case, on.member))
    planned = planning.planned(case, partnership)
    meeting = meeting_of(case, partnership, planned)
    if meeting is not None:
        meetings.skip(case.unit, meeting, case.now)
    elif partnership.opens_chosen_at is None:
        partnership.rhythm_from = planned.counts_from
    events.note(case.unit, partnership.id, "opening_skipped", on.member.id, case.now)
    agreed = planning.agree(case, partnership)
    values = {"opens": agreed.due[0].at.isoformat()}
    return case.says(Notice("rounds.skipped", values, back(partnership.id), partnership.id)) + agreed


@partnership_act("movenext", Permission.RUN)
def move(case: Case, on: OnPartnership) -> Outcome:
    """[Andere dag]: on which day does the next round open?"""
    partnership = partnerships.partnership(case.unit, on.member.partnership_id)
    return forms.begin(case, OPENING, {"partnership": str(partnership.id), "seen": str(named(partnership))})


def _of(page: Page) -> Partnership:
    return partnerships.partnership(page.case.unit, int(page.entries["partnership"]))


def _show(page: Page) -> Notice:
    partnership, calendar = _of(page), page.case.house.calendar
    zone, school = planning.zone_of(partnership), planning.school_of(page.case.house, partnership)
    now = partnership.opens_at or page.case.now
    day, today = now.astimezone(zone).date(), page.case.now.astimezone(zone).date()
    near = {add_workdays(day, sign * ahead, calendar) for ahead in SHOWN for sign in (-1, 1)}
    days = sorted(each for each in near if each > today and opens_on(each, calendar, school))
    buttons = [page.button("button.day", each.isoformat(), {"day": each.isoformat()}) for each in days]
    rows = tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))
    return Notice("rounds.which_day", {"opens": now.isoformat()}, rows)


def _take(page: Page, given: Given) -> Took:
    partnership, house = _of(page), page.case.house
    zone = planning.zone_of(partnership)
    today = page.case.now.astimezone(zone).date()
    typed = dates.read_day(given.option if isinstance(given, Chosen) else given.text, today)
    if typed is None:
        return Unclear("form.no_date")
    at = local_instant(typed.day, OPENS_AT, zone)
    if at <= page.case.now or not opens_on(typed.day, house.calendar, planning.school_of(house, partnership)):
        return Unclear("rounds.no_such_day")
    planned = planning.planned(page.case, partnership)
    meeting = meeting_of(page.case, partnership, planned)
    if meeting is not None:
        closes_at = hanging.turn_around(page.case, partnership, meeting).closes_at
        if workdays_left(at, closes_at, zone, house.calendar) < 1:
            return Unclear("rounds.too_late")
    return page.filled(day=typed.day.isoformat())


def _finish(case: Case, entries: Entries) -> Outcome:
    partnership = partnerships.lock(case.unit, int(entries["partnership"]))
    member = people.member_in(case.unit, case.person.id, int(entries["partnership"]))
    if partnership is None or member is None or not leads(member):
        return case.says(Notice("which.none", {}, forms.menu_row(case)))
    seen = entries.get("seen", str(named(partnership)))
    return _opens_on(case, partnership, member, date.fromisoformat(entries["day"]), seen)


@partnership_act("opento", Permission.RUN)
def after_all(case: Case, on: OnPartnership, day: Argument = "", seen: Argument = "") -> Outcome:
    """[Toch …]: on the day that was chosen before another turned out to be first."""
    partnership = partnerships.lock(case.unit, on.member.partnership_id)
    chosen = dates.read_iso(str(day))
    if partnership is None or chosen is None or not _may_open(case, partnership, chosen):
        return case.says(_changed(case, on.member))
    return _opens_on(case, partnership, on.member, chosen, str(seen))


def _opens_on(case: Case, partnership: Partnership, member: Member, day: date, seen: str) -> Outcome:
    """Choose the day, unless another changed the next opening since `seen`; the partnership is held."""
    at = local_instant(day, OPENS_AT, planning.zone_of(partnership))
    by = meanwhile.by_whom(case, partnership.id, meanwhile.OPENINGS, member)
    if seen != str(named(partnership)) and by is not None and partnership.opens_at not in {None, at}:
        return case.says(_already(partnership, at, day, by))
    planned = planning.planned(case, partnership)
    if planned.meeting_at is None and partnership.opens_chosen_at is None:
        partnership.rhythm_from = planned.counts_from
    events.note(case.unit, partnership.id, "opening_moved", member.id, case.now, data=at.isoformat())
    said = Notice("rounds.moved", {"opens": at.isoformat()}, back(partnership.id), partnership.id)
    return case.says(said) + planning.agree_on(case, partnership, at)


def _may_open(case: Case, partnership: Partnership, day: date) -> bool:
    """Whether a round can still open on this day: what the page of the form asks of a day."""
    zone, calendar = planning.zone_of(partnership), case.house.calendar
    at = local_instant(day, OPENS_AT, zone)
    return at > case.now and opens_on(day, calendar, planning.school_of(case.house, partnership))


def _already(partnership: Partnership, at: datetime, day: date, by: str) -> Notice:
    """Who was first and what stands, with the day that this one chose."""
    after_all = Press("opento", (partnership.id, day.isoformat(), str(named(partnership))))
    button = Button("button.open_after_all", after_all, {"day": day.isoformat()})
    opens_at = partnership.opens_at or at
    values: dict[str, Value] = {"name": by, "opens": opens_at.isoformat(), "other": at.isoformat()}
    return Notice("meanwhile.opening", values, ((button,), *back(partnership.id)), partnership.id)


def _changed(case: Case, member: Member) -> Notice:
    """That the next opening changed, and by whom when that was another; what comes now is behind [Rondes]."""
    where = member.partnership_id
    by = meanwhile.by_whom(case, where, meanwhile.OPENINGS, member)
    if by is None:
        return Notice("rounds.changed", {}, back(where), where)
    return Notice("meanwhile.changed", {"name": by}, back(where), where)


OPENING = forms.register(forms.Form("opening", (Field("day", _show, _take),), _finish))


@partnership_act("region", Permission.RUN)
def region(case: Case, on: OnPartnership, region: Argument = "") -> Outcome:
    """[Schoolvakanties]: of which region? Without an answer it is asked."""
    partnership = partnerships.lock(case.unit, on.member.partnership_id)
    choices = (*REGIONS, planning.NO_REGION)
    if partnership is None or region not in choices:
        rows: Rows = tuple(
            (Button(f"button.region_{each}", Press("region", (on.member.partnership_id, each))),)
            for each in choices
        )
        rows = (*rows, *back(on.member.partnership_id))
        return case.says(Notice("rounds.region", {}, rows, on.member.partnership_id))
    partnership.region = str(region)
    events.note(case.unit, partnership.id, "region_chosen", on.member.id, case.now, data=str(region))
    agreed = planning.agree_unless_chosen(case, partnership)
    opens_at = partnership.opens_at or case.now
    said = Notice("rounds.region_kept", {"opens": opens_at.isoformat()}, back(partnership.id), partnership.id)
    return case.says(said) + agreed


def named(partnership: Partnership) -> int:
    """The next opening as a button names it, in seconds."""
    return int(partnership.opens_at.timestamp()) if partnership.opens_at is not None else 0


def back(partnership: int) -> Rows:
    """[Rondes]."""
    return ((Button("button.rounds", Press("rounds", (partnership,))),),)
