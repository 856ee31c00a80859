"""A partnership in numbers: who answers when, who is gone since when, and what the ladder does, day by day.

Nothing of the bot runs here but the rules. A question takes days to reach somebody, waits for leave, and is
sometimes not sent at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from process.rules import keepers
from process.rules.cadence import Calendar, local_instant
from process.rules.keepers import Asked, Cause, Facts, Sign, Step, Watch

ZONE = ZoneInfo("Europe/Amsterdam")
CALENDAR = Calendar(
    free=frozenset({date(2026, 12, 25), date(2027, 1, 1), date(2027, 3, 29), date(2027, 5, 6)})
)
DAY = timedelta(days=1)
BEGIN = datetime(2026, 9, 7, 7, tzinfo=UTC)


@dataclass
class Somebody:
    """How somebody answers: `lag` is within how many days after a question reached them, None for never."""

    lag: int | None = 2
    left_at: datetime | None = None
    blocked_at: datetime | None = None
    silent_at: datetime | None = None
    leave: tuple[date, date] | None = None
    takes_over: bool = False
    reached_at: datetime | None = None
    comes_at: datetime | None = None

    def is_in(self, now: datetime) -> bool:
        return self.left_at is None or now < self.left_at

    def is_reachable(self, now: datetime) -> bool:
        return self.blocked_at is None or now < self.blocked_at

    def away_until(self, now: datetime) -> date | None:
        """As it is kept: only once they have said so."""
        if self.leave is not None and self.leave[0] <= now.astimezone(ZONE).date():
            return self.leave[1]
        return None

    def asked(self, now: datetime) -> Asked:
        return Asked(self.is_reachable(now), self.away_until(now), self.reached_at, self.comes_at is not None)

    def answers(self, now: datetime) -> bool:
        """Whether they have answered by now what reached them."""
        if self.lag is None or self.reached_at is None or not self.is_in(now) or not self.is_reachable(now):
            return False
        if self.silent_at is not None and now >= self.silent_at:
            return False
        return (
            not self.asked(now).is_away(now.astimezone(ZONE).date())
            and now - self.reached_at >= self.lag * DAY
        )


@dataclass
class World:
    """One partnership, and what was seen of it."""

    chance: Random
    keeper: Somebody
    deputy: Somebody | None
    others: list[Somebody]
    meeting_every: int | None = 42
    lively: float = 0.5
    lost: bool = False
    now: datetime = BEGIN
    watch: Watch = field(default_factory=lambda: Watch(Step.CALM, BEGIN))
    life_at: datetime | None = None
    met_at: datetime | None = None
    steps: list[tuple[datetime, Step, Sign]] = field(default_factory=list)

    @property
    def everyone(self) -> list[Somebody]:
        them = [self.keeper, *([self.deputy] if self.deputy is not None else []), *self.others]
        return [each for each in them if each.is_in(self.now)]

    def run(self, days: int) -> None:
        """So many days."""
        for _ in range(days):
            self.now += DAY
            self._lives()
            self._delivers()
            self._answered()
            day = self.now.astimezone(ZONE).date()
            if day.weekday() < 5 and day not in CALENDAR.free:
                self.now = local_instant(day, keepers.LOOKS_AT, ZONE)
                self._looks()

    def facts(self) -> Facts:
        """What there is to see today."""

        def stands(each: Somebody | None) -> Asked | None:
            return each.asked(self.now) if each is not None and each.is_in(self.now) else None

        asked = tuple(each.asked(self.now) for each in self._asked())
        return Facts(stands(self.keeper), stands(self.deputy), self.life_at, self.met_at, asked)

    def _asked(self) -> list[Somebody]:
        return [e for e in self.everyone if e is not self.keeper or self.watch.cause is Cause.SILENT]

    def _looks(self) -> None:
        seen = keepers.sign(self.watch, self.facts(), self.now, ZONE)
        if seen is not None:
            gone = seen in {Sign.GONE, Sign.GONE_ALONE}
            self._goes(seen, keepers.cause(self.facts(), self.now, ZONE) if gone else Cause.SILENT)

    def _goes(self, seen: Sign, why: Cause) -> None:
        why = why if seen in {Sign.GONE, Sign.GONE_ALONE} else self.watch.cause or why
        there = [replace(each.asked(self.now), reached_at=None) for each in self._asked()]
        to = keepers.moved(self.watch, seen, why, self.now, ZONE, CALENDAR, there)
        assert to is not None, f"{self.watch.step} has no way to go for {seen}"
        self.steps.append((self.now, to.step, seen))
        again = seen is Sign.LOST
        self.watch = to
        if not again:
            for each in self.everyone:
                each.reached_at = each.comes_at = None
        match to.step:
            case Step.KEEPER | Step.AGAIN:
                self._asks(self.keeper)
            case Step.DEPUTY if self.deputy is not None:
                self._asks(self.deputy)
                self._asks(self.keeper)
            case Step.EVERYONE:
                for each in self._asked():
                    self._asks(each)
            case _:
                pass

    def _asks(self, each: Somebody) -> None:
        if each.reached_at is not None or each.comes_at is not None or not each.is_reachable(self.now):
            return
        if self.chance.random() < 0.1:  # the budget: not sent, and to be asked again
            return
        at = self.now + self.chance.choice((0, 0, 1, 1, 2, 4)) * DAY
        away = each.away_until(self.now)
        each.comes_at = max(at, local_instant(away + DAY, keepers.LOOKS_AT, ZONE)) if away else at

    def _delivers(self) -> None:
        for each in self.everyone:
            if each.comes_at is not None and each.comes_at <= self.now:
                each.reached_at, each.comes_at = (self.now if each.is_reachable(self.now) else None), None

    def _answered(self) -> None:
        step = self.watch.step
        if step in {Step.KEEPER, Step.AGAIN, Step.DEPUTY} and self.keeper.answers(self.now):
            self.life_at = self.now
            self._goes(Sign.LIFE, Cause.SILENT)
        elif step is Step.DEPUTY and self.deputy is not None and self.deputy.answers(self.now):
            self._goes(Sign.TAKEN if self.deputy.takes_over else Sign.UNABLE, Cause.SILENT)
            if self.deputy.takes_over:
                self.keeper, self.deputy, self.lost = self.deputy, None, False
        elif step in keepers.OPEN:
            one = next((e for e in self._asked() if e.takes_over and e.answers(self.now)), None)
            if one is not None:
                self._goes(Sign.TAKEN, Cause.SILENT)
                self.others = [each for each in self.others if each is not one]
                self.deputy = None if self.deputy is one else self.deputy
                self.keeper, self.lost = one, False

    def _lives(self) -> None:
        """Meetings, and now and then somebody does something; after a loss nothing happens any more."""
        day = (self.now - BEGIN).days
        if self.meeting_every is not None and day % self.meeting_every == 0:
            self.met_at = self.now
        if not self.lost and self.chance.random() < self.lively / 30:
            self.life_at = self.now
