"""The stages that a flow declares: what is walked through in one round."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from flows.cast import Who
from flows.question import Colour, Question, Share


class Show(Enum):
    """What the overview brings, in the order of the flow."""

    SPREAD = "spread"  # what differs most, counts per colour
    ORGANISATIONS = "organisations"  # side by side
    TREND = "trend"  # what changed since the last round
    KEEP = "keep"  # what goes well and should stay


class Sheet(Enum):
    """The paper that goes to the meeting."""

    TALKING_SHEET = "bespreekblad"


@dataclass(frozen=True)
class Collect:
    """Each invited member answers privately; `who` are invited.

    `lasts_workdays` counts only when there is no meeting to close before.
    """

    who: Who
    share: Share
    lasts_workdays: int
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Reveal:
    """Everyone gets the same overview at once."""

    show: tuple[Show, ...]


@dataclass(frozen=True)
class Discuss:
    """A sheet with open questions goes to everyone before the meeting."""

    sheet: Sheet


@dataclass(frozen=True)
class Agree:
    """Agreements, for the colours that need one ("a no means an action", Beter Samen "Op koers blijven")."""

    from_: tuple[Colour, ...]


Stage = Collect | Reveal | Discuss | Agree
