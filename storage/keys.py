"""The keys of free text: one per member, in a store of their own.

A member is one person in one partnership. Destroying the key is what forgetting means for every copy of the
text, in any backup. The keys' own backup is therefore overwritten and never kept in versions.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Lock

from sqlalchemy import Column, Engine, LargeBinary, MetaData, Table, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateSchema

from storage import cipher
from storage.engines import empty_journal
from storage.tables.columns import Id, Instant

SCHEMA = "vinkje_keys"
_metadata = MetaData()

_text_key = Table(
    "text_key",
    _metadata,
    Column("member_id", Id, primary_key=True, autoincrement=False),
    Column("wrapped", LargeBinary, nullable=False),
    Column("made_at", Instant, nullable=False),
)
_tombstone = Table(
    "tombstone",
    _metadata,
    Column("member_id", Id, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
)


class ForgottenError(Exception):
    """The member was forgotten: nothing can be written in their name again."""


class KeyStore:
    """Wrapped keys and tombstones. Each call is one small transaction, committed when it returns."""

    def __init__(self, engine: Engine, schema: str = SCHEMA) -> None:
        self._schema = schema
        self.is_postgres = engine.dialect.name == "postgresql"
        self._engine = engine.execution_options(
            schema_translate_map={None: schema if self.is_postgres else None}
        )
        self._insert = postgresql.insert if self.is_postgres else sqlite.insert

    def prepare(self) -> None:
        """Make the tables when they are not there yet."""
        with self._engine.begin() as connection:
            if self.is_postgres:
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('vinkje keys'))")
                connection.execute(CreateSchema(self._schema, if_not_exists=True))
            _metadata.create_all(connection)

    def find(self, member_id: int) -> bytes | None:
        """The wrapped key, None when there is none."""
        with self._engine.begin() as connection:
            return connection.scalar(select(_text_key.c.wrapped).where(_text_key.c.member_id == member_id))

    def keep(self, member_id: int, wrapped: bytes, now: datetime) -> bytes:
        """Keep a new key; gives the one that counts, which another process may have kept just before.

        Raises ForgottenError for a member with a tombstone.
        """
        row = {"member_id": member_id, "wrapped": wrapped, "made_at": now}
        with self._engine.begin() as connection:
            if connection.scalar(select(_tombstone.c.at).where(_tombstone.c.member_id == member_id)):
                raise ForgottenError(f"member {member_id} was forgotten")
            connection.execute(self._insert(_text_key).values(row).on_conflict_do_nothing())
            mine = select(_text_key.c.wrapped).where(_text_key.c.member_id == member_id)
            kept: bytes = connection.execute(mine).scalar_one()
        return kept

    def destroy(self, member_id: int, now: datetime) -> None:
        """Destroy the key and leave a tombstone, so that an old backup cannot bring the member back."""
        with self._engine.begin() as connection:
            connection.execute(delete(_text_key).where(_text_key.c.member_id == member_id))
            grave = self._insert(_tombstone).values({"member_id": member_id, "at": now})
            connection.execute(grave.on_conflict_do_nothing())

    def forgotten(self) -> list[int]:
        """All members with a tombstone: what a restored backup has to forget again."""
        with self._engine.begin() as connection:
            return list(connection.scalars(select(_tombstone.c.member_id).order_by(_tombstone.c.member_id)))

    def newest(self) -> int:
        """The highest id of a member that has or had a key, 0 when nobody has."""
        with self._engine.begin() as connection:
            highest = (
                connection.scalar(select(func.max(each.c.member_id))) for each in (_text_key, _tombstone)
            )
            return max(found or 0 for found in highest)

    def absorb(self, other: KeyStore) -> None:
        """Take over what another store holds. Who has a tombstone in either has no key afterwards."""
        with other._engine.begin() as connection:
            keys = [dict(row._mapping) for row in connection.execute(select(_text_key))]
            graves = [dict(row._mapping) for row in connection.execute(select(_tombstone))]
        with self._engine.begin() as connection:
            for table, rows in ((_text_key, keys), (_tombstone, graves)):
                if rows:
                    connection.execute(self._insert(table).on_conflict_do_nothing(), rows)
            buried = select(_tombstone.c.member_id)
            connection.execute(delete(_text_key).where(_text_key.c.member_id.in_(buried)))

    def truncate(self) -> None:
        """Empty the journal of an SQLite file, so that a destroyed key does not live on in it."""
        if not self.is_postgres:
            empty_journal(self._engine)

    def close(self) -> None:
        """Let go of the connection."""
        self._engine.dispose()


class Vault:
    """Seals and opens words. Safe to use from several threads.

    A new key is committed in its own store before the first text under it exists, so a crash in between
    leaves a key without text and never a text without key.
    """

    def __init__(self, keys: KeyStore, master: bytes, now: Callable[[], datetime]) -> None:
        self._keys = keys
        self._wrapping = cipher.derive(master, "keys of free text")
        self._loose = cipher.derive(master, "words of nobody yet")
        self._now = now
        self._known: dict[int, bytes] = {}
        self._lock = Lock()

    def seal(self, member_id: int, text: str, about: str) -> bytes:
        """Encrypt a member's words; they open only for the same member and the same `about`.

        Raises ForgottenError when the member was forgotten.
        """
        return cipher.encrypt(self._key(member_id), text.encode(), f"{member_id} {about}")

    def open(self, member_id: int, sealed: bytes, about: str) -> str | None:
        """The words again, or None when the key was destroyed."""
        key = self._existing(member_id)
        return None if key is None else cipher.decrypt(key, sealed, f"{member_id} {about}").decode()

    def forget(self, member_id: int) -> None:
        """Destroy the key, at once and for good, whatever becomes of the running unit."""
        with self._lock:
            self._keys.destroy(member_id, self._now())
            self._known.pop(member_id, None)

    def seal_loose(self, data: bytes, about: str) -> bytes:
        """Encrypt what belongs to no member: a draft, a failed event. It is deleted after days."""
        return cipher.encrypt(self._loose, data, about)

    def open_loose(self, sealed: bytes, about: str) -> bytes:
        """The bytes of `seal_loose`."""
        return cipher.decrypt(self._loose, sealed, about)

    def _existing(self, member_id: int) -> bytes | None:
        with self._lock:
            if member_id not in self._known:
                wrapped = self._keys.find(member_id)
                if wrapped is None:
                    return None
                self._known[member_id] = cipher.decrypt(self._wrapping, wrapped, str(member_id))
            return self._known[member_id]

    def _key(self, member_id: int) -> bytes:
        key = self._existing(member_id)
        if key is not None:
            return key
        wrapped = cipher.encrypt(self._wrapping, cipher.new_key(), str(member_id))
        wrapped = self._keys.keep(member_id, wrapped, self._now())
        with self._lock:
            return self._known.setdefault(member_id, cipher.decrypt(self._wrapping, wrapped, str(member_id)))
