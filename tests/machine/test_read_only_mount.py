"""A disk that is mounted read-only: no start, and while running nothing unstored is acknowledged."""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from storage.queries import people
from storage.store import Store
from storage.trouble import StorageRefused
from storage.unit import Unit
from tests.clock import ManualClock
from tests.conftest import KEY, Database
from tests.machine.conftest import Line
from tests.machine.dying import FINISHED, in_a_child
from tests.machine.mounts import make_read_only, own_disk, why_not
from tests.storage.conftest import Table, lay_table

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
MINUTES = 3


@pytest.fixture
def disk(database: Database, tmp_path: Path) -> Callable[[Callable[[Path], str]], str]:
    """Run something on a disk of its own, with a database on it; gives what it said."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if reason := why_not(folder):
        pytest.skip(reason)
    data = Path(database.url.removeprefix("sqlite:///")).parent

    def run(work: Callable[[Path], str]) -> str:
        def on_it() -> str:
            own_disk(folder)
            shutil.copytree(data, folder, dirs_exist_ok=True)
            return work(folder)

        code, words = in_a_child(on_it)
        assert code == FINISHED, words
        return words

    return run


def _opened(folder: Path) -> str:
    try:
        Store.open(f"sqlite:///{folder}/vinkje.db", KEY).close()
    except StorageRefused as refused:
        return f"refused: {refused}"
    return "opened"


@pytest.mark.parametrize("what", ["a database", "nothing yet"])
def test_a_start_is_refused_in_words(disk: Callable[[Callable[[Path], str]], str], what: str) -> None:
    def start(folder: Path) -> str:
        if what == "nothing yet":
            for file in folder.iterdir():
                file.unlink()
        make_read_only(folder)
        return _opened(folder)

    words = disk(start)
    assert words.startswith("refused: the database"), words
    assert "read-only" in words.lower(), words


def test_while_running_all_waits_is_told_once_a_minute_and_comes_when_it_can(
    disk: Callable[[Callable[[Path], str]], str],
) -> None:
    """The connections are opened anew: nothing is mounted read-only under a file that is being written."""
    words = disk(lambda folder: asyncio.run(_running(folder)))
    assert words == f"told {MINUTES + 1} times"


async def _running(folder: Path) -> str:
    clock = ManualClock()
    store = Store.open(f"sqlite:///{folder}/vinkje.db", KEY, clock=clock)
    table = await store.run(lambda unit: _laid(unit, clock), name="table")
    line, lines = Line(store, table, clock), _Lines()
    logging.getLogger("bot").addHandler(lines)
    await line.send(4)
    _close(store)
    make_read_only(folder)
    await line.send(4)
    assert len(line.unanswered) == 4
    for _ in range(MINUTES * 3):
        clock.move(timedelta(seconds=20))
        assert await line.offer() == 4
    _close(store)
    make_read_only(folder, on=False)
    assert await line.offer() == 0
    await line.expect_all_once()
    store.close()
    return f"told {lines.told} times"


def _laid(unit: Unit, clock: ManualClock) -> Table:
    anna = people.new_person(unit, "console", "anna", "nl", clock.now())
    return lay_table(unit, anna, clock)


def _close(store: Store) -> None:
    for engine in (*store.engines, store.keys._engine):
        engine.dispose()


class _Lines(logging.Handler):
    """Counts what the log says of it, and sees that no answer is in it."""

    def __init__(self) -> None:
        super().__init__()
        self.told = 0

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        assert "answer" not in said
        self.told += "not stored, to be offered again" in said
