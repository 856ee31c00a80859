"""The closed sets of the field: who somebody is, and where a round, a seat or a meeting stands.

Every member is kept in the database by its value, so a value never changes its meaning.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What somebody does in a partnership; apart from the organisation that they answer for."""

    PARTNER = "partner"  # deelnemer
    COORDINATOR = "coordinator"  # coördinator
    OBSERVER = "observer"  # meelezer


class Layer(StrEnum):
    """Where in their organisation somebody works."""

    PRACTICE = "uitvoering"  # with residents
    POLICY = "leiding"
    BOARD = "bestuur"


class DaySlot(StrEnum):
    """The part of the day in which the bot may start a conversation."""

    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"


class RoundStage(StrEnum):
    """How far a round is. SETTLED and SKIPPED are final: the next round may open."""

    COLLECT = "collect"
    TOO_FEW = "too_few"
    REVEALED = "revealed"
    SETTLED = "settled"
    SKIPPED = "skipped"


class SeatState(StrEnum):
    """How far one member is in one round."""

    INVITED = "invited"
    BEGUN = "begun"
    SENT = "sent"
    PASSED = "passed"


class MeetingState(StrEnum):
    """What became of a meeting."""

    PLANNED = "planned"
    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"


class FloorKind(StrEnum):
    """What holds a person's attention: what a typed word is an answer to."""

    NONE = "none"
    QUESTION = "question"
    REVIEW = "review"
    FORM = "form"


class Change(StrEnum):
    """What changed about who takes part and as what: kinds of event in the log of a partnership."""

    MADE = "made"
    JOINED = "joined"
    LEFT = "left"
    REMOVED = "removed"
    ASKED_TO_LEAD = "asked_to_lead"
    DECLINED = "declined"
    LEADS = "leads"
    STEPPED_BACK = "stepped_back"
    OBSERVES = "observes"
    ANSWERS = "answers"
    MOVED = "moved"
    MOVED_BACK = "move_undone"
