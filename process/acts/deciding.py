"""Who says that it was discussed taps what is left to talk about, and writes one line on what was decided."""

from __future__ import annotations

from process import authority, discussing
from process.acts import forms, shared_words
from process.acts.forms import Chosen, Entries, Field, Form, Given, Page, Took, Unclear
from process.case import Case
from process.message import Button, Notice, Rows, Show
from process.outcome import Outcome
from process.registry import OnRound, Permission
from process.rules.discussing import Decision, Said
from process.states import RoundStage
from storage.queries import discussing as kept
from storage.queries import opening, partnerships, people, rounds
from storage.queries.discussing import Topic
from storage.tables import Member, Round

MOST = 12
"""So many topics can be tapped: those of the result itself come first, then what was left over before."""
_DONE = "done"


def say(case: Case, round_: Round, member: Member, said: Said) -> Outcome:
    """Keep whether it was discussed; who settles that it was is asked what was decided."""
    where = round_.partnership_id
    match discussing.say(case, round_, member, said):
        case None:
            key = "discuss.thanks_missed" if said is Said.MISSED else "discuss.thanks"
            return case.says(Notice(key, partnership=where))
        case Decision.MISSED:
            partnership = partnerships.partnership(case.unit, where)
            waits = discussing.fell_through(case, round_, member)
            until = max(due.at for due in waits.due if due.kind == discussing.UNDISCUSSED)
            return case.says(discussing.question(partnership, round_, until.isoformat())) + waits
        case decision:
            ended = discussing.end(case, round_, decision, member)
            return _ask_decided(case, round_) + ended


def ask_left(case: Case, on: OnRound) -> Outcome:
    """[Deels]: what is still to be talked about?"""
    entries = {"partnership": str(on.round.partnership_id), "round": str(on.round.id), "picked": ""}
    return forms.begin(case, LEFT, entries)


def shown(case: Case, round_: Round, member: Member) -> Outcome:
    """How the round ended, to who settled it."""
    frozen = opening.snapshot(case.unit, round_.id, "overview")
    return case.says(Show(frozen.id, member.id, "decided")) if frozen is not None else Outcome()


def _ask_decided(case: Case, round_: Round) -> Outcome:
    return forms.begin(case, WRITING, {"partnership": str(round_.partnership_id), "round": str(round_.id)})


def _topics(case: Case, entries: Entries) -> tuple[Topic, ...]:
    """What is on the sheet, in the order of its buttons."""
    round_ = rounds.lock_round(case.unit, int(entries["round"]))
    own = tuple((round_.id, question) for question in discussing.topics(case, round_))
    earlier = kept.left_over(case.unit, round_.partnership_id, before=round_.id)
    return (*own, *earlier)[:MOST]


def _picked(entries: Entries) -> set[int]:
    return {int(each) for each in entries["picked"].split()}


def _show_left(page: Page) -> Notice:
    picked = _picked(page.entries)
    rows: list[tuple[Button, ...]] = []
    for number, (round_id, question) in enumerate(_topics(page.case, page.entries)):
        label = "button.left_on" if number in picked else "button.left_off"
        rows.append((page.button(label, str(number), {"round": round_id, "question": question}),))
    if picked:
        rows.append((page.button("button.done", _DONE),))
    return Notice("discuss.left", {}, tuple(rows))


def _take_left(page: Page, given: Given) -> Took:
    picked = _picked(page.entries)
    match given:
        case Chosen(option=option) if option == _DONE and picked:
            return page.filled(left=page.entries["picked"])
        case Chosen(option=option) if option.isdecimal():
            known = range(len(_topics(page.case, page.entries)))
            picked ^= {int(option)} & set(known)
            return page.filled(picked=" ".join(map(str, sorted(picked))))
        case _:
            return Unclear("form.tap")


def _finish_left(case: Case, entries: Entries) -> Outcome:
    round_, member = _place(case, entries)
    if member is None:
        return case.says(Notice("which.none", {}, forms.menu_row(case)))
    every = _topics(case, entries)
    named = [every[number] for number in sorted(_picked(entries)) if number < len(every)]
    ended = kept.discussion(case.unit, round_.id)
    if ended is None and round_.stage != RoundStage.REVEALED:
        return case.says(Notice("discuss.already", partnership=round_.partnership_id))
    kept.leave_over(case.unit, round_.partnership_id, named, case.now)
    if ended is not None:
        return case.says(Notice("discuss.left_kept", {"n": len(named)}, (), round_.partnership_id))
    return say(case, round_, member, Said.PARTLY)


def _show_words(page: Page) -> Notice:
    rows: Rows = ((page.button("button.write_nothing", shared_words.WITHOUT),),)
    return Notice("discuss.decided", {}, rows)


def _finish_writing(case: Case, entries: Entries) -> Outcome:
    round_, member = _place(case, entries)
    row = kept.lock_discussion(case.unit, round_.id)
    if member is None or row is None:
        return case.says(Notice("which.none", {}, forms.menu_row(case)))
    said = shared_words.said(case.unit, member, "words", entries)
    if said is not None:
        kept.write_down(case.unit, row, said, member.id)  # who took long over it tells everyone once more
    return shown(case, round_, member) + discussing.tell(case, round_, member)


def _place(case: Case, entries: Entries) -> tuple[Round, Member | None]:
    """The round of a form, held, and the place of who fills it in, as long as they have one."""
    round_ = rounds.lock_round(case.unit, int(entries["round"]))
    member = people.member_in(case.unit, case.person.id, round_.partnership_id)
    return round_, member if authority.may(member, Permission.CONFIRM) else None


LEFT = forms.register(Form("left", (Field("left", _show_left, _take_left),), _finish_left))
WRITING = forms.register(Form("decided", shared_words.asking("words", _show_words), _finish_writing))
