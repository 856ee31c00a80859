"""Asking another organisation through the bot: always check, never assume (ANNA, Weer Thuis §4.2).

Calling comes first. What the bot carries is an open question with the name of who asks, to one person
of the organisation, who may answer, would rather talk, hand it on, or pass; in the end it is answered
or it stands on the sheet. A pass is told to nobody: until the harvest it looks like a question that
still lies there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from process.rules.around import CLOSES_AT
from process.rules.cadence import Calendar, add_workdays, local_instant
from process.rules.overview import Overview

MOST = 3
"""So many questions one person gets in a round, those that they handed on among them."""
REMINDED_ON = 2
"""Working days after which a question is brought up again, once."""
QUIET = 2
"""Working days without anything new after which an answered relay is over before its time."""


class Known(StrEnum):
    """How sure the asker is of what another organisation means."""

    SUPPOSED = "supposed"  # vermoed
    ASKED = "asked"  # gevraagd
    CONFIRMED = "confirmed"  # bevestigd
    CONTRADICTED = "contradicted"  # weersproken


class Way(StrEnum):
    """Where a question stands. All but CALLING and OPEN are ends."""

    CALLING = "calling"  # the asker calls; nobody else knows of it
    CALLED = "called"
    OPEN = "open"  # with somebody of the organisation
    ANSWERED = "answered"
    ALOUD = "aloud"  # they would rather talk about it
    PASSED = "passed"
    SHEET = "sheet"  # nobody could be asked, or nobody answered in time
    TAKEN_BACK = "taken_back"  # by the asker


class Does(StrEnum):
    """What happens to a question."""

    CALLS = "calls"  # the asker called, and says what they know now
    ANSWERS = "answers"
    TALKS = "talks"  # would rather say it at the table
    PASSES = "passes"
    WITHDRAWS = "withdraws"  # the answer that was given
    TAKES_BACK = "takes_back"  # the question, by who asked it
    LOSES = "loses"  # nobody of the organisation can be asked any more
    ENDS = "ends"  # everyone gets the harvest


_WAYS: dict[tuple[Way, Does], Way] = {
    (Way.CALLING, Does.CALLS): Way.CALLED,
    (Way.OPEN, Does.ANSWERS): Way.ANSWERED,
    (Way.OPEN, Does.TALKS): Way.ALOUD,
    (Way.OPEN, Does.PASSES): Way.PASSED,
    (Way.OPEN, Does.LOSES): Way.SHEET,
    (Way.OPEN, Does.ENDS): Way.SHEET,
    (Way.ANSWERED, Does.ANSWERS): Way.ANSWERED,
    (Way.ANSWERED, Does.WITHDRAWS): Way.PASSED,
    **{
        (way, Does.TAKES_BACK): Way.TAKEN_BACK
        for way in (Way.OPEN, Way.ANSWERED, Way.ALOUD, Way.PASSED, Way.SHEET)
    },
}

ON_SHEET = frozenset({Way.ALOUD, Way.PASSED, Way.SHEET})
"""What is left for the table."""
ENDS = ON_SHEET | {Way.ANSWERED}
"""How a question that the bot carried, and that was not taken back, can end."""


def after(way: Way, does: Does) -> Way | None:
    """Where a question stands when this happens to it; None when it cannot happen any more."""
    return _WAYS.get((way, does))


@dataclass(frozen=True)
class Candidate:
    """Somebody who can answer for their organisation, and how many questions they got in this round."""

    member: int
    received: int


def receiver(candidates: Iterable[Candidate]) -> int | None:
    """Who gets the next question: who got least, of those below MOST. None: it is for the sheet."""
    free = [each for each in candidates if each.received < MOST]
    return min(free, key=lambda each: (each.received, each.member)).member if free else None


@dataclass(frozen=True)
class Asked:
    """One question of a round as far as the end of the relay depends on it; `at` is what happened last."""

    way: Way
    at: datetime


def is_quiet(asked: Iterable[Asked], since: datetime) -> bool:
    """Whether everything was answered, and nothing has happened after `since`.

    A pass keeps the relay open: an end before its time would tell that somebody passed.
    """
    carried = [each for each in asked if each.way not in {Way.CALLING, Way.CALLED, Way.TAKEN_BACK}]
    waits = any(each.way in {Way.OPEN, Way.PASSED} for each in carried)
    return bool(carried) and not waits and all(each.at <= since for each in carried)


def ends_at(
    begins: datetime, workdays: int, sheet_at: datetime | None, zone: ZoneInfo, calendar: Calendar
) -> datetime:
    """When a relay that begins at an instant is over (UTC): after so many working days, or with the sheet."""
    day = add_workdays(begins.astimezone(zone).date(), workdays, calendar)
    term = local_instant(day, CLOSES_AT, zone)
    return min(term, sheet_at) if sheet_at is not None else term


def quiet_at(since: datetime, zone: ZoneInfo, calendar: Calendar) -> datetime:
    """When it is looked whether a relay is over before its time (UTC)."""
    return local_instant(add_workdays(since.astimezone(zone).date(), QUIET, calendar), CLOSES_AT, zone)


def topics(shown: Overview, organisation: int) -> frozenset[str]:
    """The questions of which all can see that this organisation answered them."""
    ticks = (
        item.question
        for item in shown.items
        for cell in item.cells
        if cell.organisation == organisation
        and cell.counts.green + cell.counts.orange + cell.counts.red + cell.counts.unknown
    )
    choices = (
        item.question
        for item in shown.choices
        for cell in item.cells
        if cell.organisation == organisation and cell.options
    )
    words = (
        item.question
        for item in (*shown.words, *shown.keep)
        for quote in item.quotes
        if quote.organisation == organisation
    )
    return frozenset((*ticks, *choices, *words))
