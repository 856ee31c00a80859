"""Even weg: leave for a while by one button. Nobody waits, and the bot starts nothing until then."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from process import closing
from process.acts import dates, forms
from process.acts.forms import Chosen, Entries, Field, Given, Page, Took, Unclear
from process.acts.which import mine
from process.case import Case
from process.incoming import Press
from process.message import Button, Notice, Outcome
from process.registry import open_act
from storage.queries import opening, partnerships, rounds

_FRIDAY = 4
_WEEK = timedelta(days=7)


def today(case: Case) -> date:
    """The day it is for this person: in the time zone of their first partnership."""
    members = mine(case)
    zone = case.house.timezone
    if members:
        zone = partnerships.partnership(case.unit, members[0].partnership_id).timezone
    return case.now.astimezone(ZoneInfo(zone)).date()


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


@open_act("present")
def present(case: Case) -> Outcome:
    """Back again, earlier than was said."""
    case.person.away_until = None
    return case.says(Notice("away.over", {}, forms.menu_row(case)))


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
    case.person.away_until = date.fromisoformat(entries["until"])
    case.unit.session.flush()
    back = Button("button.present", Press("present"))
    said = Notice("away.kept", {"until": entries["until"]}, ((back,), *forms.menu_row(case)))
    outcome = case.says(said)
    for _, round_, _ in opening.open_seats(case.unit, case.person.id):
        outcome += closing.consider(case, rounds.lock_round(case.unit, round_.id))
    return outcome


AWAY = forms.register(forms.Form("away", (Field("until", _show, _take),), _finish))
