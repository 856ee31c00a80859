"""Free text opens only with its member's own key, and never again once that is destroyed."""

from __future__ import annotations

import asyncio

import pytest
from cryptography.exceptions import InvalidTag

from storage.keys import ForgottenError, Vault
from storage.store import Store
from tests.clock import ManualClock
from tests.conftest import KEY, Database


async def test_words_come_back_for_the_same_member_and_purpose(store: Store) -> None:
    sealed = store.words.seal(7, "We bellen allebei dezelfde huurder", "answer 1 wie")
    assert b"huurder" not in sealed
    assert store.words.open(7, sealed, "answer 1 wie") == "We bellen allebei dezelfde huurder"


async def test_words_that_were_moved_do_not_open(store: Store) -> None:
    sealed = store.words.seal(7, "hoi", "answer 1 wie")
    store.words.seal(8, "hallo", "answer 2 wie")
    with pytest.raises(InvalidTag):
        store.words.open(7, sealed, "answer 2 wie")
    with pytest.raises(InvalidTag):
        store.words.open(8, sealed, "answer 1 wie")


async def test_the_same_words_never_look_the_same(store: Store) -> None:
    assert store.words.seal(7, "hoi", "a") != store.words.seal(7, "hoi", "a")


async def test_a_forgotten_member_cannot_be_read_nor_written(store: Store) -> None:
    sealed = store.words.seal(7, "hoi", "a")
    kept = store.words.seal(8, "hallo", "a")
    store.words.forget(7)
    assert store.words.open(7, sealed, "a") is None
    assert store.words.open(8, kept, "a") == "hallo"
    with pytest.raises(ForgottenError):
        store.words.seal(7, "again", "a")
    store.words.forget(7)
    assert store.keys.forgotten() == [7]


async def test_words_open_after_a_restart(store: Store, database: Database, clock: ManualClock) -> None:
    sealed = store.words.seal(7, "hoi", "a")
    again = Store.open(database.url, database.key, clock=clock)
    assert again.words.open(7, sealed, "a") == "hoi"
    again.close()


async def test_two_processes_agree_on_the_first_key(
    store: Store, database: Database, clock: ManualClock
) -> None:
    other = Store.open(database.url, database.key, clock=clock)
    vaults = (store.words, other.words)
    sealed = await asyncio.gather(*(asyncio.to_thread(vault.seal, 7, "hoi", "a") for vault in vaults))
    assert [vault.open(7, words, "a") for vault in vaults for words in sealed] == ["hoi"] * 4
    other.close()


async def test_the_master_key_alone_wraps_the_keys(store: Store, clock: ManualClock) -> None:
    store.words.seal(7, "hoi", "a")
    with pytest.raises(InvalidTag):
        Vault(store.keys, b"x" * 32, clock.now).seal(7, "hoi", "a")
    assert Vault(store.keys, KEY, clock.now).open(7, store.words.seal(7, "hoi", "a"), "a") == "hoi"


async def test_words_of_nobody_yet_open_for_their_purpose_alone(store: Store) -> None:
    sealed = store.words.seal_loose(b"raw", "inbox 1")
    assert store.words.open_loose(sealed, "inbox 1") == b"raw"
    with pytest.raises(InvalidTag):
        store.words.open_loose(sealed, "inbox 2")


async def test_a_changed_byte_is_noticed(store: Store) -> None:
    sealed = bytearray(store.words.seal(7, "hoi", "a"))
    sealed[-1] ^= 1
    with pytest.raises(InvalidTag):
        store.words.open(7, bytes(sealed), "a")
    with pytest.raises(ValueError, match="does not know"):
        store.words.open(7, b"\x09" + bytes(sealed[1:]), "a")


async def test_what_a_partnership_agreed_outlives_whoever_said_it(store: Store) -> None:
    sealed = store.words.seal_shared(1, "Een lijst", "agreement 3")
    store.words.forget(1)
    assert store.words.open_shared(1, sealed, "agreement 3") == "Een lijst"
    store.words.forget_shared(1)
    assert store.words.open_shared(1, sealed, "agreement 3") is None
