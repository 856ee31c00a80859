"""Ask another organisation: which one, about what, call first, and else an open question through the bot.

What reads as a judgement gets another wording offered; a complaint about a person is turned to the table.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from flows.model import Question
from process import posting, relay_wording, relaying
from process.acts import forms, shared_words
from process.acts.forms import Chosen, Entries, Field, Filled, Given, Page, Took, Unclear, Written
from process.acts.shared_words import Sort
from process.case import Case, flow_of
from process.incoming import Argument, Press
from process.message import Button, Message, Notice, Quoted, Rows, Value
from process.outcome import Due, Outcome
from process.planning import zone_of
from process.registry import OnRound, Permission, round_act
from process.rules import overview, waking
from process.rules import relay as rules
from process.rules.cadence import add_workdays, local_instant
from process.rules.items import Party
from process.rules.overview import Overview
from process.rules.relay import Known, Way
from process.rules.withholding import questions_of
from storage.queries import opening, partnerships, people, rounds
from storage.queries import relay as kept
from storage.tables import Member, Round

ELSE = -1
"""The number of a topic that is no question of the round."""
OWN, FOR_ONESELF = Sort(own=True), Sort(own=True, asks=False)


@round_act("relay", Permission.ANSWER)
def ask(case: Case, on: OnRound, organisation: Argument = 0, topic: Argument = "") -> Outcome:
    """Begin a question about a result; what the button names already is not asked."""
    where = on.round.partnership_id
    if not relaying.is_offered(case, on.round) or not parties(case, on.round, on.member):
        return case.says(Notice("relay.not_now", {}, forms.menu_row(case), where))
    entries = {"partnership": str(where), "round": str(on.round.id)}
    if relaying.is_over(case, on.round):
        entries |= {"late": "yes", "call": "bot"}
    if any(each.id == organisation for each in parties(case, on.round, on.member)):
        entries["organisation"] = str(organisation)
        if topic == ELSE or topic in _numbered(case, on.round):
            entries["topic"] = str(topic)
    return forms.begin(case, RELAY, entries, anew=True)


def parties(case: Case, round_: Round, member: Member) -> tuple[Party, ...]:
    """The other organisations, of those that answered."""
    shown = _shown(case, round_)
    every = shown.organisations if shown is not None else ()
    return tuple(each for each in every if each.answered and each.id != member.organisation_id)


def _show_whom(page: Page) -> Notice:
    member, round_ = _member(page), _round(page)
    rows = tuple(
        (page.button("button.called", str(each.id), {"name": each.name}),)
        for each in parties(page.case, round_, member)
    )
    late = "late" in page.entries
    return Notice("relay.whom_late" if late else "relay.whom", {"n": rules.MOST}, rows)


def _take_whom(page: Page, given: Given) -> Took:
    known = {str(each.id) for each in parties(page.case, _round(page), _member(page))}
    if isinstance(given, Chosen) and given.option in known:
        return page.filled(organisation=given.option)
    return Unclear("form.tap")


def _show_topic(page: Page) -> Notice:
    round_ = _round(page)
    shown = _shown(page.case, round_)
    answered = rules.topics(shown, int(page.entries["organisation"])) if shown is not None else frozenset()
    rows = tuple(
        (page.button("button.question", str(number), {"round": round_.id, "question": question.id}),)
        for number, question in _numbered(page.case, round_).items()
        if question.id in answered
    )
    rows = (*rows, (page.button("button.relay_else", str(ELSE)),))
    return Notice("relay.about", {"organisation": _named(page.case, page.entries)}, rows)


def _take_topic(page: Page, given: Given) -> Took:
    known = {str(number) for number in (ELSE, *_numbered(page.case, _round(page)))}
    if isinstance(given, Chosen) and given.option in known:
        return page.filled(topic=given.option)
    return Unclear("form.tap")


def _show_call(page: Page) -> Notice:
    rows = ((page.button("button.relay_call", "self"),), (page.button("button.relay_bot", "bot"),))
    return Notice("relay.call", {"organisation": _named(page.case, page.entries)}, rows)


def _take_call(page: Page, given: Given) -> Took:
    if isinstance(given, Chosen) and given.option in {"self", "bot"}:
        return page.filled(call=given.option)
    return Unclear("form.tap")


def _show_supposed(page: Page) -> Notice:
    without = page.button("button.skip", shared_words.WITHOUT)
    return Notice("relay.supposed", {"organisation": _named(page.case, page.entries)}, ((without,),))


def _show_words(page: Page) -> Notice:
    has_offer = not {"suppose", "late"} & page.entries.keys()
    rows = ((page.button("button.relay_suppose", "suppose"),),) if has_offer else ()
    key = "relay.words_late" if "late" in page.entries else "relay.words"
    return Notice(key, {"organisation": _named(page.case, page.entries)}, rows)


def _weighing(field: Field) -> Field:
    """The same page of words, that looks at how a question sounds before it is a question."""

    def take(page: Page, given: Given) -> Took:
        if given == Chosen("suppose"):
            return page.filled(suppose="yes")
        if isinstance(given, Written) and _complains(page, given.text):
            return page.filled(complained="yes")
        return _weighed(page, field.take(page, given))

    return replace(field, take=take)


def _weighed(page: Page, took: Took) -> Took:
    if not isinstance(took, Filled) or "words" not in took.entries:
        return took
    text = shared_words.said(page.case.unit, _member(page), "words", took.entries)
    rule = relay_wording.standard().rule_for(text or "")
    entries = {name: value for name, value in took.entries.items() if name != "wording"}
    return Filled({**entries, "sounds": rule.name if rule is not None else "open"})


def _complains(page: Page, text: str) -> bool:
    own = _member(page)
    names = (each.name for each in people.members(page.case.unit, own.partnership_id) if each.id != own.id)
    return relay_wording.standard().is_complaint(text, names)


def _show_table(page: Page) -> Notice:
    rows = ((page.button("button.relay_table", "yes"),), (page.button("button.relay_other", "no"),))
    return Notice("relay.table", {"partnership": _partnership_name(page)}, rows)


def _take_table(page: Page, given: Given) -> Took:
    match given:
        case Chosen(option="yes"):
            return page.filled(table="yes")
        case Chosen(option="no"):
            return page.without("complained")
        case _:
            return Unclear("form.tap")


def _show_wording(page: Page) -> Message:
    """Another wording is about the topic that stands above it; without one they find their own."""
    rows: Rows = ((page.button("button.relay_own", "own"),),)
    values: dict[str, Value] = {}
    if has_topic := page.entries["topic"] != str(ELSE):
        values = {"neutral": _neutral(page)}
        rows = ((page.button("button.relay_neutral", "neutral"),), *rows)
    return Quoted(
        "relay.wording" if has_topic else "relay.wording_open",
        _member(page).id,
        sealed={"words": page.entries["words"]},
        values=values,
        buttons=rows,
    )


def _take_wording(page: Page, given: Given) -> Took:
    match given:
        case Chosen(option="neutral"):
            return page.filled(
                words=shared_words.sealed(page, "words", _neutral(page), OWN), wording="neutral"
            )
        case Chosen(option="own"):
            return page.filled(wording="own")
        case Written():
            anew = page.without("words", "sounds").entries
            return _WORDS[0].take(Page(page.case, anew, page.version), given)
        case _:
            return Unclear("form.tap")


def _neutral(page: Page) -> str:
    """The wording that is offered, in the language of who asks."""
    rule = relay_wording.standard().rule(page.entries["sounds"])
    if rule is None:
        raise LookupError("there is no rule of wording any more that this form was weighed by")
    return rule.offers.in_(page.case.person.language)


def _show_check(page: Page) -> Message:
    values: dict[str, Value] = {
        "organisation": _named(page.case, page.entries),
        "n": len(people.members(page.case.unit, int(page.entries["partnership"]))),
    }
    key = "relay.check_late" if "late" in page.entries else "relay.check"
    rows = ((page.button("button.send", "send"),),)
    return Quoted(key, _member(page).id, sealed={"words": page.entries["words"]}, values=values, buttons=rows)


def _take_check(page: Page, given: Given) -> Took:
    return page.filled(check="sent") if given == Chosen("send") else Unclear("form.tap")


def _finish(case: Case, entries: Entries) -> Outcome:
    round_ = rounds.lock_round(case.unit, int(entries["round"]))
    where = round_.partnership_id
    member = people.member_in(case.unit, case.person.id, where)
    organisation, topic = int(entries["organisation"]), int(entries["topic"])
    if member is None or not relaying.is_offered(case, round_):
        return case.says(Notice("relay.not_now", {}, forms.menu_row(case), where))
    asked = _numbered(case, round_).get(topic)
    question = asked.id if asked is not None else None
    if entries.get("table") == "yes":
        return _to_table(case, round_, member, question)
    if entries["call"] == "self":
        return _calls(case, round_, member, organisation, question)
    words = shared_words.said(case.unit, member, "words", entries) or ""
    supposed = shared_words.said(case.unit, member, "supposed", entries)
    row, outcome = relaying.send(case, round_, member, organisation, question, words, supposed)
    key = "relay.sent" if row.way == Way.OPEN else "relay.for_sheet"
    if row.way != Way.OPEN and "late" in entries:
        key = "relay.for_sheet_late"
    more = Button("button.relay_again", Press("relay", (round_.id,)))
    rows = (
        (Button("button.relay_mine", Press("inquiries", (where,))), more),
        *forms.menu_row(case),
    )
    return case.says(Notice(key, {"organisation": _named(case, entries)}, rows, where)) + outcome


def _to_table(case: Case, round_: Round, member: Member, question: str | None) -> Outcome:
    """Nothing of what was typed is kept, and nobody is named: it is a subject for the sheet."""
    kept.ask(
        case.unit,
        round_.id,
        member,
        organisation_id=None,
        question=question,
        way=Way.SHEET,
        known=Known.SUPPOSED,
        now=case.now,
    )
    return case.says(Notice("relay.tabled", {}, forms.menu_row(case), round_.partnership_id))


def _calls(case: Case, round_: Round, member: Member, organisation: int, question: str | None) -> Outcome:
    """They call themselves; on the next working day they are asked what they know now."""
    row = kept.ask(
        case.unit,
        round_.id,
        member,
        organisation_id=organisation,
        question=question,
        way=Way.CALLING,
        known=Known.SUPPOSED,
        now=case.now,
    )
    partnership = partnerships.partnership(case.unit, round_.partnership_id)
    zone = zone_of(partnership)
    day = add_workdays(case.now.astimezone(zone).date(), 1, case.house.calendar)
    hours = posting.waking_of(case.person)
    at = waking.next_welcome(local_instant(day, time(), zone), hours, zone, case.house.calendar)
    said = Notice(
        "relay.calling",
        {"day": at.isoformat(), "zone": partnership.timezone},
        forms.menu_row(case),
        partnership.id,
    )
    return case.says(said) + Outcome(due=(Due(relaying.CALLED, row.id, "1", at),))


def _carried(entries: Entries) -> bool:
    """Whether it is the bot that asks."""
    return entries.get("call") == "bot" and "table" not in entries


_WORDS = tuple(map(_weighing, shared_words.asking("words", _show_words, needed=_carried, sort=OWN)))
RELAY = forms.register(
    forms.Form(
        "relay",
        (
            Field("organisation", _show_whom, _take_whom),
            Field("topic", _show_topic, _take_topic),
            Field("call", _show_call, _take_call),
            *shared_words.asking(
                "supposed",
                _show_supposed,
                needed=lambda entries: _carried(entries) and "suppose" in entries,
                sort=FOR_ONESELF,
            ),
            Field("table", _show_table, _take_table, lambda entries: "complained" in entries),
            *_WORDS,
            Field(
                "wording",
                _show_wording,
                _take_wording,
                lambda entries: _carried(entries) and entries.get("sounds", "open") != "open",
            ),
            Field("check", _show_check, _take_check, _carried),
        ),
        _finish,
    )
)


def _member(page: Page) -> Member:
    """Who asks. Raises LookupError for somebody without a place there any more."""
    member = people.member_in(page.case.unit, page.case.person.id, int(page.entries["partnership"]))
    if member is None:
        raise LookupError(f"person {page.case.person.id} has a relay on the floor and no place there")
    return member


def _round(page: Page) -> Round:
    return rounds.lock_round(page.case.unit, int(page.entries["round"]))


def _shown(case: Case, round_: Round) -> Overview | None:
    frozen = opening.snapshot(case.unit, round_.id, "overview")
    return overview.from_json(frozen.contents) if frozen is not None else None


def _numbered(case: Case, round_: Round) -> dict[int, Question]:
    """The questions of the flow by their place in it: a button has no room for their ids."""
    return dict(enumerate(questions_of(flow_of(case.unit, case.house.shelf, round_))))


def _named(case: Case, entries: Entries) -> str:
    return people.organisation(case.unit, int(entries["organisation"])).name


def _partnership_name(page: Page) -> str:
    return partnerships.partnership(page.case.unit, int(page.entries["partnership"])).name
