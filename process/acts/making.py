"""Making a partnership: behind a coordinator's link, one question at a time, and a check before it exists."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from process import digests, keeping_alive, planning, terms
from process import meetings as hanging
from process.acts import forms, invite
from process.acts.forms import Chosen, Entries, Field, Form, Given, Page, Took, Unclear, Written
from process.acts.hours import FIELD as HOURS
from process.acts.hours import keep_hours
from process.acts.introduction import CALLED, LAYER, layer_in, take_welcome
from process.acts.meeting import DAY, NOT_PLANNED, TIME, meeting_at
from process.acts.names import read_name, read_names, without_doubles
from process.case import Case
from process.incoming import Press
from process.message import Button, Notice, Value
from process.outcome import Due, Outcome, Outgoing
from process.states import Role
from storage.queries import events, invites, meetings, membership
from storage.tables import Member, Organisation, Partnership

FEWEST, MOST = 2, 12
"""Organisations in one partnership."""

DOELGROEP_LONGEST = 120


def _show_welcome(page: Page) -> Notice:
    if "more" in page.entries:
        rows = ((page.button("button.make", "yes"),), (page.button("button.back", "less"),))
        return Notice("make.more", {}, rows)
    return Notice(
        "make.welcome", {}, ((page.button("button.make", "yes"),), (page.button("button.read_more", "more"),))
    )


def _take_welcome(page: Page, given: Given) -> Took:
    return take_welcome(page, given, yes="yes", consent=terms.VERSION)


def _take_name(page: Page, given: Given) -> Took:
    name = read_name(given.text) if isinstance(given, Written) else None
    return page.filled(name=name) if name is not None else Unclear("form.no_name")


def _take_doelgroep(page: Page, given: Given) -> Took:
    text = read_name(given.text, DOELGROEP_LONGEST) if isinstance(given, Written) else None
    return page.filled(doelgroep=text) if text is not None else Unclear("form.no_doelgroep")


def _show_own(page: Page) -> Notice:
    return Notice("make.own", {}, ((page.button("button.only_guide", "none"),),))


def _take_own(page: Page, given: Given) -> Took:
    """`organisation` stays empty for who only guides; then no layer is asked."""
    if isinstance(given, Chosen):
        return page.filled(own="none", organisation="")
    name = read_name(given.text)
    return page.filled(own="yes", organisation=name) if name is not None else Unclear("form.no_name")


def organisations_in(entries: Entries) -> tuple[str, ...]:
    """The own organisation first, then the others; each once."""
    own = (entries["organisation"],) if entries.get("organisation") else ()
    return without_doubles((*own, *filter(None, entries.get("listed", "").split("\n"))))


def _show_others(page: Page) -> Notice:
    names = organisations_in(page.entries)
    rows = []
    if len(names) >= FEWEST:
        rows.append((page.button("button.done", "done"),))
    if page.entries.get("listed"):
        rows.append((page.button("button.remove_last", "remove", {"name": names[-1]}),))
        return Notice("make.others_listed", {"organisations": "\n".join(names)}, tuple(rows))
    return Notice("make.others", {}, tuple(rows))


def _take_others(page: Page, given: Given) -> Took:
    match given:
        case Written(text=text):
            return _added(page, text)
        case Chosen(option="done") if len(organisations_in(page.entries)) >= FEWEST:
            return page.filled(others="yes")
        case Chosen(option="remove"):
            return _listed(page, organisations_in(page.entries)[:-1])
        case _:
            return Unclear("form.tap")


def _added(page: Page, text: str) -> Took:
    names = read_names(text)
    if names is None:
        return Unclear("form.no_name")
    together = without_doubles((*organisations_in(page.entries), *names))
    return _listed(page, together) if len(together) <= MOST else Unclear("make.too_many")


def _listed(page: Page, names: tuple[str, ...]) -> Took:
    own = page.entries.get("organisation", "")
    return page.filled(listed="\n".join(name for name in names if name != own))


def _show_keeper(page: Page) -> Notice:
    rows = ((page.button("button.keeper_me", "me"),), (page.button("button.keeper_later", "later"),))
    return Notice("make.keeper", {}, rows)


def _take_keeper(page: Page, given: Given) -> Took:
    match given:
        case Chosen(option=("me" | "later") as option):
            return page.filled(keeper=option)
        case _:
            return Unclear("form.tap")


_CHANGEABLE = ("name", "doelgroep", "own", "others", "day", "keeper")


def _show_check(page: Page) -> Notice:
    if "changing" in page.entries:
        rows = tuple((page.button(f"button.change_{name}", name),) for name in _CHANGEABLE)
        return Notice("make.change", {}, rows)
    entries = page.entries
    values: dict[str, Value] = {
        "name": entries["name"],
        "doelgroep": entries["doelgroep"],
        "organisations": ", ".join(organisations_in(entries)),
    }
    key = "make.check_no_meeting" if entries["day"] == NOT_PLANNED else "make.check"
    if entries["day"] != NOT_PLANNED:
        values |= {"day": entries["day"], "time": entries["at"]}
    rows = ((page.button("button.right", "right"),), (page.button("button.change", "change"),))
    return Notice(key, values, rows)


def _take_check(page: Page, given: Given) -> Took:
    match given:
        case Chosen(option="right") if "changing" not in page.entries:
            return page.filled(check="yes")
        case Chosen(option="change"):
            return page.filled(changing="yes")
        case Chosen(option="own"):
            return page.without("changing", "own", "organisation", "layer", "others")
        case Chosen(option="day"):
            return page.without("changing", "day", "at")
        case Chosen(option=option) if option in _CHANGEABLE:
            return page.without("changing", option)
        case _:
            return Unclear("form.tap")


def _finish(case: Case, entries: Entries) -> Outcome:
    """Take the link's one use, found the partnership, and hand out a link for every organisation."""
    if not invites.use(case.unit, int(entries["invite"]), case.now):
        return case.says(Notice("join.broken", {}, forms.menu_row(case)))
    names = organisations_in(entries)
    partnership, organisations = membership.found(
        case.unit,
        name=entries["name"],
        doelgroep=entries["doelgroep"],
        organisations=names,
        made_by=case.person.id,
        timezone=case.house.timezone,
        now=case.now,
    )
    member = _coordinator(case, entries, partnership, organisations)
    starts_at = meeting_at(entries, ZoneInfo(partnership.timezone))
    due: tuple[Due, ...] = ()
    if starts_at is not None:
        meeting = meetings.plan(case.unit, partnership.id, starts_at, case.now)
        due = (hanging.ask_next(case, partnership, meeting),)
    first = planning.agree(case, partnership)
    links: list[Outgoing] = []
    for each in organisations:
        links.extend(invite.hand_out(case, member, Role.PARTNER, each))
    made = Notice(
        "make.done",
        {"links": len(organisations), "first": first.due[0].at.isoformat()},
        (
            (Button("button.run", Press("overleg", (partnership.id,))),),
            (Button("button.sorts", Press("sorts", (partnership.id,))),),
        ),
        partnership.id,
    )
    agreed = (*first.due, *due, digests.plan(case, partnership), keeping_alive.first_look(case, partnership))
    return Outcome((case.reply(made), *links), agreed, relisted=True)


def _coordinator(
    case: Case, entries: Entries, partnership: Partnership, organisations: list[Organisation]
) -> Member:
    keep_hours(case.person, entries)
    member = membership.new_member(
        case.unit,
        person_id=case.person.id,
        partnership_id=partnership.id,
        organisation_id=organisations[0].id if entries["organisation"] else None,
        layer=layer_in(entries),
        role=Role.COORDINATOR,
        name=entries["called"],
        consent=entries["welcome"],
        now=case.now,
    )
    membership.set_keeper(case.unit, partnership, member)  # also for who chooses later: until then
    events.note(case.unit, partnership.id, "made", member.id, case.now)
    return member


MAKING = forms.register(
    Form(
        "make",
        (
            Field("welcome", _show_welcome, _take_welcome),
            CALLED,
            Field("name", lambda page: Notice("make.name"), _take_name),
            Field("doelgroep", lambda page: Notice("make.doelgroep"), _take_doelgroep),
            Field("own", _show_own, _take_own),
            LAYER,
            Field("others", _show_others, _take_others),
            DAY,
            TIME,
            HOURS,
            Field("keeper", _show_keeper, _take_keeper),
            Field("check", _show_check, _take_check),
        ),
        _finish,
    )
)
