"""Living through it: the partnerships, month by month, and the verdict afterwards."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from demo.year import promises, report
from demo.year.almanac import at, plan
from demo.year.clockwork import Year, opened
from demo.year.eight import Play
from demo.year.ledger import Ledger, started
from demo.year.promises import Broken
from demo.year.report import Line

_STEP = timedelta(days=28)
_MOST_TOLD = 40


@dataclass(frozen=True)
class Lived:
    """What became of it: `could_not` is who wanted something and found no way, `complaints` the log."""

    lines: list[Line]
    broken: list[Broken]
    could_not: list[str]
    complaints: list[str]
    kinds: Counter[str]
    most: tuple[str, int]
    acts: int
    letters: int
    drawn: str

    @property
    def is_kept(self) -> bool:
        """Whether all went as it was promised."""
        return not (self.broken or self.could_not or self.complaints)

    def told(self) -> Iterator[str]:
        """The year in words and numbers."""
        yield report.table(self.lines)
        name, most = self.most
        yield f"most messages in one month, over all partnerships: {most} ({name})"
        yield f"{self.acts} acts of people, {self.letters} messages; {self.drawn}"
        yield "started by the bot: " + ", ".join(f"{key} {n}" for key, n in self.kinds.most_common())
        for line in self.lines:
            happened = ", ".join(f"{kind} {n}" for kind, n in sorted(line.events.items()))
            yield f"  {line.name}: {happened}"
        for what, found in (
            ("BROKEN", self.broken),
            ("COULD NOT", self.could_not),
            ("LOGGED", self.complaints),
        ):
            for each in found[:_MOST_TOLD]:
                yield f"{what} {each}"
            if found:
                yield f"{what} {len(found)} in all"


async def live(
    plays: Sequence[Play],
    until: date,
    seed: int,
    tell: Callable[[str], None],
    drawn: str | None = None,
) -> Lived:
    """Live through these partnerships from the day on which the first is made; `tell` hears of progress."""
    day = min(play.made_on for play in plays)
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        async with opened(Path(folder), at(day, 9), seed, drawn) as year:
            for play in plays:
                plan(year, play)
            while day < until:
                day = min(until, day + _STEP)
                await year.until(at(day, 9))
                letters = sum(len(person.seen) for person in year.people.values())
                tell(f"{day}: {year.acts} acts, {letters} messages, {time.perf_counter() - begun:.0f} s")
            return verdict(year, await Ledger.of(year))


def verdict(year: Year, ledger: Ledger) -> Lived:
    """Hold what happened against what was promised."""
    complaints = [*dict.fromkeys(year.complaints.said)]
    if ledger.set_aside:
        complaints.append(f"{ledger.set_aside} acts of people were set aside")
    complaints += [f"given up: {kind}" for kind in ledger.given_up]
    asked = ", ".join(f"{n} {kind}" for kind, n in year.easel.asked.most_common())
    return Lived(
        report.lines(year, ledger),
        promises.broken(year, ledger),
        year.could_not,
        complaints,
        Counter(letter.key for _, letter in started(year.people)),
        report.most_of_all(year),
        year.acts,
        sum(len(person.seen) for person in year.people.values()),
        f"asked for {asked}; {year.easel.drawn} drawn",
    )
