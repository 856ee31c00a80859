"""Was anything lost? The database against what people tapped and typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

from sqlmodel import col, select

from demo.respondent import Respondent
from simulator.transcript import Deed, Event
from storage.queries import rounds
from storage.store import Store
from storage.tables import Inbox, Member, Seat, StoredAnswer
from storage.tables.post import Receipt
from storage.unit import Unit


@dataclass
class Verdict:
    """Answers counted by what became of them; `failed`: acts of people that the bot could not handle."""

    given: int = 0
    lost: int = 0
    twice: int = 0
    elsewhere: int = 0
    failed: int = 0

    @property
    def numbers(self) -> tuple[int, ...]:
        """All five, in order."""
        return astuple(self)

    @property
    def is_clean(self) -> bool:
        """Everything that was given is there once, in its place, and nothing else is."""
        return self.given > 0 and not any(self.numbers[1:])


async def compare(store: Store, respondents: Iterable[Respondent]) -> Verdict:
    """Count what is in the database, opened with its key, against what everybody gave."""
    expected = {each.person.name: each for each in respondents}
    return await store.read(lambda unit: _compare(unit, expected), name="verdict")


def _compare(unit: Unit, expected: dict[str, Respondent]) -> Verdict:
    verdict = Verdict()
    for seat, member in unit.session.exec(
        select(Seat, Member).join(Member, col(Member.id) == col(Seat.member_id))
    ):
        respondent = expected.get(member.name)
        given = respondent.given if respondent is not None else {}
        times = respondent.times if respondent is not None else Counter[str]()
        kept = {question: answer.value for question, answer in rounds.answers(unit, seat.id).items()}
        verdict.given += sum(times.values())
        verdict.lost += sum(kept.get(question) != value for question, value in given.items())
        verdict.elsewhere += len(kept.keys() - given.keys())
        revisions = dict(
            unit.session.exec(
                select(StoredAnswer.question, StoredAnswer.revision).where(StoredAnswer.seat_id == seat.id)
            ).all()
        )
        verdict.twice += sum(max(0, revisions.get(question, 0) - often) for question, often in times.items())
        verdict.lost += sum(max(0, often - revisions.get(question, 0)) for question, often in times.items())
    verdict.failed = len(unit.session.exec(select(Inbox).where(Inbox.state == Receipt.FAILED)).all())
    return verdict


def copies(events: Sequence[Event], name: str) -> int:
    """How often somebody saw the same message with buttons without having done anything in between."""
    most = 0
    seen: Counter[tuple[str, tuple[tuple[str, ...], ...]]] = Counter()
    for event in events:
        if event.chat != name:
            continue
        if event.deed in (Deed.TAPPED, Deed.SAID, Deed.CORRECTED):
            seen.clear()
        elif event.deed in (Deed.SENT, Deed.EDITED) and event.buttons:
            seen[event.text, event.buttons] += 1
            most = max(most, *seen.values())
    return most
