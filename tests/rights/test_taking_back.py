"""What others were shown of somebody who is forgotten is put into words again, where it stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from simulator.person import Person
from tests.conversations.rounds import Three, in_the_round
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database

WORDS = "zesentwintig paarse egels"


async def sends(person: Person, words: str) -> None:
    """A green tick for everything, these words at the end, and send."""
    await person.taps("Beginnen")
    for _ in range(20):
        if "houden" in person.screen.text:
            await person.says(words)
            break
        await person.taps("🟢 Ja")
    await person.taps("Verstuur")


async def revealed(town: Town) -> Three:
    """A round that everybody saw, with words of Carla's in it."""
    people = await in_the_round(town)
    await sends(people.carla, WORDS)
    await sends(people.fatima, "korte lijnen")
    await sends(people.moniek, "vaste gezichten")
    for person in people.all:
        person.sees("Balanscheck · uitslag")
    return people


def says(person: Person, words: str) -> list[str]:
    return [each.text for each in person.history if words in each.text and each.from_bot]


def files(person: Person) -> dict[int, bytes]:
    """The documents in a chat, by the number of their message."""
    return {
        each.message_id: each.attachment.file.data
        for each in person.history
        if each.attachment is not None and each.attachment.kind == "document"
    }


async def test_words_in_results_that_were_sent_go_in_the_same_messages(town: Town) -> None:
    people = await revealed(town)
    await people.fatima.taps("Bekijk alles")
    assert says(people.fatima, WORDS)
    assert says(people.moniek, WORDS)
    await people.moniek.taps("Bespreekblad")
    messages = {person.name: len(person.history) for person in (people.moniek, people.fatima)}
    sheets = files(people.moniek)

    await people.carla.says("/vergeetmij")
    await people.carla.taps("Ja, wis alles")
    await town.passes(timedelta(minutes=1))

    for person in (people.moniek, people.fatima):
        assert says(person, WORDS) == []
        assert says(person, "korte lijnen") or says(person, "vaste gezichten")
        told = [each for each in person.history if "heeft alles laten wissen" in each.text]
        assert len(person.history) == messages[person.name] + len(told), "changed in place, nothing new"
    assert any("1 antwoord in eigen woorden ingetrokken" in each.text for each in people.fatima.history)
    drawn_again = files(people.moniek)
    assert sheets.keys() == drawn_again.keys() != set()
    assert all(drawn_again[number] != sheets[number] for number in sheets)
    people.carla.sees("Ik ken je niet meer")
