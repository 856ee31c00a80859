"""The digest: for who coordinates, short, and with everything that happened one tap away."""

from __future__ import annotations

from datetime import timedelta

import pytest

from simulator.person import Person
from tests.conversations.rounds import in_the_round, three
from tests.conversations.thuis_in_oost import GREEN, ORANGE, RED, sends
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database
HEAD = "Samenvatting voor jou als coördinator"


def digests(person: Person) -> list[str]:
    """The digests that somebody has."""
    return [message.text for message in person.history if HEAD in message.text]


async def test_after_a_month_the_coordinator_alone_reads_what_changed(town: Town) -> None:
    people = await three(town)
    await town.passes(timedelta(days=45))
    assert len(digests(people.moniek)) >= 1
    assert digests(people.carla) == digests(people.fatima) == []
    first = digests(people.moniek)[0]
    assert "over wie er meedoet" in first
    assert len(first) <= 700
    assert first.count("\n") < 12
    await people.moniek.taps("Bekijk alles wat er gebeurde")
    people.moniek.sees("Carla Smit doet mee")
    people.moniek.sees("Iedereen die meedoet, mag dit weten")


async def test_with_a_meeting_the_digest_is_the_message_with_the_sheet(town: Town) -> None:
    people = await in_the_round(town)
    await sends(people.moniek, *[GREEN] * 5)
    await sends(people.carla, GREEN, GREEN, GREEN, RED, GREEN)
    await sends(people.fatima, GREEN, GREEN, ORANGE, GREEN, GREEN)
    people.moniek.sees("Balanscheck · uitslag")
    await town.passes(timedelta(days=22))
    sheets = [each for each in people.moniek.documents if each.name.startswith("bespreekblad")]
    assert len(sheets) == 1
    assert digests(people.moniek) == [], "the sheet tells it"
