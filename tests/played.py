"""A beginning that many tests share is played once, and taken up where it ended by every test after that.

What is taken up is all there is: the files of the database, the hand of the clock, and what stands on the
telephones. It is the same to the byte as when it was played, and costs a tenth. On PostgreSQL it is played
each time.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from storage.store import Store
from tests.clock import ManualClock


class Phones(Protocol):
    """Everything outside the database that a beginning leaves behind."""

    def kept(self) -> Any:
        """A copy of what stands there now, which nobody else holds."""

    def take_up(self, kept: Any) -> None:
        """Go on as if that had happened here."""


@dataclass(frozen=True)
class Beginning:
    """What was there when it had been played; `among` keeps alive what the key names by its identity."""

    folder: tempfile.TemporaryDirectory[str]
    hand: tuple[datetime, int]
    phones: Any
    among: object


_PLAIN = b"SQLite format 3"
_PLAYED: dict[Hashable, Beginning] = {}


async def played(
    key: Hashable,
    phones: Phones,
    store: Store,
    clock: ManualClock,
    play: Callable[[], Awaitable[object]],
    among: object = None,
) -> None:
    """Play this beginning, or take it up when it was played before in this process.

    Only at the start of a test, when nothing else has happened. `key` names all that it depends on; `among`
    is the house, when a test may bring its own.
    """
    if store.is_shared:
        await play()
        return
    file = _file(store)
    name = (key, clock.hand, id(among), _is_plain(file))
    found = _PLAYED.get(name)
    if found is None:
        await play()
        folder = tempfile.TemporaryDirectory(prefix="vinkje-played-")
        await store.truncate()
        _copy(file.parent, Path(folder.name))
        _PLAYED[name] = Beginning(folder, clock.hand, phones.kept(), among)
        return
    for engine in store.engines:
        engine.dispose()
    store.keys.close()
    _copy(Path(found.folder.name), file.parent)
    clock.turn_to(found.hand)
    phones.take_up(found.phones)


def _file(store: Store) -> Path:
    with store.engines[1].connect() as connection:
        return Path(connection.exec_driver_sql("PRAGMA database_list").one()[2])


def _is_plain(file: Path) -> bool:
    """Whether it is not encrypted; one kind of file cannot be taken up as the other."""
    with file.open("rb") as opened:
        return opened.read(len(_PLAIN)) == _PLAIN


def _copy(source: Path, to: Path) -> None:
    for file in source.glob("*.db"):
        shutil.copyfile(file, to / file.name)
