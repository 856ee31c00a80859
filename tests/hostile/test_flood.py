"""One person sends thousands of messages at once: the others hardly notice, and the person is told."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from bot.telegram.envelope import Envelope, envelope
from bot.telegram.flood import MOST, WITHIN, Fate, Sieve
from simulator.person import Person
from storage.tables import Inbox
from storage.unit import Unit
from tests.conversations.rounds import in_the_round
from tests.conversations.town import Town
from tests.hostile.corpus import DATABASES

FLOOD = int(os.environ.get("VINKJE_FLOOD", "1000"))
PEOPLE = 100
LONGEST = 2.0
"""Seconds of the processor, the simulated Telegram's included, that 95 of 100 people wait longer at most."""

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@given(
    st.lists(st.integers(0, 60), min_size=MOST + 1, max_size=120), st.lists(st.integers(1, 30), max_size=9)
)
def test_of_a_flood_no_more_is_read_than_a_person_sends_and_it_is_told_once(
    seconds: list[int], cuts: list[int]
) -> None:
    sent_at = [NOW + timedelta(seconds=second) for second in sorted(seconds)]
    sieve, fates = Sieve(), list[Fate]()
    for size in (MOST + 1, *cuts, len(sent_at)):
        fates += sieve.sift(7, sent_at[len(fates) :][:size], NOW)
    read = [at for at, fate in zip(sent_at, fates, strict=True) if fate is Fate.READ]
    assert read[:MOST] == sent_at[:MOST]
    assert all(later - at >= WITHIN for at, later in zip(read, read[MOST:], strict=False))
    unread = [fate for fate in fates if fate is not Fate.READ]
    assert unread == [Fate.TOLD, Fate.LEFT, *[Fate.LEFT] * len(unread)][: len(unread)]


def test_what_waited_during_a_standstill_is_no_flood() -> None:
    sent_at = [NOW + timedelta(minutes=number) for number in range(90)]
    assert set(Sieve().sift(7, sent_at, NOW)) == {Fate.READ}


def test_after_ten_quiet_seconds_everything_is_read_again_and_a_next_flood_is_told_again() -> None:
    sieve = Sieve()
    assert sieve.sift(7, [NOW] * 30, NOW).count(Fate.TOLD) == 1
    assert sieve.sift(7, [NOW], NOW) == [Fate.LEFT]
    assert sieve.sift(8, [NOW], NOW) == [Fate.READ]
    later = NOW + WITHIN
    assert sieve.sift(7, [later], later) == [Fate.READ]
    assert sieve.sift(7, [later] * 30, later).count(Fate.TOLD) == 1


def test_what_could_not_be_stored_is_read_when_it_comes_again() -> None:
    sieve = Sieve()
    sieve.sift(7, [NOW] * 30, NOW)
    sieve.forget()
    assert sieve.sift(7, [NOW] * 20, NOW) == [Fate.READ] * 20


async def quietly(town: Town, person: Person, text: str) -> None:
    """Send a text, and do not wait for what comes of it."""
    settle, town.simulator.settle = town.simulator.settle, None
    await person.says(text)
    town.simulator.settle = settle


@pytest.mark.parametrize("database", DATABASES, indirect=True)
async def test_who_floods_hears_so_once_and_goes_on_where_they_were(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "bot")
    carla = (await in_the_round(town)).carla
    await carla.taps("Beginnen")
    for number in range(60):
        await quietly(town, carla, f"bericht {number}")
    await town.settle()
    told = [message for message in carla.history if "Er komt zoveel tegelijk" in message.text]
    assert len(told) == 1
    town.clock.move(WITHIN)
    await carla.taps("🟢 Ja")
    carla.sees("2 van")
    assert "somebody sends more than a person can" in caplog.text
    assert "bericht" not in caplog.text
    handled = await town.store.read(lambda unit: len(_handled(unit, carla)), name="handled")
    assert handled < 60


def _handled(unit: Unit, person: Person) -> list[str]:
    return [key for key in unit.session.exec(select(Inbox.key)) if key.startswith(f"m{person.id}:")]


async def waits(town: Town, others: list[Person], flood: list[Person]) -> list[float]:
    """How long each of the others waits for an answer (seconds of the processor), shortest first."""
    acts = flood + others
    random.Random(1).shuffle(acts)  # noqa: S311 - a seed, no secret
    for number, person in enumerate(acts):
        await quietly(town, person, f"bericht {number}")
    begun, waited = time.process_time(), dict[int, float]()

    def all_answered() -> bool:
        for person in others:
            if person.id not in waited and any(message.from_bot for message in person.history):
                waited[person.id] = time.process_time() - begun
        return len(waited) == len(others)

    await town.simulator.happens(all_answered, within=60)
    await town.simulator.confirmed(within=60)
    return sorted(waited.values())


@pytest.mark.parametrize("database", DATABASES, indirect=True)
async def test_one_who_floods_holds_up_nobody(town: Town) -> None:
    first, second = ([town.person(f"Persoon {row}{number}") for number in range(PEOPLE)] for row in "ab")
    delivering = asyncio.create_task(town.works.delivery.run())
    alone = await waits(town, first, [])
    flooded = await waits(town, second, [town.person("Flooder")] * FLOOD)
    await town.works.delivery.stop()
    await delivering
    longer = [after - before for before, after in zip(alone, flooded, strict=True)]
    p95, most = longer[PEOPLE * 95 // 100], longer[-1]
    print(f"{FLOOD} among {PEOPLE}: {longer[PEOPLE // 2]:.2f} s longer, p95 {p95:.2f} s, most {most:.2f} s")
    assert p95 <= LONGEST


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 1},
        {"update_id": 1, "message": []},
        {"update_id": 1, "message": {"from": 5, "date": "nooit"}},
        {"update_id": 1, "message": {"from": {"id": "5"}, "date": 10**30}},
        {"update_id": 1, "edited_message": {"from": {}, "edit_date": None}},
    ],
)
def test_an_envelope_that_nobody_can_read_is_of_nobody_and_of_now(raw: dict[str, object]) -> None:
    assert envelope(raw, NOW) == Envelope(1, None, NOW, raw)


@pytest.mark.parametrize("raw", [None, 5, [], "x", {}, {"update_id": "1"}])
def test_what_is_no_update_has_no_envelope(raw: object) -> None:
    assert envelope(raw, NOW) is None
