"""Four people of three organisations and one on paper, a round that just opened, and links for who comes."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from flows.answers import State
from flows.shelf import LIBRARY, Shelf
from process.case import House
from process.states import FloorKind, RoundStage, SeatState
from storage.queries import floor as floors
from storage.queries import opening, people, relay, rounds
from storage.store import Store
from storage.tables import Inquiry, Member, Round, Seat
from storage.unit import Unit
from tests.clock import ManualClock
from tests.conftest import KEY
from tests.process.counter import Counter, house
from tests.process.oost import everyone_in, join, make_oost, open_round
from tests.process.test_people_on_paper import adds

FLOW = """
vinkje: 1
flow: heel
title: {nl: Heel, en: Whole}
why: {nl: Een ronde van begin tot eind., en: A round from beginning to end.}
source: {document: eigen vragen}
minutes: 2
stages:
  - collect:
      who: everyone
      share: organisation
      questions:
        - id: druk
          tick: {nl: Kunnen jullie dit aan?, en: Can you handle this?}
          short: {nl: druk, en: load}
          ends:
            green: {nl: dat lukt, en: that works}
            red: {nl: dat lukt niet, en: that does not work}
        - id: waar
          choice: {nl: Waar zit het vooral?, en: Where is it mostly?}
          short: {nl: waar, en: where}
          options:
            zee: {nl: zeehond, en: seal}
            kameel: {nl: dromedaris, en: camel}
            reiger: {nl: purperreiger, en: heron}
        - id: inbreng
          words: {nl: Wat brengen jullie in?, en: What do you bring in?}
          short: {nl: inbreng, en: contribution}
  - reveal: {show: [spread, organisations]}
  - relay: {lasts: {workdays: 5}}
  - discuss: {sheet: bespreekblad}
  - agree: {from: [red]}
"""
OPTIONS = {"zee": "zeehond", "kameel": "dromedaris", "reiger": "purperreiger"}
ORGANISATIONS = {"Moniek": "gemeente Oost", "Carla": "Woonstad", "Jan": "Woonstad", "Fatima": "Zorgpunt"}
NEWCOMERS = {"Nel": "Zorgpunt", "Piet": "Woonstad"}


@cache
def home() -> House:
    """The library with this flow beside it."""
    folder = Path(tempfile.mkdtemp())
    (folder / "heel.yaml").write_text(FLOW, encoding="utf-8")
    return replace(house(), shelf=Shelf.read((LIBRARY, folder)))


@cache
def begun() -> tuple[Path, tuple[datetime, int], Any]:
    """The database with the round that just opened, the hand of the clock and the phones; played once."""
    folder, clock = Path(tempfile.mkdtemp()), ManualClock()
    store = Store.open(f"sqlite:///{folder}/vinkje.db", KEY, clock=clock)
    counter = Counter(store, clock, home=home())

    async def play() -> None:
        moniek = await make_oost(counter)
        await everyone_in(counter)
        await join(counter, "Jan", moniek.link_for("Woonstad"))
        await adds(moniek, "Henk", "Woonstad")
        await open_round(counter, "Heel")
        await store.truncate()

    asyncio.run(play())
    kept = counter.kept()
    store.close()
    return folder, clock.hand, kept


def again(folder: Path, clock: ManualClock) -> Counter:
    """The same beginning in a folder of its own."""
    source, hand, phones = begun()
    shutil.copytree(source, folder / "data")
    clock.turn_to(hand)
    counter = Counter(Store.open(f"sqlite:///{folder}/data/vinkje.db", KEY, clock=clock), clock, home=home())
    counter.take_up(phones)
    return counter


@dataclass(frozen=True)
class Stands:
    """The round as it is in the database. Seats and members by name."""

    stage: RoundStage
    closes_at: datetime
    seats: dict[str, tuple[int, SeatState]]
    members: dict[str, int]
    answers: dict[str, dict[str, tuple[State, str | None]]]
    snapshot: str | None


def stands(unit: Unit) -> Stands:
    """Read it."""
    round_ = unit.session.get_one(Round, 1)
    names = {each.id: each.name for each in unit.session.exec(select(Member))}
    every = unit.session.exec(select(Seat).where(Seat.round_id == 1).order_by(col(Seat.id))).all()
    frozen = opening.snapshot(unit, 1, "overview")
    return Stands(
        RoundStage(round_.stage),
        round_.closes_at,
        {names[seat.member_id]: (seat.id, SeatState(seat.state)) for seat in every},
        {name: id_ for id_, name in names.items()},
        {
            names[seat.member_id]: {
                question: (answer.state, answer.value)
                for question, answer in rounds.answers(unit, seat.id).items()
            }
            for seat in every
        },
        frozen.contents if frozen is not None else None,
    )


@dataclass(frozen=True)
class Holding:
    """What a person is asked: of whose seat, which question, on which version of the floor."""

    kind: FloorKind = FloorKind.NONE
    owner: str | None = None
    question: str | None = None
    version: int = 0


def holding(unit: Unit, name: str) -> Holding:
    """Read it."""
    person = people.person_at(unit, "counter", name)
    found = floors.floor(unit, person.id) if person is not None else None
    if found is None or found.seat_id is None:
        return Holding()
    owner = people.member(unit, rounds.seat(unit, found.seat_id).member_id).name
    return Holding(FloorKind(found.kind), owner, found.question, found.version)


@dataclass(frozen=True)
class Question:
    """A question between organisations as it is kept."""

    row: Inquiry
    words: str | None
    answer: str | None


def questions(unit: Unit) -> list[Question]:
    """All of the round."""
    return [
        Question(row, relay.words(unit, row), relay.answered(unit, row)) for row in relay.of_round(unit, 1)
    ]


def is_harvested(unit: Unit) -> bool:
    """Whether everyone got the harvest, or there is none to come."""
    row = relay.relay(unit, 1)
    return row is not None and row.harvested_at is not None
