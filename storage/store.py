"""The store: runs a piece of synchronous work in one transaction, in a thread of its own."""

from __future__ import annotations

import asyncio
import os
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError

from process.moment import Clock
from storage import migrations
from storage.cipher import KEY_BYTES
from storage.engines import empty_journal, parse, postgres_engine, sqlite_engine
from storage.keys import KeyStore, Vault
from storage.trouble import StorageRefused, may_run_again, told
from storage.unit import Unit

T = TypeVar("T")
OnCommit = Callable[[str, str], None]
"""Called with the name of a unit and "before" or "after": the place where tests end the process."""
OnUnit = Callable[[str, float], None]
"""Called with the name of a unit that ended, well or badly, and the seconds from its asking to its end."""

_RUNS = 3
_TOGETHER = 32
_PG_WRITERS, _PG_READERS = 4, 2
_OWN_FAULT = (IntegrityError, DataError, ProgrammingError)  # of one unit; it does not touch its neighbours


@dataclass
class _Job(Generic[T]):
    name: str
    work: Callable[[Unit], T]
    future: Future[T] = field(default_factory=Future)
    asked_at: float = field(default_factory=time.monotonic)

    def wanted(self) -> bool:
        return self.future.set_running_or_notify_cancel()


class Store:
    """Where everything is kept. `open` it once; `run` and `read` from the event loop; `close` at the end."""

    def __init__(self, writer: Engine, reader: Engine, keys: KeyStore, words: Vault) -> None:
        self.words = words
        self.keys = keys
        self.engines = (writer, reader)
        self.on_commit: OnCommit | None = None
        self.on_unit: OnUnit | None = None
        self._is_postgres = writer.dialect.name == "postgresql"
        self._waiting: deque[_Job[Any]] = deque()
        self._writers = ThreadPoolExecutor(_PG_WRITERS if self._is_postgres else 1, "store-write")
        self._readers = ThreadPoolExecutor(_PG_READERS if self._is_postgres else 1, "store-read")

    @property
    def is_shared(self) -> bool:
        """Whether other replicas may use the same database."""
        return self._is_postgres

    @classmethod
    def open(
        cls,
        url: str,
        key: bytes | None,
        *,
        keys_url: str | None = None,
        clock: Clock | None = None,
        unencrypted: bool = False,
    ) -> Store:
        """Connect and bring the schema up to date.

        url          sqlite:////path/to/file or postgresql://user@host/name
        key          32 bytes: the key of the SQLite files, and what the keys of free text are wrapped with
        keys_url     where those keys are kept: by default the file keys.db beside the database, or the
                     schema vinkje_keys of the same server
        unencrypted  leave the files plain and the words readable to all; for the demo, with key None

        Raises StorageRefused (what is wrong, how to fix it) or StorageTrouble.
        """
        if key is None and not unencrypted:
            raise StorageRefused(
                "the database has no key", "give a key of 32 bytes: vinkje keys new makes one"
            )
        if key is not None and len(key) != KEY_BYTES:
            raise StorageRefused(f"the database key has {len(key)} bytes", "give exactly 32 bytes")
        master = key or bytes(KEY_BYTES)
        with ExitStack() as opened:

            def engine(url: str, connections: int, *, read_only: bool = False) -> Engine:
                made = _engine(url, key, connections=connections, read_only=read_only)
                opened.callback(made.dispose)
                return made

            try:
                writer = engine(url, _PG_WRITERS)
                migrations.upgrade(writer, _file(url))
                reader = engine(url, _PG_READERS, read_only=True)
                keys = KeyStore(engine(keys_url or _beside(url), 1))
                keys.prepare()
            except DBAPIError as error:
                raise told(error) from error
            opened.pop_all()  # all is well: they stay open
        return cls(writer, reader, keys, Vault(keys, master, (clock or Clock()).now))

    async def run(self, work: Callable[[Unit], T], *, name: str) -> T:
        """Do `work` in one transaction: committed when it returns, rolled back when it raises.

        `work` may be run up to three times, when others were in the way, so it touches nothing outside the
        unit. On SQLite units that wait share one commit, a savepoint each. When the caller is cancelled,
        work that has begun is still finished.
        Raises what `work` raises, StorageTrouble or StorageRefused.
        """
        job = _Job(name, work)
        if self._is_postgres:
            self._writers.submit(self._alone, job)
        else:
            self._waiting.append(job)
            self._writers.submit(self._next)
        return await self._ended(job)

    async def read(self, work: Callable[[Unit], T], *, name: str) -> T:
        """Do `work` on a connection that cannot write; what it reads is of one instant."""
        job = _Job(name, work)
        self._readers.submit(self._look, job)
        return await self._ended(job)

    async def truncate(self) -> None:
        """Empty the journals of SQLite files: what was deleted is then gone from the disk.

        Raises StorageTrouble.
        """
        if not self._is_postgres:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._writers, self._truncate)

    def close(self) -> None:
        """Finish what has begun and let go of all connections."""
        self._writers.shutdown()
        self._readers.shutdown()
        for engine in self.engines:
            engine.dispose()
        self.keys.close()

    def _truncate(self) -> None:
        try:
            empty_journal(self.engines[0])
            self.keys.truncate()
        except DBAPIError as error:
            raise told(error) from error

    async def _ended(self, job: _Job[T]) -> T:
        try:
            return await asyncio.wrap_future(job.future)
        finally:
            if self.on_unit is not None:
                self.on_unit(job.name, time.monotonic() - job.asked_at)

    def _next(self) -> None:
        """Take all that wait; one call was submitted for each, so a later call may find none."""
        jobs: list[_Job[Any]] = []
        while self._waiting and len(jobs) < _TOGETHER:
            job = self._waiting.popleft()
            if job.wanted():
                jobs.append(job)
        if len(jobs) > 1 and self._together(jobs):
            return
        for job in jobs:
            self._transact(job)

    def _alone(self, job: _Job[Any]) -> None:
        if job.wanted():
            self._transact(job)

    def _together(self, jobs: list[_Job[Any]]) -> bool:
        """One commit for all, a savepoint each. False, and nothing done, when the database fails."""
        ends: list[Callable[[], None]] = []
        try:
            with self.engines[0].begin() as connection:
                for job in jobs:
                    ends.append(self._within(connection, job))
                for job in jobs:
                    self._mark(job, "before")
        except DBAPIError:
            return False
        except BaseException as error:
            for job in jobs:
                job.future.set_exception(error)
            return True
        for job, end in zip(jobs, ends, strict=True):
            self._mark(job, "after")
            end()
        return True

    def _within(self, connection: Connection, job: _Job[Any]) -> Callable[[], None]:
        try:
            value = self._work(connection, job, shared=True)
        except DBAPIError as error:
            if not isinstance(error, _OWN_FAULT):
                raise
            return partial(job.future.set_exception, error)
        except Exception as error:
            return partial(job.future.set_exception, error)
        return partial(job.future.set_result, value)

    def _transact(self, job: _Job[Any]) -> None:
        """One unit in its own transaction, run again when others were in the way."""
        for run in range(1, _RUNS + 1):
            try:
                with self.engines[0].begin() as connection:
                    value = self._work(connection, job)
                    self._mark(job, "before")
                self._mark(job, "after")
            except DBAPIError as error:
                if run < _RUNS and may_run_again(error):
                    continue
                job.future.set_exception(told(error))
            except BaseException as error:
                job.future.set_exception(error)
            else:
                job.future.set_result(value)
            return

    def _look(self, job: _Job[Any]) -> None:
        if not job.wanted():
            return
        try:
            with self.engines[1].connect() as connection:
                value = self._work(connection, job, reads=True)
        except DBAPIError as error:
            job.future.set_exception(told(error))
        except BaseException as error:
            job.future.set_exception(error)
        else:
            job.future.set_result(value)

    def _work(self, connection: Connection, job: _Job[T], *, shared: bool = False, reads: bool = False) -> T:
        connection.info["unit"] = job.name
        unit = Unit(connection, self.words, shared=shared, reads=reads)
        with unit.session:
            value = job.work(unit)
            unit.session.commit()
        return value

    def _mark(self, job: _Job[Any], when: str) -> None:
        if self.on_commit is not None:
            self.on_commit(job.name, when)


def _file(url: str) -> Path | None:
    place = parse(url)
    return Path(place.database or "") if place.get_backend_name() == "sqlite" else None


def _engine(url: str, key: bytes | None, *, connections: int, read_only: bool = False) -> Engine:
    path = _file(url)
    if path is None:
        return postgres_engine(parse(url), connections, read_only=read_only)
    _make_private(path)
    return sqlite_engine(path, key, read_only=read_only)


def _make_private(path: Path) -> None:
    """A new file is for its owner alone; SQLite gives its journals the same permissions."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StorageRefused(
            f"the database file {path} cannot be opened ({error.strerror})",
            "make its folder, and give the user that runs Vinkje write permission on both",
        ) from error


def _beside(url: str) -> str:
    path = _file(url)
    return url if path is None else f"sqlite:///{path.with_name('keys.db')}"
