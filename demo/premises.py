"""Where a bot lives while it is tried: its settings, key, database, clock and log, in one folder."""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from process.moment import Clock
from storage.store import Store

_SETTINGS = """\
language: en
telegram:
  token: "{token}"
  api_url: {url}
database:
  url: sqlite:///{database}
keys:
  master_file: {key}
who_is_responsible:
  name: de gemeente Oost
  contact: privacy@oost.example
"""


@dataclass(frozen=True)
class Premises:
    """The files of one bot. Nothing here opens anything outside this folder."""

    folder: Path

    @property
    def config(self) -> Path:
        """What `--config` gets."""
        return self.folder / "config.yaml"

    @property
    def clock(self) -> Path:
        """What `--clock` gets."""
        return self.folder / "clock"

    @property
    def log(self) -> Path:
        """Where the bot's standard error goes."""
        return self.folder / "bot.log"

    @property
    def last_words(self) -> str:
        """The last line that the bot wrote."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return lines[-1] if lines else "it said nothing"

    @property
    def database(self) -> Path:
        """The encrypted database; the keys of free text lie beside it."""
        return self.folder / "vinkje.db"

    def furnish(self, url: str, token: str) -> None:
        """Make the folder, a new master key, and settings that point at the simulated Telegram."""
        self.folder.mkdir(parents=True, exist_ok=True)
        key = self.folder / "master.key"
        with os.fdopen(os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(base64.b64encode(secrets.token_bytes(32)))
        self.config.write_text(
            _SETTINGS.format(token=token, url=url, database=self.database, key=key), encoding="utf-8"
        )

    def set_clock(self, instant: datetime) -> None:
        """Move the clock of the bot, in one step: a reader sees the old instant or the new one."""
        beside = self.clock.with_suffix(".new")
        beside.write_text(instant.astimezone(UTC).isoformat(), encoding="ascii")
        beside.replace(self.clock)

    @contextmanager
    def opened(self) -> Iterator[Store]:
        """The store, opened with its key as any command of the operator does."""
        key = base64.b64decode((self.folder / "master.key").read_bytes())
        store = Store.open(f"sqlite:///{self.database}", key, clock=Clock())
        try:
            yield store
        finally:
            store.close()
