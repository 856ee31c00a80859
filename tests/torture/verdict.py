"""What people gave against what the database holds, and what they saw more often than they should."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, select

from simulator.transcript import Deed, Event
from storage.queries import rounds
from storage.store import Store
from storage.tables import Inbox, Member, Seat, StoredAnswer
from storage.tables.post import Receipt
from storage.unit import Unit
from tests.torture.respondent import Respondent


@dataclass
class Verdict:
    """Answers by what became of them; `failed` are events that the bot could not handle."""

    given: int = 0
    lost: int = 0
    twice: int = 0
    elsewhere: int = 0
    failed: int = 0

    @property
    def is_clean(self) -> bool:
        """Something was given, and all of it is there once and in its place."""
        return self.given > 0 and not (self.lost or self.twice or self.elsewhere or self.failed)


async def verdict(store: Store, respondents: Iterable[Respondent]) -> Verdict:
    """Judge the answers of everyone, each in the one round that they answered; nobody else gave any."""
    by_name = {each.person.name: each for each in respondents}
    return await store.read(lambda unit: _judged(unit, by_name), name="verdict")


def _judged(unit: Unit, by_name: dict[str, Respondent]) -> Verdict:
    found = Verdict(given=sum(each.times.total() for each in by_name.values()))
    seats = select(Seat, Member.name).join(Member, col(Member.id) == col(Seat.member_id))
    for seat, name in unit.session.exec(seats):
        _judge(unit, seat.id, by_name.get(name), found)
    found.failed = len(unit.session.exec(select(Inbox.id).where(Inbox.state == Receipt.FAILED)).all())
    return found


def _judge(unit: Unit, seat_id: int, respondent: Respondent | None, found: Verdict) -> None:
    """A question answered n times has revision n: less means lost, more means kept twice."""
    given = respondent.given if respondent is not None else {}
    kept = {question: answer.value for question, answer in rounds.answers(unit, seat_id).items()}
    rows = select(StoredAnswer.question, StoredAnswer.revision).where(StoredAnswer.seat_id == seat_id)
    revisions = dict(unit.session.exec(rows).all())
    found.elsewhere += len(kept.keys() - given.keys())
    for question, value in given.items():
        often = respondent.times[question] if respondent is not None else 0
        found.lost += kept.get(question) != value
        found.lost += max(0, often - revisions.get(question, 0))
        found.twice += max(0, revisions.get(question, 0) - often)


@dataclass
class Seen:
    """How often the same was put before people who had done nothing in between."""

    prompts: int = 0
    repeats: int = 0
    most: int = 0


def seen(events: Iterable[Event], people: Iterable[str]) -> Seen:
    """Messages with buttons, sent or edited; after an act of the person counting begins anew."""
    found = Seen()
    names = set(people)
    since: dict[str, Counter[tuple[str, tuple[tuple[str, ...], ...]]]] = {name: Counter() for name in names}
    for event in events:
        if event.chat not in names:
            continue
        if event.deed in (Deed.TAPPED, Deed.SAID, Deed.CORRECTED):
            since[event.chat].clear()
        elif event.deed in (Deed.SENT, Deed.EDITED) and event.buttons:
            counted = since[event.chat]
            counted[event.text, event.buttons] += 1
            found.prompts += 1
            found.repeats += counted[event.text, event.buttons] > 1
            found.most = max(found.most, counted[event.text, event.buttons])
    return found
