"""The keys of free text: one per member, in a store of their own.

A member is one person in one partnership. Destroying the key is what forgetting means for every copy of the
text, in any backup. The keys' own backup is therefore overwritten and never kept in versions.

Everything in the store is wrapped with the master key, so that another master key takes wrapping anew and no
text is touched. Which master keys have a backup sheet that somebody could read is noted here too.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from threading import Lock

from cryptography.exceptions import InvalidTag
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    LargeBinary,
    MetaData,
    String,
    Table,
    delete,
    func,
    select,
    update,
)
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
_earlier_key = Table(
    "earlier_key",
    _metadata,
    Column("id", Id, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
    Column("made_at", Instant, nullable=False),
)
"""What words of nobody yet were encrypted with under an earlier master key."""
_sheet = Table(
    "sheet",
    _metadata,
    Column("mark", String(32), primary_key=True),
    Column("read_at", Instant, nullable=False),
)
"""By the mark of a master key: when somebody typed its backup sheet."""
_TEXT, _LOOSE, _MARK = "keys of free text", "words of nobody yet", "backup sheet"
_EARLIER = "earlier"


def mark_of(master: bytes) -> str:
    """What tells one master key from another and says nothing about it."""
    return cipher.derive(master, _MARK).hex()[:32]


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

    def note_sheet(self, master: bytes, now: datetime) -> None:
        """Somebody has the backup sheet of this master key and could read it."""
        row = self._insert(_sheet).values(mark=mark_of(master), read_at=now)
        with self._engine.begin() as connection:
            connection.execute(row.on_conflict_do_update(index_elements=["mark"], set_={"read_at": now}))

    def sheet_read_at(self, master: bytes) -> datetime | None:
        """When that was last (UTC), None when it never was."""
        with self._engine.begin() as connection:
            return connection.scalar(select(_sheet.c.read_at).where(_sheet.c.mark == mark_of(master)))

    def earlier_keys(self) -> list[bytes]:
        """The wrapped keys of `Vault.seal_loose` from under earlier master keys, the newest first."""
        with self._engine.begin() as connection:
            return list(connection.scalars(select(_earlier_key.c.wrapped).order_by(_earlier_key.c.id.desc())))

    def rewrap(self, old: bytes, new: bytes, now: datetime) -> int:
        """Wrap everything with another master key, in one transaction; gives how many keys that was.

        What is wrapped with the new one already is left as it is. Raises InvalidTag, and changes nothing,
        when something is wrapped with neither.
        """
        before, after = cipher.derive(old, _TEXT), cipher.derive(new, _TEXT)
        with self._engine.begin() as connection:
            if self.is_postgres:
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('vinkje keys'))")
            changed = _rewrap(connection, _text_key, _text_key.c.member_id, before, after, None)
            changed += _rewrap(connection, _earlier_key, _earlier_key.c.id, before, after, _EARLIER)
            loose = cipher.encrypt(after, cipher.derive(old, _LOOSE), _EARLIER)
            known = connection.scalars(select(_earlier_key.c.wrapped))
            if cipher.derive(old, _LOOSE) not in {cipher.decrypt(after, each, _EARLIER) for each in known}:
                connection.execute(_earlier_key.insert().values(wrapped=loose, made_at=now))
        return changed

    def absorb(self, other: KeyStore) -> None:
        """Take over what another store holds. Who has a tombstone in either has no key afterwards."""
        tables = (_text_key, _tombstone, _sheet)
        with other._engine.begin() as connection:
            held = [[dict(row._mapping) for row in connection.execute(select(table))] for table in tables]
        with self._engine.begin() as connection:
            for table, rows in zip(tables, held, strict=True):
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


def _rewrap(
    connection: Connection, table: Table, which: Column[int], old: bytes, new: bytes, about: str | None
) -> int:
    """Wrap the rows of a table anew; `about` is what they are bound to, None for their own number."""
    changed = 0
    for number, wrapped in connection.execute(select(which, table.c.wrapped)).all():
        bound = about or str(number)
        try:
            cipher.decrypt(new, wrapped, bound)
        except InvalidTag:
            fresh = cipher.encrypt(new, cipher.decrypt(old, wrapped, bound), bound)
            connection.execute(update(table).where(which == number).values(wrapped=fresh))
            changed += 1
    return changed


class Vault:
    """Seals and opens words. Safe to use from several threads.

    A new key is committed in its own store before the first text under it exists, so a crash in between
    leaves a key without text and never a text without key.
    """

    def __init__(self, keys: KeyStore, master: bytes, now: Callable[[], datetime]) -> None:
        self._keys = keys
        self._wrapping = cipher.derive(master, _TEXT)
        self._loose = cipher.derive(master, _LOOSE)
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

    def seal_shared(self, partnership_id: int, text: str, about: str) -> bytes:
        """Encrypt words that belong to a partnership and to no member: an agreement, what was decided.

        They have a key of the partnership, kept under its negative number; nobody who is forgotten takes them
        along. Raises ForgottenError when the partnership was erased.
        """
        return self.seal(-partnership_id, text, about)

    def open_shared(self, partnership_id: int, sealed: bytes, about: str) -> str | None:
        """The words again, or None when the partnership was erased."""
        return self.open(-partnership_id, sealed, about)

    def forget_shared(self, partnership_id: int) -> None:
        """Destroy the partnership's own key, at once and for good."""
        self.forget(-partnership_id)

    def seal_loose(self, data: bytes, about: str) -> bytes:
        """Encrypt what belongs to no member: a draft, a failed event. It is deleted after days."""
        return cipher.encrypt(self._loose, data, about)

    def open_loose(self, sealed: bytes, about: str) -> bytes:
        """The bytes of `seal_loose`, also of before the master key was changed. Raises InvalidTag."""
        try:
            return cipher.decrypt(self._loose, sealed, about)
        except InvalidTag:
            for wrapped in self._keys.earlier_keys():
                with suppress(InvalidTag):
                    earlier = cipher.decrypt(self._wrapping, wrapped, _EARLIER)
                    return cipher.decrypt(earlier, sealed, about)
            raise

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
