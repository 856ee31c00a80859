"""Whatever happened in partnerships: what is past its term goes within a day, and nothing before."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from bot.upkeep.sweeping import Sweeper
from flows.answers import Answer, State
from process.rules import overview
from process.rules.counts import Counts
from process.rules.items import Cell, Item, Party, Quote
from process.rules.keeping import LEAVERS, TERMS, Keeping, months_later
from process.rules.turnout import Turnout
from process.states import Role, RoundStage, SeatState
from storage import retention
from storage.queries import membership, opening, people, rounds
from storage.queries.forgetting import NOBODY
from storage.store import Store
from storage.tables import Appointment, Member, Partnership, Round, Seat, Snapshot, StoredAnswer
from storage.unit import Unit
from tests.clock import A_MONDAY, ManualClock
from tests.conftest import KEY

EXAMPLES = int(os.environ.get("VINKJE_TERMS", "12"))
DAY = timedelta(days=1)


@dataclass
class Model:
    """What must hold, apart from how: by round its end, by leaver since when and under which words."""

    months: int | None = None
    chosen_at: datetime | None = None
    ended: dict[int, datetime] = field(default_factory=dict)
    left: dict[int, datetime] = field(default_factory=dict)
    signed: dict[int, set[int]] = field(default_factory=dict)

    def limit(self, round_id: int) -> datetime:
        due = months_later(self.ended[round_id], self.months or 12)
        return due if self.chosen_at is None else max(due, months_later(self.chosen_at, 1))

    def name_limit(self, member: int) -> datetime:
        """A signed name stays as long as the words above it."""
        return max([self.left[member] + LEAVERS, *map(self.limit, self.signed.get(member, ()))])


@dataclass
class World:
    """A store with one partnership of three organisations, its clock, and the model beside it."""

    store: Store
    clock: ManualClock
    partnership: int
    members: list[int]
    loop: asyncio.AbstractEventLoop
    model: Model = field(default_factory=Model)

    def do(self, work):  # type: ignore[no-untyped-def]
        return self.runs(self.store.run(work, name="test"))

    def runs(self, awaited):  # type: ignore[no-untyped-def]
        return self.loop.run_until_complete(awaited)

    def holds_a_round(self, sent: list[int], by_name: bool) -> None:
        """A round that was shown and discussed; `by_name`: words are signed with the person's name."""
        now = self.clock.now()
        id_ = self.do(lambda unit: a_round(unit, self.partnership, self.members, sent, by_name, now))
        self.model.ended[id_] = now
        for place in sent if by_name else ():
            self.model.signed.setdefault(self.members[place], set()).add(id_)

    def leaves(self, place: int) -> None:
        """Somebody goes, and a colleague comes."""
        now, member = self.clock.now(), self.members[place]

        def work(unit: Unit) -> int:
            partnership = unit.session.get_one(Partnership, self.partnership)
            old = people.member(unit, member)
            membership.leave(unit, old, partnership, now)
            return joins(unit, self.partnership, old.organisation_id, f"Naam{member}b", now)

        self.members[place] = self.do(work)
        self.model.left[member] = now

    def chooses(self, months: int) -> None:
        now = self.clock.now()
        if months != (self.model.months or 12):
            self.do(
                lambda unit: retention.choose(
                    unit, unit.session.get_one(Partnership, self.partnership), months, now
                )
            )
            self.model.months, self.model.chosen_at = months, now

    def passes(self, days: int, cut: int | None) -> None:
        """So many days, with a sweep in every night that matters; it may be cut off and come again."""
        for day in range(days):
            self.clock.move(DAY)
            if day == days - 1 or self.matters():
                if cut is not None:
                    self.cut_off(cut)
                self.sweeps()
                self.holds()

    def matters(self) -> bool:
        """Whether a term ends today, or did in the last two days, or does tomorrow, or is told of."""
        limits = [self.model.limit(each) for each in self.model.ended]
        limits += [months_later(each, -1) for each in limits]
        limits += [self.model.name_limit(each) for each in self.model.left]
        return any(-DAY <= self.clock.now() - limit <= 3 * DAY for limit in limits)

    def sweeps(self) -> None:
        """As a bot that was just started does."""
        self.runs(Sweeper(self.store, self.clock, "Europe/Amsterdam", Keeping()).sweep_daily())

    def cut_off(self, at: int) -> None:
        """The process ends at the so-manieth commit of a sweep."""
        left = at

        def ends(name: str, when: str) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise CutOffError

        self.store.on_commit = ends
        try:
            self.sweeps()
        except CutOffError:
            pass
        finally:
            self.store.on_commit = None

    def holds(self) -> None:
        now = self.clock.now()
        found = self.do(found_in)
        for id_ in self.model.ended:
            over = self.model.limit(id_)
            if over + DAY < now:
                assert id_ not in found.answered | found.quoted, "kept past its term and a day"
            if now < over:
                assert id_ in found.answered, "gone before its term"
        for member in self.model.left:
            over = self.model.name_limit(member)
            if over + DAY < now:
                assert member not in found.named, "a name past its term and a day"
            if now < over:
                assert member in found.named, "a name gone before its term"
        assert set(self.members) <= found.named
        assert not found.loose


class CutOffError(BaseException):
    """The process ended here."""


@dataclass(frozen=True)
class Found:
    """What stands there: rounds with answers, rounds with references, members with a name; strays."""

    answered: set[int]
    quoted: set[int]
    named: set[int]
    loose: list[int]


def found_in(unit: Unit) -> Found:
    answered = set(
        unit.session.exec(select(Seat.round_id).join(StoredAnswer, col(StoredAnswer.seat_id) == col(Seat.id)))
    )
    quoted = {each.round_id for each in unit.session.exec(select(Snapshot)) if '"merkt"' in each.contents}
    named = set(unit.session.exec(select(Member.id).where(Member.name != NOBODY)))
    emptied = set(unit.session.exec(select(Round.id).where(col(Round.emptied_at).is_not(None))))
    return Found(answered, quoted, named, sorted(emptied & (answered | quoted)))


def joins(unit: Unit, partnership: int, organisation: int | None, name: str, now: datetime) -> int:
    person = people.new_person(unit, "console", f"{name}-{now.timestamp()}", "nl", now)
    return membership.new_member(
        unit, person_id=person.id, partnership_id=partnership, organisation_id=organisation, layer=None,
        role=Role.PARTNER, name=name, consent="1", now=now,
    ).id  # fmt: skip


def founded(unit: Unit, now: datetime) -> tuple[int, list[int]]:
    maker = people.new_person(unit, "console", "maker", "nl", now)
    partnership, organisations = membership.found(
        unit, name="Thuis in Oost", doelgroep="-", organisations=("A", "B", "C"), made_by=maker.id,
        timezone="Europe/Amsterdam", now=now,
    )  # fmt: skip
    places = [organisations[index] for index in (0, 0, 1, 1, 2)]
    return partnership.id, [
        joins(unit, partnership.id, each.id, f"Naam{index}", now) for index, each in enumerate(places)
    ]


def a_round(
    unit: Unit, partnership: int, members: list[int], sent: list[int], by_name: bool, now: datetime
) -> int:
    round_ = opening.new_round(
        unit, partnership_id=partnership, flow="balanscheck", revision="r1", opened_at=now - 9 * DAY,
        closes_at=now - DAY, opened_by=None,
    )  # fmt: skip
    seats = [opening.new_seat(unit, round_, people.member(unit, each)) for each in members]
    cells: dict[int, int] = {}
    quotes = []
    for place in sent:
        seat = seats[place]
        opening.set_seat(unit, seat, SeatState.SENT, at=now)
        rounds.put_answer(unit, seat, Answer("doel", State.GIVEN, "red"), words=False, now=now)
        rounds.put_answer(unit, seat, Answer("merkt", State.GIVEN, "woorden"), words=True, now=now)
        assert seat.organisation_id is not None
        cells[seat.organisation_id] = cells.get(seat.organisation_id, 0) + 1
        quotes.append(Quote(seat.id, "merkt", seat.organisation_id, seat.member_id if by_name else None))
    shown = overview.Overview(
        partnership=partnership, flow="balanscheck", revision="r1", number=round_.number, made_at=now,
        turnout=Turnout(len(sent), len(members), len(cells), 3, ()),
        organisations=tuple(Party(each, "x", True) for each in cells),
        items=(
            Item("doel", False, Counts(red=len(sent)), quotes=tuple(quotes),
                 cells=tuple(Cell(each, Counts(red=count)) for each, count in cells.items())),
        ),
    )  # fmt: skip
    opening.freeze(unit, round_, "overview", overview.to_json(shown), now)
    opening.set_stage(unit, round_, RoundStage.REVEALED, at=now)
    opening.set_stage(unit, round_, RoundStage.SETTLED, at=now)
    return round_.id


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("terms")
    Store.open(f"sqlite:///{folder}/vinkje.db", KEY).close()
    return folder


@contextmanager
def a_world(template: Path) -> Iterator[World]:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(template, folder, dirs_exist_ok=True)
        clock, loop = ManualClock(), asyncio.new_event_loop()
        store = Store.open(f"sqlite:///{folder}/vinkje.db", KEY, clock=clock)
        try:
            made = loop.run_until_complete(store.run(lambda unit: founded(unit, A_MONDAY), name="test"))
            yield World(store, clock, *made, loop)
        finally:
            store.close()
            loop.close()


steps = st.one_of(
    st.tuples(st.just("round"), st.lists(st.integers(0, 4), min_size=3, unique=True), st.booleans()),
    st.tuples(st.just("leaves"), st.integers(0, 4)),
    st.tuples(st.just("chooses"), st.sampled_from(TERMS)),
    st.tuples(st.just("passes"), st.integers(1, 45), st.none() | st.integers(0, 6)),
    st.tuples(st.just("passes"), st.integers(60, 200), st.none() | st.integers(0, 6)),
)


@settings(max_examples=EXAMPLES)
@given(st.lists(steps, min_size=3, max_size=8))
def test_nothing_is_kept_past_its_term_and_a_day_and_nothing_goes_before(
    template: Path, story: list[tuple]
) -> None:  # type: ignore[type-arg]
    with a_world(template) as world:
        for step in story:
            match step:
                case "round", sent, by_name:
                    world.holds_a_round(sent, by_name)
                case "leaves", place:
                    world.leaves(place)
                case "chooses", months:
                    world.chooses(months)
                case "passes", days, cut:
                    world.passes(days, cut)
        before = world.do(everything)
        world.sweeps()
        world.runs(again(world))
        assert world.do(everything) == before


async def again(world: World) -> None:
    """The terms once more, by hand, although the day is done."""
    from bot.upkeep.terms import Kept, keep_to_terms

    assert await keep_to_terms(world.store, Keeping(), world.clock.now()) == Kept()


def everything(unit: Unit) -> list[str]:
    tables = (Member, Round, Seat, StoredAnswer, Snapshot, Appointment)
    return [repr(row) for table in tables for row in unit.session.exec(select(table).order_by(table.id))]
