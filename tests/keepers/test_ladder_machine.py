"""The ladder against whatever can happen, day after day: no silence where nothing was said, no dead end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from process.rules import keepers
from process.rules.cadence import local_instant
from process.rules.keepers import OPEN, TABLE, Asked, Cause, Facts, Sign, Step, Watch
from tests.keepers.world import BEGIN, CALENDAR, DAY, ZONE

DAYS = st.integers(1, 40)
OTHERS = 3


class Ladder(RuleBasedStateMachine):
    """The rules, with people who leave, come back, go on leave, are reached late, or say something."""

    def __init__(self) -> None:
        super().__init__()
        self.now = BEGIN
        self.watch = Watch(Step.CALM, BEGIN)
        self.keeper: Asked | None = Asked()
        self.deputy: Asked | None = Asked()
        self.others = [Asked() for _ in range(OTHERS)]
        self.life_at: datetime | None = None
        self.met_at: datetime | None = None
        self.knew_pause_since: datetime | None = None

    def _today(self) -> date:
        return self.now.astimezone(ZONE).date()

    def _facts(self) -> Facts:
        return Facts(self.keeper, self.deputy, self.life_at, self.met_at, tuple(self.others))

    def _goes(self, seen: Sign, why: Cause | None = None) -> None:
        to = keepers.moved(self.watch, seen, why, self.now, ZONE, CALENDAR, self.others)
        assert to is not None, f"no way from {self.watch.step} by {seen}"
        if seen is not Sign.LOST:
            self.keeper, self.deputy = _fresh(self.keeper), _fresh(self.deputy)
            self.others = [replace(each, reached_at=None, waits=False) for each in self.others]
        if to.step in {Step.KEEPER, Step.AGAIN} and self.keeper is not None:
            self.keeper = replace(self.keeper, waits=True)
        if to.step is Step.DEPUTY and self.deputy is not None:
            self.deputy = replace(self.deputy, waits=True)
        if to.step is Step.EVERYONE:
            self.others = [each if each.reached_at else replace(each, waits=True) for each in self.others]
        self.watch = to

    @rule(days=DAYS)
    def time_passes(self, days: int) -> None:
        for _ in range(days):
            self.now += DAY
            if self._today().weekday() < 5:
                self.now = local_instant(self._today(), keepers.LOOKS_AT, ZONE)
                self._looks()

    def _looks(self) -> None:
        before, facts = self.watch, self._facts()
        seen = keepers.sign(before, facts, self.now, ZONE)
        if seen is None:
            return
        if seen in {Sign.SILENT, Sign.SILENT_ALONE}:
            asked = self.deputy if before.step is Step.DEPUTY else self.keeper
            assert asked is not None
            assert asked.reached_at is not None, "what did not reach somebody is no silence"
            assert self.now - asked.reached_at >= timedelta(days=7)
            assert not asked.is_away(self._today()), "leave is no silence"
        if seen is Sign.NOBODY:
            assert before.until is not None
            assert self._today() >= before.until, "never before the day that everyone read"
        gone = seen in {Sign.GONE, Sign.GONE_ALONE}
        self._goes(seen, keepers.cause(facts, self.now, ZONE) if gone else before.cause or Cause.SILENT)

    @rule(who=st.sampled_from(["keeper", "deputy", "others"]))
    def the_question_arrives(self, who: str) -> None:
        def arrived(each: Asked | None) -> Asked | None:
            there = each is not None and each.waits and each.reachable and not each.is_away(self._today())
            return replace(each, waits=False, reached_at=self.now) if each is not None and there else each

        if who == "others":
            self.others = [arrived(each) or each for each in self.others]
        elif who == "keeper":
            self.keeper = arrived(self.keeper)
        else:
            self.deputy = arrived(self.deputy)

    @rule(who=st.sampled_from(["keeper", "deputy"]))
    def the_question_is_not_sent(self, who: str) -> None:
        each = getattr(self, who)
        if each is not None:
            setattr(self, who, replace(each, waits=False))

    @rule(who=st.sampled_from(["keeper", "deputy"]))
    def somebody_leaves(self, who: str) -> None:
        setattr(self, who, None)

    @rule(who=st.sampled_from(["keeper", "deputy"]), reachable=st.booleans())
    def somebody_blocks_or_comes_back(self, who: str, reachable: bool) -> None:
        each = getattr(self, who)
        if each is not None:
            setattr(self, who, replace(each, reachable=reachable))

    @rule(who=st.sampled_from(["keeper", "deputy"]), days=st.integers(1, 60))
    def somebody_goes_on_leave(self, who: str, days: int) -> None:
        each = getattr(self, who)
        if each is not None:
            setattr(self, who, replace(each, away_until=self._today() + days * DAY))

    @rule()
    def they_meet(self) -> None:
        self.met_at = self.now

    @rule()
    def something_lives(self) -> None:
        self.life_at = self.now

    @precondition(lambda self: self.watch.step not in {Step.CALM})
    @rule()
    def somebody_takes_over(self) -> None:
        self.keeper = Asked()
        self._goes(Sign.TAKEN)
        assert self.watch == Watch(Step.CALM, self.now)

    @invariant()
    def what_everyone_knows_has_a_day(self) -> None:
        assert (self.watch.until is not None) == (self.watch.step in OPEN)

    @invariant()
    def who_asks_others_says_why(self) -> None:
        assert (self.watch.cause is None) == (self.watch.step is Step.CALM) or self.watch.step in {
            Step.KEEPER,
            Step.AGAIN,
        }


def _fresh(each: Asked | None) -> Asked | None:
    return replace(each, reached_at=None, waits=False) if each is not None else None


TestLadder = Ladder.TestCase
TestLadder.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)


def test_a_pause_comes_only_after_everyone_was_asked() -> None:
    ways = {(step, seen) for step, by in TABLE.items() for seen, to in by.items() if to is Step.PAUSED}
    assert ways == {(Step.EVERYONE, Sign.NOBODY)}


def test_from_every_step_life_leads_back_and_nothing_ends_for_good() -> None:
    for step, by in TABLE.items():
        assert by[Sign.TAKEN] is Step.CALM
        assert step is Step.CALM or by[Sign.LIFE] is Step.CALM
        assert any(to is not step for to in by.values())


@pytest.mark.parametrize("step", [step for step in Step if step is not Step.PAUSED])
def test_nobody_there_at_all_comes_to_a_pause(step: Step) -> None:
    watch, now = Watch(step, BEGIN, Cause.LEFT, BEGIN.date() if step is Step.EVERYONE else None), BEGIN
    for _ in range(60):
        now += DAY
        seen = keepers.sign(watch, Facts(None, None), now, ZONE)
        if seen is not None:
            watch = keepers.moved(watch, seen, Cause.LEFT, now, ZONE, CALENDAR) or watch
    assert watch.step is Step.PAUSED


@given(st.integers(0, 40), st.integers(0, 40))
def test_leave_never_counts_as_silence(reached: int, back: int) -> None:
    asked = Asked(away_until=(BEGIN + back * DAY).date(), reached_at=BEGIN + reached * DAY)
    for day in range(90):
        now = BEGIN + day * DAY
        if now >= BEGIN + reached * DAY and asked.is_silent(now, ZONE):
            assert day - max(reached, back) >= 7
