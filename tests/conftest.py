"""What all tests share: a clock that a test moves, and a store on each database.

`store` runs a test on SQLite and on PostgreSQL; `-k sqlite` or `-k postgres` picks one. What is marked
`one_database` runs on SQLite only, unless `VINKJE_DATABASES=both`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.clock import ManualClock

if TYPE_CHECKING:
    from storage.store import Store
    from tests.postgres import Postgres
    from tests.statements import Statements

settings.register_profile(
    "suite", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", settings.get_profile("suite"), derandomize=False, max_examples=1000)
settings.load_profile(os.environ.get("VINKJE_PROPERTIES", "suite"))
"""The suite tries the same examples every time, however busy the machine; `search` looks for new ones."""

KEY = b"a key for the tests, 32 bytes .."


@dataclass(frozen=True)
class Database:
    """A fresh database with the schema in place: what `Store.open` needs."""

    url: str
    key: bytes = KEY


@pytest.fixture
def clock() -> ManualClock:
    """Monday 23 November 2026, 10:00 in Amsterdam, until the test moves it."""
    return ManualClock()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave PostgreSQL out where the database has no bearing, unless `VINKJE_DATABASES=both`."""
    if os.environ.get("VINKJE_DATABASES") == "both":
        return
    left_out = [item for item in items if item.get_closest_marker("one_database") and _on_postgres(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]


def _on_postgres(item: pytest.Item) -> bool:
    callspec = getattr(item, "callspec", None)
    return callspec is not None and callspec.params.get("database") == "postgres"


def _prepare(url: str) -> None:
    from storage.store import Store

    Store.open(url, KEY).close()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Postgres]:
    """The one PostgreSQL server of this run, started when a test first needs it."""
    from tests.postgres import Postgres, server_url

    base = tmp_path_factory.getbasetemp()
    server = Postgres(server_url((base if worker_id == "master" else base.parent).name), _prepare)
    yield server
    server.close()


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    _prepare(f"sqlite:///{folder}/vinkje.db")
    return folder


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A fresh database, once on SQLite and once on PostgreSQL."""
    if request.param == "postgres":
        with request.getfixturevalue("postgres").database() as url:
            yield Database(url)
        return
    folder = request.getfixturevalue("tmp_path")
    shutil.copytree(request.getfixturevalue("_sqlite_template"), folder / "data")
    yield Database(f"sqlite:///{folder}/data/vinkje.db")


@pytest.fixture
def store(database: Database, clock: ManualClock) -> Iterator[Store]:
    """An open store on a fresh database."""
    from storage.store import Store

    opened = Store.open(database.url, database.key, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def statements(store: Store) -> Statements:
    """Every statement that `store` sends during the test."""
    from tests.statements import Statements

    log = Statements()
    log.listen(store)
    return log
