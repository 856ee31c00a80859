"""Words that came while they were not asked for: kept at most a day, until it is clear where they go."""

from __future__ import annotations

from flows import engine
from process import conversation
from process.acts import answer, forms, held
from process.case import Case, Work, flow_for
from process.incoming import Argument, Press, Words
from process.message import Button, Notice, Value
from process.outcome import Due, Outcome
from process.registry import OnFloor, OnSeat, floor_act, open_act, seat_act, when_due
from process.states import FloorKind
from storage.queries import drafts, opening, partnerships, rounds
from storage.queries import floor as floor_rows
from storage.queries import held as held_rows
from storage.tables import Appointment, Draft, Floor, Round, Seat


def ask_for_standing(case: Case, floor: Floor, text: str) -> Outcome:
    """Typed before the standing question was seen: does it belong there?"""
    if floor.seat_id is None or floor.question is None:
        return forms.standing(case)
    seat = rounds.seat(case.unit, floor.seat_id)
    round_, flow = conversation.flow_on_floor(case, seat)
    if flow.question(floor.question).kind != "words":
        return case.says(Notice("words.too_early", partnership=round_.partnership_id)) + forms.standing(case)
    waits = held_rows.for_question(case.unit, case.person.id, seat.id, floor.question)
    if waits is not None:  # a second line, from before it was asked about the first
        return answer.typed(case, OnFloor(floor), f"{waits.text}\n{text}", since=waits.since)
    draft, due = _keep(case, text)
    yes = Press("mine", (floor.version, draft.id))
    return Outcome((case.reply(_asked(case, "belongs", seat, floor.question, yes, draft)),), (due,))


def ask_for_open(case: Case, text: str) -> Outcome | None:
    """Typed while nothing was asked: is it for a typed question that waits somewhere? None without one."""
    if not _waiting(case):
        return None
    draft, due = _keep(case, text)
    return _ask_where(case, draft) + Outcome(due=(due,))


@floor_act("mine")
def belongs(case: Case, on: OnFloor, draft: Argument = 0) -> Outcome:
    """Yes: the words answer the question that stands."""
    found = _find(case, draft)
    if found is None:
        return Outcome(toast="toast.draft_gone") + forms.standing(case)
    return answer.typed(case, on, _take(case, found), since=found.at)


@seat_act("mine_at")
def belongs_there(case: Case, on: OnSeat, draft: Argument = 0) -> Outcome:
    """Yes: the words answer the question that waits in this round.

    Did the person go on in the meantime, then another question may wait there by now: that is asked again.
    """
    found = _find(case, draft)
    if found is None:
        return conversation.go_on(case, on.round, on.seat)
    if found.floor_version != _version(case) and _waiting(case):
        found.floor_version = _version(case)
        return _ask_where(case, found)
    shown = conversation.go_on(case, on.round, on.seat)
    floor = floor_rows.floor(case.unit, case.person.id)
    if floor is None or floor.kind != FloorKind.QUESTION or floor.seat_id != on.seat.id:
        return shown
    return answer.typed(case, OnFloor(floor), _take(case, found), since=found.at)


@open_act("not_mine")
def throw_away(case: Case, draft: Argument = 0) -> Outcome:
    """No: nothing of it is left."""
    found = _find(case, draft)
    if found is not None:
        drafts.wipe(case.unit, found)
    return case.says(Notice("words.wiped")) + forms.standing(case)


@when_due("wipe_draft")
def due_to_wipe(work: Work, appointment: Appointment) -> Outcome:
    """A day later: a draft that was not claimed is gone."""
    draft = drafts.find(work.unit, appointment.subject, int(appointment.occurrence))
    if draft is None:
        return Outcome()
    waited = held_rows.read(work.unit, draft)
    drafts.wipe(work.unit, draft)
    return held.wiped(work, appointment.subject, waited) if waited is not None else Outcome()


def _keep(case: Case, text: str) -> tuple[Draft, Due]:
    """Several lines in a row are one draft, so that each question about them is about all of them.

    In a row means that nothing else was asked in between: lines for two questions are never one draft. A line
    that is sent again, because nothing seemed to come of it, counts once. The day begins with the first line.
    """
    version = _version(case)
    draft = drafts.draft_of(case.unit, case.person.id)
    if draft is None or draft.floor_version != version:
        draft = drafts.keep(case.unit, case.person.id, text, case.now, floor_version=version)
    elif text not in (lines := drafts.read(case.unit, draft).split("\n")):
        drafts.rewrite(case.unit, draft, "\n".join((*lines, text)))
    return draft, Due("wipe_draft", case.person.id, str(draft.id), draft.at + held.KEPT)


def _find(case: Case, draft: Argument) -> Draft | None:
    return drafts.find(case.unit, case.person.id, draft) if isinstance(draft, int) else None


def _take(case: Case, draft: Draft) -> str:
    text = drafts.read(case.unit, draft)
    drafts.wipe(case.unit, draft)
    return text


def _version(case: Case) -> int:
    floor = floor_rows.floor(case.unit, case.person.id)
    return floor.version if floor is not None else 0


def _waiting(case: Case) -> list[tuple[Seat, Round, str]]:
    """The typed questions that wait for this person, at most one in each round."""
    waiting = []
    for seat, round_, _ in opening.open_seats(case.unit, case.person.id):
        flow = flow_for(case.unit, case.house.shelf, round_, seat)
        step = engine.next_step(flow, conversation.sitting_of(case, round_, seat), case.now)
        if isinstance(step, engine.Ask) and step.question.kind == "words":
            waiting.append((seat, round_, step.question.id))
    return waiting


def _ask_where(case: Case, draft: Draft) -> Outcome:
    """Does it belong to the one question that waits; or in which partnership, when several do?"""
    waiting = _waiting(case)
    if len(waiting) > 1:
        return Outcome((case.reply(_where([(seat, round_) for seat, round_, _ in waiting], case, draft)),))
    seat, _, question = waiting[0]
    yes = Press("mine_at", (seat.id, draft.id))
    return Outcome((case.reply(_asked(case, "waiting", seat, question, yes, draft)),))


def _asked(case: Case, why: str, seat: Seat, question: str, yes: Press, draft: Draft) -> Notice:
    round_ = rounds.lock_round(case.unit, seat.round_id)
    flow = flow_for(case.unit, case.house.shelf, round_, seat)
    answers = rounds.answers(case.unit, seat.id)
    number, _ = engine.progress(flow, answers, flow.question(question))
    values: dict[str, Value] = {"number": number} if number is not None else {}
    rows = ((Button("button.yes_there", yes), _no(draft)),)
    key = f"words.{why}" if values else f"words.{why}_last"
    return Notice(key, values, rows, round_.partnership_id, about=_words(case))


def _where(places: list[tuple[Seat, Round]], case: Case, draft: Draft) -> Notice:
    """Questions wait in several partnerships: which one are the words for?"""
    rows = tuple(
        (
            Button(
                "button.partnership",
                Press("mine_at", (seat.id, draft.id)),
                {"name": partnerships.partnership(case.unit, round_.partnership_id).name},
            ),
        )
        for seat, round_ in places
    )
    return Notice("words.waiting_where", {}, (*rows, (_no(draft),)), about=_words(case))


def _words(case: Case) -> str | None:
    """The message with the words, so that somebody who typed several sees which this is about."""
    return case.incoming.act.ref if isinstance(case.incoming.act, Words) else None


def _no(draft: Draft) -> Button:
    return Button("button.no_wipe", Press("not_mine", (draft.id,)))
