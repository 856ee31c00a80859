"""What lies there for who comes in: the last result and the agreements, as drafts that they may question.

A result is recognised, or seen otherwise in own words. An agreement can be lived with, or is to be discussed.
The others read that with the organisation, marked as said afterwards; no count and no colour changes.
"""

from __future__ import annotations

from process.acts import forms, shared_words
from process.acts.forms import Chosen, Entries, Field, Given, Page, Took, Unclear
from process.case import Case, flow_of
from process.incoming import Argument, Press
from process.message import Button, Notice, Rows, Value
from process.outcome import Outcome
from process.registry import OnAgreement, OnRound, Permission, Whose, agreement_act, round_act
from process.rules import overview
from process.rules.agreeing import OPEN
from process.rules.late import topics
from process.rules.newcomers import RemarkKind
from process.states import Role
from storage.queries import agreements, opening, people, remarks, rounds
from storage.tables import Agreement, Member, Round

_SAID = {"yes": RemarkKind.ACCEPTS, "discuss": RemarkKind.DISCUSSES}


def what_lies_there(case: Case, member: Member) -> Outcome:
    """One message to who just came in; nothing where nothing lies yet."""
    where = member.partnership_id
    snapshot = opening.last_snapshot(case.unit, where, "overview")
    standing = agreements.in_states(case.unit, where, OPEN)
    rows = []
    if snapshot is not None:
        rows.append((Button("button.last_result", Press("result", (where,))),))
    if standing:
        rows.append((Button("button.agreements", Press("agreements", (where,))),))
    if not rows:
        return Outcome()
    key = "coming.lies_there" if member.role != Role.OBSERVER else "coming.lies_there_observer"
    return Outcome((case.reply(Notice(key, {}, tuple(rows), where), anew=True),))


def is_new_to(member: Member, round_: Round) -> bool:
    """Whether a shown round was over before this member came: it is a draft to them."""
    return round_.revealed_at is not None and member.joined_at > round_.revealed_at


def is_new_to_agreement(member: Member, row: Agreement) -> bool:
    """Whether an agreement stood before this member came, and they answer for an organisation here."""
    answers = member.organisation_id is not None and member.role != Role.OBSERVER
    return answers and row.state in OPEN and member.joined_at > row.created_at


@round_act("recognise", Permission.ANSWER)
def recognise(case: Case, on: OnRound) -> Outcome:
    """[Herken ik]: one tap, in place of an earlier one."""
    if not _may_say(case, on.round, on.member):
        return case.says(Notice("reaction.not_now", partnership=on.round.partnership_id))
    remarks.remark(case.unit, on.member, RemarkKind.RECOGNISES, case.now, round_id=on.round.id)
    return Outcome((case.reply(_thanks(case, on.member, on.round), anew=True),))


@round_act("differ", Permission.ANSWER)
def differ(case: Case, on: OnRound) -> Outcome:
    """[Zie ik anders]: about which topic, and how?"""
    if not _may_say(case, on.round, on.member) or not _topics(case, on.round):
        return case.says(Notice("reaction.not_now", partnership=on.round.partnership_id))
    return forms.begin(
        case, DIFFERING, {"partnership": str(on.round.partnership_id), "round": str(on.round.id)}
    )


@agreement_act("ag_new", Permission.AGREE, Whose.GROUP)
def about_agreement(case: Case, on: OnAgreement, how: Argument = "") -> Outcome:
    """[Kan ik mee leven] [Wil ik bespreken]; what was said last counts."""
    kind = _SAID.get(str(how))
    back = ((Button("button.agreements", Press("agreements", (on.member.partnership_id,))),),)
    if kind is None or not is_new_to_agreement(on.member, on.agreement):
        return case.says(Notice("coming.not_new", {}, back, on.member.partnership_id))
    remarks.remark(case.unit, on.member, kind, case.now, agreement_id=on.agreement.id)
    key = "coming.accepted" if kind is RemarkKind.ACCEPTS else "coming.to_discuss"
    return case.says(Notice(key, _party(case, on.member), back, on.member.partnership_id))


def agreement_rows(row: Agreement, member: Member) -> Rows:
    """[Kan ik mee leven] [Wil ik bespreken], for who came in after it was proposed."""
    if not is_new_to_agreement(member, row):
        return ()
    return (
        (
            Button("button.live_with", Press("ag_new", (row.id, "yes"))),
            Button("button.to_discuss", Press("ag_new", (row.id, "discuss"))),
        ),
    )


def _may_say(case: Case, round_: Round, member: Member) -> bool:
    answers = member.organisation_id is not None and member.role != Role.OBSERVER
    return answers and round_.emptied_at is None and is_new_to(member, round_)


def _thanks(case: Case, member: Member, round_: Round) -> Notice:
    rows = ((Button("button.everything", Press("all", (round_.id,))),), *forms.menu_row(case))
    return Notice("coming.recognised", _party(case, member), rows, member.partnership_id)


def _party(case: Case, member: Member) -> dict[str, Value]:
    if member.organisation_id is None:
        raise LookupError(f"member {member.id} answers for nobody")
    return {"organisation": people.organisation(case.unit, member.organisation_id).name}


def _show_topics(page: Page) -> Notice:
    round_ = int(page.entries["round"])
    rows = tuple(
        (page.button("button.question", question, {"round": round_, "question": question}),)
        for question in _topics(page.case, rounds.lock_round(page.case.unit, round_))
    )
    return Notice("coming.about", {}, rows)


def _take_topic(page: Page, given: Given) -> Took:
    known = _topics(page.case, rounds.lock_round(page.case.unit, int(page.entries["round"])))
    if isinstance(given, Chosen) and given.option in known:
        return page.filled(topic=given.option)
    return Unclear("form.tap")


def _show_words(page: Page) -> Notice:
    member = people.member_in(page.case.unit, page.case.person.id, int(page.entries["partnership"]))
    party = _party(page.case, member) if member is not None and member.organisation_id is not None else {}
    return Notice("coming.words", {"organisation": "–", **party})


def _finish(case: Case, entries: Entries) -> Outcome:
    round_ = rounds.lock_round(case.unit, int(entries["round"]))
    where = round_.partnership_id
    member = people.member_in(case.unit, case.person.id, where)
    text = shared_words.said(case.unit, member, "words", entries) if member is not None else None
    stands = (
        member is not None and _may_say(case, round_, member) and entries["topic"] in _topics(case, round_)
    )
    if member is None or text is None or not stands:
        return case.says(Notice("reaction.not_now", partnership=where))
    remarks.remark(
        case.unit,
        member,
        RemarkKind.DIFFERS,
        case.now,
        round_id=round_.id,
        question=entries["topic"],
        words=text,
    )
    return case.says(_thanks(case, member, round_))


def _topics(case: Case, round_: Round) -> tuple[str, ...]:
    frozen = opening.snapshot(case.unit, round_.id, "overview")
    if frozen is None:
        return ()
    return topics(overview.from_json(frozen.contents), flow_of(case.unit, case.house.shelf, round_))


DIFFERING = forms.register(
    forms.Form(
        "differing",
        (Field("topic", _show_topics, _take_topic), *shared_words.asking("words", _show_words)),
        _finish,
    )
)
"""The form behind [Zie ik anders]."""
