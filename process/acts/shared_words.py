"""Words that somebody types for others to read, as a page of a form.

They are sealed at once, also while the form is being filled in: with the key of the partnership, or with that
of who types. What may
lead to somebody is asked about before the form goes on: it then stands there with their consent.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass

from process.acts.forms import Chosen, Entries, Field, Given, Page, Took, Unclear, Written
from process.acts.names import read_name
from process.message import Notice
from process.rules.sensitive import MemberName, Personal, look
from process.rules.sensitive.names import first_name
from storage.queries import people
from storage.tables import Member
from storage.unit import Unit

LONGEST = 200
"""Characters: two lines on a phone, and what somebody at a table can remember."""

WITHOUT = "without"
"""The entry of words that need not be said, and were not."""

_OWN = "own:"
"""What an entry begins with that is sealed with the key of who types."""


@dataclass(frozen=True)
class Sort:
    """What sort of words: `own` are sealed with the key of who types, and go when that one is forgotten.

    `longest` is in characters; `unreadable` says what to do instead. Without `asks` nothing is asked about
    what they hold: nobody else reads them.
    """

    own: bool = False
    asks: bool = True
    longest: int = LONGEST
    unreadable: str = "shared.unreadable"


GROUPS = Sort()


def asking(
    name: str,
    show: Callable[[Page], Notice],
    *,
    needed: Callable[[Entries], bool] = lambda _: True,
    sort: Sort = GROUPS,
) -> tuple[Field, Field]:
    """The page that asks for words, and the one that asks about what they hold.

    The form has the entry `partnership`. A button of `show` with the option `WITHOUT` leaves them out.
    """

    def is_held(entries: Entries) -> bool:
        return needed(entries) and _held(name) in entries

    return (
        Field(
            name,
            show,
            lambda page, given: _take(page, name, given, sort),
            lambda entries: needed(entries) and not is_held(entries),
        ),
        Field(
            _sure(name),
            lambda page: _show_sure(page, name),
            lambda page, given: _take_sure(page, name, given, sort),
            is_held,
        ),
    )


def opened(unit: Unit, member: Member, name: str, sealed: str) -> str | None:
    """The words under an entry, for the member who typed them."""
    about = _about(member.person_id, name)
    if sealed.startswith(_OWN):
        return unit.words.open(member.id, b64decode(sealed.removeprefix(_OWN)), about)
    return unit.words.open_shared(member.partnership_id, b64decode(sealed), about)


def said(page_unit: Unit, member: Member, name: str, entries: Entries) -> str | None:
    """The words of a filled-in form; None when they were left out."""
    sealed = entries.get(name, WITHOUT)
    return None if sealed == WITHOUT else opened(page_unit, member, name, sealed)


def _take(page: Page, name: str, given: Given, sort: Sort) -> Took:
    if isinstance(given, Chosen):
        return page.filled(**{name: WITHOUT}) if given.option == WITHOUT else Unclear("form.tap")
    text = read_name(given.text, sort.longest)
    if text is None:
        return Unclear(sort.unreadable)
    found = [each for each in look(text, _others(page)) if isinstance(each, Personal)]
    if not found or not sort.asks:
        return page.filled(**{name: sealed(page, name, text, sort)})
    about = "name" if all(isinstance(each, MemberName) for each in found) else "personal"
    return page.filled(**{_held(name): sealed(page, name, text, sort), f"{name}_about": about})


def _show_sure(page: Page, name: str) -> Notice:
    rows = ((page.button("button.as_is", "as_is"), page.button("button.otherwise", "otherwise")),)
    return Notice(f"shared.sure_{page.entries[f'{name}_about']}", {}, rows)


def _take_sure(page: Page, name: str, given: Given, sort: Sort) -> Took:
    """What is typed here is another way to say it."""
    rest = page.without(_held(name), f"{name}_about").entries
    match given:
        case Chosen(option="as_is"):
            return Page(page.case, rest, page.version).filled(**{name: page.entries[_held(name)]})
        case Chosen(option="otherwise"):
            return page.without(_held(name), f"{name}_about")
        case Written():
            return _take(Page(page.case, rest, page.version), name, given, sort)
        case _:
            return Unclear("form.tap")


def sealed(page: Page, name: str, text: str, sort: Sort) -> str:
    """The words as the entry `name` of a form holds them."""
    partnership = int(page.entries["partnership"])
    about = _about(page.case.person.id, name)
    member = people.member_in(page.case.unit, page.case.person.id, partnership) if sort.own else None
    if member is not None:
        return _OWN + b64encode(page.case.unit.words.seal(member.id, text, about)).decode()
    return b64encode(page.case.unit.words.seal_shared(partnership, text, about)).decode()


def _others(page: Page) -> list[str]:
    """The names of the others; who bears the author's own first name is not meant by it."""
    members = people.members(page.case.unit, int(page.entries["partnership"]))
    own = next((each.name for each in members if each.person_id == page.case.person.id), "")
    return [
        each.name
        for each in members
        if each.person_id != page.case.person.id and first_name(each.name) != first_name(own)
    ]


def _about(person_id: int, name: str) -> str:
    return f"form {person_id} {name}"


def _held(name: str) -> str:
    return f"{name}_held"


def _sure(name: str) -> str:
    return f"{name}_sure"
