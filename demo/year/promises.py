"""What everybody was promised about being disturbed, held against every message that they got.

This looks from outside, at what stood on a phone and when. The free days are written down here once more, so
that a fault in the bot's own calendar is seen too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from demo.year.clockwork import Year
from demo.year.ledger import Ledger, over, started
from demo.year.letters import Letter
from demo.year.person import Person
from demo.year.reacting import ZONE
from process.outcome import Urgency

FREE = frozenset(
    date.fromisoformat(day)
    for day in (
        "2027-01-01", "2027-03-28", "2027-03-29", "2027-04-27", "2027-05-06", "2027-05-16", "2027-05-17",
        "2027-12-25", "2027-12-26", "2028-01-01",
    )
)  # fmt: skip
"""The public holidays of the Netherlands in this year; 5 May is one in lustrum years only."""
SLOTS = {
    "": (time(8), time(18)),
    "morning": (time(8), time(12)),
    "noon": (time(12), time(14)),
    "afternoon": (time(14), time(18)),
}
"""Between which local times somebody wants to be disturbed; a result comes to all at once, from 8 to 18."""
_JUST_NOW = timedelta(minutes=1)

BUDGET, MONTH = 4, timedelta(days=30)
"""So many messages in any thirty days, over all partnerships; only an invitation may go over it."""
INVITATIONS = {"opening": ("",), "openings": ("",)}
COUNTED = INVITATIONS | {
    "round": ("reminder",),
    "agreeing": ("due", "reason_told", "help_asked"),
    "keepers": ("alive", "again", "deputy", "everyone"),
    "digest": ("",),
}
"""By subject how the keys begin of what takes attention.

Not: what was asked for, a result with all that comes along with it, an answer, and what all have to know.
"""


@dataclass(frozen=True)
class Broken:
    """A promise that was not kept: which, to whom, when, and by what."""

    promise: str
    name: str
    at: datetime
    by: str

    def __str__(self) -> str:
        return f"{self.promise}: {self.name}, {self.at.astimezone(ZONE):%a %Y-%m-%d %H:%M}, {self.by}"


def broken(year: Year, ledger: Ledger) -> list[Broken]:
    """Everything that was promised and not kept, in the order of the list below."""
    return [
        *(
            Broken("wrong hour", who.name, it.at, it.key)
            for who, it in started(year.people)
            if _at_wrong_hour(who, it)
        ),
        *(
            Broken("free day", who.name, it.at, it.key)
            for who, it in started(year.people)
            if _on_free_day(it)
        ),
        *(Broken("on leave", who.name, it.at, it.key) for who, it in started(year.people) if _away(who, it)),
        *_after_sending(year, ledger),
        *_two_rounds(ledger),
        *_over_budget(year),
        *_answers_out_of_the_blue(year),
    ]


def _at_wrong_hour(person: Person, letter: Letter) -> bool:
    begins, ends = SLOTS[person.slot if letter.urgency is Urgency.NOTICE else ""]
    return not begins <= letter.at.astimezone(ZONE).time() < ends


def _on_free_day(letter: Letter) -> bool:
    """Everybody in this year kept to working days."""
    day = letter.at.astimezone(ZONE).date()
    return day in FREE or day.weekday() >= 5


def _away(person: Person, letter: Letter) -> bool:
    return person.is_away(letter.at.astimezone(ZONE).date())


def _after_sending(year: Year, ledger: Ledger) -> Iterator[Broken]:
    """Between sending and the result one hears nothing about that round."""
    owners = {member.id: ledger.people.get(member.person_id) for member in ledger.members.values()}
    for person, letter in started(year.people):
        seat = ledger.seats.get(ledger.seat_of(letter) or 0)
        if seat is None or seat.sent_at is None or owners[seat.member_id] != person.name:
            continue
        round_ = ledger.rounds[seat.round_id]
        closed = min((at for at in (round_.closed_at, round_.settled_at) if at is not None), default=None)
        if seat.sent_at < letter.at and (closed is None or letter.at < closed):
            yield Broken("about a round that they had finished", person.name, letter.at, letter.key)


def _two_rounds(ledger: Ledger) -> Iterator[Broken]:
    for partnership in ledger.partnerships.values():
        for before, after in pairwise(ledger.rounds_of(partnership.id)):
            ended = over(before)
            if ended is None or ended > after.opened_at:
                yield Broken("two open rounds", partnership.name, after.opened_at, after.flow)


def _over_budget(year: Year) -> Iterator[Broken]:
    for person in year.people.values():
        spent: list[datetime] = []
        for letter in person.seen:
            if letter.urgency is not Urgency.NOTICE or not letter.is_one_of(COUNTED):
                continue
            spent = [at for at in spent if at > letter.at - MONTH]
            if len(spent) >= BUDGET and not letter.is_one_of(INVITATIONS):
                yield Broken(f"more than {BUDGET} in a month", person.name, letter.at, letter.key)
            spent.append(letter.at)


def _answers_out_of_the_blue(year: Year) -> Iterator[Broken]:
    """What goes out as an answer must answer something: otherwise it could come at any hour."""
    for person in year.people.values():
        done = sorted(person.acted)
        for letter in person.seen:
            if letter.is_answer and not _recent(done, letter.at):
                yield Broken("an answer to nothing", person.name, letter.at, letter.key)


def _recent(done: list[datetime], at: datetime) -> bool:
    place = bisect_right(done, at)
    return place > 0 and at.astimezone(UTC) - done[place - 1] <= _JUST_NOW
