"""Agreeing again: the text changed, so who takes part is asked once more before the next question."""

from __future__ import annotations

from process import conversation, terms
from process.case import Case
from process.incoming import Argument, Press
from process.message import Button, Notice
from process.outcome import Outcome
from process.registry import OnSeat, seat_act
from storage.queries import consent


@seat_act("agree")
def agree(case: Case, on: OnSeat, version: Argument = "") -> Outcome:
    """Agreed to the text that was shown; when it changed again meanwhile, that one is asked."""
    if version == terms.VERSION:
        by = on.member.id if on.member.id != on.seat.member_id else None
        consent.agree(
            case.unit, on.seat.member_id, terms.VERSION, case.person.language, case.now, recorded_by=by
        )
    return conversation.go_on(case, on.round, on.seat)


@seat_act("terms")
def read_on(case: Case, on: OnSeat) -> Outcome:
    """All of it, with the same choice below."""
    asked = terms.to_agree(case, on.round, on.seat)
    if asked is None or on.member.id != on.seat.member_id:
        return conversation.go_on(case, on.round, on.seat)
    away = (Button("button.back", Press("begin", (on.seat.id,))),)
    agreeing, _, leaving = asked.buttons
    return case.says(Notice("consent.all", {}, (agreeing, leaving, away), on.round.partnership_id))
