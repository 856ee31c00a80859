"""Hoeder en achtervang: who they are and what it takes, and how somebody comes to stand by.

Nobody is made deputy in silence: one offers, or is asked and says yes. Everyone hears of it.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

from process import authority, keeping_alive
from process.acts import people as people_acts
from process.acts.which import in_which
from process.case import Case
from process.incoming import Argument, Press
from process.message import Button, Notice, Rows, Value
from process.outcome import Outcome
from process.registry import OnPartnership, Permission, command, partnership_act
from process.rules.keepers import Sign, Step
from process.states import Change
from storage.queries import events, keepers, partnerships, people
from storage.tables import Member, Partnership

ASKED = "asked_standby"
_ANSWERED = (ASKED, "stands_by_not", Change.STANDS_BY.value)
_EVER = datetime(2000, 1, 1, tzinfo=UTC)


@command("hoeder", "keeper", may=Permission.READ)
def keepers_command(case: Case, payload: str) -> Outcome:
    """Who looks after it."""
    return in_which(case, "keepers", Permission.READ)


@partnership_act("keepers", Permission.READ)
def show(case: Case, on: OnPartnership) -> Outcome:
    """Who they are, what it takes, and what one can do about it."""
    partnership = partnerships.partnership(case.unit, on.member.partnership_id)
    keeper = keeping_alive.member(case, partnership, partnership.keeper_id)
    deputy = keeping_alive.member(case, partnership, partnership.deputy_id)
    values: dict[str, Value] = {
        "keeper": keeper.name if keeper is not None else people_acts.NOBODY,
        "deputy": deputy.name if deputy is not None else people_acts.NOBODY,
    }
    back = (Button("button.people", Press("people", (partnership.id,))),)
    rows = (*_vacancies(case, partnership, on.member), *_mine(case, partnership, on.member), back)
    return case.says(Notice("keepers.who", values, rows, partnership.id))


@partnership_act("standby", Permission.CONFIRM)
def stand_by(case: Case, on: OnPartnership) -> Outcome:
    """I am the deputy from now on; everyone hears it."""
    partnership = partnerships.lock(case.unit, on.member.partnership_id)
    if partnership is None or not _may_stand_by(case, partnership, on.member):
        return _over(case, on)
    return _stands_by(case, partnership, on.member)


@partnership_act("askstandby", Permission.CONFIRM)
def ask(case: Case, on: OnPartnership, member_id: Argument = 0) -> Outcome:
    """Somebody of another organisation, by the keeper or a coordinator."""
    partnership = partnerships.lock(case.unit, on.member.partnership_id)
    if partnership is None or not _may_ask(case, partnership, on.member):
        return _over(case, on)
    could = [
        each
        for each in people.members(case.unit, partnership.id)
        if each.id != on.member.id and _may_stand_by(case, partnership, each)
    ]
    chosen = next((each for each in could if each.id == member_id), None)
    if chosen is None:
        rows = tuple(
            (Button("button.person", Press("askstandby", (partnership.id, each.id)), {"name": each.name}),)
            for each in could
        )
        back = (Button("button.back", Press("keepers", (partnership.id,))),)
        key = "keepers.ask_whom" if could else "keepers.ask_nobody"
        return case.says(Notice(key, {}, (*rows, back), partnership.id))
    data = json.dumps({"by": on.member.id})
    events.note(case.unit, partnership.id, ASKED, chosen.id, case.now, data=data)
    yes_no = (
        (Button("button.stand_by", Press("standingby", (partnership.id, "yes"))),),
        (Button("button.stand_by_not", Press("standingby", (partnership.id, "no"))),),
    )
    asked = Notice("keepers.asked_standby", {"name": on.member.name}, yes_no, partnership.id)
    said = Notice("keepers.waiting", {"name": chosen.name}, (), partnership.id)
    return case.says(said) + Outcome(people_acts.tell(case, partnership, (chosen,), asked))


@partnership_act("standingby", Permission.CONFIRM)
def answer(case: Case, on: OnPartnership, how: Argument = "") -> Outcome:
    """Yes or no, of who was asked; who asked hears a no, and nobody else."""
    partnership = partnerships.lock(case.unit, on.member.partnership_id)
    last = keepers.said(case.unit, on.member.id, _ANSWERED, _EVER)
    if partnership is None or last is None or last.kind != ASKED:
        return _over(case, on)
    if how == "yes" and _may_stand_by(case, partnership, on.member):
        return _stands_by(case, partnership, on.member)
    if how != "no":
        return _over(case, on)
    events.note(case.unit, partnership.id, "stands_by_not", on.member.id, case.now)
    asker = keeping_alive.member(case, partnership, json.loads(last.data or "{}").get("by"))
    told = Notice("keepers.standby_no", {"name": on.member.name}, (), partnership.id)
    said = case.says(Notice("keepers.no", {}, (), partnership.id))
    return said + Outcome(people_acts.tell(case, partnership, (asker,) if asker is not None else (), told))


@partnership_act("standdown", Permission.READ)
def stand_down(case: Case, on: OnPartnership) -> Outcome:
    """No deputy any more, at once and without a reason; everyone hears that there is none."""
    partnership = partnerships.lock(case.unit, on.member.partnership_id)
    if partnership is None or partnership.deputy_id != on.member.id:
        return _over(case, on)
    keeper = keeping_alive.member(case, partnership, partnership.keeper_id)
    keepers.give(case.unit, partnership, keeper=keeper, deputy=None)
    events.note(case.unit, partnership.id, Change.STOOD_DOWN, on.member.id, case.now)
    told = _tell_others(
        case, partnership, Notice("keepers.no_deputy", {}, stand_by_row(partnership), partnership.id)
    )
    said = case.says(Notice("keepers.stood_down", {}, (), partnership.id))
    asked = keepers.step_of(case.unit, partnership.id) is Step.DEPUTY
    return said + told + (keeping_alive.move(case, partnership, Sign.UNABLE) if asked else Outcome())


def stand_by_row(partnership: Partnership) -> Rows:
    """[Ik word achtervang]"""
    return ((Button("button.stand_by", Press("standby", (partnership.id,))),),)


def _stands_by(case: Case, partnership: Partnership, deputy: Member) -> Outcome:
    keeper = keeping_alive.member(case, partnership, partnership.keeper_id)
    keepers.give(case.unit, partnership, keeper=keeper, deputy=deputy)
    events.note(case.unit, partnership.id, Change.STANDS_BY, deputy.id, case.now)
    told = Notice("keepers.stands_by", {"name": deputy.name}, (), partnership.id)
    said = case.says(Notice("keepers.you_stand_by", {}, (), partnership.id))
    return said + _tell_others(case, partnership, told) + Outcome(relists=frozenset({deputy.person_id}))


def _tell_others(case: Case, partnership: Partnership, notice: Notice) -> Outcome:
    everyone = people.members(case.unit, partnership.id)
    return Outcome(people_acts.tell(case, partnership, everyone, notice))


def _vacancies(case: Case, partnership: Partnership, member: Member) -> Rows:
    """What nobody does now and this member could."""
    rows: list[tuple[Button, ...]] = []
    step = keepers.step_of(case.unit, partnership.id)
    if keeping_alive.can_keep(member) and (partnership.keeper_id is None or step is not Step.CALM):
        rows += keeping_alive.offer_rows(partnership)
    if _may_stand_by(case, partnership, member):
        rows += stand_by_row(partnership)
    if not keepers.coordinates(case.unit, partnership.id):
        rows.append((Button("button.coordinate", Press("offer", (partnership.id, "coordinator"))),))
    return tuple(rows)


def _mine(case: Case, partnership: Partnership, member: Member) -> Rows:
    """What this member does now, and can ask or let go of."""
    rows: list[tuple[Button, ...]] = []
    if _may_ask(case, partnership, member):
        rows.append((Button("button.ask_standby", Press("askstandby", (partnership.id,))),))
    if partnership.keeper_id == member.id:
        rows.append((Button("button.alive_much", Press("alive", (partnership.id, "much"))),))
    if partnership.deputy_id == member.id:
        rows.append((Button("button.stand_down", Press("standdown", (partnership.id,))),))
    return tuple(rows)


def _may_ask(case: Case, partnership: Partnership, member: Member) -> bool:
    asks = partnership.keeper_id == member.id or authority.may(member, Permission.APPOINT)
    return asks and partnership.keeper_id is not None and partnership.deputy_id is None


def _may_stand_by(case: Case, partnership: Partnership, member: Member) -> bool:
    """There is a keeper of another organisation and no deputy yet."""
    keeper = keeping_alive.member(case, partnership, partnership.keeper_id)
    free = keeper is not None and partnership.deputy_id is None and partnership.ended_at is None
    return (
        free and keeper is not None and keeping_alive.can_keep(member) and keeping_alive.fit(keeper, member)
    )


def _over(case: Case, on: OnPartnership) -> Outcome:
    home = ((Button("button.menu", Press("home", (on.member.partnership_id,))),),)
    return case.says(Notice("keepers.over", {}, home, on.member.partnership_id))
