"""An answer is changed after everybody has seen it: kept beside what was shown, and told to who has that.

The frozen overview is not touched. What people have of it is put into words again in its place; who cannot be
reached that way gets one line, and so does who agreed or asked something about that answer: at most one an
hour, whatever was changed in it. Nothing that hangs on the answer goes by itself.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from flows.answers import Answer, State
from flows.model import Flow
from process import posting
from process.case import Work
from process.incoming import Press
from process.message import Button, Hand, Message, Notice, Show, corrected
from process.outcome import Copies, Due, Outcome, Outgoing, Urgency
from process.own_answers import Own
from process.registry import when_due
from process.rules.attention import Attention
from process.rules.corrections import Corrected, Deed
from process.rules.withholding import is_confidential, questions_of
from storage.queries import corrections as rows
from storage.queries import events, opening, partnerships, people, rounds, traces
from storage.tables import Appointment, Member, Round, Seat

CHANGED, STANDS = "answer_changed", "result_stands"
"""Kinds of appointment: tell who agreed or asked something about it, and who has the old result still."""
HOUR = timedelta(hours=1)


def change(work: Work, round_: Round, seat: Seat, own: Own, now: Answer, by: Member) -> Outcome:
    """Keep the answer as it is from now on; `by` is who does it. The same answer again changes nothing."""
    if now == own.answer:
        return Outcome()
    is_words = own.is_late or own.question.kind == "words"
    was = Answer(own.kept, State.GIVEN) if is_words else own.answer
    done = Corrected(
        own.kept,
        seat.organisation_id,
        own.at,
        was,
        now,
        work.now,
        None if own.at is not None and by.id == rounds.seat(work.unit, own.at).member_id else by.id,
    )
    rows.add(work.unit, round_.id, done)
    if own.at is not None:
        rows.put(work.unit, own.at, now, work.now)
    if not is_words:
        kind = "answer_withdrawn" if done.is_withdrawn else "answer_corrected"
        data = json.dumps({"round": round_.id}, separators=(",", ":"))
        events.note(work.unit, round_.partnership_id, kind, None, work.now, data=data)
    due = (Due(CHANGED, round_.id, _hour(work.now), _hour_after(work.now)),)
    return Outcome((), due)


def withdraw(work: Work, flow: Flow, round_: Round, seat: Seat, own: Own, by: Member) -> Outcome:
    """Take an answer back, with what was said under it; a text is hidden."""
    if not {Deed.WITHDRAW, Deed.HIDE} & set(own.deeds):
        return Outcome()
    outcome = change(work, round_, seat, own, Answer(own.kept, State.WITHDRAWN), by)
    if own.is_card or own.is_late:
        return outcome
    below = {each.id for each in questions_of(flow) if _hangs(flow, each.id, own.question.id)}
    for answer in rounds.answers(work.unit, seat.id).values():
        if answer.question not in below or answer.state is not State.GIVEN:
            continue
        question = flow.question(answer.question)
        if question.kind == "words" or not is_confidential(question):
            lower = Own(question, question.id, answer, own.at)
            outcome += change(work, round_, seat, lower, Answer(question.id, State.WITHDRAWN), by)
    return outcome


def shown_again(work: Work, round_: Round) -> Outcome:
    """Everyone's result and sheet in the place where they stand; who has no such message hears it."""
    found = traces.messages_showing(work.unit, [round_.id])
    edits = tuple(
        Outgoing(to, corrected(message), Urgency.BULK, slot=f"corrected {ref}", edit=ref)
        for to, message, ref in found
    )
    snapshot = opening.snapshot(work.unit, round_.id, "overview")
    if snapshot is None:
        return Outcome(edits)
    reached = {to for to, message, _ in found if isinstance(message, Show)}
    without = [
        each
        for each in people.members(work.unit, round_.partnership_id)
        if each.person_id not in reached and not each.paper and _had_it(each, round_)
    ]
    return Outcome(edits, tuple(_stands(snapshot.id, each.id, work.now) for each in without))


def not_changed(message: Message, now: datetime) -> tuple[Due, ...]:
    """What somebody has of a result cannot be changed any more: they are told within the hour."""
    match message:
        case Show(snapshot=snapshot, member=member) | Hand(subject=snapshot, member=member):
            return (_stands(snapshot, member, now),)
        case _:
            return ()


@when_due(STANDS)
def tell_that_it_stands(work: Work, appointment: Appointment) -> Outcome:
    """One line to who has the result as it was; of somebody who was forgotten nothing is told."""
    snapshot = opening.snapshot_by_id(work.unit, int(appointment.occurrence.partition("/")[0]))
    member = people.member(work.unit, appointment.subject)
    round_ = opening.find_round(work.unit, snapshot.round_id) if snapshot is not None else None
    if round_ is None or member.left_at is not None or not rows.of_round(work.unit, round_.id):
        return Outcome()
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    look = ((Button("button.everything", Press("all", (round_.id,))),),)
    notice = Notice("own.stands", {"flow": round_.flow}, look, partnership.id)
    return Outcome((posting.notice(work, partnership, member, notice, copies=Copies.ONCE),))


@when_due(CHANGED)
def tell_what_hangs_on_it(work: Work, appointment: Appointment) -> Outcome:
    """To who agreed, proposed or asked something about an answer that was changed in that hour."""
    round_ = opening.find_round(work.unit, appointment.subject)
    if round_ is None:
        return Outcome()
    began = datetime.fromisoformat(appointment.occurrence)
    changed = rows.of_round(work.unit, round_.id, since=began)
    concerned = rows.concerned(work.unit, round_.id, changed)
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    if partnership.ended_at is not None:
        return Outcome()
    told = []
    for member_id, questions in concerned.items():
        member = people.member(work.unit, member_id)
        if member.left_at is not None:
            continue
        topics = tuple(
            (Button("button.question", Press("all", (round_.id,)), {"round": round_.id, "question": each}),)
            for each in questions
        )
        agreed = (Button("button.agreements", Press("agreements", (partnership.id,))),)
        notice = Notice("own.changed", {}, (*topics, agreed), partnership.id)
        told.append(
            posting.notice(work, partnership, member, notice, copies=Copies.ONCE, counts=Attention.AGREEMENT)
        )
    return Outcome(tuple(told))


def _hangs(flow: Flow, question: str, above: str) -> bool:
    under = flow.question(question).under
    return under is not None and (under == above or _hangs(flow, under, above))


def _had_it(member: Member, round_: Round) -> bool:
    return round_.revealed_at is not None and member.joined_at <= round_.revealed_at


def _stands(snapshot: int, member: int, now: datetime) -> Due:
    return Due(STANDS, member, f"{snapshot}/{_hour(now)}", _hour_after(now))


def _hour(now: datetime) -> str:
    return now.replace(minute=0, second=0, microsecond=0).isoformat()


def _hour_after(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0) + HOUR
