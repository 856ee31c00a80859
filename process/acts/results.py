"""After the reveal: see the result, everything that was answered, or the talking sheet again."""

from __future__ import annotations

from collections.abc import Callable

from process.case import Case, flow_of
from process.incoming import Argument
from process.message import Hand, Message, Notice, Show
from process.outcome import Outcome
from process.registry import OnPartnership, OnRound, Permission, partnership_act, round_act
from process.rules import overview
from process.rules.pictures import pictures_of
from storage.queries import opening
from storage.tables import Round

SHEET, WALL = "sheet", "sheet_a3"
"""The talking sheet, and the same for the wall: names of documents."""


@partnership_act("result", Permission.READ)
def last_result(case: Case, on: OnPartnership) -> Outcome:
    """The last overview, as it was frozen."""
    snapshot = opening.last_snapshot(case.unit, on.member.partnership_id, "overview")
    if snapshot is None:
        return case.says(Notice("result.none", partnership=on.member.partnership_id))
    round_ = opening.find_round(case.unit, snapshot.round_id)
    beside: tuple[str, ...] = ()
    if round_ is not None:
        frozen = overview.from_json(snapshot.contents)
        beside = pictures_of(flow_of(case.unit, case.house.shelf, round_), frozen)
    shown = (Show(snapshot.id, on.member.id, part) for part in ("result", *beside))
    return Outcome(tuple(case.reply(each, anew=True) for each in shown))


@round_act("all", Permission.READ)
def everything(case: Case, on: OnRound) -> Outcome:
    """All answers of a revealed round in words."""
    return _of_round(case, on.round, lambda snapshot: Show(snapshot, on.member.id, "all"))


@round_act("sheet", Permission.READ)
def sheet(case: Case, on: OnRound, size: Argument = "") -> Outcome:
    """The talking sheet again; `size` "a3" for the wall."""
    document = WALL if size == "a3" else SHEET
    return _of_round(case, on.round, lambda snapshot: Hand(document, snapshot, on.member.id))


def _of_round(case: Case, round_: Round, message: Callable[[int], Message]) -> Outcome:
    snapshot = opening.snapshot(case.unit, round_.id, "overview")
    if snapshot is None:
        return case.says(Notice("result.sealed", partnership=round_.partnership_id))
    return Outcome((case.reply(message(snapshot.id), anew=True),))
