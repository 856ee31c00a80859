"""Everything that is typed is looked at here first: before it is an answer, a name, a draft or anything else.

A citizen service number is kept nowhere, and its message is taken away. What else may lead to somebody is
asked about where the words become an answer (`held.py`); here is what follows each choice. Words for danger
change nothing, and get a telephone number to call.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from flows import engine
from process import conversation
from process.acts import answer, elsewhere, forms, words
from process.case import Case, Work
from process.incoming import Argument, Edited
from process.message import Notice, TakeAway
from process.outcome import Due, Outcome, Outgoing
from process.registry import OnSeat, seat_act, when_due
from process.rules.sensitive import Bsn, Danger, look
from process.rules.sensitive.arriving import typed_in
from process.states import RoundStage, SeatState
from storage import appointments
from storage.queries import held as held_rows
from storage.queries.held import Held
from storage.tables import Appointment


def gate(case: Case, handle: Callable[[Case], Outcome]) -> Outcome:
    """Let `handle` have what came in, unless nobody may have it."""
    text, ref = typed_in(case.incoming.act)
    found = look(text)
    told = _emergency(case) if any(isinstance(each, Danger) for each in found) else Outcome()
    if any(isinstance(each, Bsn) for each in found):
        return told + _refused(case, ref)
    return told + handle(case)


@seat_act("as_is")
def as_is(case: Case, on: OnSeat, draft: Argument = 0) -> Outcome:
    """[Zo delen]: the words are the answer."""
    held = _taken(case, on, draft)
    if held is None:
        return _gone(case)
    return words.change(case, on.round, on.seat, held, was_asked=True)


@seat_act("otherwise")
def otherwise(case: Case, on: OnSeat, draft: Argument = 0) -> Outcome:
    """[Anders zeggen]: nothing is left of the words, and the question stands again."""
    held = _taken(case, on, draft)
    if held is None:
        return _gone(case)
    if on.round.stage != RoundStage.COLLECT or on.seat.state == SeatState.SENT:
        return conversation.go_on(case, on.round, on.seat)
    return conversation.hold_question(case, on.seat, held.question)


@seat_act("rather_aloud")
def rather_aloud(case: Case, on: OnSeat, draft: Argument = 0) -> Outcome:
    """[Liever mondeling]: nothing is left of the words; the sheet says that somebody wants to talk."""
    held = _taken(case, on, draft)
    if held is None:
        return _gone(case)
    if on.round.stage == RoundStage.COLLECT and on.seat.state != SeatState.SENT:
        said = engine.Answer(held.question, engine.State.ALOUD)
        told = answer.keep(case, on.seat, said, is_words=True)
        return conversation.go_on(case, on.round, on.seat) + told
    return conversation.go_on(case, on.round, on.seat)


@when_due("emergency_told")
def may_tell_again(work: Work, appointment: Appointment) -> Outcome:
    """The note of a day on which somebody was told whom to call has served."""
    return Outcome()


def _refused(case: Case, ref: str | None) -> Outcome:
    """Nothing of it is kept, the message goes, and what was asked stands again."""
    away = Outcome((Outgoing(case.person.id, TakeAway(ref)),)) if ref is not None else Outcome()
    is_edit = isinstance(case.incoming.act, Edited)
    said = case.says(Notice("sensitive.bsn_edited" if is_edit else "sensitive.bsn"))
    if is_edit or elsewhere.is_stranger(case):
        return away + said
    return away + said + forms.standing(case)


def _emergency(case: Case) -> Outcome:
    """Whom to call: once a day for each person, by the date where the house is."""
    today = case.now.astimezone(ZoneInfo(case.house.timezone)).date().isoformat()
    told = Due("emergency_told", case.person.id, today, case.now + timedelta(days=1))
    return case.says(Notice("sensitive.emergency")) if appointments.keep(case.unit, told) else Outcome()


def _taken(case: Case, on: OnSeat, draft: Argument) -> Held | None:
    """The words under this button, which are kept no longer; None after a second tap or a day."""
    held = held_rows.find(case.unit, case.person.id, draft) if isinstance(draft, int) else None
    if held is None or held.seat_id != on.seat.id:
        return None
    held_rows.release(case.unit, case.person.id, held.seat_id, held.question)
    return held


def _gone(case: Case) -> Outcome:
    return Outcome(toast="toast.draft_gone") + forms.standing(case)
