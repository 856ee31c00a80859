"""Who asked: what they make of the answer, what came of a call, and taking a question back."""

from __future__ import annotations

from process import relaying
from process.acts import forms
from process.case import Case
from process.incoming import Argument
from process.message import Harvest, Notice, Relayed
from process.outcome import Outcome
from process.registry import OnRound, Permission, round_act
from process.rules.relay import Does, Known, Way
from storage.queries import relay as kept
from storage.tables import Inquiry

_KNOWS = {"confirmed": Known.CONFIRMED, "contradicted": Known.CONTRADICTED}


@round_act("relaymine", Permission.ANSWER)
def asked(case: Case, on: OnRound, inquiry_id: Argument = 0, does: Argument = "") -> Outcome:
    """One's own question; `does` is what they know now, or that it need not be asked any more."""
    row = _own(case, on, inquiry_id)
    if row is None:
        return case.says(Notice("relay.gone", {}, forms.menu_row(case), on.round.partnership_id))
    match does:
        case "confirmed" | "contradicted" if row.way in {Way.ANSWERED, Way.CALLING, Way.CALLED}:
            return _knows(case, on, row, _KNOWS[does])
        case "not_yet" if row.way == Way.CALLING:
            return _says(case, on, "relay.not_called")
        case "back" if relaying.happens(case, row, Does.TAKES_BACK):
            return _says(case, on, "relay.taken_back")
        case _:
            return case.says(Relayed(row.id, on.member.id, "mine"))


@round_act("harvest", Permission.READ)
def harvested(case: Case, on: OnRound, skip: Argument = 0) -> Outcome:
    """What was asked and answered in a relay that is over, again."""
    running = kept.relay(case.unit, on.round.id)
    if running is None or running.harvested_at is None or not isinstance(skip, int) or skip < 0:
        return case.says(Notice("relay.no_harvest", {}, forms.menu_row(case), on.round.partnership_id))
    return case.says(Harvest(on.round.id, on.member.id, skip))


def _knows(case: Case, on: OnRound, row: Inquiry, known: Known) -> Outcome:
    """A call is over by it; of an answer both sides see what it was."""
    relaying.happens(case, row, Does.CALLS)
    row.known = known
    kept.keep(case.unit, row)
    return case.says(Relayed(row.id, on.member.id, "mine"))


def _own(case: Case, on: OnRound, inquiry_id: Argument) -> Inquiry | None:
    """A question of this round that this member asked, from the account that holds the place now."""
    row = kept.find(case.unit, inquiry_id) if isinstance(inquiry_id, int) else None
    if row is None or (row.round_id, row.asker_id) != (on.round.id, on.member.id):
        return None
    if on.member.moved_at is not None and row.asked_at < on.member.moved_at:
        return None
    return row if row.way != Way.TAKEN_BACK else None


def _says(case: Case, on: OnRound, key: str) -> Outcome:
    return case.says(Notice(key, {}, forms.menu_row(case), on.round.partnership_id))
