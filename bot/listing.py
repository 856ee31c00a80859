"""Which commands a person finds listed: by role and language, shown by the channel that reaches them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping

from bot.channel import Channel
from storage.queries import membership, people
from storage.store import Store
from storage.trouble import StorageError
from storage.unit import Unit

log = logging.getLogger(__name__)


class Listing:
    """Keeps the lists of commands true; a list that could not be set is set at the next start."""

    def __init__(self, store: Store, channels: Mapping[str, Channel]) -> None:
        self._store = store
        self._channels = channels
        self._going: set[asyncio.Task[None]] = set()

    def changed(self, channel: str, address: str) -> None:
        """The role or language of the person at this address changed; returns at once."""
        task = asyncio.create_task(self._list(channel, address))
        self._going.add(task)
        task.add_done_callback(self._going.discard)

    async def everyone(self) -> None:
        """List the commands of every coordinator, for lists that a crash left behind.

        Never raises for the database: a bot without these lists is better than none.
        """
        try:
            addresses = await self._store.read(membership.coordinator_addresses, name="listing")
        except StorageError as error:
            log.warning("the lists of commands were not read: %s", type(error).__name__)
            return
        for channel, address in addresses:
            self.changed(channel, address)

    async def settled(self) -> None:
        """Wait for what is under way."""
        await asyncio.gather(*self._going)

    async def _list(self, channel: str, address: str) -> None:
        def wanted(unit: Unit) -> tuple[bool, str] | None:
            person = people.person_at(unit, channel, address)
            return (membership.coordinates(unit, person.id), person.language) if person is not None else None

        try:
            found = await self._store.read(wanted, name="listing")
        except StorageError as error:
            log.warning("a list of commands was not read: %s", type(error).__name__)
            return
        if found is not None and channel in self._channels:
            coordinator, language = found
            await self._channels[channel].list_commands(address, coordinator=coordinator, language=language)
