"""Whoever did not send sees the result, and can say something that is marked as said afterwards."""

from __future__ import annotations

import pytest
from sqlmodel import select

from simulator.person import Person
from storage.tables import Snapshot
from storage.unit import Unit
from tests.conversations.rounds import skips_and_sends, starts, three
from tests.conversations.thuis_in_oost import GREEN, joins, link_for
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database

SAID = "Wij bellen de huurder ook nog"


async def revealed_without(town: Town) -> Person:
    """The result is there; Sanne of the police passed this round."""
    people = await three(town)
    sanne = town.person("Sanne Visser")
    await joins(town, sanne, link_for(people.moniek, "Politie Oost"))
    await starts(people.moniek, "Balanscheck")
    await sanne.taps("Beginnen")
    await sanne.taps(GREEN)
    for person in people.all:
        await skips_and_sends(person)
    await sanne.says("/stop")
    await sanne.taps("Deze ronde niet")
    return sanne


async def frozen(town: Town) -> list[str]:
    """Everything that was frozen."""

    def contents(unit: Unit) -> list[str]:
        return list(unit.session.exec(select(Snapshot.contents).order_by(Snapshot.id)))

    return await town.store.run(contents, name="test")


async def test_a_reaction_stands_with_its_topic_and_changes_no_count(town: Town) -> None:
    sanne = await revealed_without(town)
    before = await frozen(town)
    result = next(message for message in sanne.history if "Toch nog iets zeggen" in str(message.rows))
    await sanne.taps_old(result, "Toch nog iets zeggen")
    sanne.sees("Waarover wil je nog iets zeggen?")
    topic = sanne.buttons()[0][0]
    await sanne.taps(topic)
    sanne.sees("'Politie Oost (na de uitslag)' erbij")
    await sanne.says(SAID)
    sanne.sees("Dank je. Het staat bij dat onderwerp")
    fatima = town.person("Fatima el Amrani")
    shown = next(message for message in fatima.history if "Bekijk alles" in str(message.rows))
    await fatima.taps_old(shown, "Bekijk alles")
    fatima.sees(f"Politie Oost (na de uitslag): '{SAID}'")
    assert await frozen(town) == before


async def test_who_had_sent_has_no_such_button_and_a_number_of_a_client_is_not_kept(town: Town) -> None:
    sanne = await revealed_without(town)
    fatima = town.person("Fatima el Amrani")
    assert not any("Toch nog iets zeggen" in str(message.rows) for message in fatima.history)
    result = next(message for message in sanne.history if "Toch nog iets zeggen" in str(message.rows))
    await sanne.taps_old(result, "Toch nog iets zeggen")
    await sanne.taps(sanne.buttons()[0][0])
    await sanne.says("Het gaat om 111222333")
    sanne.sees_not("Dank je. Het staat bij dat onderwerp")
    await sanne.says("Carla Smit weet er meer van")
    sanne.sees_not("Dank je. Het staat bij dat onderwerp")
