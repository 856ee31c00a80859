"""`vinkje retention` prints what goes when and changes nothing; with `--now` it goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select

from storage.queries import partnerships
from storage.store import Store
from storage.tables import Round
from storage.unit import Unit
from tests.clock import A_MONDAY, ManualClock
from tests.conftest import Database
from tests.operator.terminal import Terminal
from tests.retention.test_terms import DAY, a_round, founded

pytestmark = pytest.mark.one_database


def a_year_ago(unit: Unit) -> None:
    partnership, members = founded(unit, A_MONDAY - 800 * DAY)
    for days in (500, 20):
        a_round(unit, partnership, members, [0, 2, 4], True, A_MONDAY - days * DAY)


async def test_it_shows_what_goes_and_does_it_only_when_asked(
    store: Store, database: Database, clock: ManualClock, tmp_path: Path
) -> None:
    await store.run(a_year_ago, name="test")
    terminal, now = Terminal(database, tmp_path), tmp_path / "now"
    now.write_text(A_MONDAY.isoformat(), "ascii")
    said = await terminal.types("retention", "--clock", str(now))
    assert said.code == 0
    for words in (
        "Thuis in Oost (keeps for 12 months)",
        "balanscheck 1: now, over time since Sat 11 July 2026",
        "balanscheck 2: Wed 3 November 2027",
        "To go now: 1.",
    ):
        assert words in said.text, said.text
    assert await emptied(store) == [False, False]
    done = await terminal.types("retention", "--now", "--clock", str(now))
    assert "Erased: texts and names of 1 round, and 0 names" in done.text
    assert await emptied(store) == [True, False]
    assert "Nothing has to go now." in (await terminal.types("retention", "--clock", str(now))).text


async def emptied(store: Store) -> list[bool]:
    every = select(Round).order_by(Round.id)
    rows = await store.read(lambda unit: list(unit.session.exec(every)), name="look")
    return [row.emptied_at is not None for row in rows]


async def test_a_partnership_that_ended_is_shown_with_its_date_and_goes_on_it(
    store: Store, database: Database, clock: ManualClock, tmp_path: Path
) -> None:
    def ended(unit: Unit) -> None:
        partnership, _ = founded(unit, A_MONDAY - 800 * DAY)
        partnerships.end(unit, partnerships.partnership(unit, partnership), A_MONDAY - 400 * DAY)

    await store.run(ended, name="test")
    terminal, now = Terminal(database, tmp_path), tmp_path / "now"
    now.write_text(A_MONDAY.isoformat(), "ascii")
    said = await terminal.types("retention", "--clock", str(now))
    assert "Thuis in Oost has ended: everything of people goes on Mon 19 October 2026" in said.text
    assert "To go now: 1." in said.text
    done = await terminal.types("retention", "--now", "--clock", str(now))
    assert "Erased: everything of people in 1 ended partnership." in done.text
    assert "Nothing has to go now." in (await terminal.types("retention", "--clock", str(now))).text
