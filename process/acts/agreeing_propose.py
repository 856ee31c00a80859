"""[Voorstel doen]: about what, what exactly, by when, by whom, and where; a check before anybody is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from process import agreeing, authority, red_topics
from process.acts import dates, forms, shared_words
from process.acts.agreeing import asked_rows, back
from process.acts.forms import Chosen, Entries, Field, Form, Given, Page, Took, Unclear
from process.acts.which import in_which
from process.case import Case
from process.incoming import Argument
from process.message import Notice, Quoted, Rows, Value
from process.outcome import Due, Outcome
from process.registry import OnPartnership, OnRound, Permission, command, partnership_act, round_act
from process.rules import overview
from process.rules.agreeing import Step
from process.rules.cadence import workday_on_or_after
from process.rules.items import Item
from process.states import Reach
from storage.queries import agreements, opening, partnerships, people
from storage.tables import Agreement, Member, Partnership

MOST_TOPICS = 8
"""So many topics stand under each other; the reds come first."""
NONE, OTHER, ME, NOBODY = "none", "other", "me", "nobody"
WEEKS = (2, 4, 8)


@command("voorstel", "propose", may=Permission.AGREE)
def propose_command(case: Case, payload: str) -> Outcome:
    """Propose something."""
    return in_which(case, "propose", Permission.AGREE)


@partnership_act("propose", Permission.AGREE)
def propose(case: Case, on: OnPartnership) -> Outcome:
    """About a topic of the last result, or about something else."""
    frozen = opening.last_snapshot(case.unit, on.member.partnership_id, "overview")
    return begin(case, on.member, frozen.round_id if frozen is not None else None)


@round_act("propose_on", Permission.AGREE)
def propose_on(case: Case, on: OnRound) -> Outcome:
    """About a topic of this result, which stays where it is."""
    begun = begin(case, on.member, on.round.id)
    return replace(begun, messages=tuple(replace(each, edit=None) for each in begun.messages))


@round_act("propose_red", Permission.AGREE)
def propose_red(case: Case, on: OnRound, number: Argument = -1) -> Outcome:
    """About a red tick of this result, by its number among them."""
    red = red_topics.red_of(case.unit, on.round)
    known = isinstance(number, int) and 0 <= number < len(red)
    return begin(case, on.member, on.round.id, red[int(number)] if known else None)


def begin(case: Case, member: Member, round_id: int | None, question: str | None = None) -> Outcome:
    """Ask what exactly; without a `question` of the round first what it is about."""
    partnership = partnerships.partnership(case.unit, member.partnership_id)
    entries = {"partnership": str(partnership.id), "zone": partnership.timezone}
    if round_id is not None and _items(case, round_id):
        entries |= {"round": str(round_id)}
    if question is not None:
        entries |= {"topic": question}
    return forms.begin(case, PROPOSING, entries)


def _items(case: Case, round_id: int) -> tuple[Item, ...]:
    """The ticks of a shown round that are not all green, the reds first."""
    frozen = opening.snapshot(case.unit, round_id, "overview")
    items = overview.from_json(frozen.contents).items if frozen is not None else ()
    differing = [item for item in items if item.counts and (item.counts.red or item.counts.orange)]
    return tuple(sorted(differing, key=lambda item: not (item.counts and item.counts.red)))[:MOST_TOPICS]


def _show_topic(page: Page) -> Notice:
    round_id = int(page.entries["round"])
    rows = []
    for number, item in enumerate(_items(page.case, round_id)):
        red = item.counts is not None and item.counts.red
        about: dict[str, Value] = {"round": round_id, "question": item.question}
        rows.append((page.button("button.red_topic" if red else "button.orange_topic", str(number), about),))
    return Notice("agreeing.topic", {}, (*rows, (page.button("button.other_topic", OTHER),)))


def _take_topic(page: Page, given: Given) -> Took:
    if given == Chosen(OTHER):
        return page.filled(topic=OTHER)
    items = _items(page.case, int(page.entries["round"]))
    if isinstance(given, Chosen) and given.option.isdecimal() and int(given.option) < len(items):
        return page.filled(topic=items[int(given.option)].question)
    return Unclear("form.tap")


def _show_what(page: Page) -> Notice:
    return Notice("agreeing.what")


def today(page: Page) -> date:
    """The day it is where the partnership is."""
    return page.case.now.astimezone(ZoneInfo(page.entries["zone"])).date()


def day_buttons(page: Page, weeks: tuple[int, ...] = WEEKS) -> Rows:
    """The next meeting, and a few weeks on, on working days."""
    calendar = page.case.house.calendar
    days = [workday_on_or_after(today(page) + timedelta(weeks=each), calendar) for each in weeks]
    rows = [(page.button("button.day", day.isoformat(), {"day": day.isoformat()}),) for day in days]
    meeting = partnerships.next_meeting(page.case.unit, int(page.entries["partnership"]), page.case.now)
    if meeting is not None:
        day = meeting.starts_at.astimezone(ZoneInfo(page.entries["zone"])).date()
        value = day.isoformat()
        rows.insert(0, (page.button("button.day_of_meeting", value, {"day": value}),))
    return tuple(rows)


def take_day(page: Page, given: Given) -> Took:
    """A day from tomorrow on."""
    typed = dates.read_day(given.option if isinstance(given, Chosen) else given.text, today(page))
    if typed is None:
        return Unclear("form.no_date")
    if typed.day <= today(page):
        return Unclear("agreeing.later_day")
    return page.filled(day=typed.day.isoformat())


def _show_day(page: Page) -> Notice:
    return Notice("agreeing.day", {}, day_buttons(page))


def able(case: Case, partnership_id: int) -> list[Member]:
    """Who can be asked to take something on; of who takes part on paper the meeting asks it."""
    everyone = people.members(case.unit, partnership_id)
    return [each for each in everyone if authority.may(each, Permission.AGREE) and not each.paper]


def _show_who(page: Page) -> Notice:
    others = [
        page.button("button.person", str(each.id), {"name": each.name})
        for each in able(page.case, int(page.entries["partnership"]))
        if each.person_id != page.case.person.id
    ]
    rows = [tuple(others[start : start + 2]) for start in range(0, len(others), 2)]
    rows.insert(0, (page.button("button.who_me", ME), page.button("button.who_nobody", NOBODY)))
    return Notice("agreeing.who", {}, tuple(rows))


def _take_who(page: Page, given: Given) -> Took:
    if not isinstance(given, Chosen):
        return Unclear("form.tap")
    known = {str(each.id) for each in able(page.case, int(page.entries["partnership"]))}
    return page.filled(who=given.option) if given.option in {ME, NOBODY, *known} else Unclear("form.tap")


def _show_reach(page: Page) -> Notice:
    rows = tuple(
        (page.button(f"button.reach_{each.value}", each.value),) for each in (Reach.EXTERN, Reach.INTERN)
    )
    return Notice("agreeing.reach", {}, rows)


def _take_reach(page: Page, given: Given) -> Took:
    if isinstance(given, Chosen) and given.option in {*Reach}:
        return page.filled(reach=given.option)
    return Unclear("form.tap")


def _adding(name: str) -> tuple[Field, Field]:
    """Words that are asked only of who wants to add them, from the check."""

    def show(page: Page) -> Notice:
        return Notice(f"agreeing.{name}", {}, ((page.button("button.leave_out", shared_words.WITHOUT),),))

    return shared_words.asking(name, show, needed=lambda entries: entries.get(f"add_{name}") == "yes")


def _show_check(page: Page) -> Quoted | Notice:
    member = people.member_in(page.case.unit, page.case.person.id, int(page.entries["partnership"]))
    if member is None:
        return Notice("which.none")
    rows = [(page.button("button.propose_so", "yes"),)]
    if "seen_by" not in page.entries:
        rows.append((page.button("button.add_seen_by", "seen_by"),))
    if "otherwise" not in page.entries:
        rows.append((page.button("button.add_otherwise", "otherwise"),))
    values: dict[str, Value] = {"due": page.entries["day"], "who": _who(page)}
    if page.entries.get("topic", OTHER) != OTHER:
        values |= {"round": int(page.entries["round"]), "question": page.entries["topic"]}
    sealed = {
        name: page.entries[name]
        for name in ("what", "seen_by", "otherwise")
        if page.entries.get(name, shared_words.WITHOUT) != shared_words.WITHOUT
    }
    to = page.entries["who"] if page.entries["who"] in {ME, NOBODY} else "other"
    key = f"agreeing.check_{to}"
    return Quoted(key, member.id, sealed=sealed, values=values, buttons=tuple(rows))


def _who(page: Page) -> str:
    who = page.entries["who"]
    return people.member(page.case.unit, int(who)).name if who not in {ME, NOBODY} else ""


def _take_check(page: Page, given: Given) -> Took:
    match given:
        case Chosen(option="yes"):
            return page.filled(check="yes")
        case Chosen(option=("seen_by" | "otherwise") as name) if name not in page.entries:
            return page.filled(**{f"add_{name}": "yes"})
        case _:
            return Unclear("form.tap")


def _finish(case: Case, entries: Entries) -> Outcome:
    partnership = partnerships.partnership(case.unit, int(entries["partnership"]))
    member = people.member_in(case.unit, case.person.id, partnership.id)
    what = shared_words.said(case.unit, member, "what", entries) if member is not None else None
    if member is None or what is None or not authority.may(member, Permission.AGREE):
        return case.says(Notice("which.none", {}, forms.menu_row(case)))
    topic = (int(entries["round"]), entries["topic"]) if entries.get("topic", OTHER) != OTHER else None
    row = agreements.propose(
        case.unit,
        partnership_id=partnership.id,
        topic=topic,
        what=what,
        due_on=date.fromisoformat(entries["day"]),
        reach=Reach(entries["reach"]),
        proposed_by=member.id,
        now=case.now,
    )
    agreements.describe(
        case.unit,
        row,
        seen_by=shared_words.said(case.unit, member, "seen_by", entries),
        otherwise=shared_words.said(case.unit, member, "otherwise", entries),
    )
    return _asked(case, partnership, member, row, entries["who"])


def _asked(case: Case, partnership: Partnership, member: Member, row: Agreement, who: str) -> Outcome:
    """Whoever was chosen is asked; who chose themselves said yes by that."""
    key, told = "agreeing.proposed", Outcome()
    chosen = next((each for each in able(case, partnership.id) if str(each.id) == who), None)
    planned: tuple[Due, ...] | None = None
    if who == ME:
        step = agreeing.yes(case, row)
        planned = agreeing.take(case, row, step, member)
        key = "agreeing.yours_ahead" if step is Step.YES_AHEAD else "agreeing.yours"
    elif chosen is not None:
        planned = agreeing.take(case, row, Step.ASK, member, to=chosen)
        asks = agreeing.notice(case, partnership, chosen, row, "agreeing.asked", asked_rows(row))
        key, told = "agreeing.proposed_to", Outcome((asks,))
    said = Quoted(key, member.id, row.id, buttons=back(member))
    return case.says(said) + told + Outcome(due=planned or ())


PROPOSING = forms.register(
    Form(
        "propose",
        (
            Field("topic", _show_topic, _take_topic, lambda entries: "round" in entries),
            *shared_words.asking("what", _show_what),
            Field("day", _show_day, take_day),
            Field("who", _show_who, _take_who),
            Field("reach", _show_reach, _take_reach),
            *_adding("seen_by"),
            *_adding("otherwise"),
            Field("check", _show_check, _take_check),
        ),
        _finish,
    )
)
