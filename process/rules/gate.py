"""The one gate under every surface: chat, picture, sheet, digest, export, log.

The seal opens when nobody is left to wait for, or at the deadline, whichever is first; in both cases
only when enough organisations have answered. Nothing else in the program can look behind a seal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import InitVar, dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Generic, TypeVar

from flows.engine import Answer, relevant
from flows.model import Flow
from process.rules.counts import is_answer
from process.rules.sealed import Sealed
from process.rules.turnout import Attendance, Turnout, heard, turnout
from process.states import Layer, SeatState

GRACE = timedelta(minutes=1)
"""Collecting closes this long after the announced time, so that a last answer is not cut off by a clock."""

_KEY = object()

T = TypeVar("T")


@dataclass(frozen=True)
class Voice:
    """What one person answered in a round, by question id. The answers stay out of every printout."""

    seat: int
    member: int
    organisation: int | None
    layer: Layer | None
    answers: Mapping[str, Answer] = field(repr=False)


@dataclass(frozen=True)
class Revealed(Generic[T]):
    """A value that may be shown. Only the gate makes one; anybody else gets a TypeError."""

    value: T = field(repr=False)
    key: InitVar[object] = None

    def __post_init__(self, key: object) -> None:
        if key is not _KEY:
            raise TypeError("only process.rules.gate reveals: pass the Sealed value to open_seal")


class Why(Enum):
    """Why the seal opens now."""

    EVERYONE = "everyone"  # nobody is left to wait for
    DEADLINE = "deadline"


@dataclass(frozen=True)
class Opens:
    """The answers may be shown."""

    why: Why


@dataclass(frozen=True)
class StillSealed:
    """Nothing may be shown yet; so many people are still waited for."""

    waiting_for: int


@dataclass(frozen=True)
class TooFew:
    """Collecting is over and there is no picture of them together: the coordinator chooses what now."""

    turnout: Turnout


Verdict = Opens | StillSealed | TooFew


def who_answered(flow: Flow, voices: Iterable[Voice]) -> frozenset[int]:
    """The members who answered something that still hangs on their path."""
    return frozenset(
        voice.member for voice in voices if any(map(is_answer, relevant(flow, voice.answers).values()))
    )


def verdict(
    attendances: Iterable[Attendance], closes: datetime, now: datetime, *, of_one: bool = False
) -> Verdict:
    """Whether the seal opens. `closes` is the announced time; both are aware.

    `of_one`: one organisation alone is asked, as it was told; then it is enough that it answered. An answer
    that is sent never closes what was open.
    """
    everyone = tuple(attendances)
    waiting = sum(attendance.awaited for attendance in everyone)
    if waiting and now < closes + GRACE:
        return StillSealed(waiting)
    counted = turnout(everyone)
    if not (counted.is_enough or (of_one and counted.organisations_answered)):
        return TooFew(counted)
    return Opens(Why.DEADLINE if waiting else Why.EVERYONE)


def open_seal(
    sealed: Sealed[tuple[Voice, ...]],
    attendances: Iterable[Attendance],
    closes: datetime,
    now: datetime,
    flow: Flow,
) -> Revealed[tuple[Voice, ...]] | StillSealed | TooFew:
    """Open the seal if it may be opened. What was answered and not sent stays behind.

    Whoever sent without answering anything of `flow` does not count as an answer of their organisation.
    """
    everyone = tuple(attendances)
    voices = sealed._reveal()  # the only call in the program
    of_one = flow.collect.who.chosen
    decided = verdict(heard(everyone, who_answered(flow, voices)), closes, now, of_one=of_one)
    if not isinstance(decided, Opens):
        return decided
    sent = {attendance.member for attendance in everyone if attendance.state is SeatState.SENT}
    return Revealed(tuple(voice for voice in voices if voice.member in sent), _KEY)
