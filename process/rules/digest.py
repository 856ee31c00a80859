"""The digest for coordinators: what stands in it, what is only counted there, and how it stays short.

It is sent only when something changed. What differs most comes first and there is one next step, with its
reason. Everything else that happened is counted there and one tap away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from process.rules import keepers
from process.rules.keeping import months_later

LONGEST = 700
"""UTF-16 units: what a phone shows of the words under a picture without scrolling. Telegram takes 1024."""
MOST_LINES = 12
AGAIN = 1
"""Months after a digest the next one comes, when none came before it."""


class Subject(StrEnum):
    """What an event is about, in the order in which they are counted."""

    ROUNDS = "rounds"
    MEETINGS = "meetings"
    AGREEMENTS = "agreements"
    PEOPLE = "people"
    OTHER = "other"


_BEGINNINGS = (
    ("round_", Subject.ROUNDS),
    ("reveal", Subject.ROUNDS),
    ("discussed", Subject.ROUNDS),
    ("relay", Subject.ROUNDS),
    ("meeting", Subject.MEETINGS),
    ("sheet", Subject.MEETINGS),
    ("agree", Subject.AGREEMENTS),
    ("proposal", Subject.AGREEMENTS),
    ("proposed", Subject.AGREEMENTS),
    ("reason", Subject.AGREEMENTS),
)
_OF_PEOPLE = frozenset(
    {
        "made",
        "joined",
        "left",
        "removed",
        "leads",
        "stepped_back",
        "observes",
        "answers",
        "works_for",
        "works_for_none",
        "moved",
        "move_undone",
        "keeps",
        "stands_by",
        "stood_down",
        "acts",
        "chosen",
    }
)
_ASKED_OF_SOMEBODY = frozenset(
    {
        "asked_to_lead",
        "declined",
        "move_link",
        *(f"agreement_{how}" for how in ("ask", "consult", "no", "check", "nearly", "unanswered")),
    }
)
BETWEEN_TWO = _ASKED_OF_SOMEBODY | keepers.BETWEEN_TWO
"""Kinds of event that are between two people: they are told to nobody else."""


def subject_of(kind: str) -> Subject:
    """What an event of this kind is about."""
    if kind in _OF_PEOPLE:
        return Subject.PEOPLE
    return next((subject for start, subject in _BEGINNINGS if kind.startswith(start)), Subject.OTHER)


def counted(kinds: Iterable[str]) -> tuple[tuple[Subject, int], ...]:
    """How many events there are of each subject, in the order of subjects, without those that have none."""
    found = [subject_of(kind) for kind in kinds]
    return tuple((subject, found.count(subject)) for subject in Subject if subject in found)


@dataclass(frozen=True)
class Standing:
    """Where a partnership stands: what the next step follows from.

    `too_few`: a round waits for a choice. `undiscussed`: a result that was not talked about. `red`: how many
    red ticks nothing is agreed about. `overdue`: how many agreements are past their date.
    """

    has_meeting: bool
    has_keeper: bool
    too_few: bool = False
    undiscussed: bool = False
    red: int = 0
    overdue: int = 0


class Step(StrEnum):
    """The one next step that a digest proposes; its text says why."""

    CHOOSE = "choose"
    PLAN = "plan"
    DISCUSS = "discuss"
    AGREE = "agree"
    ASK = "ask"
    KEEPER = "keeper"
    NOTHING = "nothing"


def next_step(at: Standing) -> Step:
    """What holds up the most comes first: everybody waits for a choice, and nothing is discussed undated."""
    steps = (
        (at.too_few, Step.CHOOSE),
        (not at.has_meeting, Step.PLAN),
        (at.undiscussed, Step.DISCUSS),
        (at.red > 0, Step.AGREE),
        (at.overdue > 0, Step.ASK),
        (not at.has_keeper, Step.KEEPER),
    )
    return next((step for holds, step in steps if holds), Step.NOTHING)


def next_look(made_at: datetime) -> datetime:
    """When the next digest is due after one that was made, or looked for and not made, at this instant."""
    return months_later(made_at, AGAIN)


@dataclass(frozen=True)
class Line:
    """One line in words: the same said in full first, and shorter and shorter after that.

    Raises ValueError when a later form is not shorter.
    """

    forms: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.forms or any(units(after) >= units(before) for before, after in pairwise(self.forms)):
            raise ValueError("each form of a line is shorter than the one before it")

    @classmethod
    def of(cls, *forms: str) -> Line:
        """A line of these forms; one that is not shorter than those before it is left out."""
        kept = [_one_line(forms[0])]
        for form in map(_one_line, forms[1:]):
            if units(form) < units(kept[-1]):
                kept.append(form)
        return cls(tuple(kept))


def shortened(lines: Sequence[Line], longest: int = LONGEST, most: int = MOST_LINES) -> tuple[str, ...]:
    """The lines in at most `longest` units with their line ends, none left out: the last gives way first.

    What is too long in its shortest form is cut. Raises ValueError for more than `most` lines.
    """
    if len(lines) > most:
        raise ValueError(f"{len(lines)} lines, and there is room for {most}")
    forms = [0] * len(lines)
    for place in reversed(range(len(lines))):
        while _size(lines, forms) > longest and forms[place] + 1 < len(lines[place].forms):
            forms[place] += 1
    said = [line.forms[form] for line, form in zip(lines, forms, strict=True)]
    while sum(map(units, said)) + len(said) > longest:
        widest = max(range(len(said)), key=lambda place: units(said[place]))
        said[widest] = cut(said[widest], units(said[widest]) - 1)
    return tuple(said)


def cut(text: str, longest: int) -> str:
    """The text in at most `longest` units, with "…" when something fell off."""
    if units(text) <= longest:
        return text
    kept = text[: max(0, longest - 1)]
    while kept and units(kept) > longest - 1:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def units(text: str) -> int:
    """UTF-16 units: what a messenger counts; a picture sign is two of them."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _size(lines: Sequence[Line], forms: Sequence[int]) -> int:
    return sum(units(line.forms[form]) + 1 for line, form in zip(lines, forms, strict=True))
