"""The store as the settings describe it; for the running bot and for every command that needs it."""

from __future__ import annotations

from bot.settings import Settings
from process.moment import Clock
from storage.store import Store


def open_store(settings: Settings, clock: Clock) -> Store:
    """Open the database, its schema brought up to date. Raises StorageRefused or StorageTrouble.

    Only a rehearsal may keep its data unencrypted: settings without a master key are refused otherwise.
    """
    return Store.open(
        settings.database.url.get_secret_value(),
        settings.master_key,
        clock=clock,
        unencrypted=settings.master_key is None,
    )
