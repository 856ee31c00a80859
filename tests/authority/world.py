"""Two partnerships with a canary in every name and every word, and a round in every stage in each.

A canary names whose it is: `CanaryOost…` may be read by who takes part in Oost, `SealedOostpartner…` by that
partner alone. So a screen that holds one it should not hold gives itself away, whatever screen it is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flows.answers import Answer, State
from process import closing
from process.case import Work
from process.moment import Moment
from process.rules.ending import Reason
from process.rules.relay import Known, Way
from process.states import AgreementState, FloorKind, Layer, Reach, Role, RoundStage, SeatState, Together
from storage.queries import (
    agreements,
    digests,
    drafts,
    endings,
    events,
    floor,
    invites,
    links,
    live,
    meetings,
    membership,
    onpaper,
    opening,
    people,
    relay,
    rounds,
)
from storage.tables import Agreement, Member, Person, Round, Seat
from storage.unit import Unit
from tests.process.counter import house

SIDES = ("Oost", "West")
HOME = "Oost"
"""Where those who try everything are at home; the worlds are alike, so West would tell nothing else."""
CHANNEL = "counter"
INSIDE = ("coordinator", "second", "partner", "colleague", "observer", "former")
KINDS = ("coordinator", "partner", "observer", "former")
"""One of each kind of those inside."""

OUTSIDE = ("stranger", "operator")
STAGES = (
    RoundStage.SKIPPED,
    RoundStage.SETTLED,
    RoundStage.REVEALED,
    RoundStage.TOO_FEW,
    RoundStage.COLLECT,
)
SEALED = {RoundStage.SKIPPED, RoundStage.TOO_FEW, RoundStage.COLLECT}
ROLE_OF = {
    "coordinator": Role.COORDINATOR,
    "second": Role.COORDINATOR,
    "partner": Role.PARTNER,
    "colleague": Role.PARTNER,
    "observer": Role.OBSERVER,
    "former": Role.PARTNER,
}


@dataclass
class Side:
    """One partnership, with the ids of everything in it."""

    name: str
    partnership: int = 0
    organisations: list[int] = field(default_factory=list)
    members: dict[str, Member] = field(default_factory=dict)
    rounds: dict[RoundStage, Round] = field(default_factory=dict)
    seats: dict[tuple[RoundStage, str], Seat] = field(default_factory=dict)
    snapshots: list[int] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)
    invites: list[int] = field(default_factory=list)
    drafts: list[int] = field(default_factory=list)
    events: list[int] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    reasons: list[int] = field(default_factory=list)
    digests: list[int] = field(default_factory=list)
    endings: list[int] = field(default_factory=list)
    inquiries: list[int] = field(default_factory=list)


@dataclass
class World:
    """Both sides, who is outside them, and who stands at which address."""

    sides: dict[str, Side]
    people: dict[str, Person]
    now: datetime

    def other(self, side: str) -> Side:
        """The side that this one knows nothing of."""
        return self.sides[SIDES[1 - SIDES.index(side)]]


def build(unit: Unit, moment: Moment) -> World:
    """Make everything, in one unit; the same ids every time."""
    world = World({}, {}, moment.now)
    for name in OUTSIDE:
        world.people[name] = _met(unit, name, moment.now)
    floor.set_floor(
        unit, world.people["operator"].id, FloorKind.FORM, form="make",
        data=json.dumps({"invite": "0", "zone": "Europe/Amsterdam"}),
    )  # fmt: skip
    for name in SIDES:
        world.sides[name] = _side(unit, moment, world, name)
    _spread_versions(unit, world)
    unit.session.flush()
    return world


def _met(unit: Unit, name: str, now: datetime) -> Person:
    return people.new_person(unit, CHANNEL, name, "nl", now)


def _side(unit: Unit, moment: Moment, world: World, name: str) -> Side:
    side, now = Side(name), moment.now
    for role in INSIDE:
        world.people[f"{name} {role}"] = _met(unit, f"{name} {role}", now)
    partnership, organisations = membership.found(
        unit, name=f"Canary{name}verband", doelgroep=f"Canary{name}doelgroep",
        organisations=[f"Canary{name}{each}" for each in ("gemeente", "woonstad", "zorgpunt")],
        made_by=world.people[f"{name} coordinator"].id, timezone="Europe/Amsterdam", now=now,
    )  # fmt: skip
    side.partnership, side.organisations = partnership.id, [each.id for each in organisations]
    for number, role in enumerate(INSIDE):
        side.members[role] = membership.new_member(
            unit, person_id=world.people[f"{name} {role}"].id, partnership_id=partnership.id,
            organisation_id=None if role == "second" else organisations[number % 3].id, layer=Layer.PRACTICE,
            role=ROLE_OF[role], name=f"Canary{name}{role}", consent="1", now=now,
        )  # fmt: skip
        events.note(unit, partnership.id, "joined", side.members[role].id, now)
    side.members["paper"] = _on_paper(unit, side, now)
    membership.set_keeper(unit, partnership, side.members["coordinator"])
    meetings.plan(unit, partnership.id, now + timedelta(days=23), now)
    for stage in STAGES:
        _round(unit, moment, side, stage)
    _agree(unit, side, now)
    _inquire(unit, side, now)
    cards_on = side.rounds[RoundStage.TOO_FEW]
    live.begin(unit, cards_on, Together.CARDS, side.members["coordinator"], "m9", now)
    _links(unit, side, now)
    _floors(unit, world, side)
    membership.leave(unit, side.members["former"], partnership, now)
    side.events = [event.id for event, _ in events.newest(unit, partnership.id, ["joined"], 2)]
    told = digests.last(unit, partnership.id)
    assert told is not None
    side.digests.append(told.id)
    maker = side.members["coordinator"].id
    asked = endings.ask(
        unit, partnership_id=partnership.id, asked_by=maker, reason=Reason.OTHER,
        words=f"Canary{name}waarom", asked_at=now, until=now + timedelta(days=14),
    )  # fmt: skip
    side.endings.append(asked.id)
    return side


def _round(unit: Unit, moment: Moment, side: Side, stage: RoundStage) -> None:
    """A round in this stage, with a seat for everyone who answers; the overview is made as always."""
    flow = house().shelf.flows["balanscheck"]
    opening.keep_flow(unit, flow.id, flow.revision, flow.source_text, moment.now)
    round_ = opening.new_round(
        unit, partnership_id=side.partnership, flow=flow.id, revision=flow.revision, opened_at=moment.now,
        closes_at=moment.now + timedelta(days=5), opened_by=side.members["coordinator"].id,
    )  # fmt: skip
    side.rounds[stage] = round_
    for role in ("coordinator", "paper", "partner", "colleague", "former"):
        side.seats[stage, role] = _seat(unit, moment, side, round_, stage, role)
    if stage in SEALED:
        opening.set_stage(unit, round_, stage, at=moment.now)
        return
    closing.consider(Work(unit, moment, house()), round_)
    frozen = opening.snapshot(unit, round_.id, "overview")
    assert frozen is not None
    side.snapshots.append(frozen.id)
    opening.set_stage(unit, round_, stage, at=moment.now)


def _seat(unit: Unit, moment: Moment, side: Side, round_: Round, stage: RoundStage, role: str) -> Seat:
    flow = house().shelf.flows["balanscheck"]
    seat = opening.new_seat(unit, round_, side.members[role])
    whose = f"Sealed{side.name}{role}" if stage in SEALED else f"Canary{side.name}{role}"
    for question in flow.questions:
        if question.under is None and question.kind == "tick":
            colour = "red" if question is flow.questions[0] else "green"
            given = Answer(question.id, State.GIVEN, colour)
            rounds.put_answer(unit, seat, given, words=False, now=moment.now)
    first = flow.questions[0].id
    where = flow.question(f"{first}_waar")
    chosen = Answer(where.id, State.GIVEN, where.options[0].id)
    rounds.put_answer(unit, seat, chosen, words=False, now=moment.now)
    for each in (f"{first}_merkt", next(question.id for question in flow.questions if question.keeps)):
        said = Answer(each, State.GIVEN, f"{whose}zegt{stage.value}")
        rounds.put_answer(unit, seat, said, words=True, now=moment.now, source_ref=f"{whose}{each}")
    is_open = stage is RoundStage.COLLECT
    if role == "paper":
        onpaper.begin(unit, seat, side.members["second"])
    opening.set_seat(unit, seat, SeatState.BEGUN if is_open else SeatState.SENT, at=moment.now)
    return seat


def _agree(unit: Unit, side: Side, now: datetime) -> None:
    """A proposal, one that somebody was asked, what somebody does, what was done; a reason not to act."""
    shown, proposer = side.rounds[RoundStage.REVEALED], side.members["coordinator"].id
    for state in (
        AgreementState.PROPOSED,
        AgreementState.ASKED,
        AgreementState.WILLING,
        AgreementState.AGREED,
        AgreementState.DONE,
    ):
        row = agreements.propose(
            unit, partnership_id=side.partnership, topic=(shown.id, "doelen"), reach=Reach.EXTERN,
            what=f"Canary{side.name}afspraak{state.value}", due_on=now.date() + timedelta(days=30),
            proposed_by=proposer, now=now,
        )  # fmt: skip
        row.state = state
        if state is AgreementState.ASKED:
            row.asked_id = side.members["partner"].id
        elif state is not AgreementState.PROPOSED:
            row.owner_id = side.members["partner"].id
        agreements.keep(unit, row)
        side.agreements.append(row)
    reason = agreements.give_reason(
        unit, partnership_id=side.partnership, topic=(shown.id, "doelen"),
        words=f"Canary{side.name}reden", given_by=proposer, now=now,
    )  # fmt: skip
    side.reasons.append(reason.id)


def _inquire(unit: Unit, side: Side, now: datetime) -> None:
    """A question that lies with the partner, and one that was answered."""
    shown = side.rounds[RoundStage.REVEALED]
    relay.begin(unit, shown.id, now + timedelta(days=7))
    asker, answerer = side.members["coordinator"], side.members["partner"]
    for way in (Way.OPEN, Way.ANSWERED):
        row = relay.ask(
            unit, shown.id, asker, organisation_id=answerer.organisation_id, question="doelen",
            receiver_id=answerer.id, way=way, known=Known.ASKED, now=now,
            words=f"Canary{side.name}vraag", supposed=f"Canary{side.name}vermoeden",
        )  # fmt: skip
        side.inquiries.append(row.id)
        if way is Way.ANSWERED:
            relay.answer(unit, row, answerer, f"Canary{side.name}antwoord", now)


def _on_paper(unit: Unit, side: Side, now: datetime) -> Member:
    """Somebody of the organisation of the coordinator and the colleague; `second` types in for them."""
    return membership.new_member(
        unit, person_id=people.person_on_paper(unit, "nl", now).id, partnership_id=side.partnership,
        organisation_id=side.organisations[0], layer=Layer.PRACTICE, role=Role.PARTNER,
        name=f"Canary{side.name}paper", consent="1", now=now, paper=True,
        recorded_by=side.members["coordinator"].id,
    )  # fmt: skip


def _links(unit: Unit, side: Side, now: datetime) -> None:
    """A link of each role that works, one that was revoked, one that is over, and one that is used up."""
    later, maker = now + timedelta(days=7), side.members["coordinator"].id
    organisation = side.organisations[1]
    for kind, role, uses, expires in (
        ("partner", Role.PARTNER, 5, later),
        ("coordinator", Role.COORDINATOR, 1, later),
        ("observer", Role.OBSERVER, 5, later),
        ("revoked", Role.PARTNER, 5, later),
        ("expired", Role.PARTNER, 5, now),
        ("used", Role.PARTNER, 0, later),
    ):
        token = f"token-of-{side.name}-{kind}"
        made = invites.new_invite(
            unit, token, role, uses=uses, expires_at=expires, now=now, partnership_id=side.partnership,
            organisation_id=organisation, made_by=maker,
        )  # fmt: skip
        side.tokens[kind] = token
        side.invites.append(made.id)
        if kind == "revoked":
            invites.revoke(unit, made.id, now)
    links.note_failed(unit, side.members["observer"].person_id, now)


def _floors(unit: Unit, world: World, side: Side) -> None:
    """Something is asked of everyone: a question, the check, a form; of who left, still a question."""
    flow = house().shelf.flows["balanscheck"]
    for role in INSIDE:
        person = side.members[role].person_id
        side.drafts.append(drafts.keep(unit, person, f"Sealed{side.name}{role}concept", world.now).id)
        seat = side.seats.get((RoundStage.COLLECT, role))
        if seat is None:
            entries = {"partnership": str(side.partnership), "zone": "Europe/Amsterdam"}
            floor.set_floor(unit, person, FloorKind.FORM, form="meeting", data=json.dumps(entries))
        elif role == "coordinator":
            floor.set_floor(unit, person, FloorKind.REVIEW, seat_id=seat.id)
        else:
            asked = flow.questions[0].id
            floor.set_floor(unit, person, FloorKind.QUESTION, seat_id=seat.id, question=asked)


def _spread_versions(unit: Unit, world: World) -> None:
    """No two floors have the same version, so that a button of another floor is one of another floor."""
    for person in world.people.values():
        held = floor.floor(unit, person.id)
        if held is not None:
            held.version = 100 * person.id
            unit.session.add(held)
