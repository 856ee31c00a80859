"""Rebuilding a table on SQLite, which has no other way to change one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection


@contextmanager
def rebuilding(connection: Connection) -> Iterator[None]:
    """Set all triggers aside while tables are rebuilt: SQLite renames none that a trigger looks into.

    For every migration that changes a table by `op.batch_alter_table`. All in the migration's transaction, so
    that no trigger is ever missing; does nothing on PostgreSQL.
    """
    kept = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    triggers = connection.exec_driver_sql(kept).all() if connection.dialect.name == "sqlite" else ()
    for name, _ in triggers:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    yield
    for _, statement in triggers:
        connection.exec_driver_sql(statement)
