"""One unit of work: a transaction, seen from inside."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import Connection, Select, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import ORMExecuteState
from sqlmodel import Session, SQLModel

from storage.keys import Vault

Row = TypeVar("Row", bound=SQLModel)


class _Looking(Session):
    """The session of a unit that only reads."""


@event.listens_for(_Looking, "do_orm_execute")
def _holds_nothing(state: ORMExecuteState) -> None:
    """PostgreSQL refuses to hold a row in a transaction that only reads; SQLite, which has no such lock, not.

    So this says it on both, where it was asked.
    """
    statement = state.statement
    if isinstance(statement, Select) and statement._for_update_arg is not None:
        raise RuntimeError("a unit that only reads holds no row: do without with_for_update, or use run")


class Unit:
    """What an act works with: the session of its transaction, and the vault for free text.

    The queries are functions that take a unit (`storage.queries`, `storage.outbox`, `storage.inbox`,
    `storage.appointments`). Rows stay readable after the unit has ended.
    """

    def __init__(
        self, connection: Connection, words: Vault, *, shared: bool = False, reads: bool = False
    ) -> None:
        """`shared`: other units use the same transaction, so this one keeps to a savepoint.

        `reads`: it may hold no row, and raises RuntimeError when it is asked to.
        """
        self.words = words
        self.session = (_Looking if reads else Session)(
            connection,
            expire_on_commit=False,
            join_transaction_mode="create_savepoint" if shared else "rollback_only",
        )
        self._found: dict[tuple[type[SQLModel], int], SQLModel] = {}
        self.is_postgres = connection.dialect.name == "postgresql"

    def find(self, table: type[Row], key: int) -> Row | None:
        """The row with this id; asked for again it costs no statement.

        The session by itself forgets a row as soon as nobody holds it.
        """
        found = self.session.get(table, key)
        if found is not None:
            self._found[table, key] = found
        return found

    def insert(self, table: type[SQLModel]) -> postgresql.Insert | sqlite.Insert:
        """An INSERT that can say what happens on conflict, in the words of the database in use."""
        return postgresql.insert(table) if self.is_postgres else sqlite.insert(table)
