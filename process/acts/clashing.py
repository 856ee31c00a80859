"""Two colleagues who answer together answer the same question: the later one sees both, and chooses."""

from __future__ import annotations

from flows import engine
from flows.model import Flow
from process import conversation
from process.acts import held
from process.case import Case
from process.incoming import Press
from process.message import Button, Differs, Notice
from process.outcome import Due, Outcome
from storage.queries import floor as floor_rows
from storage.queries import held as held_rows
from storage.queries import joint as joint_rows
from storage.queries import people, rounds
from storage.queries.held import Held
from storage.tables import Seat

MARKED = "-"
"""Before the name of a state that was tapped, such as skipped: no option begins with it."""


def clash(case: Case, seat: Seat, answer: engine.Answer, words: Held | None) -> Outcome | None:
    """What to show before this answer takes the place of one that its author has not seen; None to keep it.

    Typed `words` wait as a draft, for a day at most; what was tapped waits in its button.
    """
    if not _is_unseen(case, seat, answer):
        return None
    question = answer.question
    if words is None:
        tapped = answer.value if answer.value is not None else f"{MARKED}{answer.state.value}"
        return conversation.hold_differing(case, seat, Differs(seat.id, question, 0, tapped=tapped))
    kept = held_rows.hold(case.unit, case.person.id, words)
    shown = conversation.hold_differing(case, seat, Differs(seat.id, question, 0, draft=kept.draft))
    due = Due("wipe_draft", case.person.id, str(kept.draft), kept.since + held.KEPT)
    return shown + Outcome(due=(due,))


def _is_unseen(case: Case, seat: Seat, answer: engine.Answer) -> bool:
    """Whether a colleague answered this otherwise since this person was asked it."""
    joint = joint_rows.of_seat(case.unit, seat)
    rows = joint_rows.written(case.unit, joint, answer.question) if joint is not None else []
    if not rows or rows[0].by_id == seat.member_id:
        return False
    floor = floor_rows.floor(case.unit, case.person.id)
    if rows[0].revision <= conversation.seen(floor, seat, answer.question):
        return False
    there = rounds.answers(case.unit, seat.id).get(answer.question)
    return there is not None and there != answer


def too_late(case: Case, seat: Seat, words: Held) -> Outcome | None:
    """Words for a question that stood here while a colleague sent it all: they wait, for a day at most.

    None where nobody else can have sent it.
    """
    joint = joint_rows.of_seat(case.unit, seat)
    if joint is None or joint.sent_at is None:
        return None
    kept = held_rows.hold(case.unit, case.person.id, words)
    change = ((Button("button.change_answer", Press("reopen", (seat.id,))),),)
    values = {"organisation": people.organisation(case.unit, joint.organisation_id).name}
    round_ = rounds.lock_round(case.unit, seat.round_id)
    said = Notice("joint.sent_meanwhile", values, change, round_.partnership_id)
    due = Due("wipe_draft", case.person.id, str(kept.draft), kept.since + held.KEPT)
    return conversation.let_go(case, seat, said) + Outcome(due=(due,))


def waiting(case: Case, seat: Seat, flow: Flow) -> Outcome | None:
    """The words that came too late, beside what stands there now that it is open again; None without."""
    for question in flow.questions:
        words = held_rows.for_question(case.unit, case.person.id, seat.id, question.id)
        if words is not None:
            return clash(case, seat, engine.Answer(question.id, engine.State.GIVEN, words.text), words)
    return None
