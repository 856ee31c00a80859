"""Who reads, in which language, and what is known to everyone: what every screen is made with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.channel import Choice, Screen
from flows.model import Flow, Question
from flows.shelf import Shelf
from process import filling, posting
from process.case import cast_at, flow_for, flow_of, promise_of
from process.incoming import Press
from process.message import Value
from process.rules.audience import Audience, CastFacts
from process.rules.suppression import Promise
from process.states import Role
from reports.values import Document, Format
from storage.queries import opening, partnerships, people
from storage.tables import Member, Partnership, Person, Round, Seat
from storage.unit import Unit
from texts.catalogue import Catalogue
from texts.rich import Rich, Span

Rows = tuple[tuple[Choice, ...], ...]


@dataclass(frozen=True)
class Facts:
    """What the operator has settled: who is responsible and how to reach them, whom to call, the bot's link.

    `link` ends where the token of an invitation begins ("https://t.me/vinkje_bot?start="); `months` is
    how long words and names are usually kept after a round. `chat` opens the reader's own conversation with
    the bot, `group_link` ends where the token begins by which it is added to a group; both are empty where
    the channel has none.
    """

    responsible: str
    contact: str
    emergency: str
    link: str
    promise: Promise
    months: int = 12
    chat: str = ""
    group_link: str = ""


@dataclass(frozen=True)
class Drawing:
    """A picture or document still to be drawn: what stands on it, its file name, and its words (`alt`)."""

    document: Document
    format: Format
    name: str
    alt: str


@dataclass(frozen=True)
class Draft:
    """A screen in words, and what must be drawn to go with it."""

    screen: Screen
    drawing: Drawing | None = None


@dataclass(frozen=True)
class Reader:
    """The person who will read, inside a unit that only reads.

    `now` is when (UTC): a day is then called "tomorrow", or past. None where nobody knows.
    """

    unit: Unit
    person: Person
    catalogue: Catalogue
    shelf: Shelf
    facts: Facts
    now: datetime | None = None

    @property
    def language(self) -> str:
        """The language of this reader: "nl" or "en"."""
        return self.person.language

    def say(self, key: str, values: Mapping[str, Value] | None = None) -> tuple[Rich, ...]:
        """The paragraphs of a text, with what everyone may know filled in."""
        return self.catalogue.say(key, self.language, self._known(values))

    def label(self, key: str, values: Mapping[str, Value] | None = None) -> str:
        """The words of a text alone."""
        return self.catalogue.label(key, self.language, self._known(values))

    def button(self, key: str, press: Press, values: Mapping[str, Value] | None = None) -> Choice:
        """A button in words."""
        return Choice(self.label(key, values), press)

    def audience(self, lines: tuple[Audience, ...]) -> tuple[Rich, ...]:
        """Who sees this, as one paragraph."""
        said = " ".join(self.label(line.key, line.values) for line in lines)
        return ((Span(said),),)

    def flow(self, round_: Round) -> Flow:
        """The flow of a round, as it was when the round opened and as all may know it."""
        return flow_of(self.unit, self.shelf, round_)

    def _known(self, values: Mapping[str, Value] | None) -> dict[str, Value]:
        known: dict[str, Value] = {
            "responsible": self.facts.responsible,
            "contact": self.facts.contact,
            "emergency": self.facts.emergency,
            "months": self.facts.months,
            **(values or {}),
        }
        if "token" in known:
            known["link"] = f"{self.facts.link}{known['token']}"
        flow = self.shelf.flows.get(str(known.get("flow", "")))
        if flow is not None:
            known |= {"title": flow.title.in_(self.language), "minutes": flow.minutes}
            known |= self._extra(flow, str(known.get("extra", "")))
        elif "flow" in known:
            known |= {"title": str(known["flow"]), "minutes": 5}
        return known

    def _extra(self, flow: Flow, question: str) -> dict[str, Value]:
        """What an optional question is called when it is switched on."""
        called = flow.question(question).optional if flow.has(question) else None
        return {"extra": called.in_(self.language)} if called is not None else {}


def headed(name: str, paragraphs: tuple[Rich, ...], rest: str = "") -> tuple[Rich, ...]:
    """The partnership in strong letters above a text: nobody answers in the wrong place."""
    head: Rich = (Span(name, strong=True), *((Span(f" · {rest}"),) if rest else ()))
    if not paragraphs:
        return (head,)
    first, *others = paragraphs
    return ((*head, Span("\n"), *first), *others)


def plain(text: str) -> Rich:
    """One paragraph without emphasis."""
    return (Span(text),)


@dataclass(frozen=True)
class Place:
    """A seat with everything around it. `typed_in`: its owner answered on paper; the reader types that in."""

    seat: Seat
    round: Round
    member: Member
    partnership: Partnership
    flow: Flow
    typed_in: bool = False


def place_of(reader: Reader, seat_id: int) -> Place | None:
    """Where a seat stands; None when it is not, or no longer, this reader's to answer at."""
    seat = opening.find_seat(reader.unit, seat_id)
    holder = filling.holder(reader.unit, reader.person.id, seat) if seat is not None else None
    if seat is None or holder is None or holder.left_at is not None:
        return None
    return place_at(reader, seat, typed_in=holder.id != seat.member_id)


def place_at(reader: Reader, seat: Seat, *, typed_in: bool = False) -> Place | None:
    """Where a seat stands, whoever reads; None when its round is gone."""
    round_ = opening.find_round(reader.unit, seat.round_id)
    if round_ is None:
        return None
    partnership = partnerships.partnership(reader.unit, round_.partnership_id)
    member = people.member(reader.unit, seat.member_id)
    flow = flow_for(reader.unit, reader.shelf, round_, seat)
    return Place(seat, round_, member, partnership, flow, typed_in)


def cast_of(reader: Reader, place: Place, asked: Question | None = None) -> CastFacts:
    """Who takes part in the round, seen from the reader; of one question those who are asked it as well."""
    seats = [
        each
        for each in opening.still_in(reader.unit, place.round.id)
        if asked is None or place.flow.asks(asked, cast_at(each[0], each[1]))
    ]
    mine = place.seat.organisation_id
    names = {each.id: each.name for each in people.organisations(reader.unit, place.partnership.id)}
    members = people.members(reader.unit, place.partnership.id)
    return CastFacts(
        people=len(seats),
        organisation=names.get(mine) if mine is not None else None,
        colleagues=sum(
            1 for seat, _, _ in seats if seat.organisation_id == mine and seat.id != place.seat.id
        ),
        coordinators=tuple(
            member.name for member in members if posting.leads(member) and member.id != place.member.id
        ),
        observers=sum(1 for member in members if member.role == Role.OBSERVER),
        promise=promise_of(place.round, reader.facts.promise),
        readers=sum(1 for member in members if member.role != Role.OBSERVER),
        together=place.round.joint,
        only=place.flow.collect.who.chosen,
    )


def flow_values(reader: Reader, place: Place) -> dict[str, str]:
    """What the placeholders of a flow stand for, for this reader."""
    values = partnership_values(reader, place.partnership)
    own = place.seat.organisation_id
    named = [each.name for each in people.organisations(reader.unit, place.partnership.id) if each.id == own]
    return values | {"organisatie": named[0]} if named else values


def partnership_values(reader: Reader, partnership: Partnership) -> dict[str, str]:
    """What the placeholders stand for where nobody in particular is asked."""
    organisations = people.organisations(reader.unit, partnership.id)
    return {
        "doelgroep": partnership.doelgroep,
        "partnership": partnership.name,
        "partijen": ", ".join(each.name for each in organisations),
        "organisatie": reader.label("sheet.each_organisation"),
    }
