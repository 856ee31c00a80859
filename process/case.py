"""One thing to be handled: who did what, when, and what the house can offer to handle it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from flows.model import Flow
from flows.read_flow import read_draft
from flows.shelf import Shelf
from process.incoming import Incoming, Tap
from process.message import Message, Outcome, Outgoing, Urgency
from process.moment import Moment
from process.rules.cadence import Calendar
from process.rules.keeping import Keeping
from process.rules.suppression import Promise
from storage.queries import opening
from storage.tables import Person, Round
from storage.unit import Unit


@dataclass(frozen=True)
class House:
    """What is the same for everyone: the flows, the free days, the zone of a new partnership, the promise.

    `promise` is from how many confidential answers something is shown; it is the one that people are told.
    `keeping` is for how long texts and names are kept. `school` are the days without school, by region;
    `region` is that of a partnership which chose none itself.
    """

    shelf: Shelf
    calendar: Calendar
    timezone: str = "Europe/Amsterdam"
    promise: Promise = field(default_factory=Promise)
    keeping: Keeping = field(default_factory=Keeping)
    school: Mapping[str, frozenset[date]] = field(default_factory=dict, repr=False)
    region: str = ""


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
    """The flow as it was when the round opened: a round keeps its revision to the end."""
    current = shelf.flows.get(round_.flow)
    if current is not None and current.revision == round_.revision:
        return current
    return _kept(round_.flow, round_.revision, opening.flow_source(unit, round_.flow, round_.revision))


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
