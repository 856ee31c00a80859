"""Connections: an encrypted SQLite file through SQLCipher, or PostgreSQL through psycopg."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from storage.dialects import COMPILED, POSTGRES, SQLITE
from storage.trouble import StorageRefused

SAFE_SQLITE = (3, 51, 3)
"""Before it, two connections that write and checkpoint can damage a file in WAL mode."""

_SHARED = {"compiled_cache": COMPILED}
_BUSY_MS = 5_000
_PG_OPTIONS = "-c lock_timeout=10s -c idle_in_transaction_session_timeout=60s -c timezone=UTC"


def parse(url: str) -> URL:
    """The URL of a database. Raises StorageRefused for one that is neither SQLite nor PostgreSQL."""
    fix = "write sqlite:////data/vinkje.db or postgresql://user@host/name"
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StorageRefused("the database URL cannot be read", fix) from None
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername=POSTGRES)
    raise StorageRefused(f"{parsed.get_backend_name()} without a file is no database for Vinkje", fix)


def check_library(version: tuple[int, ...] = sqlcipher.sqlite_version_info) -> None:
    """Raises StorageRefused when the linked SQLite may damage a file that two processes use."""
    if version < SAFE_SQLITE:
        raise StorageRefused(
            f"SQLite {'.'.join(map(str, version))} can damage a database that two processes write",
            "install sqlcipher3 0.6.4 or later, which brings SQLite 3.53",
        )


def connect_sqlite(path: Path, key: bytes | None) -> Any:
    """A bare connection to an SQLite file, in autocommit."""
    connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
    if key is not None:
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to the terminal
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def sqlite_engine(path: Path, key: bytes | None, *, read_only: bool = False) -> Engine:
    """One connection to an SQLite file, for one thread at a time.

    `key` is 32 raw bytes; None leaves the file plain. A writing transaction takes the write lock at its
    beginning, so that it never finds out halfway that it must wait.
    """
    check_library()

    def connect() -> Any:
        connection = connect_sqlite(path, key)
        for pragma in (
            f"busy_timeout = {_BUSY_MS}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
            f"query_only = {int(read_only)}",
        ):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine(
        f"{SQLITE}://",
        creator=connect,
        module=sqlcipher,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
        execution_options=_SHARED,
    )
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def empty_journal(engine: Engine) -> None:
    """Bring all that an SQLite file's journal holds to the file itself, and make the journal empty.

    While somebody still reads from the journal it stays; the next time is good enough.
    """
    with engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def postgres_engine(url: URL, connections: int, *, read_only: bool = False) -> Engine:
    """A pool of at most `connections` to PostgreSQL, opened when first needed.

    A reader sees one instant for as long as its transaction lasts, as it does on SQLite.
    """
    engine = create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,
        execution_options=_SHARED,
        connect_args={"connect_timeout": 10, "options": _PG_OPTIONS},
    )
    if read_only:
        return engine.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")
    return engine
