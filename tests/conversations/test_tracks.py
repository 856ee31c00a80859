"""The ideal bend: four organisations say where they stand, and the slowest track counts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from simulator.person import Person
from tests.conversations.rounds import starts
from tests.conversations.test_give_and_take import four, told
from tests.conversations.town import Town
from tests.reports.paper import Paper

pytestmark = pytest.mark.one_database

THE_SHEET = datetime(2026, 12, 15, 7, 30, tzinfo=UTC)


async def answers(person: Person, content: str, contact: str, attention: str = "Elkaar vaker zien") -> None:
    """Where we are on both tracks, what needs attention, and send."""
    await person.taps("Beginnen")
    for tap in (content, contact, "De inhoud loopt voor"):
        await person.taps(tap)
    await person.says(attention)
    await person.says("Wij bellen de anderen")
    await person.taps("Overslaan")
    await person.taps("Verstuur")


async def test_where_everyone_stands_is_drawn_and_the_slowest_track_is_named(town: Town) -> None:
    people = await four(town)
    await starts(people.moniek, "De ideale bocht (3 min)")
    await answers(people.moniek, "Een oplossing kiezen", "Samen besluiten")
    await answers(people.carla, "Uitvoeren", "Steun opbouwen")
    await answers(people.fatima, "Oplossingen bekijken", "Mensen bij elkaar brengen")
    await answers(people.peter, "Weet ik niet", "Weet ik niet")
    for person in people.all:
        drawn = person.sees("waar staan we?")
        assert "Het traagste spoor telt." in drawn.text
        assert "Dat is nu: met elkaar, bij ‘Mensen bij elkaar brengen’." in drawn.text
        assert drawn.attachment is not None
        assert drawn.attachment.kind == "photo"
    await town.until(THE_SHEET)
    sheet = Paper(people.peter.documents[-1].data).text
    assert "Het traagste spoor telt. Dat is nu: met elkaar" in sheet
    await people.peter.taps("Werkblad A4")
    worksheet = Paper(people.peter.documents[-1].data).text
    assert worksheet.count("“Elkaar vaker zien”") == 4
    assert "op letten" in worksheet


async def test_tracks_that_are_as_far_are_both_named(town: Town) -> None:
    people = await four(town)
    await starts(people.moniek, "De ideale bocht (3 min)")
    for person in people.all:
        await answers(person, "Uitvoeren", "Wie nodig is doet mee")
    said = told(people.carla, "waar staan we?")
    assert "Ze zijn even ver: inhoud, bij ‘Uitvoeren’, met elkaar, bij ‘Wie nodig is doet mee’." in said
