"""A year in miniature: two partnerships, ten weeks, the real bot; and whether a broken promise is seen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.channel import Screen
from demo.year import promises
from demo.year.almanac import at
from demo.year.apart import apart
from demo.year.clockwork import Year, opened
from demo.year.eight import EIGHT, Part, Play, every
from demo.year.habits import BUSY, KEEN, SILENT
from demo.year.ledger import Ledger
from demo.year.letters import Letter
from demo.year.lived import live
from process.message import Notice
from process.outcome import Urgency

BEGINS, ENDS = date(2027, 2, 1), date(2027, 4, 9)
SHARED = Part("Hanna de Boer", "Zorggroep Vier")
SMALL = (
    Play(
        "De Brug",
        "meets every four weeks",
        BEGINS,
        (Part("Anna Bos", "Gemeente", KEEN), Part("Bert Vos", "Woonstad", BUSY), SHARED),
        meetings=every(4, date(2027, 2, 25), ENDS),
        leave=(("Bert Vos", date(2027, 3, 22), date(2027, 4, 2)),),
    ),
    Play(
        "Het Plein",
        "never plans a meeting",
        BEGINS + timedelta(days=1),
        (Part("Cor Mol", "School", KEEN), SHARED, Part("Dia Roos", "Politie", SILENT)),
        goes=(("Dia Roos", date(2027, 4, 6)),),
    ),
)


@pytest.mark.slow
async def test_ten_weeks_of_two_partnerships_go_by_as_everybody_was_promised() -> None:
    told: list[str] = []
    lived = await live(SMALL, ENDS, 1, told.append)
    assert lived.is_kept, "\n".join(lived.told())
    assert [line.name for line in lived.lines] == ["De Brug", "Het Plein"]
    assert all(line.shown >= 1 for line in lived.lines), "\n".join(lived.told())
    assert lived.kinds["opening"] >= 4
    assert len(told) >= 3


def test_the_eight_differ_in_health_and_share_somebody() -> None:
    assert len(EIGHT) == 8
    assert {len(play.organisations) for play in EIGHT} >= {2, 12}
    assert any(not play.meetings for play in EIGHT)
    assert sum("Hanna de Boer" in {part.name for part in play.parts} for play in EIGHT) == 3


@pytest.fixture
async def year(tmp_path: Path) -> AsyncIterator[Year]:
    async with opened(tmp_path, at(BEGINS, 9), 1, None) as year:
        yield year


A_TUESDAY = datetime(2027, 3, 9, 9, 30, tzinfo=UTC)
REMINDER = Letter(A_TUESDAY, "1", Notice("round.reminder"), Urgency.NOTICE, Screen(()))


@pytest.mark.parametrize(
    ("came", "promise"),
    [
        (at(date(2027, 3, 9), 21), "wrong hour"),
        (at(date(2027, 3, 9), 7, 59), "wrong hour"),
        (at(date(2027, 3, 9), 13), "wrong hour"),
        (at(date(2027, 3, 29), 10), "free day"),
        (at(date(2027, 3, 13), 10), "free day"),
        (at(date(2027, 3, 16), 10), "on leave"),
    ],
)
async def test_a_message_at_a_wrong_time_is_seen(year: Year, came: datetime, promise: str) -> None:
    anna = year.person("Anna Bos", KEEN)
    anna.slot = "morning"
    anna.leaves.append((date(2027, 3, 15), date(2027, 3, 19)))
    anna.seen.append(replace(REMINDER, at=came.astimezone(UTC)))
    assert [each.promise for each in promises.broken(year, await Ledger.of(year))] == [promise]


async def test_a_message_too_many_is_seen_and_an_invitation_too_many_is_not(year: Year) -> None:
    anna = year.person("Anna Bos", KEEN)
    anna.seen += [replace(REMINDER, at=A_TUESDAY + timedelta(days=turn)) for turn in (0, 1, 2, 3)]
    opening = replace(REMINDER, message=Notice("openings"), at=A_TUESDAY + timedelta(days=6))
    anna.seen.append(opening)
    assert not promises.broken(year, await Ledger.of(year))
    anna.seen.append(replace(REMINDER, at=A_TUESDAY + timedelta(days=7)))
    assert [each.promise for each in promises.broken(year, await Ledger.of(year))] == [
        "more than 4 in a month"
    ]


async def test_an_answer_that_answers_nothing_is_seen(year: Year) -> None:
    anna = year.person("Anna Bos", KEEN)
    anna.acted.append(A_TUESDAY)
    anna.seen.append(replace(REMINDER, urgency=Urgency.REPLY, at=A_TUESDAY + timedelta(seconds=1)))
    assert not promises.broken(year, await Ledger.of(year))
    anna.seen.append(replace(REMINDER, urgency=Urgency.REPLY, at=A_TUESDAY + timedelta(hours=1)))
    assert [each.promise for each in promises.broken(year, await Ledger.of(year))] == ["an answer to nothing"]


def test_who_shares_somebody_lives_in_the_same_process() -> None:
    groups = apart(EIGHT, 2)
    assert sorted(play.name for group in groups for play in group) == sorted(play.name for play in EIGHT)
    (one, other) = ({part.name for play in group for part in play.parts} for group in groups)
    assert not one & other
