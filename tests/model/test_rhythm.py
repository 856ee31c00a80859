"""A partnership whose meetings are planned, moved and cancelled in any order, and whose rounds must follow.

The clock walks through holidays, pauses and changes of the hour. VINKJE_RHYTHMS tries so many.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlmodel import col, select

from bot import keeping
from process import due, meetings, planning
from process.acts import moving, next_round, pausing
from process.acts.rounds import open_round
from process.calendar import REGIONS, school_holidays
from process.case import Case, House, Work
from process.incoming import Incoming, Words
from process.message import Hand
from process.outcome import Outcome
from process.registry import OnPartnership
from process.rules.around import opens_on
from process.rules.cadence import is_busy_day, local_instant
from process.states import Role, RoundStage
from process.terms import VERSION
from storage import appointments
from storage.queries import meetings as kept
from storage.queries import membership, opening, people, rounds
from storage.store import Store
from storage.tables import Appointment, Member, Partnership, Round
from storage.unit import Unit
from tests.clock import ManualClock
from tests.conftest import KEY
from tests.process.counter import house as plain_house

EXAMPLES = int(os.environ.get("VINKJE_RHYTHMS", "15"))
"""Partnerships that are tried, each through fifteen things that happen."""
ZONE = ZoneInfo("Europe/Amsterdam")
ORGANISATIONS = ("Woonstad", "De Linde", "Politie Oost")
HOURS = st.sampled_from([time(9), time(10), time(16)])


@cache
def house() -> House:
    """With the days without school."""
    return replace(plain_house(), school=school_holidays())


@cache
def template() -> Path:
    """A database without anything in it, made once."""
    folder = Path(tempfile.mkdtemp())
    Store.open(f"sqlite:///{folder}/vinkje.db", KEY, clock=ManualClock()).close()
    return folder


class Rhythm(RuleBasedStateMachine):
    """One partnership of three people; what its coordinator does, and what the clock makes of it."""

    @initialize(day=st.dates(date(2026, 11, 20), date(2027, 11, 20)), region=st.sampled_from(REGIONS))
    def begins(self, day: date, region: str) -> None:
        self.folder = Path(tempfile.mkdtemp())
        shutil.copytree(template(), self.folder / "data")
        self.runner = asyncio.Runner()
        self.clock = ManualClock(datetime.combine(day, time(13), ZONE).astimezone(UTC))
        self.store = Store.open(f"sqlite:///{self.folder}/data/vinkje.db", KEY, clock=self.clock)
        self.look(lambda unit: self.founds(unit, region))

    def teardown(self) -> None:
        if hasattr(self, "runner"):
            self.store.close()
            self.runner.close()
            shutil.rmtree(self.folder)

    def founds(self, unit: Unit, region: str) -> None:
        now = self.clock.now()
        persons = [people.new_person(unit, "test", name, "nl", now) for name in ("Carla", "Jan", "Peter")]
        partnership, organisations = membership.found(
            unit, name="Thuis in Oost", doelgroep="iedereen", organisations=ORGANISATIONS,
            made_by=persons[0].id, timezone=ZONE.key, now=now,
        )  # fmt: skip
        partnership.region = region
        for person, organisation in zip(persons, organisations, strict=True):
            membership.new_member(
                unit, person_id=person.id, partnership_id=partnership.id, organisation_id=organisation.id,
                layer=None, role=Role.COORDINATOR if person is persons[0] else Role.PARTNER,
                name=organisation.name, consent=VERSION, now=now,
            )  # fmt: skip
        self.keeps(unit, planning.agree(Work(unit, self.clock.moment(), house()), partnership))

    # What the coordinator does

    @rule(days=st.integers(1, 80), at=HOURS)
    def plans_a_meeting(self, days: int, at: time) -> None:
        self.acts(lambda case, own, member: moving.plan(case, own, member, self.day(days, at)))

    @rule(days=st.integers(1, 60), at=HOURS)
    def moves_the_meeting(self, days: int, at: time) -> None:
        def move(case: Case, own: Partnership, member: Member) -> Outcome:
            planned = kept.planned(case.unit, own.id, case.now)
            return moving.move(case, own, member, planned[0], self.day(days, at)) if planned else Outcome()

        self.acts(move)

    @rule()
    def cancels_the_meeting(self) -> None:
        def cancel(case: Case, own: Partnership, member: Member) -> Outcome:
            planned = kept.planned(case.unit, own.id, case.now)
            on = OnPartnership(member)
            return moving.cancel(case, on, planned[0].id, moving.SURE) if planned else Outcome()

        self.acts(cancel)

    @rule(days=st.integers(1, 60))
    def pauses(self, days: int) -> None:
        until = self.day(days, time(9)).astimezone(ZONE).date().isoformat()
        entries = {"partnership": "1", "until": until}
        self.acts(lambda case, own, member: pausing.PAUSING.finish(case, entries))

    @rule()
    def goes_on_after_a_pause(self) -> None:
        self.acts(lambda case, own, member: pausing.resume(case, OnPartnership(member)))

    @rule()
    def skips_the_next_round(self) -> None:
        self.acts(
            lambda case, own, member: next_round.skip(case, OnPartnership(member), next_round.named(own))
        )

    @rule(region=st.sampled_from((*REGIONS, planning.NO_REGION)))
    def chooses_a_region(self, region: str) -> None:
        self.acts(lambda case, own, member: next_round.region(case, OnPartnership(member), region))

    @rule()
    def starts_a_round(self) -> None:
        def start(case: Case, own: Partnership, member: Member) -> Outcome:
            if rounds.open_round(case.unit, own.id) is not None:
                return Outcome()
            opened = open_round(case, own, house().shelf.flows["balanscheck"], member)
            assert opened is not None
            return opened

        self.acts(start)

    # What the group does

    @rule()
    def everyone_sends(self) -> None:
        """The seal opens; what is in the overview has no bearing here."""

        def reveal(case: Case, own: Partnership, member: Member) -> Outcome:
            round_ = rounds.open_round(case.unit, own.id)
            if round_ is None or round_.stage != RoundStage.COLLECT:
                return Outcome()
            opening.freeze(case.unit, round_, "overview", "{}", case.now)
            opening.set_stage(case.unit, round_, RoundStage.REVEALED, at=case.now)
            return Outcome(due=meetings.dues(case, own, round_))

        self.acts(reveal)

    @rule(missed=st.booleans())
    def says_whether_it_was_discussed(self, missed: bool) -> None:
        def settle(case: Case, own: Partnership, member: Member) -> Outcome:
            round_ = rounds.open_round(case.unit, own.id)
            if round_ is None or round_.stage not in {RoundStage.REVEALED, RoundStage.TOO_FEW}:
                return Outcome()
            if missed and round_.stage == RoundStage.REVEALED:
                return meetings.fell_through(case, round_)
            opening.set_stage(case.unit, round_, RoundStage.SETTLED, at=case.now)
            meetings.was_held(case, round_)
            return planning.agree_unless_chosen(case, own)

        self.acts(settle)

    # Time

    @rule(days=st.integers(18, 50), at=HOURS, sends=st.booleans(), moved=st.none() | st.integers(1, 30))
    def lives_through_a_meeting(self, days: int, at: time, sends: bool, moved: int | None) -> None:
        """Planned, perhaps answered, perhaps moved once, and asked about afterwards."""
        self.plans_a_meeting(days, at)
        self.time_passes(24 * (days - 10))
        if sends:
            self.everyone_sends()
        if moved is not None:
            self.moves_the_meeting(moved, at)
        self.time_passes(24 * (moved or 10) + 48)
        self.says_whether_it_was_discussed(missed=False)

    @rule(hours=st.integers(1, 24))
    def a_moment_passes(self, hours: int) -> None:
        self.time_passes(hours)

    @rule(days=st.integers(2, 45))
    def weeks_pass(self, days: int) -> None:
        self.time_passes(24 * days)

    def time_passes(self, hours: int) -> None:
        """Every appointment on the way is kept at its instant, one after another."""
        until = self.clock.now() + timedelta(hours=hours)
        while (at := self.look(appointments.next_due)) is not None and at <= until:
            self.clock.set(max(at, self.clock.now()))
            self.happened = "nothing"
            self.look(self.keep_one)
            event(self.happened)  # here: nothing is counted in the thread of the store
            self.what_holds()
        self.clock.set(until)

    def keep_one(self, unit: Unit) -> None:
        moment = self.clock.moment()
        appointment = appointments.claim_due(unit, moment.now)
        assert appointment is not None
        before = rounds.open_round(unit, 1)
        outcome = due.keep(unit, moment, house(), appointment)
        self.keeps(unit, outcome)
        appointments.done(unit, appointment, moment.now)
        work = Work(unit, moment, house())
        if appointment.kind == "open":
            self.opened_well(work, before)
        if any(isinstance(each.message, Hand) for each in outcome.messages):
            self.handed_well(work, appointment)

    def opened_well(self, work: Work, before: Round | None) -> None:
        round_ = rounds.open_round(work.unit, 1)
        if round_ is None or (before is not None and round_.id == before.id):
            return
        assert before is None, "a round opened while another was not settled"
        self.happened = f"a round opens {'by the rhythm' if round_.meeting_id is None else 'for a meeting'}"
        partnership = work.unit.session.get_one(Partnership, 1)
        local = work.now.astimezone(ZONE)
        assert opens_on(local.date(), house().calendar, planning.school_of(house(), partnership))
        assert time(9) <= local.time() < time(18)
        assert not planning.is_paused(work, partnership)
        assert partnership.opens_at is not None
        assert partnership.opens_at > work.now, "and the one after it is agreed"

    def handed_well(self, work: Work, appointment: Appointment) -> None:
        round_ = work.unit.session.get_one(Round, appointment.subject)
        turn = meetings.turn_of(work, work.unit.session.get_one(Partnership, 1), round_)
        self.happened = "the sheet comes the day before"
        assert appointment.kind == "sheet"
        assert round_.stage == RoundStage.REVEALED
        assert turn is not None
        assert turn.sheet_at <= work.now < turn.meeting_at
        assert is_busy_day(work.now.astimezone(ZONE).date(), house().calendar)

    # What always holds

    @invariant()
    def what_holds(self) -> None:
        if hasattr(self, "store"):
            self.look(self.holds)

    def holds(self, unit: Unit) -> None:
        work = Work(unit, self.clock.moment(), house())
        partnership = unit.session.get_one(Partnership, 1)
        standing = [each for each in rounds.rounds(unit, 1) if each.settled_at is None]
        assert len(standing) <= 1
        self.is_agreed(work, partnership)
        for round_ in standing:
            self.hangs_well(work, partnership, round_)
        served = [each.meeting_id for each in rounds.rounds(unit, 1) if each.meeting_id is not None]
        assert len(set(served)) == len(served), "two rounds for one meeting"

    def is_agreed(self, work: Work, partnership: Partnership) -> None:
        """What lies ahead has an appointment that waits: no turn is lost."""
        assert partnership.opens_at is not None
        if partnership.opens_at > work.now:
            assert self.waits(work.unit, "open", 1, partnership.opens_at)
        else:
            assert work.now - partnership.opens_at < timedelta(days=1), "what was due was looked at"

    def hangs_well(self, work: Work, partnership: Partnership, round_: Round) -> None:
        turn = meetings.turn_of(work, partnership, round_)
        if round_.stage == RoundStage.COLLECT:
            assert self.waits(work.unit, "close", round_.id, round_.closes_at) or round_.closes_at <= work.now
        if turn is None or turn.meeting_at <= work.now:
            return
        if round_.stage == RoundStage.COLLECT:
            assert round_.closes_at < turn.sheet_at < turn.meeting_at < turn.asked_at
        assert round_.asks_at == turn.asked_at
        assert self.waits(work.unit, "discussed", round_.id, turn.asked_at)
        if turn.sheet_at > work.now:
            assert self.waits(work.unit, "sheet", round_.id, turn.sheet_at)
        last = meetings.last_call(work, partnership, round_)
        assert last is not None
        if round_.stage == RoundStage.TOO_FEW and last > work.now:
            assert self.waits(work.unit, "undecided", round_.id, last)

    def waits(self, unit: Unit, kind: str, subject: int, at: datetime) -> bool:
        waiting = select(Appointment).where(
            Appointment.kind == kind,
            Appointment.subject == subject,
            Appointment.occurrence == at.isoformat(),
            col(Appointment.done_at).is_(None),
        )
        return unit.session.exec(waiting).first() is not None

    # How it is done

    def day(self, days: int, at: time) -> datetime:
        return local_instant(self.clock.now().astimezone(ZONE).date() + timedelta(days=days), at, ZONE)

    def acts(self, act: Callable[[Case, Partnership, Member], Outcome]) -> None:
        def work(unit: Unit) -> None:
            moment, member = self.clock.moment(), unit.session.get_one(Member, 1)
            incoming = Incoming("test", "Carla", "1", moment.now, Words("x", "w1"), "nl", "Carla")
            person = people.person(unit, member.person_id)
            case = Case(unit, moment, house(), incoming=incoming, person=person)
            self.keeps(unit, act(case, unit.session.get_one(Partnership, 1), member))

        self.look(work)

    def keeps(self, unit: Unit, outcome: Outcome) -> None:
        keeping.keep(unit, outcome, self.clock.now())

    def look(self, work: Callable[[Unit], object]) -> object:
        return self.runner.run(self.store.run(work, name="test"))


TestRhythm = pytest.mark.timeout(1800)(Rhythm.TestCase)
TestRhythm.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
