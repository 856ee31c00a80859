"""The two dialects of SQL, each equal to any other of its kind, and the statements compiled for them.

SQLAlchemy remembers compiled statements per instance of a dialect, and gives every engine one of its own. A
store has three engines, so each statement would be put in words up to three times, and again by every store
that is opened later in the same process.
"""

from __future__ import annotations

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

SQLITE, POSTGRES = "sqlite+vinkje", "postgresql+vinkje"
"""The names of these dialects, for the URL of an engine."""

COMPILED: LRUCache[object, object] = LRUCache(1000)
"""Statements of all engines of this process; the least used go first."""


class _Alike:
    """Equal to whatever is of the same class: what is compiled for one serves the other."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))


class Sqlite(_Alike, SQLiteDialect_pysqlite):
    """SQLite by the module that `create_engine` is given."""

    supports_statement_cache = True


class Postgres(_Alike, PGDialect_psycopg):
    """PostgreSQL by psycopg. A process talks with one server, so what it can do is the same for all."""

    supports_statement_cache = True


for _name, _class in ((SQLITE, Sqlite), (POSTGRES, Postgres)):
    registry.register(_name.replace("+", "."), __name__, _class.__name__)
