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


class Layout(Enum):
    """How a worksheet is laid out: what stands in its rows and columns."""

    MATRIX = "matrix"  # who asks, by of whom: a question about each organisation
    COLUMNS = "columns"  # organisations, by open questions
    GRID = "grid"  # the rows of a grid, by organisations


@dataclass(frozen=True)
class Collect:
    """Each invited member answers privately; `who` are invited.

    `lasts_workdays` counts only when there is no meeting to close before. `live` are not asked: they are
    the cards for the talk itself, at the table. `together`: the people of an organisation give one answer.
    """

    who: Who
    share: Share
    lasts_workdays: int
    questions: tuple[Question, ...]
    live: tuple[Question, ...] = ()
    together: bool = False


@dataclass(frozen=True)
class Reveal:
    """Everyone gets the same overview at once.

    `tracks` are choices whose options are steps, in their order: they are drawn side by side.
    """

    show: tuple[Show, ...]
    tracks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Relay:
    """After the reveal people can ask another organisation an open question through the bot (ANNA).

    It ends after `lasts_workdays`, or with the talking sheet when that comes first.
    """

    lasts_workdays: int


@dataclass(frozen=True)
class Choose:
    """After the reveal everyone chooses at most `most` of the ticks to which somebody gave such a colour."""

    most: int
    from_: tuple[Colour, ...]


@dataclass(frozen=True)
class Discuss:
    """A sheet with open questions goes to everyone before the meeting; worksheets can be asked for."""

    sheet: Sheet
    worksheets: tuple[Layout, ...] = ()


@dataclass(frozen=True)
class Agree:
    """Agreements, for the colours that need one ("a no means an action", Beter Samen "Op koers blijven")."""

    from_: tuple[Colour, ...]


Stage = Collect | Reveal | Relay | Choose | Discuss | Agree
