"""The year in numbers: per partnership what people got, and what came of the rounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from demo.year.clockwork import Year
from demo.year.ledger import Ledger, started
from demo.year.reacting import ZONE
from process.states import RoundStage, SeatState

SILENT = {
    "keepers": ("again", "deputy", "everyone", "paused"),
    "people": ("unreachable",),
    "discuss": ("becomes",),
    "agreeing": ("due_after",),
}
"""By subject how the keys begin of what is said when somebody, or something, was not heard of."""

_HEADS = ("", "people", "messages/month", "most", "rounds", "shown", "discussed", "answered",
          "agreed", "done", "red open", "silences")  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One partnership. Messages are those that the bot started, per person in a month of the calendar."""

    name: str
    people: int
    mean: float
    most: int
    rounds: int
    shown: int
    discussed: int
    answered: float
    red: int
    silences: int
    events: Counter[str]

    @property
    def cells(self) -> tuple[str, ...]:
        """As it stands in the table."""
        return (
            self.name, str(self.people), f"{self.mean:.1f}", str(self.most), str(self.rounds),
            str(self.shown), str(self.discussed), f"{self.answered:.0%}",
            str(self._happened("agreement_yes", "agreement_met")), str(self._happened("agreement_done")),
            str(self.red), str(self.silences),
        )  # fmt: skip

    def _happened(self, *kinds: str) -> int:
        return sum(self.events[kind] for kind in kinds)


def lines(year: Year, ledger: Ledger) -> list[Line]:
    """A line for each partnership, in the order in which they were made."""
    got: dict[int, Counter[tuple[str, int, int]]] = {}
    for person, letter in started(year.people):
        month = letter.at.astimezone(ZONE)
        where = ledger.partnership_of(letter)
        if where is not None:
            got.setdefault(where, Counter())[person.name, month.year, month.month] += 1
    quiet = _silences(year, ledger)
    return [_line(ledger, each, got.get(each, Counter()), quiet[each]) for each in ledger.partnerships]


def table(found: list[Line]) -> str:
    """The lines under their heads, in columns."""
    rows = [_HEADS, *(line.cells for line in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    return "\n".join(
        "  ".join(cell.ljust(width) if not column else cell.rjust(width)
                  for column, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    )  # fmt: skip


def most_of_all(year: Year) -> tuple[str, int]:
    """Who was disturbed most in one month over all their partnerships, and how often."""
    counted: Counter[tuple[str, int, int]] = Counter()
    for person, letter in started(year.people):
        month = letter.at.astimezone(ZONE)
        counted[person.name, month.year, month.month] += 1
    (name, _, _), most = counted.most_common(1)[0]
    return name, most


def _line(ledger: Ledger, partnership: int, got: Counter[tuple[str, int, int]], silences: int) -> Line:
    rounds = ledger.rounds_of(partnership)
    seats = [seat for seat in ledger.seats.values() if seat.round_id in {each.id for each in rounds}]
    sent = sum(1 for seat in seats if seat.state == SeatState.SENT)
    members = ledger.members_of(partnership)
    months = sum(_months(ledger, partnership))
    return Line(
        ledger.partnerships[partnership].name,
        len(members),
        sum(got.values()) / months if months else 0,
        max(got.values(), default=0),
        len(rounds),
        sum(1 for each in rounds if each.revealed_at is not None),
        sum(1 for each in rounds if each.stage == RoundStage.SETTLED and each.revealed_at is not None),
        sent / len(seats) if seats else 0,
        ledger.red.get(partnership, 0),
        silences,
        ledger.events.get(partnership, Counter()),
    )


def _silences(year: Year, ledger: Ledger) -> Counter[int]:
    """How often it was noticed that something fell silent: each step once, however many heard of it."""
    noticed = {
        (ledger.partnership_of(letter), letter.key, letter.at.date())
        for _, letter in started(year.people)
        if letter.is_one_of(SILENT)
    }
    return Counter(where for where, _, _ in noticed if where is not None)


def _months(ledger: Ledger, partnership: int) -> Iterator[float]:
    """How long everyone took part, in months."""
    for member in ledger.members_of(partnership):
        until = member.left_at or ledger.until
        yield (until - member.joined_at).days / 30.4
