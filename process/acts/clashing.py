"""Two colleagues who answer together answer the same question: the later one sees both, and chooses."""

from __future__ import annotations

from flows import engine
from process import conversation
from process.acts import held
from process.case import Case
from process.message import Differs, Due, Outcome
from storage.queries import floor as floor_rows
from storage.queries import held as held_rows
from storage.queries import joint as joint_rows
from storage.queries import rounds
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
