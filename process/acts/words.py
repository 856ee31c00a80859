"""Typed words: they go where the person was asked for them, and nowhere else."""

from __future__ import annotations

from flows import engine
from process import authority, conversation, filling
from process.acts import answer, clashing, drafts, elsewhere, forms, hanging, held
from process.case import Case, flow_for
from process.incoming import Press
from process.message import Button, Notice
from process.outcome import Outcome
from process.registry import OnFloor, Permission
from process.states import FloorKind, RoundStage, SeatState
from storage.queries import floor as floor_rows
from storage.queries import held as held_rows
from storage.queries import rounds
from storage.queries.held import Held
from storage.tables import Floor, Round, Seat


def typed(case: Case, text: str, ref: str) -> Outcome:
    """Words for the form or question on the floor, if that was there to be read when they were sent."""
    floor = floor_rows.floor(case.unit, case.person.id)
    if elsewhere.is_stranger(case):
        return elsewhere.stranger(case)
    match floor.kind if floor is not None else FloorKind.NONE:
        case FloorKind.FORM if floor is not None:
            return forms.typed(case, floor, text) if _was_seen(case, floor) else forms.standing(case)
        case FloorKind.QUESTION if floor is not None and not _may_answer(case, floor.seat_id):
            return conversation.put_down(case, Notice("words.nothing_asked", {}, forms.menu_row(case)))
        case FloorKind.QUESTION if floor is not None:
            if _was_seen(case, floor):
                return answer.typed(case, OnFloor(floor), text)
            return drafts.ask_for_standing(case, floor, text)
        case FloorKind.REVIEW:
            return case.says(Notice("words.tap")) + forms.standing(case)
        case _:
            nothing = Notice("words.nothing_asked", {}, forms.menu_row(case))
            return drafts.ask_for_open(case, text) or case.says(nothing)


def edited(case: Case, text: str, ref: str) -> Outcome:
    """An earlier message in new words: when it is an answer, the answer changes with it while it can.

    So do words that wait until it was said that they may be shared.
    """
    found = rounds.answer_by_source(case.unit, case.person.id, ref)
    waits = held_rows.typed_in(case.unit, case.person.id, ref)
    if waits is not None:
        found = rounds.seat(case.unit, waits.seat_id), waits.question
    if found is not None and not _may_answer(case, found[0].id):
        found = None
    if found is None:
        return Outcome() if elsewhere.is_stranger(case) else case.says(Notice("words.edit_nothing"))
    seat, question = found
    round_ = rounds.lock_round(case.unit, seat.round_id)
    return change(case, round_, seat, Held(seat.id, question, text, ref, case.now))


def change(case: Case, round_: Round, seat: Seat, new: Held, *, was_asked: bool = False) -> Outcome:
    """Other words for a question that stands or was answered; asked about first, unless they were."""
    where = round_.partnership_id
    if round_.stage != RoundStage.COLLECT:
        return case.says(Notice("words.edit_late", partnership=where))
    if seat.state == SeatState.SENT:
        change = ((Button("button.change_answer", Press("reopen", (seat.id,))),),)
        return case.says(Notice("words.edit_sent", {}, change, where))
    flow = flow_for(case.unit, case.house.shelf, round_, seat)
    match engine.accept(flow, rounds.answers(case.unit, seat.id), new.question, engine.Typed(new.text)):
        case engine.Accepted(answer=given):
            is_words = flow.question(given.question).kind == "words"
            before = rounds.answers(case.unit, seat.id)
            key = held.to_ask(case, round_, seat, given) if is_words and not was_asked else None
            if key is not None:
                return held.ask(case, round_, new, key)
            differing = clashing.clash(case, seat, given, new if is_words else None)
            if differing is not None:
                return differing
            told = answer.keep(case, seat, given, is_words=is_words, ref=new.ref)
            if held.stands(floor_rows.floor(case.unit, case.person.id), seat.id, new.question):
                return conversation.go_on(case, round_, seat) + told
            kept = told + case.says(Notice("words.edited", partnership=where))
            after = rounds.answers(case.unit, seat.id)
            return kept + hanging.told(_shown_again(case, seat), flow, before, after, given.question)
        case engine.NotUnderstood(key=key, values=values):
            return case.says(Notice(f"answer.{key}", values, partnership=where))


def _may_answer(case: Case, seat_id: int | None) -> bool:
    """Whether it is still theirs to answer at this seat: who types in for another may have lost that."""
    seat = rounds.seat(case.unit, seat_id) if seat_id is not None else None
    holder = filling.holder(case.unit, case.person.id, seat) if seat is not None else None
    return authority.may(holder, Permission.ANSWER)


def _was_seen(case: Case, floor: Floor) -> bool:
    """Channels tell whole seconds, so the second of showing itself counts as seen.

    Not so for a question that came again: what comes in that second is the rest of what was refused.
    """
    if floor.shown_at is None:
        return False
    shown = floor.shown_at.replace(microsecond=0)
    return case.incoming.sent_at > shown if conversation.is_again(floor) else case.incoming.sent_at >= shown


def _shown_again(case: Case, seat: Seat) -> Outcome:
    """What stands changes with an answer: the review, or a question that the old words had called for."""
    floor = floor_rows.floor(case.unit, case.person.id)
    if floor is None or floor.seat_id != seat.id:
        return Outcome()
    round_, flow = conversation.flow_on_floor(case, seat)
    if floor.kind == FloorKind.REVIEW:
        return conversation.go_on(case, round_, seat)
    path = engine.path(flow, rounds.answers(case.unit, seat.id))
    if any(question.id == floor.question for question in path):
        return Outcome()
    return conversation.go_on(case, round_, seat)
