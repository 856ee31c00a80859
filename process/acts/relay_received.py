"""With whom a question of another organisation lies: answer, rather talk, hand it on, or pass."""

from __future__ import annotations

from process import relaying
from process.acts import forms, shared_words
from process.acts.forms import Chosen, Entries, Field, Given, Page, Took, Unclear
from process.acts.shared_words import Sort
from process.case import Case
from process.incoming import Argument, Press
from process.message import Button, Inquiries, Message, Notice, Quoted, Relayed
from process.outcome import Outcome
from process.registry import OnPartnership, OnRound, Permission, partnership_act, round_act
from process.rules import relay as rules
from process.rules.relay import Does, Known, Way
from storage.queries import people, rounds
from storage.queries import relay as kept
from storage.tables import Inquiry, Member

ANSWERS = Sort(own=True, longest=500, unreadable="relay.unreadable")


@partnership_act("inquiries", Permission.ANSWER)
def inquiries(case: Case, on: OnPartnership) -> Outcome:
    """What was asked of this person, and what they asked."""
    return case.says(Inquiries(on.member.id))


@round_act("relayed", Permission.ANSWER)
def received(case: Case, on: OnRound, inquiry_id: Argument = 0, does: Argument = "") -> Outcome:
    """One question that lies with this person; `does` is what they do with it."""
    row = _theirs(case, on, inquiry_id)
    if row is None:
        return case.says(Notice("relay.gone", {}, forms.menu_row(case), on.round.partnership_id))
    match does:
        case "answer" if rules.after(row.way, Does.ANSWERS) is not None:
            return _begin(case, on, row)
        case "aloud" if relaying.happens(case, row, Does.TALKS):
            told = relaying.tell_asker(case, row, "aloud")
            return _said(case, on, "relay.will_talk") + told + relaying.rests(case, on.round)
        case "pass" if relaying.happens(case, row, Does.PASSES):
            return _said(case, on, "relay.passed")
        case "withdraw" if relaying.happens(case, row, Does.WITHDRAWS):
            kept.withdraw(case.unit, row)
            _asked_again(case, row)
            return _said(case, on, "relay.withdrawn") + relaying.tell_asker(case, row, "withdrawn")
        case "hand" if row.way == Way.OPEN:
            return _to_whom(case, on, row)
        case _:
            return case.says(Relayed(row.id, on.member.id, "lies"))


@round_act("relayhand", Permission.ANSWER)
def hand_on(case: Case, on: OnRound, inquiry_id: Argument = 0, member_id: Argument = 0) -> Outcome:
    """A colleague gets the question instead; once."""
    row = _theirs(case, on, inquiry_id)
    if row is None or row.way != Way.OPEN:
        return case.says(Notice("relay.gone", {}, forms.menu_row(case), on.round.partnership_id))
    colleague = next((each for each in _free(case, on, row) if each.id == member_id), None)
    if colleague is None:
        return _to_whom(case, on, row)
    row.receiver_id, row.handed_by = colleague.id, on.member.id
    kept.keep(case.unit, row)
    said = Notice("relay.handed", {"name": colleague.name}, forms.menu_row(case), on.round.partnership_id)
    return case.says(said) + relaying.hand_over(case, row)


def _to_whom(case: Case, on: OnRound, row: Inquiry) -> Outcome:
    free = _free(case, on, row)
    if not free:
        return _said(case, on, "relay.no_colleague", row)
    rows = tuple(
        (Button("button.called", Press("relayhand", (on.round.id, row.id, each.id)), {"name": each.name}),)
        for each in free
    )
    return case.says(Notice("relay.hand_to", {}, (*rows, _back(on, row)), on.round.partnership_id))


def _free(case: Case, on: OnRound, row: Inquiry) -> list[Member]:
    """The colleagues who can get it; handed on once, it stays."""
    return [] if row.handed_by is not None else relaying.colleagues(case, on.round, on.member)


def _begin(case: Case, on: OnRound, row: Inquiry) -> Outcome:
    where = str(on.round.partnership_id)
    entries = {"partnership": where, "round": str(on.round.id), "inquiry": str(row.id)}
    return forms.begin(case, ANSWER, entries)


def _show_words(page: Page) -> Notice:
    row = kept.find(page.case.unit, int(page.entries["inquiry"]))
    asker = people.member(page.case.unit, row.asker_id).name if row is not None else ""
    return Notice("relay.answer", {"name": asker, **_as_whom(page)})


def _show_check(page: Page) -> Message:
    member = people.member_in(page.case.unit, page.case.person.id, int(page.entries["partnership"]))
    if member is None:
        raise LookupError(f"person {page.case.person.id} answers a relay and has no place there")
    rows = ((page.button("button.send", "send"), page.button("button.otherwise", "otherwise")),)
    return Quoted(
        "relay.answer_check",
        member.id,
        sealed={"words": page.entries["words"]},
        values=_as_whom(page),
        buttons=rows,
    )


def _as_whom(page: Page) -> dict[str, str | int]:
    """For whom they answer, and how many read it in the end."""
    unit, where = page.case.unit, int(page.entries["partnership"])
    member = people.member_in(unit, page.case.person.id, where)
    own = member.organisation_id if member is not None else None
    return {
        "organisation": people.organisation(unit, own).name if own is not None else "",
        "n": len(people.members(unit, where)),
    }


def _take_check(page: Page, given: Given) -> Took:
    match given:
        case Chosen(option="send"):
            return page.filled(check="sent")
        case Chosen(option="otherwise"):
            return page.without("words")
        case _:
            return Unclear("form.tap")


def _finish(case: Case, entries: Entries) -> Outcome:
    round_ = rounds.lock_round(case.unit, int(entries["round"]))
    where = round_.partnership_id
    member = people.member_in(case.unit, case.person.id, where)
    on = OnRound(member, round_) if member is not None else None
    row = _theirs(case, on, int(entries["inquiry"])) if on is not None else None
    text = shared_words.said(case.unit, member, "words", entries) if member is not None else None
    if on is None or row is None or text is None:
        return case.says(Notice("relay.gone", {}, forms.menu_row(case), where))
    part = "changed" if row.way == Way.ANSWERED else "answer"
    if not relaying.happens(case, row, Does.ANSWERS):
        return case.says(Notice("relay.gone", {}, forms.menu_row(case), where))
    kept.answer(case.unit, row, on.member, text, case.now)
    _asked_again(case, row)
    rows = (_back(on, row), *forms.menu_row(case))
    said = case.says(Notice("relay.answered", {}, rows, where))
    return said + relaying.tell_asker(case, row, part) + relaying.rests(case, round_)


ANSWER = forms.register(
    forms.Form(
        "relay_answer",
        (
            *shared_words.asking("words", _show_words, sort=ANSWERS),
            Field("check", _show_check, _take_check),
        ),
        _finish,
    )
)


def _asked_again(case: Case, row: Inquiry) -> None:
    """What the asker made of an earlier answer does not hold for another."""
    row.known = Known.ASKED
    kept.keep(case.unit, row)


def _theirs(case: Case, on: OnRound, inquiry_id: Argument) -> Inquiry | None:
    """A question of this round that lies with this member, while its relay goes on."""
    row = kept.find(case.unit, inquiry_id) if isinstance(inquiry_id, int) else None
    if row is None or (row.round_id, row.receiver_id) != (on.round.id, on.member.id):
        return None
    mine = {each.id for each in kept.lying_with(case.unit, on.member)}
    is_gone = relaying.is_over(case, on.round) or row.way == Way.TAKEN_BACK
    return row if row.id in mine and not is_gone else None


def _said(case: Case, on: OnRound, key: str, row: Inquiry | None = None) -> Outcome:
    rows = ((_back(on, row),) if row is not None else ()) + forms.menu_row(case)
    return case.says(Notice(key, {}, rows, on.round.partnership_id))


def _back(on: OnRound, row: Inquiry) -> tuple[Button, ...]:
    return (Button("button.relay_show", Press("relayed", (on.round.id, row.id))),)
