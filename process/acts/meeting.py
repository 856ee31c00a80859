"""When is the next meeting? A day by a button or typed, then a time; to plan one and to move one."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from process import posting
from process.acts import arranging, dates, forms
from process.acts.forms import Chosen, Entries, Field, Given, Page, Took, Unclear
from process.acts.which import in_which
from process.case import Case
from process.incoming import Press
from process.message import Button, Notice
from process.outcome import Outcome
from process.registry import OnPartnership, Permission, command, partnership_act
from process.rules.cadence import add_workdays, local_instant
from storage.queries import meetings, partnerships, people
from storage.tables import Meeting

NOT_PLANNED = "none"
DAYS_SHOWN = 8
TIMES = ("09:00", "10:00", "11:00", "13:00", "14:00", "15:00")


def meeting_at(entries: Entries, zone: ZoneInfo) -> datetime | None:
    """When the meeting starts (UTC); None when there is none planned."""
    if entries["day"] == NOT_PLANNED:
        return None
    return local_instant(date.fromisoformat(entries["day"]), time.fromisoformat(entries["at"]), zone)


def _zone(page: Page) -> ZoneInfo:
    return ZoneInfo(page.entries["zone"])


def _today(page: Page) -> date:
    return page.case.now.astimezone(_zone(page)).date()


def _show_day(page: Page) -> Notice:
    today, calendar = _today(page), page.case.house.calendar
    days = [add_workdays(today, ahead, calendar).isoformat() for ahead in range(1, DAYS_SHOWN + 1)]
    buttons = [page.button("button.day", day, {"day": day}) for day in days]
    rows = tuple(tuple(buttons[start : start + 2]) for start in range(0, DAYS_SHOWN, 2))
    return Notice("meeting.day", {}, (*rows, (page.button("button.not_planned", NOT_PLANNED),)))


def _take_day(page: Page, given: Given) -> Took:
    if given == Chosen(NOT_PLANNED):
        return page.filled(day=NOT_PLANNED)
    typed = dates.read_day(given.option if isinstance(given, Chosen) else given.text, _today(page))
    if typed is None:
        return Unclear("form.no_date")
    if typed.at is None:
        return page.filled(day=typed.day.isoformat())
    return page.filled(day=typed.day.isoformat(), at=f"{typed.at:%H:%M}")


def _show_time(page: Page) -> Notice:
    buttons = [page.button("button.time", each, {"time": each}) for each in TIMES]
    return Notice("meeting.time", {"day": page.entries["day"]}, (tuple(buttons[:3]), tuple(buttons[3:])))


def _take_time(page: Page, given: Given) -> Took:
    at = dates.read_time(given.option if isinstance(given, Chosen) else given.text)
    return page.filled(at=f"{at:%H:%M}") if at is not None else Unclear("form.no_time")


DAY = Field("day", _show_day, _take_day)
TIME = Field("at", _show_time, _take_time, lambda entries: entries.get("day") != NOT_PLANNED)


@command("overlegdatum", "meetingdate", may=Permission.RUN)
def meeting_command(case: Case, payload: str) -> Outcome:
    """Plan or move the next meeting."""
    return in_which(case, "meeting", Permission.RUN)


@partnership_act("meeting", Permission.RUN)
def meeting(case: Case, on: OnPartnership) -> Outcome:
    """Move the next meeting, or plan one when there is none."""
    planned = meetings.planned(case.unit, on.member.partnership_id, case.now)
    return _ask(case, on, planned[0] if planned else None)


@partnership_act("another", Permission.RUN)
def another(case: Case, on: OnPartnership) -> Outcome:
    """Plan one more meeting, beside those that are planned."""
    return _ask(case, on, None)


def _ask(case: Case, on: OnPartnership, moves: Meeting | None) -> Outcome:
    partnership = partnerships.partnership(case.unit, on.member.partnership_id)
    entries = {"partnership": str(partnership.id), "zone": partnership.timezone}
    if moves is not None:
        entries["moves"] = str(moves.id)
    entries["mark"] = str(arranging.mark(case.unit, partnership.id, moves))
    return forms.begin(case, PLANNING, entries)


def _finish(case: Case, entries: Entries) -> Outcome:
    partnership = partnerships.lock(case.unit, int(entries["partnership"]))
    member = people.member_in(case.unit, case.person.id, int(entries["partnership"]))
    if partnership is None or member is None or not posting.leads(member):
        return case.says(Notice("which.none", {}, forms.menu_row(case)))
    rows = ((Button("button.run", Press("overleg", (partnership.id,))),),)
    starts_at = meeting_at(entries, ZoneInfo(partnership.timezone))
    if starts_at is None:
        return case.says(Notice("meeting.none", {}, rows, partnership.id))
    if starts_at <= case.now:
        again = ((Button("button.plan_meeting", Press("meeting", (partnership.id,))),), *rows)
        return case.says(Notice("meeting.past", {"when": starts_at.isoformat()}, again, partnership.id))
    moves = meetings.meeting(case.unit, int(entries["moves"])) if "moves" in entries else None
    seen = entries.get("mark") or arranging.mark(case.unit, partnership.id, moves)
    wish = arranging.Wish(starts_at, moves.id if moves is not None else 0, int(seen))
    return arranging.arrange(case, partnership, member, wish)


PLANNING = forms.register(forms.Form("meeting", (DAY, TIME), _finish))
