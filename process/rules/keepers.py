"""Who keeps a partnership alive (hoeder, achtervang), and what happens when nobody does.

Work that nobody looks after fades just after the start (*het verweesde goede idee*, Weer Thuis §6.1). So one
person is asked now and then whether it lives, and somebody else when that stays silent. Time counts from when
a question reached somebody: what was not sent, or waits for hours, leave or budget, is no silence.

    calm ─ turn ─> keeper ─ silent ─> deputy ─ silent, unable ─> everyone ─ nobody ─> paused
      ^              └─ silent, no deputy ─> again ─ silent ─────────^                  │
      └── life, or somebody takes over ── from each of them          └───── over ───────┘
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from process.rules.cadence import DAY, Calendar, add_workdays, local_instant, months_on, workday_on_or_after

SILENT_AFTER = timedelta(days=7)
"""Of one person, since the question reached them."""
ANSWER_WITHIN = timedelta(days=14)
"""Everyone together, since it reached them."""
AT_MOST = timedelta(days=30)
"""So much longer the pause waits for people whom the question could not reach yet."""
HEARTBEAT = 1
"""Months without a sign of life before the keeper is asked."""
PAUSE = 3
"""Months; then everyone is asked once more."""
LOOKS_AT = time(9)
"""On working days."""
CONFIRMATIONS = 2
"""So many organisations confirm who takes over; a coordinator's word is enough by itself."""

SIGNS_OF_LIFE = frozenset(
    {
        "discussed",
        "meeting_planned",
        "joined",
        "agreement_yes",
        "agreement_yes_ahead",
        "agreement_met",
        "agreement_done",
        "agreement_nearly",
        "meeting_moved",
        "reopened",
        "keeper_alive",
        "keeper_help",
        "deputy_calls",
        "keeps",
        "stands_by",
    }
)
"""Kinds of event that show that people work together; a result that was shown is one as well.

Not a round that opens by itself, or somebody who leaves.
"""


BETWEEN_TWO = frozenset(
    {
        "keeper_alive",
        "keeper_help",
        "keeper_much",
        "deputy_calls",
        "deputy_cannot",
        "keeps_not",
        "maybe_stop",
        "asked_beside",
        "asked_standby",
        "stands_by_yes",
        "stands_by_not",
        "offers_keeping",
        "offers_coordinating",
        "confirms_offer",
    }
)
"""Kinds of event that are told to nobody else than they are for: not to the log, and in no digest."""


class Step(StrEnum):
    """How far the question has gone whether a partnership lives."""

    CALM = "calm"
    KEEPER = "keeper"
    AGAIN = "again"  # the keeper once more: there is no deputy to ask
    DEPUTY = "deputy"
    EVERYONE = "everyone"
    PAUSED = "paused"


class Cause(StrEnum):
    """Why somebody else than the keeper is asked."""

    SILENT = "silent"
    LEFT = "left"
    UNREACHED = "unreached"
    TOO_MUCH = "too_much"
    AWAY = "away"  # announced, and for longer than from one heartbeat to the next


class Sign(StrEnum):
    """What was noticed."""

    TURN = "turn"  # a meeting was held, or a month is over, without a sign of life
    LIFE = "life"
    LOST = "lost"  # the question never reached them
    SILENT = "silent"
    SILENT_ALONE = "silent_alone"  # and there is no deputy who can
    GONE = "gone"
    GONE_ALONE = "gone_alone"
    UNABLE = "unable"  # the deputy cannot
    NOBODY = "nobody"  # the announced day is there
    OVER = "over"  # the pause
    TAKEN = "taken"  # somebody looks after it from now on


_MISSED = {Sign.GONE: Step.DEPUTY, Sign.GONE_ALONE: Step.EVERYONE}
_SETTLED = {Sign.LIFE: Step.CALM, Sign.TAKEN: Step.CALM}
TABLE: dict[Step, dict[Sign, Step]] = {
    Step.CALM: {Sign.TURN: Step.KEEPER, Sign.TAKEN: Step.CALM} | _MISSED,
    Step.KEEPER: {
        Sign.LOST: Step.KEEPER,
        Sign.SILENT: Step.DEPUTY,
        Sign.SILENT_ALONE: Step.AGAIN,
    }
    | _MISSED
    | _SETTLED,
    Step.AGAIN: {Sign.LOST: Step.AGAIN, Sign.SILENT: Step.DEPUTY, Sign.SILENT_ALONE: Step.EVERYONE}
    | _MISSED
    | _SETTLED,
    Step.DEPUTY: {Sign.LOST: Step.DEPUTY, Sign.SILENT: Step.EVERYONE, Sign.UNABLE: Step.EVERYONE} | _SETTLED,
    Step.EVERYONE: {Sign.LOST: Step.EVERYONE, Sign.NOBODY: Step.PAUSED} | _SETTLED,
    Step.PAUSED: {Sign.OVER: Step.EVERYONE} | _SETTLED,
}
"""From each step by each sign to the next; what is not here leaves it as it is."""

OPEN = frozenset({Step.EVERYONE, Step.PAUSED})
"""Steps in which everyone knows that nobody looks after it: only who says so themselves ends them."""


@dataclass(frozen=True)
class Asked:
    """Somebody whom a question is or may be for.

    `reached_at` is when it reached them (UTC), since the step began; `waits` that it is still on its way.
    """

    reachable: bool = True
    away_until: date | None = None
    reached_at: datetime | None = None
    waits: bool = False

    def is_away(self, day: date) -> bool:
        """On announced leave that day."""
        return self.away_until is not None and day <= self.away_until

    def is_lost(self) -> bool:
        """Nothing reached them and nothing is on its way: they have to be asked once more."""
        return self.reached_at is None and not self.waits

    def is_silent(self, now: datetime, zone: ZoneInfo, after: timedelta = SILENT_AFTER) -> bool:
        """Silent for so long since it reached them; announced leave does not count."""
        if not self.reachable or self.reached_at is None or self.is_away(now.astimezone(zone).date()):
            return False
        since = self.reached_at
        if self.is_away(since.astimezone(zone).date()) and self.away_until is not None:
            since = local_instant(self.away_until + DAY, time(0), zone)
        return now - since >= after


@dataclass(frozen=True)
class Watch:
    """How far it is: since when, why, and in EVERYONE and PAUSED the day that was announced."""

    step: Step
    since: datetime
    cause: Cause | None = None
    until: date | None = None


@dataclass(frozen=True)
class Facts:
    """What there is to see. `life_at` and `met_at` (UTC): the last sign of life, and the last meeting."""

    keeper: Asked | None
    deputy: Asked | None
    life_at: datetime | None = None
    met_at: datetime | None = None
    everyone: tuple[Asked, ...] = ()
    offered_at: datetime | None = None


def sign(watch: Watch, facts: Facts, now: datetime, zone: ZoneInfo) -> Sign | None:
    """What is to be seen at `now` (UTC) that changes something; None when there is nothing."""
    today = now.astimezone(zone).date()
    match watch.step:
        case Step.PAUSED:
            return (
                Sign.OVER
                if watch.until is not None and today >= watch.until
                else _back(watch, facts, now, zone)
            )
        case Step.EVERYONE:
            return _back(watch, facts, now, zone) or _from_everyone(watch, facts, now, zone)
        case Step.DEPUTY:
            lives = _lives(watch, facts) and watch.cause is Cause.SILENT
            return Sign.LIFE if lives else _back(watch, facts, now, zone) or _from_deputy(facts, now, zone)
        case Step.CALM:
            return _missing(facts, now, zone) or _turn(watch, facts, now, zone)
        case Step.KEEPER | Step.AGAIN:
            if _lives(watch, facts):
                return Sign.LIFE
            return _missing(facts, now, zone) or _from_keeper(facts, now, zone)


def moved(
    watch: Watch,
    seen: Sign,
    why: Cause | None,
    now: datetime,
    zone: ZoneInfo,
    calendar: Calendar,
    there: Iterable[Asked] = (),
) -> Watch | None:
    """Where this sign leads from here; None when it leads nowhere. `there` are those whom EVERYONE asks."""
    step = TABLE[watch.step].get(seen)
    if step is None:
        return None
    if seen is Sign.LOST:
        return watch
    to = Watch(step, now, None if step is Step.CALM else why or watch.cause)
    if step is Step.EVERYONE:
        return replace(to, until=answer_by(there, now, zone, calendar))
    return replace(to, until=paused_until(now, zone, calendar)) if step is Step.PAUSED else to


def cause(facts: Facts, now: datetime, zone: ZoneInfo) -> Cause:
    """Why the keeper is not the one to ask."""
    if facts.keeper is None:
        return Cause.LEFT
    if not facts.keeper.reachable:
        return Cause.UNREACHED
    return Cause.AWAY if _long_away(facts.keeper, now, zone) else Cause.SILENT


def deputy_can(deputy: Asked | None, day: date) -> bool:
    """Whether it is of use to ask the deputy: there, within reach, and not on leave for another week."""
    return deputy is not None and deputy.reachable and not deputy.is_away(day + SILENT_AFTER)


def answer_by(asked: Iterable[Asked], now: datetime, zone: ZoneInfo, calendar: Calendar) -> date:
    """The day that is named to everyone: two weeks on, later for who is on leave shortly; a working day."""
    today = now.astimezone(zone).date()
    back = [each.away_until for each in asked if each.away_until is not None and each.is_away(today)]
    last = max((day for day in back if day <= today + ANSWER_WITHIN), default=today)
    return add_workdays(last + ANSWER_WITHIN, 1, calendar)


def paused_until(now: datetime, zone: ZoneInfo, calendar: Calendar) -> date:
    """Until when a pause lasts: the working day on which everyone is asked once more."""
    return workday_on_or_after(months_on(now.astimezone(zone).date(), PAUSE), calendar)


def next_look(now: datetime, zone: ZoneInfo, calendar: Calendar) -> datetime:
    """The next working day at nine (UTC)."""
    return local_instant(add_workdays(now.astimezone(zone).date(), 1, calendar), LOOKS_AT, zone)


def may_stand_together(one: int | None, other: int | None) -> bool:
    """Keeper and deputy come from different organisations; of two outside facilitators one is enough."""
    return one != other


def who_acts(
    coordinators: bool, keeper: int | None, deputy: int | None, reached: Container[int]
) -> int | None:
    """Who does what needs a coordinator while there is none: the keeper, or else the deputy."""
    if coordinators:
        return None
    return next((each for each in (keeper, deputy) if each is not None and each in reached), None)


def is_confirmed(own: int | None, said: set[int], others: set[int], *, by_coordinator: bool) -> bool:
    """Whether an offer is taken: `said` are the organisations of who agreed, `others` of all who could.

    Two of them, that of who offers among them, or as many as there are: one that is silent stops nobody, and
    nobody takes over who has no other organisation behind them.
    """
    mine = {own} if own is not None else set()
    return by_coordinator or len((said & others) | mine) >= min(CONFIRMATIONS, len(others | mine))


def _lives(watch: Watch, facts: Facts) -> bool:
    return facts.life_at is not None and facts.life_at > watch.since


def _long_away(keeper: Asked, now: datetime, zone: ZoneInfo) -> bool:
    return keeper.is_away(months_on(now.astimezone(zone).date(), HEARTBEAT))


def _missing(facts: Facts, now: datetime, zone: ZoneInfo) -> Sign | None:
    if cause(facts, now, zone) is Cause.SILENT:
        return None
    return Sign.GONE if deputy_can(facts.deputy, now.astimezone(zone).date()) else Sign.GONE_ALONE


def _back(watch: Watch, facts: Facts, now: datetime, zone: ZoneInfo) -> Sign | None:
    """Somebody who could not be reached, or was away, is there again."""
    were_gone = watch.cause in {Cause.UNREACHED, Cause.AWAY}
    return Sign.LIFE if were_gone and cause(facts, now, zone) is Cause.SILENT else None


def _turn(watch: Watch, facts: Facts, now: datetime, zone: ZoneInfo) -> Sign | None:
    today = now.astimezone(zone).date()
    if facts.keeper is None or facts.keeper.is_away(today):
        return None
    last = max(filter(None, (watch.since, facts.life_at)))
    if today >= months_on(last.astimezone(zone).date(), HEARTBEAT):
        return Sign.TURN
    if facts.met_at is None or facts.met_at <= watch.since or _lives(watch, facts):
        return None
    return Sign.TURN if facts.met_at.astimezone(zone).date() < today else None


def _from_keeper(facts: Facts, now: datetime, zone: ZoneInfo) -> Sign | None:
    if facts.keeper is None or facts.keeper.is_away(now.astimezone(zone).date()):
        return None
    if facts.keeper.is_lost():
        return Sign.LOST
    if not facts.keeper.is_silent(now, zone):
        return None
    return Sign.SILENT if deputy_can(facts.deputy, now.astimezone(zone).date()) else Sign.SILENT_ALONE


def _from_deputy(facts: Facts, now: datetime, zone: ZoneInfo) -> Sign | None:
    if facts.deputy is None or not deputy_can(facts.deputy, now.astimezone(zone).date()):
        return Sign.UNABLE
    if facts.deputy.is_lost():
        return Sign.LOST
    return Sign.SILENT if facts.deputy.is_silent(now, zone) else None


def _from_everyone(watch: Watch, facts: Facts, now: datetime, zone: ZoneInfo) -> Sign | None:
    today = now.astimezone(zone).date()
    there = [each for each in facts.everyone if each.reachable]
    if any(each.is_lost() and not each.is_away(today) for each in there):
        return Sign.LOST
    if watch.until is None or today < watch.until:
        return None
    if facts.offered_at is not None and now - facts.offered_at < ANSWER_WITHIN:
        return None
    reached = [each for each in there if each.reached_at is not None]
    thinking = any(each.reached_at is not None and now - each.reached_at < ANSWER_WITHIN for each in reached)
    waiting = len(reached) < len(there)
    if (thinking or waiting) and today < watch.until + AT_MOST:
        return None
    return Sign.NOBODY
