"""Forms: a few questions in a row to one person, on the floor, until the last one is filled in.

The next field is derived from what is filled in, so going back or changing one thing is taking an entry
out. Every screen has its own version of the floor: a double tap or an old button changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from process import conversation
from process.case import Case
from process.incoming import Argument, Press
from process.message import Button, Message, Notice, Quoted, Rows, Value
from process.outcome import Outcome
from process.registry import OnFloor, floor_act
from process.states import FloorKind
from storage.queries import floor as floor_rows
from storage.queries import people
from storage.tables import Floor

Entries = Mapping[str, str]
"""What is filled in: by the name of the field, and a few notes of the form itself and of its fields."""


@dataclass(frozen=True)
class Chosen:
    """A tapped option of the standing field."""

    option: str


@dataclass(frozen=True)
class Written:
    """Typed words for the standing field."""

    text: str


Given = Chosen | Written


@dataclass(frozen=True)
class Filled:
    """Understood: all entries as they are from now on. The same field stays while its own is missing."""

    entries: Entries


@dataclass(frozen=True)
class Unclear:
    """Not understood: the text that says what to do instead."""

    key: str


Took = Filled | Unclear


@dataclass(frozen=True)
class Page:
    """A form as it stands on one person's floor."""

    case: Case
    entries: Entries
    version: int

    def button(self, label: str, option: str, values: Mapping[str, Value] | None = None) -> Button:
        """A button that chooses `option` on exactly this page."""
        return Button(label, Press("f", (self.version, option)), values or {})

    def filled(self, **entries: str) -> Filled:
        """These entries beside the others."""
        return Filled({**self.entries, **entries})

    def without(self, *names: str) -> Filled:
        """All entries but these."""
        return Filled({name: value for name, value in self.entries.items() if name not in names})


def _always(_: Entries) -> bool:
    return True


@dataclass(frozen=True)
class Field:
    """One question of a form. `needed` says whether it is asked at all, given the other entries."""

    name: str
    show: Callable[[Page], Message]
    take: Callable[[Page, Given], Took]
    needed: Callable[[Entries], bool] = _always


@dataclass(frozen=True)
class Form:
    """The fields in order, and what happens when all are filled in."""

    name: str
    fields: tuple[Field, ...]
    finish: Callable[[Case, Entries], Outcome]

    def current(self, entries: Entries) -> Field | None:
        """The first field that is needed and not filled in."""
        return next((each for each in self.fields if each.needed(entries) and each.name not in entries), None)

    def before(self, field: Field, entries: Entries) -> Field | None:
        """The field that was filled in before this one."""
        earlier = self.fields[: self.fields.index(field)]
        return next((each for each in reversed(earlier) if each.name in entries), None)


FORMS: dict[str, Form] = {}


def register(form: Form) -> Form:
    """Make a form known by its name. Raises ValueError for a name that is taken."""
    if form.name in FORMS:
        raise ValueError(f"two forms are called {form.name!r}")
    FORMS[form.name] = form
    return form


def begin(case: Case, form: Form, entries: Entries | None = None, *, anew: bool = False) -> Outcome:
    """Put a form on the floor, whatever stood there, and show its first page.

    `anew`: not in the place of the message under whose button it begins, which stays to be read.
    """
    return _go_on(case, form, entries or {}, anew=anew)


def standing(case: Case) -> Outcome:
    """Show again, as a new message, what stands on the floor: a page of a form, a question or a review."""
    floor = floor_rows.floor(case.unit, case.person.id)
    if floor is None or floor.kind != FloorKind.FORM:
        return conversation.standing(case)
    form, entries = _form(floor), entries_of(floor)
    field = form.current(entries)
    if field is None:
        return Outcome()
    page = Page(case, entries, floor.version)
    again = case.reply(_screen(form, field, page), retire=floor.ref, anew=floor.shown_at is not None)
    return Outcome((replace(again, wanted_floor=floor.version),))


def typed(case: Case, floor: Floor, text: str) -> Outcome:
    """Words for the standing field."""
    return _take(case, floor, Written(text))


@floor_act("f", form=True)
def chosen(case: Case, on: OnFloor, option: Argument = "") -> Outcome:
    """An option of the standing field was tapped."""
    return _take(case, on.floor, Chosen(str(option)))


@floor_act("fback", form=True)
def back(case: Case, on: OnFloor) -> Outcome:
    """To the field before this one; from the first there is nowhere to go."""
    form, entries = _form(on.floor), entries_of(on.floor)
    field = form.current(entries)
    before = form.before(field, entries) if field is not None else None
    if before is None:
        return Outcome(toast="toast.first")
    return _go_on(case, form, {name: value for name, value in entries.items() if name != before.name})


@floor_act("fquit", form=True)
def quit_form(case: Case, on: OnFloor) -> Outcome:
    """Leave the form; what was filled in is gone."""
    return conversation.put_down(case, Notice("form.stopped", {}, menu_row(case)))


def menu_row(case: Case) -> Rows:
    """[Menu], for who is in a partnership."""
    if not people.members_of_person(case.unit, case.person.id):
        return ()
    return ((Button("button.menu", Press("menu")),),)


def entries_of(floor: Floor) -> dict[str, str]:
    """What is filled in on this floor."""
    return dict(json.loads(floor.data)) if floor.data else {}


def _form(floor: Floor) -> Form:
    """The form on a floor. Raises LookupError for one that this program does not have."""
    form = FORMS.get(floor.form or "")
    if form is None:
        raise LookupError(f"person {floor.person_id} has an unknown form {floor.form!r} on the floor")
    return form


def _take(case: Case, floor: Floor, given: Given) -> Outcome:
    form, entries = _form(floor), entries_of(floor)
    field = form.current(entries)
    if field is None:
        return _go_on(case, form, entries)
    match field.take(Page(case, entries, floor.version), given):
        case Filled(entries=now):
            return _go_on(case, form, now)
        case Unclear(key=key):
            if case.tapped is not None:
                return standing(case)
            return case.says(Notice(key, partnership=_about(entries))) + standing(case)


def _go_on(case: Case, form: Form, entries: Entries, *, anew: bool = False) -> Outcome:
    field = form.current(entries)
    earlier = floor_rows.floor(case.unit, case.person.id)
    ref = earlier.ref if earlier is not None else None
    if field is None:
        floor_rows.set_floor(case.unit, case.person.id, FloorKind.NONE)
        done = form.finish(case, entries)
        return _retiring(done, ref) if case.tapped is None else done
    floor = floor_rows.set_floor(
        case.unit, case.person.id, FloorKind.FORM, form=form.name, data=json.dumps(dict(entries))
    )
    message = _screen(form, field, Page(case, entries, floor.version))
    shown = case.reply(message, retire=ref if ref != case.tapped else None, anew=anew)
    return Outcome((replace(shown, wanted_floor=floor.version),))


def _retiring(done: Outcome, ref: str | None) -> Outcome:
    """The first message of an ending also takes the buttons of the last page away."""
    if not done.messages or ref is None:
        return done
    return replace(done, messages=(replace(done.messages[0], retire=ref), *done.messages[1:]))


def _screen(form: Form, field: Field, page: Page) -> Message:
    """The page with its ways out: [← Terug] where there is something before it, [Stoppen]."""
    message = field.show(page)
    if isinstance(message, Notice):
        message = replace(message, partnership=_about(page.entries))
    elif not isinstance(message, Quoted):
        return message
    away = [Button("button.quit", Press("fquit", (page.version,)))]
    if form.before(field, page.entries) is not None:
        away.insert(0, Button("button.back", Press("fback", (page.version,))))
    return replace(message, buttons=(*message.buttons, tuple(away)))


def _about(entries: Entries) -> int | None:
    """The partnership that a form is about, as its entry `partnership`: its name stands above every page."""
    return int(entries["partnership"]) if "partnership" in entries else None
