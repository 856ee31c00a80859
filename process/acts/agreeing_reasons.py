"""Red without an agreement: propose something, or say why nothing is done. Who gave red can contest that."""

from __future__ import annotations

from process import authority, posting, red_topics
from process.acts import forms, shared_words
from process.acts.agreeing import back
from process.acts.forms import Entries, Page
from process.case import Case
from process.incoming import Argument, Press
from process.message import Button, Notice, Quoted, Rows, Value
from process.outcome import Copies, Outcome
from process.registry import OnPartnership, OnRound, Permission, partnership_act, round_act
from process.rules.attention import Attention
from storage.queries import agreements, discussing, events, partnerships, people
from storage.tables import Member, Reason, Round
from storage.unit import Unit


def red_rows(unit: Unit, partnership_id: int) -> Rows:
    """[Rood zonder afspraak (2)], when there is any."""
    red = red_topics.without_agreement(unit, partnership_id)
    if not red:
        return ()
    return ((Button("button.red", Press("red", (partnership_id,)), {"n": len(red)}),),)


@partnership_act("red", Permission.READ)
def show_red(case: Case, on: OnPartnership) -> Outcome:
    """The red ticks about which nothing was agreed, and the reasons that were given."""
    rows: list[tuple[Button, ...]] = []
    for each in red_topics.without_agreement(case.unit, on.member.partnership_id):
        number = red_topics.red_of(case.unit, each.round).index(each.question)
        values: dict[str, Value] = {"round": each.round.id, "question": each.question}
        rows.append((Button("button.red_topic", Press("red_topic", (each.round.id, number)), values),))
    key = "agreeing.red" if rows else "agreeing.red_none"
    for reason in _given(case, on.member):
        values = {"round": reason.round_id, "question": reason.question}
        rows.append((Button("button.reason_about", Press("reason", (reason.round_id, reason.id)), values),))
    return case.says(Notice(key, {}, (*rows, *back(on.member)), on.member.partnership_id))


@round_act("red_topic", Permission.READ)
def show_topic(case: Case, on: OnRound, number: Argument = -1) -> Outcome:
    """One of them: [Voorstel doen] [Reden om niets te doen]."""
    question = _question(case, on.round, number)
    if question is None:
        return show_red(case, OnPartnership(on.member))
    rows: Rows = ()
    if authority.may(on.member, Permission.AGREE):
        rows = (
            (Button("button.propose", Press("propose_red", (on.round.id, number))),),
            (Button("button.give_reason", Press("give_reason", (on.round.id, number))),),
        )
    about: dict[str, Value] = {"round": on.round.id, "question": question}
    return case.says(
        Quoted("agreeing.red_topic", on.member.id, values=about, buttons=(*rows, *back(on.member)))
    )


@round_act("give_reason", Permission.AGREE)
def give_reason(case: Case, on: OnRound, number: Argument = -1) -> Outcome:
    """Why nothing is done about it: typed."""
    question = _question(case, on.round, number)
    if question is None:
        return show_red(case, OnPartnership(on.member))
    entries = {"partnership": str(on.round.partnership_id), "round": str(on.round.id), "question": question}
    return forms.begin(case, GIVING, entries)


@round_act("reason", Permission.READ)
def show_reason(case: Case, on: OnRound, reason_id: Argument = 0) -> Outcome:
    """A reason, with [Daar zijn we het niet mee eens] for who gave red."""
    row = _reason(case, on.round, reason_id)
    if row is None:
        return show_red(case, OnPartnership(on.member))
    key = "agreeing.reason" if row.contested_at is None else "agreeing.reason_contested"
    rows = (*_contest_row(case, on.round, on.member, row), *back(on.member))
    return case.says(Quoted(key, on.member.id, reason=row.id, buttons=rows))


@round_act("contest", Permission.AGREE)
def contest(case: Case, on: OnRound, reason_id: Argument = 0) -> Outcome:
    """Who gave red does not agree with the reason: it is open again, and goes on the next sheet."""
    row = _reason(case, on.round, reason_id)
    if row is None or not _may_contest(case, on.round, on.member, row):
        return show_red(case, OnPartnership(on.member))
    if agreements.contest(case.unit, row.id, on.member.id, case.now):
        case.unit.session.refresh(row)
        topic = (on.round.id, row.question)
        discussing.leave_over(case.unit, on.round.partnership_id, (topic,), case.now)
        events.note(case.unit, on.round.partnership_id, "reason_contested", on.member.id, case.now)
    told = _to_giver(case, on.member, row)
    said = Quoted("agreeing.contested", on.member.id, reason=row.id, buttons=back(on.member))
    return case.says(said) + told


def _to_giver(case: Case, by: Member, row: Reason) -> Outcome:
    giver = people.member(case.unit, row.given_by)
    if giver.left_at is not None or giver.id == by.id:
        return Outcome()
    partnership = partnerships.partnership(case.unit, row.partnership_id)
    said = Quoted("agreeing.reason_contested", giver.id, reason=row.id, buttons=back(giver))
    return Outcome((posting.notice(case, partnership, giver, said, copies=Copies.ONCE),))


def _given(case: Case, member: Member) -> list[Reason]:
    """The reasons about the rounds that were shown last."""
    shown = red_topics.last_shown(case.unit, member.partnership_id)
    return [reason for round_ in shown for reason in agreements.reasons(case.unit, round_.id)]


def _question(case: Case, round_: Round, number: Argument) -> str | None:
    red = red_topics.red_of(case.unit, round_)
    return red[number] if isinstance(number, int) and 0 <= number < len(red) else None


def _reason(case: Case, round_: Round, reason_id: Argument) -> Reason | None:
    row = agreements.find_reason(case.unit, reason_id) if isinstance(reason_id, int) else None
    return row if row is not None and row.round_id == round_.id else None


def _may_contest(case: Case, round_: Round, member: Member, row: Reason) -> bool:
    """Of a confidential tick nobody may know who gave red, so anybody but who gave the reason may."""
    if not authority.may(member, Permission.AGREE) or member.id == row.given_by:
        return False
    red = red_topics.gave_red(case.unit, round_, row.question)
    return red is None or member.organisation_id in red


def _contest_row(case: Case, round_: Round, member: Member, row: Reason) -> Rows:
    if row.contested_at is not None or not _may_contest(case, round_, member, row):
        return ()
    return ((Button("button.contest", Press("contest", (round_.id, row.id))),),)


def _show(page: Page) -> Notice:
    return Notice("agreeing.why_not")


def _finish(case: Case, entries: Entries) -> Outcome:
    partnership = partnerships.partnership(case.unit, int(entries["partnership"]))
    member = people.member_in(case.unit, case.person.id, partnership.id)
    words = shared_words.said(case.unit, member, "reason", entries) if member is not None else None
    if member is None or words is None or not authority.may(member, Permission.AGREE):
        return case.says(Notice("which.none", {}, forms.menu_row(case)))
    round_id, question = int(entries["round"]), entries["question"]
    row = agreements.give_reason(
        case.unit,
        partnership_id=partnership.id,
        topic=(round_id, question),
        words=words,
        given_by=member.id,
        now=case.now,
    )
    events.note(case.unit, partnership.id, "reason_given", member.id, case.now)
    said = Quoted("agreeing.reason_kept", member.id, reason=row.id, buttons=back(member))
    return case.says(said) + _to_who_gave_red(case, member, row)


def _to_who_gave_red(case: Case, by: Member, row: Reason) -> Outcome:
    """They hear it, since they may contest it; the others find it with the agreements and on the sheet."""
    round_ = agreements.round_of(case.unit, row)
    partnership = partnerships.partnership(case.unit, row.partnership_id)
    red = red_topics.gave_red(case.unit, round_, row.question) or frozenset()
    told = []
    for each in people.members(case.unit, partnership.id):
        if each.id != by.id and each.organisation_id in red and _may_contest(case, round_, each, row):
            rows = (*_contest_row(case, round_, each, row), *back(each))
            said = Quoted("agreeing.reason_told", each.id, reason=row.id, buttons=rows)
            told.append(
                posting.notice(case, partnership, each, said, copies=Copies.ONCE, counts=Attention.AGREEMENT)
            )
    return Outcome(tuple(told))


GIVING = forms.register(forms.Form("reason", shared_words.asking("reason", _show), _finish))
