"""A disk that is full or read-only: nothing is acknowledged that is not stored, and all of it comes later."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from bot.clock import Ticker
from process.outcome import Outcome
from storage.backup import check
from storage.store import Store
from storage.trouble import StorageTrouble
from tests.clock import ManualClock
from tests.conftest import KEY, Database
from tests.conversations.rounds import in_the_round
from tests.machine.conftest import Do, Line, Table
from tests.operator.coming_back import Shift, shift

__all__ = ["shift"]

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

WRITES = 50
MOST = 1_073_741_823
"""The highest number of pages, which is also what SQLite begins with."""


def pragma(engine: Engine, sql: str) -> Any:
    with engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        return raw.execute(f"PRAGMA {sql}").fetchone()


@contextmanager
def full(engine: Engine, room: int) -> Iterator[None]:
    """Inside, the file may grow by so many pages and then the disk is full."""
    pages = pragma(engine, "page_count")[0]
    pragma(engine, f"max_page_count = {pages + room}")
    try:
        yield
    finally:
        pragma(engine, f"max_page_count = {MOST}")


@pytest.mark.slow
async def test_a_disk_that_fills_up_at_any_write_loses_nothing(
    store: Store, line: Line, database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(20261123)  # noqa: S311 - which write fails, no secret
    hits = 0
    while hits < WRITES:
        with full(store.engines[0], chance.randrange(0, 12)):
            await line.send(chance.randrange(1, 12))
            hits += bool(line.unanswered)
            await line.offer()
        await line.offer()
        assert line.unanswered == []
    await line.expect_all_once()
    check(Path(database.url.removeprefix("sqlite:///")), KEY)
    assert caplog.text.count("not stored") == 1, "the clock stood still: one line for this minute"


async def test_the_log_tells_of_a_full_disk_once_a_minute(
    store: Store, line: Line, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    with full(store.engines[0], 0):
        await line.send(20)
        for _ in range(9):
            clock.move(timedelta(seconds=20))
            await line.offer()
    assert caplog.text.count("not stored, to be offered again: StorageTrouble") == 4
    assert "answer" not in caplog.text


async def test_a_full_disk_under_the_keys_is_the_same(
    store: Store, line: Line, tmp_path: Path, do: Do, table: Table
) -> None:
    keys: Engine = store.keys._engine

    def fill() -> None:
        """Until the last page has no room for one more key."""
        for member in range(1000, 1200):
            store.words.seal(member, "x", "a")

    with full(keys, 0):
        with pytest.raises(OperationalError, match="full"):
            await asyncio.to_thread(fill)
        await line.send(3)
    await line.offer()
    await line.expect_all_once()


async def test_a_clock_on_a_full_disk_murmurs_and_goes_on(
    store: Store, clock: ManualClock, do: Do, table: Table, caplog: pytest.LogCaptureFixture
) -> None:
    away = True

    def commit(name: str, when: str) -> None:
        if away:
            raise StorageTrouble("the disk of the database is full")

    store.on_commit = commit
    ticker = Ticker(store, lambda *_: Outcome(), clock, lambda: None)
    for _ in range(130):
        clock.move(timedelta(seconds=1))
        await ticker.tick()
    assert caplog.text.count("what is due cannot be read") == 3
    away = False
    await ticker.tick()


async def test_a_file_that_cannot_be_written_any_more_keeps_all_at_telegram(
    store: Store, line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    """As after the kernel mounted the disk read-only: SQLite says the same."""
    pragma(store.engines[0], "query_only = 1")
    await line.send(5)
    assert await line.offer() == 5
    assert caplog.text.count("not stored, to be offered again: StorageRefused") == 1
    pragma(store.engines[0], "query_only = 0")
    assert await line.offer() == 0
    await line.expect_all_once()


async def test_a_tap_that_cannot_be_stored_is_offered_again_until_it_can(shift: Shift) -> None:
    carla = (await in_the_round(shift)).carla
    await carla.taps("Beginnen")
    shift.simulator.settle = None
    before = len(carla.toasts)
    pragma(shift.store.engines[0], "query_only = 1")
    polls = shift.simulator.polls
    await carla.taps("Ja")
    await shift.simulator.happens(lambda: shift.simulator.polls >= polls + 2)
    assert shift.simulator.unconfirmed == 1
    assert len(carla.toasts) == before
    pragma(shift.store.engines[0], "query_only = 0")
    await shift.settle()
    carla.sees("2 van 5")
