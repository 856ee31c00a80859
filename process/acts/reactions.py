"""Latecomers: whoever did not send sees the result and may add a reaction, marked "na de uitslag"."""

from __future__ import annotations

from process.acts import forms, shared_words
from process.acts.forms import Chosen, Entries, Field, Given, Page, Took, Unclear
from process.case import Case, flow_of
from process.incoming import Press
from process.message import Button, Notice
from process.outcome import Outcome
from process.registry import OnRound, Permission, round_act
from process.rules import overview
from process.rules.late import may_react, topics
from storage.queries import late, opening, people, rounds
from storage.tables import Member, Round, Seat


@round_act("react", Permission.ANSWER)
def react(case: Case, on: OnRound) -> Outcome:
    """About which topic? Then the words; counts and picture stay as they are."""
    seat = _seat(case, on.round, on.member)
    if seat is None or not _topics(case, on.round):
        return case.says(Notice("reaction.not_now", partnership=on.round.partnership_id))
    entries = {
        "partnership": str(on.round.partnership_id),
        "round": str(on.round.id),
        "seat": str(seat.id),
    }
    return forms.begin(case, REACTION, entries)


def _show_topics(page: Page) -> Notice:
    rows = tuple(
        (page.button("button.question", question, {"seat": int(page.entries["seat"]), "question": question}),)
        for question in _topics(page.case, _round(page.case, page.entries))
    )
    return Notice("reaction.about", {}, rows)


def _take_topic(page: Page, given: Given) -> Took:
    known = _topics(page.case, _round(page.case, page.entries))
    if isinstance(given, Chosen) and given.option in known:
        return page.filled(topic=given.option)
    return Unclear("form.tap")


def _show_words(page: Page) -> Notice:
    seat = rounds.seat(page.case.unit, int(page.entries["seat"]))
    if seat.organisation_id is None:
        return Notice("reaction.words")
    organisation = people.organisation(page.case.unit, seat.organisation_id).name
    return Notice("reaction.words_as", {"organisation": organisation})


def _finish(case: Case, entries: Entries) -> Outcome:
    round_ = _round(case, entries)
    where = round_.partnership_id
    member = people.member_in(case.unit, case.person.id, where)
    seat = _seat(case, round_, member) if member is not None else None
    text = shared_words.said(case.unit, member, "words", entries) if member is not None else None
    if seat is None or text is None or entries["topic"] not in _topics(case, round_):
        return case.says(Notice("reaction.not_now", partnership=where))
    late.react(case.unit, seat, entries["topic"], text, case.now)
    rows = ((Button("button.everything", Press("all", (round_.id,))),), *forms.menu_row(case))
    return case.says(Notice("reaction.kept", {}, rows, where))


REACTION = forms.register(
    forms.Form(
        "reaction",
        (Field("topic", _show_topics, _take_topic), *shared_words.asking("words", _show_words)),
        _finish,
    )
)


def _round(case: Case, entries: Entries) -> Round:
    return rounds.lock_round(case.unit, int(entries["round"]))


def _seat(case: Case, round_: Round, member: Member) -> Seat | None:
    """Their place, when they may react from it: the result is there, and they had not sent."""
    seat = rounds.seat_of(case.unit, round_.id, member.id)
    if seat is None or not may_react(seat.state) or member.left_at is not None:
        return None
    return seat if round_.revealed_at is not None and round_.emptied_at is None else None


def _topics(case: Case, round_: Round) -> tuple[str, ...]:
    frozen = opening.snapshot(case.unit, round_.id, "overview")
    if frozen is None:
        return ()
    flow = flow_of(case.unit, case.house.shelf, round_)
    return topics(overview.from_json(frozen.contents), flow)
