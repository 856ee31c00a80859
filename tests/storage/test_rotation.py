"""Another master key: everything opens with it, and a change that was cut off is finished afterwards."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from flows.answers import Answer, State
from process.moment import Clock
from storage import rotation
from storage.backup import backup
from storage.keys import KeyStore, Vault
from storage.queries import drafts, heartbeats, rounds
from storage.queries.people import new_person
from storage.store import Store
from storage.trouble import StorageRefused
from tests.clock import ManualClock
from tests.conftest import KEY, Database
from tests.machine.dying import in_a_child
from tests.storage.conftest import Do, Table

NEW = b"another key for the tests, 32 b."
THIRD = b"a third key for the tests, 32 b."
MEMBERS = range(1, 21)
WORDS = {member: f"woorden van {member}" for member in MEMBERS}


def write(store: Store) -> tuple[dict[int, bytes], bytes]:
    """Words of twenty members, and words of nobody yet."""
    sealed = {member: store.words.seal(member, text, "a") for member, text in WORDS.items()}
    return sealed, store.words.seal_loose(b"los", "draft")


def read(store: Store, sealed: dict[int, bytes]) -> dict[int, str | None]:
    return {member: store.words.open(member, text, "a") for member, text in sealed.items()}


def opened(database: Database, key: bytes) -> Store:
    return Store.open(database.url, key)


async def test_everything_opens_with_the_new_key_and_nothing_with_the_old(
    database: Database, clock: ManualClock
) -> None:
    store = opened(database, KEY)
    person = await store.run(lambda unit: new_person(unit, "console", "1", "nl", clock.now()), name="test")
    await store.run(lambda unit: drafts.keep(unit, person.id, "een concept", clock.now()), name="test")
    sealed, loose = write(store)
    store.words.forget(7)
    store.close()
    assert rotation.rotate(database.url, KEY, NEW, clock=clock).keys == len(MEMBERS) - 1
    assert rotation.rotate(database.url, KEY, NEW, clock=clock) == rotation.Rotated(0, 0)
    store = opened(database, NEW)
    assert read(store, sealed) == {**WORDS, 7: None}
    assert store.words.open_loose(loose, "draft") == b"los"
    draft = await store.read(lambda unit: drafts.draft_of(unit, person.id), name="test")
    assert await store.read(lambda unit: drafts.read(unit, draft), name="test") == "een concept"
    assert store.keys.forgotten() == [7]
    with pytest.raises(InvalidTag):
        Vault(store.keys, KEY, clock.now).open(8, sealed[8], "a")
    store.close()
    if database.url.startswith("sqlite"):
        with pytest.raises(StorageRefused, match="cannot be read with this key"):
            opened(database, KEY)


async def test_loose_words_open_after_two_changes(database: Database, clock: ManualClock) -> None:
    store = opened(database, KEY)
    sealed, loose = write(store)
    store.close()
    rotation.rotate(database.url, KEY, NEW, clock=clock)
    store = opened(database, NEW)
    between = store.words.seal_loose(b"tussendoor", "draft")
    store.close()
    rotation.rotate(database.url, NEW, THIRD, clock=clock)
    store = opened(database, THIRD)
    assert read(store, sealed) == WORDS
    assert [store.words.open_loose(each, "draft") for each in (loose, between)] == [b"los", b"tussendoor"]
    with pytest.raises(InvalidTag):
        store.words.open_loose(loose, "another draft")
    store.close()


async def test_a_bot_that_runs_keeps_its_key(store: Store, do: Do, database: Database) -> None:
    clock = Clock()
    await do(lambda unit: heartbeats.beat(unit, "bot", clock.now()))
    with pytest.raises(StorageRefused, match="Vinkje runs"):
        rotation.rotate(database.url, KEY, NEW, clock=clock)


async def test_with_a_key_that_fits_neither_nothing_is_changed(
    store: Store, database: Database, clock: ManualClock
) -> None:
    sealed, _ = write(store)
    with pytest.raises(StorageRefused, match="cannot be read with this key"):
        rotation.rotate(database.url, THIRD, NEW, clock=clock)
    assert read(store, sealed) == WORDS


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_an_older_backup_opens_with_the_older_key(
    store: Store, table: Table, do: Do, database: Database, tmp_path: Path, clock: ManualClock
) -> None:
    answer = Answer("a", State.GIVEN, "hoi")
    await do(lambda unit: rounds.put_answer(unit, table.seat, answer, words=True, now=clock.now()))
    backup(database.url, KEY, tmp_path / "backups")
    store.close()
    rotation.rotate(database.url, KEY, NEW, clock=clock)
    (kept,) = (tmp_path / "backups").glob("vinkje-*.db")
    old = Store.open(f"sqlite:///{kept}", KEY)
    assert await old.read(lambda unit: rounds.answers(unit, table.seat.id), name="test") == {"a": answer}
    old.close()


def _until(turn: int) -> Callable[[str, tuple[object, ...]], None]:
    """An audit hook that ends the process at the so-manieth thing done to a file."""
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in {"open", "os.rename", "os.remove", "sqlite3.connect"}:
            seen += 1
            if seen == turn:
                os._exit(9)

    return hook


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_cut_off_at_any_touch_of_a_file_the_same_command_finishes_it(
    database: Database, tmp_path: Path, clock: ManualClock
) -> None:
    store = opened(database, KEY)
    sealed, loose = write(store)
    store.close()
    whole = Path(database.url.removeprefix("sqlite:///")).parent
    ends = 0
    for turn in range(1, 200):
        folder = tmp_path / f"turn-{turn}"
        shutil.copytree(whole, folder)
        url = f"sqlite:///{folder}/vinkje.db"

        def work(url: str = url, turn: int = turn) -> str:
            sys.addaudithook(_until(turn))
            rotation.rotate(url, KEY, NEW, clock=clock)
            return "done"

        code, _ = in_a_child(work)
        rotation.rotate(url, KEY, NEW, clock=clock)
        after = Store.open(url, NEW)
        assert read(after, sealed) == WORDS
        assert after.words.open_loose(loose, "draft") == b"los"
        after.close()
        assert sorted(each.name for each in folder.iterdir()) == ["keys.db", "vinkje.db"]
        shutil.rmtree(folder)
        ends += code == 9
        if code == 0:
            break
    assert ends >= 8, "it touches more files than this"


KILLS = int(os.environ.get("VINKJE_KEY_KILLS", "5"))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_killed_at_any_moment_the_same_command_finishes_it(
    database: Database, tmp_path: Path, clock: ManualClock
) -> None:
    store = opened(database, KEY)
    sealed, _ = write(store)
    store.close()
    whole = Path(database.url.removeprefix("sqlite:///")).parent
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    killed = 0
    for turn in range(KILLS):
        folder = tmp_path / f"turn-{turn}"
        shutil.copytree(whole, folder)
        url = f"sqlite:///{folder}/vinkje.db"

        def work(url: str = url, after: float = chance.uniform(0.001, 0.15)) -> None:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)  # it ends the process, whatever that was doing
            signal.setitimer(signal.ITIMER_REAL, after)
            rotation.rotate(url, KEY, NEW, clock=clock)

        code, _ = in_a_child(work)
        killed += code == -signal.SIGALRM
        rotation.rotate(url, KEY, NEW, clock=clock)
        after = Store.open(url, NEW)
        assert read(after, sealed) == WORDS
        after.close()
        shutil.rmtree(folder)
    assert killed


def test_a_store_of_keys_cut_off_halfway_is_wrapped_further(database: Database, clock: ManualClock) -> None:
    """As if an earlier program had wrapped one by one: what is done already is left as it is."""
    store = opened(database, KEY)
    sealed, _ = write(store)
    assert isinstance(store.keys, KeyStore)
    assert store.keys.rewrap(KEY, NEW, clock.now()) == len(MEMBERS)
    fresh = Vault(store.keys, KEY, clock.now)
    fresh.seal(99, "nog onder de oude", "a")
    assert store.keys.rewrap(KEY, NEW, clock.now()) == 1
    assert Vault(store.keys, NEW, clock.now).open(3, sealed[3], "a") == WORDS[3]
    store.close()
