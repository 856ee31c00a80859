"""Taking over: somebody offers, alone or with another, and two organisations or a coordinator confirm it.

The same for the keeper (hoeder) and, when nobody coordinates any more, for the coordinator.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from process import keeping_alive
from process.acts import people as people_acts
from process.case import Case
from process.incoming import Argument, Press
from process.message import Button, Notice, Value
from process.outcome import Outcome
from process.registry import OnPartnership, Permission, partnership_act
from process.rules import keepers as rules
from process.rules.keepers import Step
from process.states import Change, Role
from storage.queries import events, keepers, partnerships, people, roles
from storage.queries.keepers import Offer
from storage.tables import Member, Partnership

LEADS = "offers_coordinating"
ASKED = "asked_beside"
CONFIRMS = "confirms_offer"
_EVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Task:
    """What somebody offers to do: the kind of event of such an offer, and its texts."""

    offers: str
    texts: str


TASKS = {"keeper": Task(keeping_alive.OFFERS, "keeper"), "coordinator": Task(LEADS, "coordinator")}


@partnership_act("offer", Permission.READ)
def offer(case: Case, on: OnPartnership, task: Argument = "") -> Outcome:
    """I do it: taken at once when a coordinator says so, else put to the others."""
    partnership = partnerships.lock(case.unit, on.member.partnership_id)
    if partnership is None or task not in TASKS or not _may_offer(case, partnership, on.member, str(task)):
        return _over(case, on.member)
    if task == "keeper" and partnership.keeper_id == on.member.id:
        return _stays(case, partnership, on.member)
    return _put(case, partnership, on.member, TASKS[str(task)], None)


@partnership_act("beside", Permission.CONFIRM)
def ask_beside(case: Case, on: OnPartnership, member_id: Argument = 0) -> Outcome:
    """With whom? Somebody of another organisation, who is asked first."""
    partnership = partnerships.lock(case.unit, on.member.partnership_id)
    if partnership is None or not _may_offer(case, partnership, on.member, "keeper"):
        return _over(case, on.member)
    others = [each for each in people.members(case.unit, partnership.id) if keeping_alive.can_keep(each)]
    others = [each for each in others if keeping_alive.fit(on.member, each)]
    other = next((each for each in others if each.id == member_id), None)
    if other is None:
        rows = tuple(
            (Button("button.person", Press("beside", (partnership.id, each.id)), {"name": each.name}),)
            for each in others
        )
        alone = (Button("button.keep_alone", Press("offer", (partnership.id, "keeper"))),)
        key = "keepers.with_whom" if others else "keepers.with_nobody"
        return case.says(Notice(key, {}, (*rows, alone), partnership.id))
    keepers.offer(case.unit, other, ASKED, case.now, beside=on.member.id)
    rows = (
        (Button("button.stand_by", Press("besides", (partnership.id, "yes"))),),
        (Button("button.stand_by_not", Press("besides", (partnership.id, "no"))),),
    )
    asked = Notice("keepers.asked_beside", {"name": on.member.name}, rows, partnership.id)
    said = Notice("keepers.waiting", {"name": other.name}, (), partnership.id)
    return case.says(said) + Outcome(people_acts.tell(case, partnership, (other,), asked))


@partnership_act("besides", Permission.CONFIRM)
def answer_beside(case: Case, on: OnPartnership, how: Argument = "") -> Outcome:
    """Yes or no, of who was asked to do it together with another."""
    partnership = partnerships.lock(case.unit, on.member.partnership_id)
    asked = keepers.said(case.unit, on.member.id, (ASKED, "stands_by_yes", "stands_by_not"), _EVER)
    asker = _asker(case, partnership, asked.id) if asked is not None and asked.kind == ASKED else None
    if partnership is None or asker is None or not _may_offer(case, partnership, asker, "keeper"):
        return _over(case, on.member)
    if how != "yes":
        events.note(case.unit, partnership.id, "stands_by_not", on.member.id, case.now)
        no = Notice(
            "keepers.beside_no",
            {"name": on.member.name},
            keeping_alive.offer_rows(partnership),
            partnership.id,
        )
        told = people_acts.tell(case, partnership, (asker,), no)
        return case.says(Notice("keepers.no", {}, (), partnership.id)) + Outcome(told)
    events.note(case.unit, partnership.id, "stands_by_yes", on.member.id, case.now)
    thanks = case.says(Notice("keepers.beside_yes", {"name": asker.name}, (), partnership.id))
    return thanks + _put(case, partnership, asker, TASKS["keeper"], on.member)


@partnership_act("confirm", Permission.CONFIRM)
def confirm(case: Case, on: OnPartnership, event: Argument = 0) -> Outcome:
    """Good, somebody else does it: who has enough of these does it from now on."""
    partnership = partnerships.lock(case.unit, on.member.partnership_id)
    found = _open_offer(case, partnership, event)
    if partnership is None or found is None or found.member_id == on.member.id:
        return _over(case, on.member)
    events.note(case.unit, partnership.id, CONFIRMS, on.member.id, case.now, data=str(found.id))
    thanks = case.says(Notice("keepers.confirmed", {}, (), partnership.id))
    return thanks + _taken_when_confirmed(case, partnership, found)


def _put(case: Case, partnership: Partnership, member: Member, task: Task, beside: Member | None) -> Outcome:
    made = keepers.offer(
        case.unit, member, task.offers, case.now, beside=beside.id if beside is not None else None
    )
    taken = _taken_when_confirmed(case, partnership, made)
    if taken.messages:
        return taken
    others = [each for each in people.members(case.unit, partnership.id) if keeping_alive.can_keep(each)]
    others = [each for each in others if each.id not in {member.id, made.beside}]
    good = ((Button("button.good", Press("confirm", (partnership.id, made.id))),),)
    needed = 1 if member.organisation_id is not None else rules.CONFIRMATIONS
    values: dict[str, Value] = {"name": member.name, "needed": needed}
    if beside is not None:
        values["other"] = beside.name
    key = f"keepers.offered_{task.texts}" + ("_together" if beside is not None else "")
    told = people_acts.tell(case, partnership, others, Notice(key, values, good, partnership.id))
    return _to(case, partnership, member, Notice("keepers.offering", {}, (), partnership.id)) + Outcome(told)


def _taken_when_confirmed(case: Case, partnership: Partnership, offer: Offer) -> Outcome:
    """Carried out once enough have confirmed; nothing until then."""
    members = people.members(case.unit, partnership.id)
    one = next((each for each in members if each.id == offer.member_id), None)
    if one is None:
        return Outcome()
    of = {one.id, offer.beside}
    voices = [each for each in members if each.role != Role.OBSERVER and each.id not in of]
    others = {
        each.organisation_id
        for each in voices
        if each.organisation_id is not None and each.organisation_id != one.organisation_id
    }
    noted = events.organisations_that_noted(case.unit, partnership.id, CONFIRMS, str(offer.id))
    leads = {each.id for each in members if each.role == Role.COORDINATOR}
    by_coordinator = bool(
        leads & (keepers.who_noted(case.unit, partnership.id, CONFIRMS, offer.id) | {one.id})
    )
    if not rules.is_confirmed(one.organisation_id, noted, others, by_coordinator=by_coordinator):
        return Outcome()
    if offer.kind == LEADS:
        return _leads(case, partnership, one)
    beside = next((each for each in members if each.id == offer.beside), None)
    if beside is None:
        told = Notice("keepers.you_keep", {}, (), partnership.id)
    else:
        told = Notice("keepers.you_keep_together", {"name": beside.name}, (), partnership.id)
    return _to(case, partnership, one, told) + keeping_alive.take_over(case, partnership, one, beside)


def _leads(case: Case, partnership: Partnership, one: Member) -> Outcome:
    roles.set_role(case.unit, one, Role.COORDINATOR)
    events.note(case.unit, partnership.id, Change.CHOSEN, one.id, case.now)
    run = (
        (Button("button.running", Press("running", (partnership.id,))),),
        (Button("button.run", Press("overleg", (partnership.id,))),),
    )
    everyone = [each for each in people.members(case.unit, partnership.id) if each.id != one.id]
    told = Notice("keepers.leads", {"name": one.name}, (), partnership.id)
    acts_now = {
        each.person_id for each in everyone if each.id in {partnership.keeper_id, partnership.deputy_id}
    }
    return (
        _to(case, partnership, one, Notice("keepers.you_lead", {}, run, partnership.id))
        + (Outcome() if one.person_id == case.person.id else Outcome((case.reply(told, anew=True),)))
        + Outcome(people_acts.tell(case, partnership, everyone, told))
        + Outcome(relists=frozenset({one.person_id, *acts_now}))
    )


def _to(case: Case, partnership: Partnership, one: Member, notice: Notice) -> Outcome:
    """To the one it is about: a reply when they are the one who acts."""
    if one.person_id == case.person.id:
        return case.says(notice)
    return Outcome(people_acts.tell(case, partnership, (one,), notice))


def _stays(case: Case, partnership: Partnership, keeper: Member) -> Outcome:
    """The keeper, who was silent or found it too much, goes on after all."""
    said = Notice("keepers.you_keep", {}, (), partnership.id)
    return case.says(said) + keeping_alive.take_over(case, partnership, keeper)


def _may_offer(case: Case, partnership: Partnership, member: Member, task: str) -> bool:
    """Whether there is something to take over, and this member can."""
    if partnership.ended_at is not None or member.paper:
        return False
    if task == "coordinator":
        return not keepers.coordinates(case.unit, partnership.id)
    vacant = partnership.keeper_id is None
    step = keepers.step_of(case.unit, partnership.id)
    return keeping_alive.can_keep(member) and (vacant or step is not Step.CALM)


def _open_offer(case: Case, partnership: Partnership | None, event: Argument) -> Offer | None:
    """An offer that still stands: of who takes part, for something that nobody does yet."""
    if partnership is None or not isinstance(event, int):
        return None
    found = keepers.find_offer(case.unit, partnership.id, event)
    task = next(
        (name for name, each in TASKS.items() if found is not None and each.offers == found.kind), None
    )
    if found is None or task is None:
        return None
    one = keeping_alive.member(case, partnership, found.member_id)
    return found if one is not None and _may_offer(case, partnership, one, task) else None


def _asker(case: Case, partnership: Partnership | None, event: int) -> Member | None:
    if partnership is None:
        return None
    found = keepers.find_offer(case.unit, partnership.id, event)
    return keeping_alive.member(case, partnership, found.beside) if found is not None else None


def _over(case: Case, member: Member) -> Outcome:
    home = ((Button("button.menu", Press("home", (member.partnership_id,))),),)
    return case.says(Notice("keepers.over", {}, home, member.partnership_id))
