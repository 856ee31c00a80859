"""What people gave against what the database holds, and what they saw more often than they should."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlmodel import col, select

from simulator.transcript import Deed, Event
from storage.queries import rounds
from storage.tables import Inbox, Member, Seat, StoredAnswer
from storage.tables.post import Receipt
from storage.unit import Unit
from tests.torture.respondent import Attempt, Respondent

Prompt = tuple[str, tuple[tuple[str, ...], ...]]

REPEATS = 0.025
"""Of all that was shown, so much may have been shown twice."""


@dataclass
class Verdict:
    """Answers by what became of them; `failed` are events that the bot could not handle."""

    given: int = 0
    lost: int = 0
    twice: int = 0
    elsewhere: int = 0
    failed: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Something was given, and all of it is there once and in its place."""
        return self.given > 0 and not (self.lost or self.twice or self.elsewhere or self.failed)

    def __str__(self) -> str:
        """The figures."""
        return (
            f"{self.given} answers: {self.lost} lost, {self.twice} kept twice, {self.elsewhere} elsewhere, "
            f"{self.failed} set aside"
        )


def verdict(unit: Unit, respondents: Iterable[Respondent]) -> Verdict:
    """Judge the answers of everyone, each in the one round that they answered; nobody else gave any."""
    found = Verdict()
    by_name = {each.person.name: each for each in respondents}
    seats = select(Seat, Member.name).join(Member, col(Member.id) == col(Seat.member_id))
    for seat, name in unit.session.exec(seats):
        _judge(unit, name, seat.id, by_name[name].attempts if name in by_name else {}, found)
    found.failed = len(unit.session.exec(select(Inbox.id).where(Inbox.state == Receipt.FAILED)).all())
    return found


def _judge(unit: Unit, name: str, seat_id: int, attempts: dict[str, list[Attempt]], found: Verdict) -> None:
    """A question answered n times has revision n: less means lost, more means kept twice.

    Whoever answered the same question again, because it came again, was told that it was answered, or took
    the first one back: one of such a run of answers must stand.
    """
    kept = {question: answer.value for question, answer in rounds.answers(unit, seat_id).items()}
    rows = select(StoredAnswer.question, StoredAnswer.revision).where(StoredAnswer.seat_id == seat_id)
    revisions = dict(unit.session.exec(rows).all())
    found.given += sum(revisions.values())
    found.elsewhere += len(kept.keys() - attempts.keys())
    for question, given in attempts.items():
        certain = [index for index, attempt in enumerate(given) if attempt.certain]
        last_run = given[certain[-2] + 1 if len(certain) > 1 else 0 :]
        may_stand = {attempt.value for attempt in last_run}
        revision = revisions.get(question, 0)
        lost = (bool(certain) and kept.get(question) not in may_stand) + max(0, len(certain) - revision)
        twice = max(0, revision - len(given))
        found.lost += lost
        found.twice += twice
        if lost or twice:
            found.wrong.append(f"{name}, {question}: {kept.get(question)} (revision {revision}) of {given}")


@dataclass
class Seen:
    """How often people saw the same message with buttons again, without having asked for it."""

    prompts: int = 0
    repeats: int = 0
    most: int = 0

    @property
    def is_bearable(self) -> bool:
        """Nothing more than twice, and little of it."""
        return self.most <= 2 and self.repeats <= max(REPEATS * self.prompts, 2)

    def __str__(self) -> str:
        """The figures."""
        share = 100 * self.repeats / max(1, self.prompts)
        return (
            f"{self.prompts} messages with buttons, {self.repeats} shown again ({share:.2f} %), "
            f"none more than {self.most} times"
        )


@dataclass
class _Looking:
    """What somebody saw last, how often in a row, and whether it came after their last act."""

    prompt: Prompt | None = None
    times: int = 0
    answered: bool = True


def seen(events: Iterable[Event], people: Iterable[str]) -> Seen:
    """Count what was sent to these people, and what came twice in a row.

    Who touches again because nothing came asks to see it again; what is changed in place is seen once.
    """
    found = Seen()
    looking = {name: _Looking() for name in people}
    for event in events:
        if event.chat not in looking:
            continue
        look = looking[event.chat]
        if event.deed in (Deed.TAPPED, Deed.SAID, Deed.CORRECTED):
            if not look.answered:
                look.prompt = None
            look.answered = False
        elif event.deed in (Deed.SENT, Deed.EDITED) and event.buttons:
            prompt = (event.text, event.buttons)
            again = prompt == look.prompt and event.deed is Deed.SENT
            look.times = look.times + 1 if again else 1
            look.prompt, look.answered = prompt, True
            found.prompts += 1
            found.repeats += again
            found.most = max(found.most, look.times)
    return found
