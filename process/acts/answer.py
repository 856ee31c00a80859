"""Answering: begin, later, not this round; a tap, a typed answer, back; check, change, send."""

from __future__ import annotations

from datetime import datetime

from flows import engine
from process import alone, closing, conversation, filling, jointly
from process.acts import clashing, hanging, held, live, putting, reminding
from process.case import Case
from process.incoming import Argument, Press, Tap, Words
from process.message import Ask, Button, Notice, Value
from process.outcome import Outcome
from process.registry import OnFloor, OnSeat, floor_act, seat_act
from process.states import FloorKind, RoundStage, SeatState
from storage.queries import floor as floor_rows
from storage.queries import held as held_rows
from storage.queries import joint as joint_rows
from storage.queries import opening, people, rounds
from storage.queries.held import Held
from storage.tables import Round, Seat

_MARKS = {mark.value: mark for mark in (engine.State.UNKNOWN, engine.State.PASSED, engine.State.ALOUD)}


@seat_act("begin")
def begin(case: Case, on: OnSeat) -> Outcome:
    """Start, or go on where the person was; first what colleagues wrote, where they answer together."""
    joint = joint_rows.of_seat(case.unit, on.seat)
    if joint is not None and joint.sent_at is not None and on.seat.state == SeatState.PASSED:
        opening.set_seat(case.unit, on.seat, SeatState.SENT, at=joint.sent_at)
    if on.round.stage == RoundStage.COLLECT and on.seat.state in {SeatState.INVITED, SeatState.PASSED}:
        opening.set_seat(case.unit, on.seat, SeatState.BEGUN)
    shown = conversation.go_on(case, on.round, on.seat)
    if not jointly.others_wrote(case, on.seat) or not _is_asked(case, on.seat):
        return shown
    return conversation.hold_review(case, on.seat)


@seat_act("later")
def later(case: Case, on: OnSeat) -> Outcome:
    """Not now: the questions stay where they are."""
    if on.round.stage != RoundStage.COLLECT or on.seat.state == SeatState.SENT:
        return conversation.go_on(case, on.round, on.seat)
    if on.seat.state == SeatState.PASSED:
        return not_this_round(case, on)
    again = Button("button.begin", Press("begin", (on.seat.id,)))
    skip = Button("button.pass", Press("pass", (on.seat.id,)))
    values: dict[str, Value] = {"until": on.round.closes_at.isoformat()}
    reminded_at = reminding.postponed(case, on.seat)
    if reminded_at is not None:
        values["when"] = reminded_at.isoformat()
    key = "round.later" if reminded_at is None else "round.later_reminded"
    notice = Notice(key, values, ((again,), (skip,)), on.round.partnership_id)
    return conversation.let_go(case, on.seat, notice)


@seat_act("pass")
def not_this_round(case: Case, on: OnSeat) -> Outcome:
    """Nothing to say this time: nobody waits, and it is never shown by name."""
    if on.round.stage != RoundStage.COLLECT or on.seat.state == SeatState.SENT:
        return conversation.go_on(case, on.round, on.seat)
    opening.set_seat(case.unit, on.seat, SeatState.PASSED)
    closed = closing.consider(case, on.round)
    undo = Button("button.begin_after_all", Press("begin", (on.seat.id,)))
    rows = ((undo,),) if on.round.stage == RoundStage.COLLECT else ()
    notice = Notice("round.passed", {}, rows, on.round.partnership_id)
    return conversation.let_go(case, on.seat, notice) + closed


@floor_act("a")
def tapped(case: Case, on: OnFloor, option: Argument = "") -> Outcome:
    """An option of the standing question was tapped."""
    return _take(case, on, engine.Tapped(str(option)))


@floor_act("m")
def marked(case: Case, on: OnFloor, state: Argument = "") -> Outcome:
    """Weet ik niet, overslaan or liever mondeling."""
    mark = _MARKS.get(str(state))
    if mark is None:
        return conversation.standing(case)
    return _take(case, on, engine.Marked(mark))


@floor_act("b")
def back(case: Case, on: OnFloor) -> Outcome:
    """To the question before this one; from the first there is nowhere to go."""
    seat = _seat(case, on)
    _, flow = conversation.flow_on_floor(case, seat)
    answers = rounds.answers(case.unit, seat.id)
    before = engine.before(flow, answers, on.floor.question)
    if before is None:
        return Outcome(toast="toast.first")
    return conversation.hold_question(case, seat, before.id)


@floor_act("more")
def more(case: Case, on: OnFloor) -> Outcome:
    """Show what stands behind [Anders…], and away again."""
    if on.floor.seat_id is None or on.floor.question is None:
        return Outcome()
    return case.says(Ask(on.floor.seat_id, on.floor.question, on.floor.version, more=True))


@floor_act("less")
def less(case: Case, on: OnFloor) -> Outcome:
    """The plain question again."""
    if on.floor.seat_id is None or on.floor.question is None:
        return Outcome()
    return case.says(Ask(on.floor.seat_id, on.floor.question, on.floor.version))


@floor_act("review")
def review(case: Case, on: OnFloor) -> Outcome:
    """Back to the check."""
    return conversation.hold_review(case, _seat(case, on))


@floor_act("change")
def change(case: Case, on: OnFloor) -> Outcome:
    """Which answer? A button for each question that was asked."""
    return _choose(case, on, "round.change", "redo", words_only=False)


@floor_act("drop")
def drop(case: Case, on: OnFloor) -> Outcome:
    """Which text to leave out?"""
    return _choose(case, on, "round.drop", "dropped", words_only=True)


@floor_act("redo")
def redo(case: Case, on: OnFloor, question: Argument = 0) -> Outcome:
    """Ask one question again; afterwards the check comes back by itself."""
    seat = _seat(case, on)
    chosen = _on_path(case, seat, question)
    if chosen is None:
        return conversation.go_on(case, conversation.flow_on_floor(case, seat)[0], seat)
    return conversation.hold_question(case, seat, chosen)


@floor_act("dropped")
def dropped(case: Case, on: OnFloor, question: Argument = 0) -> Outcome:
    """Leave one text out: it counts as skipped."""
    seat = _seat(case, on)
    chosen = _on_path(case, seat, question)
    if chosen is not None:
        answer = engine.Answer(chosen, engine.State.PASSED, None)
        told = keep(case, seat, answer, is_words=False)
        return conversation.hold_review(case, seat) + told
    return conversation.hold_review(case, seat)


@floor_act("send")
def send(case: Case, on: OnFloor) -> Outcome:
    """Share the answers with the round. What is not sent is not shared."""
    seat = _seat(case, on)
    round_, flow = conversation.flow_on_floor(case, seat)
    sitting = conversation.sitting_of(case, round_, seat)
    if round_.stage != RoundStage.COLLECT or not isinstance(
        engine.next_step(flow, sitting, case.now), engine.Review
    ):
        return conversation.go_on(case, round_, seat)
    joint = joint_rows.of_seat(case.unit, seat)
    if joint is not None:
        return putting.put(case, round_, seat, joint, on.floor.data)
    opening.set_seat(case.unit, seat, SeatState.SENT, at=case.now)
    closed = closing.consider(case, round_)
    return conversation.put_down(case, _sent(case, round_, seat)) + closed + live.counted(case, round_)


def sent_again(case: Case) -> Outcome | None:
    """The thanks once more for whoever taps [Verstuur] again; None for other taps, or with nothing sent."""
    act = case.incoming.act
    if not isinstance(act, Tap) or act.press is None or act.press.act != "send":
        return None
    last = opening.last_sent(case.unit, case.person.id)
    return case.says(_sent(case, *last)) if last is not None else None


def _sent(case: Case, round_: Round, seat: Seat) -> Notice:
    """Thanks: how many are ready and until when; after the last one there is nothing to wait for."""
    if round_.stage != RoundStage.COLLECT:
        return Notice("round.sent_last", partnership=round_.partnership_id)
    if filling.is_typed_in(case.unit, case.person.id, seat):
        return _typed_in(case, round_, seat)
    seats = opening.still_in(case.unit, round_.id)
    ready = sum(1 for each, _, _ in seats if each.state == SeatState.SENT)
    values: dict[str, Value] = {"ready": ready, "all": len(seats), "until": round_.closes_at.isoformat()}
    buttons = ((Button("button.change_answer", Press("reopen", (seat.id,))),),)
    return Notice("round.sent", values, buttons, round_.partnership_id)


def _typed_in(case: Case, round_: Round, seat: Seat) -> Notice:
    rows = (
        (Button("button.on_paper", Press("onpaper", (round_.partnership_id,))),),
        (Button("button.change_answer", Press("reopen", (seat.id,))),),
    )
    values = {"name": people.member(case.unit, seat.member_id).name}
    return Notice("onpaper.sent", values, rows, round_.partnership_id)


@seat_act("reopen")
def reopen(case: Case, on: OnSeat) -> Outcome:
    """Change what was sent, while the round still collects; it must be sent again."""
    joint = joint_rows.of_seat(case.unit, on.seat)
    told = Outcome()
    if on.round.stage == RoundStage.COLLECT and on.seat.state == SeatState.SENT:
        opening.set_seat(case.unit, on.seat, SeatState.BEGUN)
        if joint is not None:
            told = jointly.reopened(case, on.seat, joint)
            _, flow = conversation.flow_on_floor(case, on.seat)
            words = clashing.waiting(case, on.seat, flow)
            if words is not None:
                return words + told
    return conversation.go_on(case, on.round, on.seat) + told


def typed(case: Case, on: OnFloor, text: str, *, since: datetime | None = None) -> Outcome:
    """Words for the standing question; `since` is when they came in, if not now."""
    return _take(case, on, engine.Typed(text), since)


def keep(case: Case, seat: Seat, answer: engine.Answer, *, is_words: bool, ref: str | None = None) -> Outcome:
    """Keep an answer, typed in message `ref`; words that waited for the same question are gone.

    Gives what colleagues hear, with whom it lay as it was.
    """
    told = jointly.interrupted(case, seat)
    held_rows.release(case.unit, case.person.id, seat.id, answer.question)
    own = alone.is_alone(case, seat, answer.question)
    rounds.put_answer(case.unit, seat, answer, words=is_words, now=case.now, source_ref=ref, alone=own)
    return told


def take(case: Case, on: OnFloor, given: engine.Given) -> Outcome:
    """Take an answer to the standing question, and let that stand until the person goes on."""
    return _take(case, on, given, stays=True)


def _take(
    case: Case, on: OnFloor, given: engine.Given, since: datetime | None = None, *, stays: bool = False
) -> Outcome:
    seat = _seat(case, on)
    round_, flow = conversation.flow_on_floor(case, seat)
    if round_.stage != RoundStage.COLLECT or on.floor.question is None:
        return conversation.go_on(case, round_, seat)
    if seat.state == SeatState.SENT:
        is_typed = isinstance(given, engine.Typed) and flow.question(on.floor.question).kind == "words"
        text = given.text if isinstance(given, engine.Typed) else ""
        words = Held(seat.id, on.floor.question, text, None, since or case.now)
        late = clashing.too_late(case, seat, words) if is_typed else None
        return late or conversation.go_on(case, round_, seat)
    answers = rounds.answers(case.unit, seat.id)
    match engine.accept(flow, answers, on.floor.question, given):
        case engine.Accepted(answer=answer):
            act = case.incoming.act
            ref = act.ref if isinstance(act, Words) else None
            is_words = flow.question(answer.question).kind == "words"
            words = Held(seat.id, answer.question, answer.value or "", ref, since or case.now)
            key = held.to_ask(case, round_, seat, answer) if is_words else None
            if key is not None:
                return held.ask(case, round_, words, key)
            adds = flow.question(answer.question).several and answer.value is not None
            typed_in = words if is_words and answer.value else None
            # one option more or less leaves standing what colleagues tapped: nothing to choose between
            differing = None if adds else clashing.clash(case, seat, answer, typed_in)
            if differing is not None:
                return differing
            told = keep(case, seat, answer, is_words=is_words, ref=ref)
            if seat.state != SeatState.BEGUN:
                opening.set_seat(case.unit, seat, SeatState.BEGUN)
            if stays:
                return less(case, on) + told
            shown = conversation.go_on(case, round_, seat) + told
            return hanging.told(shown, flow, answers, rounds.answers(case.unit, seat.id), answer.question)
        case engine.NotUnderstood(key=key, values=values):
            complaint = Notice(f"answer.{key}", values, partnership=round_.partnership_id)
            told = Outcome((case.reply(complaint, anew=True),))
            if key == "too_long":  # an app cuts such a text in parts: the next one is no answer by itself
                return told + conversation.hold_question(case, seat, on.floor.question, again=True)
            return told + conversation.standing(case)


def _is_asked(case: Case, seat: Seat) -> bool:
    """Whether a question of this seat, or its check, holds the person's attention."""
    floor = floor_rows.floor(case.unit, case.person.id)
    return floor is not None and floor.seat_id == seat.id and floor.kind != FloorKind.NONE


def _seat(case: Case, on: OnFloor) -> Seat:
    if on.floor.seat_id is None:
        raise LookupError(f"the floor of person {on.floor.person_id} has no seat")
    return rounds.seat(case.unit, on.floor.seat_id)


def _choose(case: Case, on: OnFloor, key: str, act: str, *, words_only: bool) -> Outcome:
    if on.floor.kind != FloorKind.REVIEW:
        return conversation.standing(case)
    seat = _seat(case, on)
    round_, flow = conversation.flow_on_floor(case, seat)
    answers = rounds.answers(case.unit, seat.id)
    version = on.floor.version
    rows = tuple(
        (
            Button(
                "button.question",
                Press(act, (version, number)),
                {"seat": seat.id, "question": question.id},
            ),
        )
        for number, question in enumerate(engine.path(flow, answers))
        if question.id in answers
        and (not words_only or (question.kind == "words" and answers[question.id].value is not None))
    )
    away = (Button("button.back", Press("review", (version,))),)
    return case.says(Notice(key, {}, (*rows, away), round_.partnership_id))


def _on_path(case: Case, seat: Seat, number: Argument) -> str | None:
    _, flow = conversation.flow_on_floor(case, seat)
    path = engine.path(flow, rounds.answers(case.unit, seat.id))
    return path[number].id if isinstance(number, int) and 0 <= number < len(path) else None
