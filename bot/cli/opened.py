"""The store of the settings, for as long as a command needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings
    from process.moment import Clock
    from storage.store import Store


@contextmanager
def opened(settings: Settings, clock: Clock) -> Iterator[Store]:
    """The store, beside a bot that runs or not; closed at the end. Raises StorageError."""
    from bot.opening import open_store

    store = open_store(settings, clock)
    try:
        yield store
    finally:
        store.close()
