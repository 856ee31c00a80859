"""Even weg: leave for a while by one button. Nobody waits, and the bot starts nothing until they are back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from process import closing, posting, relaying
from process.acts import dates, forms, standing_in
from process.acts.forms import Chosen, Entries, Field, Given, Page, Took, Unclear
from process.acts.which import mine
from process.case import Case
from process.incoming import Press
from process.message import Button, Notice
from process.outcome import Due, Outcome
from process.registry import open_act
from process.rules import waking
from storage.queries import leave, opening, partnerships, rounds

_FRIDAY = 4
_WEEK = timedelta(days=7)


def zone_of(case: Case) -> ZoneInfo:
    """Where this person's day is: in their first partnership."""
    members = mine(case)
    if not members:
        return ZoneInfo(case.house.timezone)
    return ZoneInfo(partnerships.partnership(case.unit, members[0].partnership_id).timezone)


def today(case: Case) -> date:
    """The day it is for this person: in the time zone of their first partnership."""
    return case.now.astimezone(zone_of(case)).date()


def suggestions(day: date) -> tuple[date, date, date]:
    """The end of this week (from Friday on: of the next), and one and two weeks later."""
    friday = day + timedelta(days=(_FRIDAY - day.weekday()) % 7)
    first = friday + _WEEK if day.weekday() >= _FRIDAY else friday
    return first, first + _WEEK, first + 2 * _WEEK


@open_act("away")
def away(case: Case) -> Outcome:
    """Until when? Who takes part in nothing need not be away."""
    if not mine(case):
        return case.says(Notice("stop.nothing"))
    return forms.begin(case, AWAY)


def _show(page: Page) -> Notice:
    rows = tuple(
        (page.button("button.until", day.isoformat(), {"day": day.isoformat()}),)
        for day in suggestions(today(page.case))
    )
    return Notice("away.until", {}, rows)


def _take(page: Page, given: Given) -> Took:
    text = given.option if isinstance(given, Chosen) else given.text
    typed = dates.read_day(text, today(page.case))
    return page.filled(until=typed.day.isoformat()) if typed is not None else Unclear("form.no_date")


def _finish(case: Case, entries: Entries) -> Outcome:
    until = date.fromisoformat(entries["until"])
    back_at = _first_welcome_after(case, until)
    leave.begin(case.unit, case.person, until, back_at, case.now)
    for member in mine(case):
        relaying.look_at_all_of(case, member)
    rows = ((Button("button.present", Press("present")),), *forms.menu_row(case))
    if standing_in.candidates(case):
        rows = ((Button("button.stand_in", Press("standin")),), *rows)
    outcome = case.says(Notice("away.kept", {"until": until.isoformat()}, rows))
    outcome += Outcome(due=(Due("return", case.person.id, back_at.isoformat(), back_at),))
    for _, round_, _ in opening.open_seats(case.unit, case.person.id):
        outcome += closing.consider(case, rounds.lock_round(case.unit, round_.id))
    return outcome


def _first_welcome_after(case: Case, until: date) -> datetime:
    """The first of the person's own hours after the leave."""
    hours = replace(posting.waking_of(case.person), away_until=until)
    return waking.next_welcome(case.now, hours, zone_of(case), case.house.calendar)


AWAY = forms.register(forms.Form("away", (Field("until", _show, _take),), _finish))
