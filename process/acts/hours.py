"""When may I disturb you? The part of the day and the days: asked at joining, changed in the settings."""

from __future__ import annotations

from process.acts import forms
from process.acts.forms import Chosen, Entries, Field, Filled, Given, Page, Took, Unclear
from process.case import Case
from process.message import Notice, Rows
from process.outcome import Outcome
from process.rules.waking import WEEKDAYS
from process.states import DaySlot
from storage.tables import Person
from storage.tables.people import WORKDAYS


def days_in(entries: Entries) -> str:
    """The chosen days as they are kept; working days unless something else was chosen."""
    return entries.get("days", WORKDAYS)


def keep_hours(person: Person, entries: Entries) -> None:
    """Write what the field `slot` gathered to the person."""
    person.slot = DaySlot(entries["slot"])
    person.days = days_in(entries)


def _show(page: Page) -> Notice:
    if "choosing_days" in page.entries:
        return Notice("join.days", {}, (*_toggles(page), (page.button("button.days_done", "done"),)))
    parts = tuple((page.button(f"button.slot_{slot}", slot.value),) for slot in DaySlot)
    key = "join.hours" if days_in(page.entries) == WORKDAYS else "join.hours_own_days"
    return Notice(key, {}, (*parts, (page.button("button.other_days", "days"),)))


def _toggles(page: Page) -> Rows:
    on = days_in(page.entries).split(",")
    buttons = [page.button(f"button.{'on' if day in on else 'off'}_{day}", day) for day in WEEKDAYS]
    return tuple(tuple(buttons[start : start + 3]) for start in range(0, len(buttons), 3))


def _take(page: Page, given: Given) -> Took:
    match given:
        case Chosen(option=option) if option in set(DaySlot):
            return page.filled(slot=option)
        case Chosen(option="days"):
            return page.filled(choosing_days="yes")
        case Chosen(option="done"):
            return page.without("choosing_days")
        case Chosen(option=option) if option in WEEKDAYS:
            return _toggled(page, option)
        case _:
            return Unclear("form.tap")


def _toggled(page: Page, day: str) -> Filled:
    """One day more or less; the last one stays."""
    days = {*days_in(page.entries).split(",")} ^ {day}
    kept = ",".join(each for each in WEEKDAYS if each in days)
    return page.filled(days=kept) if kept else Filled(page.entries)


FIELD = Field("slot", _show, _take)


def _finish(case: Case, entries: Entries) -> Outcome:
    keep_hours(case.person, entries)
    return case.says(Notice("preferences.hours_kept", {}, forms.menu_row(case)))


HOURS = forms.register(forms.Form("hours", (FIELD,), _finish))
