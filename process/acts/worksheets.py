"""Worksheets to take to the table: of a shown round, for everyone."""

from __future__ import annotations

from dataclasses import dataclass

from process.case import Case, flow_of
from process.incoming import Argument
from process.message import Hand, Notice
from process.outcome import Outcome
from process.registry import OnRound, Permission, round_act
from process.rules.worksheets import worksheets_of
from storage.queries import opening

BLANK = "blank"
_DOCUMENT = "worksheet"
_SIZES = ("a4", "a3")


@dataclass(frozen=True)
class Named:
    """Which worksheet a document is: its place among those of the flow, its size, blank or filled."""

    place: int
    size: str
    blank: bool

    @property
    def document(self) -> str:
        """How `Hand` names it."""
        return ":".join((_DOCUMENT, str(self.place), self.size, *((BLANK,) if self.blank else ())))

    @property
    def wall(self) -> bool:
        """Whether it is an A3, to stand around."""
        return self.size == "a3"


def named(document: str) -> Named | None:
    """The worksheet that a `Hand` names, None when it names another document."""
    match document.split(":"):
        case [kind, place, size] if kind == _DOCUMENT:
            return Named(int(place), size, blank=False)
        case [kind, place, size, fill] if kind == _DOCUMENT and fill == BLANK:
            return Named(int(place), size, blank=True)
    return None


@round_act("worksheet", Permission.READ)
def worksheet(case: Case, on: OnRound, size: Argument = "a4", fill: Argument = "") -> Outcome:
    """Every worksheet of the flow, in this size; `fill` "blank" leaves out what was said."""
    snapshot = opening.snapshot(case.unit, on.round.id, "overview")
    if snapshot is None:
        return case.says(Notice("result.sealed", partnership=on.round.partnership_id))
    flow = flow_of(case.unit, case.house.shelf, on.round)
    wanted = str(size) if size in _SIZES else "a4"
    hands = (
        Hand(Named(place, wanted, fill == BLANK).document, snapshot.id, on.member.id)
        for place, _ in enumerate(worksheets_of(flow))
    )
    return Outcome(tuple(case.reply(hand, anew=True) for hand in hands))
