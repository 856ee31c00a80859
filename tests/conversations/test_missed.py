"""Who comes back gets what they missed in one message: what is asked now, else the newest result."""

from __future__ import annotations

from datetime import timedelta

import pytest

from simulator.person import Person
from storage.queries import membership
from tests.conversations.rounds import Three, in_the_round, starts, three
from tests.conversations.thuis_in_oost import GREEN, answers, joins, link_for
from tests.conversations.town import Town

RESULT = "Balanscheck · uitslag"


def results(person: Person) -> list[str]:
    """The results in a chat."""
    return [message.text for message in person.history if RESULT in message.text]


async def four(town: Town) -> tuple[Three, Person]:
    """Three of the four organisations are enough, also without Fatima."""
    people = await three(town)
    peter = town.person("Peter Kok")
    await joins(town, peter, link_for(people.moniek, "Politie Oost"))
    return people, peter


async def sends(person: Person) -> None:
    """Answer the balance check and send it."""
    await answers(person, *[GREEN] * 5)
    await person.taps("Verstuur")


async def a_round_of(town: Town, coordinator: Person, *others: Person) -> None:
    """From its opening until the result is there."""
    await starts(coordinator, "Balanscheck")
    for person in (coordinator, *others):
        await sends(person)
    await town.passes(timedelta(days=22))  # a round for the meeting on 16 December closes two days before it
    others[0].sees(RESULT)


async def test_a_result_that_came_while_blocked_is_given_on_coming_back_and_once(town: Town) -> None:
    people, peter = await four(town)
    await people.fatima.blocks()
    await a_round_of(town, people.moniek, people.carla, peter)
    assert results(people.fatima) == []
    await people.fatima.unblocks()
    people.fatima.sees("Fijn dat je er weer bent.")
    people.fatima.sees(RESULT)
    await people.fatima.taps("Bekijk alles")
    people.fatima.sees("alle antwoorden")
    await people.fatima.blocks()
    await town.passes(timedelta(days=5))
    await people.fatima.unblocks()
    people.fatima.sees("Fijn dat je er weer bent.")
    assert len(results(people.fatima)) == 1


@pytest.mark.one_database
async def test_who_writes_again_gets_the_newest_of_two_missed_results(town: Town) -> None:
    """A message of before did not arrive, and nobody told us of a block that was taken away."""
    people, peter = await four(town)
    address = str(people.fatima.chat.id)
    await town.store.run(
        lambda unit: membership.set_reachable(unit, "telegram", address, reachable=False), name="lost"
    )
    await a_round_of(town, people.moniek, people.carla, peter)
    await people.moniek.says("/overleg")
    await people.moniek.taps("Ja")
    await a_round_of(town, people.moniek, people.carla, peter)
    assert len(results(people.carla)) > 1
    await people.fatima.says("/start")
    assert "Niets te doen" in people.fatima.history[-2].text
    assert results(people.fatima) == results(people.carla)[-1:]


@pytest.mark.one_database
async def test_a_round_that_opened_meanwhile_is_shown_and_a_question_that_stands_is_asked(town: Town) -> None:
    people = await three(town)
    fatima = people.fatima
    await fatima.blocks()
    await starts(people.moniek, "Balanscheck")
    for begin, asked in (("", "5 vragen, 3 minuten"), ("Beginnen", "1 van 5")):
        if begin:
            await fatima.taps(begin)
            await fatima.blocks()
            await town.passes(timedelta(days=1))
        before = len(fatima.history)
        await fatima.unblocks()
        said = [message.text for message in fatima.history[before:]]
        assert len(said) == 2
        assert "Fijn dat je er weer bent." in said[0]
        assert asked in said[1]


@pytest.mark.one_database
async def test_who_comes_back_at_night_does_not_see_it_before_the_others(town: Town) -> None:
    people = await in_the_round(town)
    await sends(people.fatima)
    await people.fatima.blocks()
    await sends(people.carla)
    await answers(people.moniek, *[GREEN] * 5)
    await town.until(town.clock.now().replace(hour=20))
    await people.moniek.taps("Verstuur")
    await people.fatima.unblocks()
    assert [results(person) for person in people.all] == [[], [], []]
    await town.passes(timedelta(days=1))
    assert [len(results(person)) for person in people.all] == [1, 1, 1]
