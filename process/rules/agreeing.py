"""How an agreement goes: from a proposal that is on nobody's name to something that was done.

Without somebody's own yes it is on nobody's name, before the meeting it is a proposal, and nothing that was
proposed or agreed gets lost: every way leads to `done`, or back to the group, which may let it go.

    proposed --ask--> asked <--consult--> consulting
       ^                |                     |
       |<--no, back-----+---------------------+
       |                | yes                 |
       |                v                     v
       |<--no, back-- willing --met--> agreed, nearly, checking, help, silent --done--> done
       |                               |
       +<----------back----------------+
       |
       +--withdraw--> withdrawn

A yes is `yes_ahead` while the meeting lies ahead (willing) and `yes` after it (agreed). Between the five that
stand, the owner's own word leads: `nearly`, `move`, `check` (talk about it at home first) and `help`;
`unanswered` leads to `silent`. Two plans of action, each in plan, do, check, act: Beter Samen, fase 4.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from process.rules.cadence import Calendar, add_workdays
from process.states import AgreementState as State

BEFORE = 3
"""So many working days before its date an owner is asked how it goes."""
PATIENCE = 3
"""So many working days after the question that follows the date, no answer is an answer."""


class Step(StrEnum):
    """What can happen to an agreement."""

    ASK = "ask"
    YES = "yes"
    YES_AHEAD = "yes_ahead"
    CONSULT = "consult"
    NO = "no"
    MET = "met"
    DONE = "done"
    NEARLY = "nearly"
    MOVE = "move"
    CHECK = "check"
    HELP = "help"
    UNANSWERED = "unanswered"
    BACK = "back"
    WITHDRAW = "withdraw"


STANDING = (State.AGREED, State.NEARLY, State.CHECKING, State.HELP, State.SILENT)
"""On somebody's name, and not done."""
OWNED = frozenset((State.WILLING, *STANDING, State.DONE))
"""What needs somebody's yes."""
PENDING = (State.ASKED, State.CONSULTING)
"""Somebody was asked and has not said yes."""
PROPOSALS = (State.PROPOSED, *PENDING, State.WILLING)
OPEN = (*PROPOSALS, *STANDING)
FINAL = (State.DONE, State.WITHDRAWN)

_ASKABLE = {Step.YES: State.AGREED, Step.YES_AHEAD: State.WILLING, Step.WITHDRAW: State.WITHDRAWN}
_ANSWERS = {**_ASKABLE, Step.CONSULT: State.CONSULTING, Step.NO: State.PROPOSED, Step.BACK: State.PROPOSED}
_GOES_ON = {
    Step.DONE: State.DONE,
    Step.NEARLY: State.NEARLY,
    Step.MOVE: State.AGREED,
    Step.CHECK: State.CHECKING,
    Step.HELP: State.HELP,
    Step.BACK: State.PROPOSED,
}
TABLE: dict[State, dict[Step, State]] = {
    State.PROPOSED: {**_ASKABLE, Step.ASK: State.ASKED},
    State.ASKED: _ANSWERS,
    State.CONSULTING: _ANSWERS,
    State.WILLING: {
        Step.MET: State.AGREED,
        Step.MOVE: State.WILLING,
        Step.NO: State.PROPOSED,
        Step.BACK: State.PROPOSED,
    },
    **dict.fromkeys(STANDING, _GOES_ON),
    State.AGREED: {**_GOES_ON, Step.UNANSWERED: State.SILENT},
    State.NEARLY: {**_GOES_ON, Step.UNANSWERED: State.SILENT},
    State.CHECKING: {**_GOES_ON, Step.UNANSWERED: State.SILENT},
    State.DONE: {},
    State.WITHDRAWN: {},
}
"""From each state, where a step leads; a step that is not there does not exist."""


def after(state: State, step: Step) -> State | None:
    """Where a step leads, None when it cannot be taken from here."""
    return TABLE[state].get(step)


@dataclass(frozen=True)
class Question:
    """The next question to an owner: the how-manieth since their last word (from 1), and on which day."""

    number: int
    day: date


def next_question(
    state: State, asked: int, due_on: date, ask_on: date | None, today: date, calendar: Calendar
) -> Question | None:
    """What is asked next about an agreement, after `asked` questions that had no answer; None: nothing.

    A few working days before its date, then once after it, and when that has no answer either it is for the
    meeting (question 3 is asked of nobody). Who is nearly there is asked after the date only, who talks about
    it at home on the day that they chose. Never after done, nor while help is asked: that is on the sheet.
    """
    if state not in {State.AGREED, State.NEARLY, State.CHECKING}:
        return None
    late = _workday_after(max(due_on, today), calendar)
    if asked == 0 and state == State.CHECKING and ask_on is not None:
        return Question(1, max(ask_on, _workday_after(today, calendar)))
    if asked == 0 and state == State.AGREED:
        early = add_workdays(due_on, -BEFORE, calendar)
        if early > today:
            return Question(1, early)
    if asked <= 1:
        return Question(2, late)
    return Question(3, add_workdays(today, PATIENCE, calendar))


def _workday_after(day: date, calendar: Calendar) -> date:
    return add_workdays(day, 1, calendar)


def is_overdue(state: State, due_on: date, today: date) -> bool:
    """Whether the date of something that was agreed is past."""
    return state in STANDING and due_on < today


@dataclass(frozen=True)
class Covered:
    """A topic (a flow and its question) with how something was agreed about it, and when that ended, if so.

    `since` is the number of the round in which it was proposed.
    """

    flow: str
    question: str
    state: State
    since: int


def needs_something(
    flow: str, number: int, reds: Iterable[str], covered: Iterable[Covered], reasoned: Iterable[str]
) -> tuple[str, ...]:
    """The red ticks of a round about which nothing was agreed and no reason stands, in their order.

    "Nee" asks for something to be done (Beter Samen, op koers blijven). What still stands on a name counts
    whenever it was agreed; what was done counts when it came out of this round, since an earlier one did not
    prevent this red.
    """
    settled = set(reasoned)
    for each in covered:
        done_now = each.state == State.DONE and each.since >= number
        if each.flow == flow and (each.state in STANDING or done_now):
            settled.add(each.question)
    return tuple(question for question in reds if question not in settled)
