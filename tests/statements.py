"""Every statement that a store sends, and whether the database finds its rows by an index."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event

from storage.store import Store

_PLANNED = ("SELECT", "UPDATE", "DELETE")
_WHOLE = ("sweep",)
"""Units that read whole tables on purpose: the sweep does so once a day."""


@dataclass(frozen=True)
class Statement:
    """One statement as the database got it, and the name of the unit that sent it."""

    unit: str
    sql: str
    parameters: Any


@dataclass
class Statements:
    """All statements of a store since it was listened to."""

    sent: list[Statement] = field(default_factory=list)

    def listen(self, store: Store) -> None:
        """Note what this store sends from now on."""

        def note(connection, _cursor, sql, parameters, _context, many):  # type: ignore[no-untyped-def]
            one = parameters[0] if many else parameters
            self.sent.append(Statement(connection.info.get("unit", ""), sql, one))

        for engine in store.engines:
            event.listen(engine, "before_cursor_execute", note)

    def of(self, unit: str) -> list[Statement]:
        """What units of this name sent, in order."""
        return [statement for statement in self.sent if statement.unit == unit]


def full_scans(store: Store, statements: Statements) -> list[str]:
    """The statements that read a whole table, each with the line of the plan that says so."""
    distinct = {
        each.sql: each
        for each in statements.sent
        if each.sql.lstrip().startswith(_PLANNED) and each.unit not in _WHOLE
    }
    plan = _postgres_scans if store.engines[0].dialect.name == "postgresql" else _sqlite_scans
    found = []
    with store.engines[0].connect() as connection:
        for statement in distinct.values():
            found += [f"{statement.unit}: {line}\n{statement.sql}" for line in plan(connection, statement)]
    return found


def _sqlite_scans(connection: Any, statement: Statement) -> list[str]:
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement.sql}", statement.parameters)
    details = [row[3] for row in rows]
    return [
        line
        for line in details
        if line.startswith("SCAN ") and "USING" not in line and "CONSTANT" not in line
    ]


def _postgres_scans(connection: Any, statement: Statement) -> list[str]:
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    rows = connection.exec_driver_sql(f"EXPLAIN {statement.sql}", statement.parameters)
    return [row[0].strip() for row in rows if "Seq Scan on" in row[0]]
