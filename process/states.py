"""The closed sets of the field: who somebody is, and where a round, a seat or a meeting stands.

Every member is kept in the database by its value, so a value never changes its meaning.
"""

from __future__ import annotations

from enum import StrEnum

from flows.cast import Layer, OrganisationSort, Role

__all__ = [
    "AgreementState",
    "Change",
    "DaySlot",
    "Discussed",
    "FloorKind",
    "Layer",
    "MeetingState",
    "OrganisationSort",
    "Reach",
    "Role",
    "RoundStage",
    "SeatState",
    "Together",
]


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


class Together(StrEnum):
    """How a round is done in the meeting itself."""

    PHONES = "phones"  # everybody answers there, each on their own phone
    CARDS = "cards"  # a card is held up for each organisation, and the coordinator taps it


class Discussed(StrEnum):
    """How a result that was shown came to its end."""

    TALKED = "talked"  # discussed, perhaps in part: the rest goes on the next sheet
    MERGED = "merged"  # samenvoegen: its open topics go on the next sheet
    DROPPED = "dropped"  # loslaten


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
    WORKS_FOR = "works_for"
    WORKS_FOR_NONE = "works_for_none"
    KEEPS = "keeps"
    STANDS_BY = "stands_by"
    STOOD_DOWN = "stood_down"
    ACTS = "acts"
    CHOSEN = "chosen"
    MOVED = "moved"
    MOVED_BACK = "move_undone"


class AgreementState(StrEnum):
    """Where an agreement (afspraak) stands; `process.rules.agreeing` has the ways from one to another."""

    PROPOSED = "proposed"  # a proposal that is on nobody's name
    ASKED = "asked"  # of somebody, who has not answered
    CONSULTING = "consulting"  # they talk about it at home first
    WILLING = "willing"  # their yes; it is agreed in the meeting
    AGREED = "agreed"
    NEARLY = "nearly"
    CHECKING = "checking"  # the owner talks about it at home first
    HELP = "help"
    SILENT = "silent"  # asked once after its date, and not answered: for the meeting
    DONE = "done"
    WITHDRAWN = "withdrawn"


class Reach(StrEnum):
    """Where an agreement is carried out (Beter Samen, fase 4: two plans of action)."""

    INTERN = "intern"  # within one organisation
    EXTERN = "extern"  # between organisations
