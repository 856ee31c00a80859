"""The token, what people type and what they are called: found nowhere, while much goes wrong.

Everything is logged at debug. Units of work fail with words of people in the error, Telegram fails in every
way that the simulator knows, and people go on typing.
"""

from __future__ import annotations

import io
import logging
import os
import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from bot import logs
from simulator.faults import Fault
from simulator.person import Person
from storage.backup import backup
from storage.store import Store
from storage.tables import Inbox, Receipt, StoredAnswer
from storage.unit import Unit
from tests.conftest import KEY, Database
from tests.conversations.rounds import Three, in_the_round
from tests.conversations.town import Town
from tests.faults.conftest import town, waits

__all__ = ["town", "waits"]

CANARIES = int(os.environ.get("VINKJE_CANARIES", "45"))
"""How many things people type that are found back by themselves; half as many things go wrong."""
FAULTS = (
    Fault.server_error(),
    Fault.server_error_after(),
    Fault.flood(1),
    Fault.html(),
    Fault.cut_answer(),
    Fault.reset_after(),
    Fault.refuses(400, "Bad Request: message text is empty"),
)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is logged, as the bot logs it at debug; the logging of the test run is put back afterwards."""
    root = logging.getLogger()
    before = root.handlers[:], root.level, logging.raiseExceptions
    names = (*logs.OURS, "httpx", "httpcore")
    levels = {name: logging.getLogger(name).level for name in names}
    written = io.StringIO()
    logs.start("debug", [], written)  # the token is recognised by its shape alone
    yield written
    root.handlers[:], root.level, logging.raiseExceptions = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@dataclass
class Trouble:
    """What goes wrong, by a seed: faults of Telegram, and units of work that fail with words in the error."""

    town: Town
    chance: random.Random
    typed: list[str] = field(default_factory=list)
    raised: int = 0

    def begins(self) -> None:
        self.town.store.on_commit = self._unit
        self.town.simulator.faults.rule = self._call

    def ends(self) -> None:
        self.town.store.on_commit = None
        self.town.simulator.faults.clear()

    @property
    def happened(self) -> int:
        return self.raised + len(self.town.simulator.faults.happened)

    def _unit(self, name: str, when: str) -> None:
        if when == "before" and name == "receive" and self.chance.random() < 0.15:
            self.raised += 1
            raise ValueError(f"{self.town.simulator.token} {self.typed[-1:]}\r\n\x1b[31m\u202e")

    def _call(self, method: str) -> Fault | None:
        if method in {"getUpdates", "getMe", "deleteWebhook"} or self.chance.random() > 0.2:
            return None
        return self.chance.choice(FAULTS)


async def wanders(person: Person, trouble: Trouble) -> None:
    """Go on with the questions as far as that works, and type something that nobody ever typed before."""
    for label in ("Beginnen", "🔴 Nee"):
        with suppress(AssertionError):
            await person.taps(label)
    with suppress(AssertionError, IndexError):
        await person.taps(person.buttons()[0][0])
    canary = f"kanarie{len(trouble.typed):04d}zingt"
    trouble.typed.append(canary)
    message = await person.says(canary)
    if trouble.chance.random() < 0.1:
        canary = f"kanarie{len(trouble.typed):04d}zingt"
        trouble.typed.append(canary)
        await person.edits(message, canary)


async def play(town: Town) -> tuple[Three, Trouble]:
    people = await in_the_round(town)
    trouble = Trouble(town, random.Random(11))  # noqa: S311 - a seed, not a secret
    trouble.begins()
    while len(trouble.typed) < CANARIES:
        for person in people.all:
            await wanders(person, trouble)
        if len(trouble.typed) % 60 < 3:
            await town.passes(timedelta(hours=2))
    trouble.ends()
    await town.settle()
    return people, trouble


def files_of(database: Database, folder: Path) -> list[Path]:
    """The files of the database with their journals, and a backup of it."""
    place = Path(database.url.removeprefix("sqlite:///")).parent
    backup(database.url, KEY, folder)
    return [*place.iterdir(), *folder.iterdir()]


def rows_of(store: Store) -> Iterator[str]:
    """Every row of every table as text, as whoever got hold of the database would read it."""
    listed = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
        "postgresql": "SELECT schemaname||'.' ||tablename FROM pg_tables WHERE schemaname !~ '^(pg_|info)'",
    }
    with store.engines[0].connect() as connection:
        for table in list(connection.scalars(text(listed[connection.dialect.name]))):
            for row in connection.execute(text(f"SELECT * FROM {table}")):  # noqa: S608 - of the catalogue
                yield " ".join(map(_readable, row))


def _readable(value: object) -> str:
    return bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)


def _answers_and_failures(unit: Unit) -> tuple[int, int]:
    words = unit.session.exec(select(StoredAnswer.id).where(col(StoredAnswer.words).is_not(None))).all()
    failed = unit.session.exec(select(Inbox.id).where(Inbox.state == Receipt.FAILED)).all()
    return len(words), len(failed)


@pytest.mark.slow
@pytest.mark.timeout(1800)
async def test_nothing_that_people_type_nor_the_token_is_where_it_must_not_be(
    town: Town, log: io.StringIO, database: Database, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    people, trouble = await play(town)
    words, failed = await town.store.read(_answers_and_failures, name="look")
    assert words, "nothing that was typed became an answer"
    assert failed, "no event was set aside"
    assert trouble.happened >= CANARIES / 2
    token = town.simulator.token
    secret = [*trouble.typed, token, token.partition(":")[2]]
    names = [part for person in people.all for part in person.name.split() if len(part) > 3]
    said = log.getvalue()
    assert "ValueError" in said, "the faults were not logged, so nothing was looked at"
    printed = "".join(capfd.readouterr())
    assert [each for each in (*secret, *names) if each in said] == []
    assert [each for each in (*secret, *names) if each in printed] == []
    assert said.isascii()
    assert not any(ord(sign) < 32 and sign != "\n" for sign in said)
    held = "\n".join(rows_of(town.store))
    assert [each for each in secret if each in held] == []
    if database.url.startswith("sqlite"):
        bytes_ = b"".join(path.read_bytes() for path in files_of(database, tmp_path / "backup"))
        readable = (*secret, *names, "Thuis in Oost")
        assert [each for each in readable if each.encode() in bytes_] == []
    print(f"{len(trouble.typed)} canaries, {trouble.happened} faults, {words} answers, {failed} set aside")
