"""The kinds of column that all tables share."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import Enum
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String, TypeDecorator
from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "pk": "%(table_name)s_pkey",
    "fk": "%(table_name)s_%(column_0_name)s_fkey",
    "ix": "%(table_name)s_%(column_0_name)s",
}  # a constraint without a name cannot be changed on SQLite

Id = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits on both databases; SQLite numbers rows by itself only for a column of type INTEGER."""

NEVER_REUSED = {"sqlite_autoincrement": True}
"""A number that was forgotten must not come back as somebody else: free text keys hang on it."""


class Instant(TypeDecorator[datetime]):
    """An instant: aware going in, aware and in UTC coming out, on both databases.

    Raises ValueError for a naive value, whose meaning nobody knows.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; SQLite keeps it without the zone, as text that sorts in order of time."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a time zone cannot be kept; use datetime.now(UTC)")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware again."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[Enum]):
    """A member of a closed set, kept as its short value.

    Raises ValueError when the database holds a word that is not in the set.
    """

    impl = String(16)
    cache_ok = True

    def __init__(self, members: type[Enum]) -> None:
        super().__init__()
        self.members = members

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """The value of the member; anything outside the set is refused before it is stored."""
        return None if value is None else str(self.members(value).value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Enum | None:
        """The member."""
        return None if value is None else self.members(value)
