"""What others were shown of somebody who is forgotten is put into words again, where it stands."""

from __future__ import annotations

from datetime import timedelta

from simulator.person import Person
from tests.conversations.rounds import Three, in_the_round
from tests.conversations.town import Town
from tests.rights.rounds import on_sqlite

pytestmark = on_sqlite

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


async def test_words_in_results_that_were_sent_go_in_the_same_messages(town: Town) -> None:
    people = await revealed(town)
    await people.fatima.taps("Bekijk alles")
    assert says(people.fatima, WORDS)
    assert says(people.moniek, WORDS)
    messages = {person.name: len(person.history) for person in (people.moniek, people.fatima)}

    await people.carla.says("/vergeetmij")
    await people.carla.taps("Ja, wis alles")
    await town.passes(timedelta(minutes=1))

    for person in (people.moniek, people.fatima):
        assert says(person, WORDS) == []
        assert says(person, "korte lijnen") or says(person, "vaste gezichten")
        told = [each for each in person.history if "heeft alles laten wissen" in each.text]
        assert len(person.history) == messages[person.name] + len(told), "changed in place, nothing new"
    assert any("1 antwoord in eigen woorden ingetrokken" in each.text for each in people.fatima.history)
    people.carla.sees("Ik ken je niet meer")


async def test_a_picture_and_a_sheet_are_drawn_again(town: Town) -> None:
    people = await revealed(town)
    files = [each for each in people.moniek.history if each.attachment is not None and "Oost" in each.text]
    assert {each.attachment.kind for each in files} == {"photo", "document"}
    before = {each.message_id: each.attachment.file.data for each in files}
    await people.carla.says("/vergeetmij")
    await people.carla.taps("Ja, wis alles")
    await town.passes(timedelta(minutes=1))
    after = {each.message_id: each.attachment for each in people.moniek.history if each.message_id in before}
    sheets = [number for number in before if after[number].kind == "document"]
    assert sheets
    assert all(after[number].file.data != before[number] for number in sheets)


async def test_in_english_and_in_two_partnerships_nothing_of_them_is_left(town: Town) -> None:
    people = await revealed(town)
    await people.carla.says("/taal")
    await people.carla.taps("English")
    await people.carla.says("/forgetme")
    people.carla.sees("Erase everything? I ask once.")
    await people.carla.taps("Yes, erase everything")
    people.carla.sees("I do not know you any more")
    await town.passes(timedelta(minutes=1))
    await people.carla.says("/menu")
    people.carla.sees("Meedoen kan met een uitnodiging")
