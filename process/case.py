"""One thing to be handled: who did what, when, and what the house can offer to handle it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from flows import parts
from flows.cast import Cast, Role
from flows.each import over
from flows.model import Flow
from flows.read_flow import read_draft
from flows.shelf import Shelf
from flows.text import Party
from process.incoming import Incoming, Tap
from process.message import Message
from process.moment import Moment
from process.outcome import Outcome, Outgoing, Urgency
from process.rules.attention import MONTHLY
from process.rules.cadence import Calendar
from process.rules.keeping import Keeping
from process.rules.suppression import Promise
from storage.queries import extras, opening, people
from storage.tables import Member, Organisation, Person, Round, Seat
from storage.unit import Unit


@dataclass(frozen=True)
class House:
    """What is the same for everyone: the flows, the free days, the zone of a new partnership, the promise.

    `promise` is from how many confidential answers something is shown; it is the one that people are told.
    `keeping` is for how long texts and names are kept. `school` are the days without school, by region;
    `region` is that of a partnership which chose none itself.
    `attention` is how often a month the bot may disturb somebody.
    """

    shelf: Shelf
    calendar: Calendar
    timezone: str = "Europe/Amsterdam"
    promise: Promise = field(default_factory=Promise)
    keeping: Keeping = field(default_factory=Keeping)
    school: Mapping[str, frozenset[date]] = field(default_factory=dict, repr=False)
    region: str = ""
    attention: int = MONTHLY


@dataclass(frozen=True)
class Work:
    """What every decision works with: its unit, its instant, and the house."""

    unit: Unit
    moment: Moment
    house: House

    @property
    def now(self) -> datetime:
        """The instant of this unit of work (UTC)."""
        return self.moment.now


@lru_cache(maxsize=64)
def _kept(flow: str, revision: str, source: str) -> Flow:
    # without the checks for authors: a rule of today does not stop a round that began before it
    return read_draft(source, f"{flow}@{revision[:8]}").flow


def promise_of(round_: Round, house: Promise) -> Promise:
    """What was promised when the round opened, whatever the house promises now.

    A round that was opened before this was kept holds to the promise of the house.
    """
    if round_.counts_from is None or round_.words_from is None:
        return house
    return Promise(round_.counts_from, round_.words_from)


def flow_of(unit: Unit, shelf: Shelf, round_: Round) -> Flow:
    """The flow as it was when the round opened, as all may know it: a round keeps its revision to the end.

    What it asks about each organisation is written out for those that have a seat in the round. What it asks
    for the author's own eyes is not in it: that is in `flow_for` alone.
    """
    return parts.shared(_asked_in(unit, shelf, round_))


def _asked_in(unit: Unit, shelf: Shelf, round_: Round) -> Flow:
    """Everything that is asked in the round, with those of its optional questions that are on."""
    flow = shelf.flows.get(round_.flow)
    if flow is None or flow.revision != round_.revision:
        source = opening.flow_source(unit, round_.flow, round_.revision)
        flow = _kept(round_.flow, round_.revision, source)
    if parts.extras(flow):
        flow = parts.with_extras(flow, extras.asked(unit, round_.id))
    flow = flow.for_chosen(round_.only_id)
    if not flow.names_organisations:
        return flow
    if flow.collect.who.chosen:  # one organisation has seats, and may be asked about the others
        return over(flow, parties_of(people.organisations(unit, round_.partnership_id)))
    return over(flow, parties_of(people.organisations_in(unit, round_.id)))


def flow_among(unit: Unit, flow: Flow, partnership_id: int) -> Flow:
    """A flow as it would be asked in a partnership now, before there is a round of it.

    Of its optional questions it has those that were switched on for the next round.
    """
    if parts.extras(flow):
        flow = parts.with_extras(flow, extras.chosen(unit, partnership_id, flow.id))
    if not flow.names_organisations:
        return flow
    return over(flow, parties_of(people.organisations(unit, partnership_id)))


def parties_of(organisations: Iterable[Organisation]) -> list[Party]:
    """Organisations as a flow knows them."""
    return [Party(each.id, each.name, each.sort) for each in organisations]


def cast_at(seat: Seat, member: Member) -> Cast:
    """How a flow knows who sits here: the layer and organisation of the seat, and what they do today."""
    return Cast(seat.layer, Role(member.role), seat.organisation_id)


def flow_for(unit: Unit, shelf: Shelf, round_: Round, seat: Seat) -> Flow:
    """The part of the round's flow that is asked at this seat.

    What is for the author's own eyes is not asked of who is on paper: somebody else types that in.
    """
    member = people.member(unit, seat.member_id)
    asked = _asked_in(unit, shelf, round_)
    return (parts.shared(asked) if member.paper else asked).part_for(cast_at(seat, member))


@dataclass(frozen=True)
class Case(Work):
    """An incoming act of a known person, inside one unit of work."""

    incoming: Incoming
    person: Person

    @property
    def tapped(self) -> str | None:
        """The message whose button was tapped, to be changed in place; None for typed things."""
        act = self.incoming.act
        return act.ref if isinstance(act, Tap) else None

    def reply(self, message: Message, *, retire: str | None = None, anew: bool = False) -> Outgoing:
        """An answer to this person: in place after a tap (unless `anew`), a new message otherwise."""
        edit = None if anew else self.tapped
        return Outgoing(self.person.id, message, Urgency.REPLY, edit=edit, retire=retire)

    def says(self, message: Message, *, toast: str | None = None) -> Outcome:
        """Only a reply."""
        return Outcome((self.reply(message),), toast=toast)
