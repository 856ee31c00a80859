"""A year later: the coordinators hear it a month before, the words go, and nothing that is opened breaks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.upkeep.terms import Kept, keep_to_terms
from process.rules.keeping import Keeping
from simulator.person import Person
from storage.tables import StoredAnswer
from tests.conversations.conftest import shelf_house, town
from tests.conversations.rounds import Three, in_the_round, skips_through, starts
from tests.conversations.thuis_in_oost import GREEN, RED, sends
from tests.conversations.town import Town

__all__ = ["shelf_house", "town"]
pytestmark = pytest.mark.one_database
WORDS = "Iedereen belt dezelfde huurder"


async def discussed(town: Town) -> Three:
    """A round in which all three sent, and that was talked about."""
    people = await in_the_round(town)
    for person in people.all:
        await sends(person, GREEN, RED, GREEN, GREEN, GREEN, words=(WORDS,), keep="Korte lijnen")
    await town.passes(timedelta(days=25))
    asked = next(each for each in reversed(people.moniek.history) if "besproken?" in each.text)
    await people.moniek.taps_old(asked, "Ja")
    await people.moniek.taps("Niets opschrijven")
    return people


async def nights(town: Town, number: int) -> None:
    """So many days, each with its sweep."""
    for _ in range(number):
        await town.passes(timedelta(days=1))


def heard(person: Person, words: str) -> int:
    return sum(words in message.text for message in person.history)


async def test_a_year_later_the_words_are_gone_and_everything_still_opens(town: Town) -> None:
    moniek, carla, fatima = (await discussed(town)).all
    await town.passes(timedelta(days=330))
    assert heard(moniek, "wis ik de teksten en namen uit Balanscheck") == 0
    await nights(town, 8)
    assert heard(moniek, "wis ik de teksten en namen uit Balanscheck") == 1
    assert heard(carla, "wis ik de teksten en namen") == 0
    await moniek.taps("Bekijk alles")
    assert WORDS in moniek.screen.text
    await town.passes(timedelta(days=25))
    await nights(town, 6)
    assert heard(moniek, "Ik heb de teksten en namen gewist uit Balanscheck") == 1
    assert await town.store.run(lambda unit: list(unit.session.exec(select(StoredAnswer))), name="test") == []
    await carla.says("/menu")
    await carla.taps("Uitslag")
    carla.sees("zijn gewist")
    await carla.taps("Bekijk alles")
    assert WORDS not in carla.screen.text
    carla.sees("🔴 3 nee")
    assert "Woonstad" not in carla.screen.text
    await carla.taps("Bespreekblad")
    assert fatima.history


async def test_the_next_round_asks_without_a_last_time_that_is_gone(town: Town) -> None:
    moniek, carla, _ = (await discussed(town)).all
    await town.passes(timedelta(days=370))
    await nights(town, 1)
    await moniek.taps("Deze keer overslaan")
    await starts(moniek, "Balanscheck")
    await nights(town, 4)
    await skips_through(carla)
    carla.sees("Nog niet verstuurd")
    assert "vorige keer" not in carla.screen.text


async def test_a_coordinator_chooses_and_nothing_goes_in_the_first_month(town: Town) -> None:
    moniek, *_ = (await discussed(town)).all
    await town.passes(timedelta(days=200))
    await moniek.says("/bewaren")
    moniek.sees("Nu: 12 maanden")
    await moniek.taps("3 maanden")
    moniek.sees("Goed, 3 maanden")
    await nights(town, 5)
    assert heard(moniek, "wis ik de teksten en namen uit Balanscheck") == 1
    await town.passes(timedelta(days=22))
    await nights(town, 1)
    assert heard(moniek, "Ik heb de teksten en namen gewist") == 0
    await nights(town, 7)
    assert heard(moniek, "Ik heb de teksten en namen gewist") == 1
    assert await keep_to_terms(town.store, Keeping(), town.clock.now()) == Kept()
