"""Cards for the talk itself: what a flow shares live is put on the table, and never answered here."""

from __future__ import annotations

from flows.model import Flow
from process.case import Case, flow_of
from process.incoming import Argument, Press
from process.message import Button, Notice, Rows, TalkCard
from process.outcome import Outcome
from process.registry import OnRound, Permission, round_act
from storage.tables import Round


@round_act("talk", Permission.READ)
def talk(case: Case, on: OnRound, number: Argument = 0) -> Outcome:
    """One card, to read out; the others by buttons. Nothing that is said is kept."""
    cards = _flow(case, on.round).cards
    if not isinstance(number, int) or not 0 <= number < len(cards):
        return case.says(Notice("talk.none", partnership=on.round.partnership_id))
    return case.says(TalkCard(on.round.id, on.member.id, number))


def talk_row(case: Case, round_: Round) -> Rows:
    """[Gesprekskaarten], for a round whose flow has them."""
    if not _flow(case, round_).cards:
        return ()
    return ((Button("button.talk", Press("talk", (round_.id,))),),)


def _flow(case: Case, round_: Round) -> Flow:
    return flow_of(case.unit, case.house.shelf, round_)
