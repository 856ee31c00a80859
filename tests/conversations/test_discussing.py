"""Is it discussed? What was decided, what is left, and what becomes of a result that was not discussed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from simulator.person import Person
from tests.conversations.rounds import Three, starts, three
from tests.conversations.thuis_in_oost import GREEN, ORANGE, RED, sends
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database

MEETING = datetime(2026, 12, 16, 9, tzinfo=UTC)
"""The meeting that the partnership was made with: ten in the morning."""
MORNING_AFTER = datetime(2026, 12, 17, 9, tzinfo=UTC)


async def result(town: Town) -> Three:
    """Everyone answered: who does what differs, respect as well."""
    people = await three(town)
    await starts(people.moniek, "Balanscheck")
    await sends(people.moniek, GREEN, GREEN, GREEN, GREEN, GREEN)
    await sends(people.carla, GREEN, GREEN, GREEN, RED, GREEN, words=("We bellen dubbel",))
    await sends(people.fatima, GREEN, GREEN, ORANGE, GREEN, GREEN)
    people.fatima.sees("uitslag")
    return people


async def asked(town: Town) -> Three:
    """The morning after the meeting."""
    people = await result(town)
    await town.until(MORNING_AFTER)
    for person in people.all:
        person.sees("Hebben jullie de uitslag van 'Balanscheck' besproken?")
    return people


async def missed(town: Town) -> Three:
    """The meeting did not happen, says the coordinator; all are asked what becomes of the result."""
    people = await asked(town)
    await says_of_it(people.moniek, "Ging niet door")
    people.moniek.sees("De uitslag van 'Balanscheck' is niet besproken. Wat doen we ermee?")
    await town.passes(timedelta(days=1))
    for person in (people.carla, people.fatima):
        person.sees("Nog bespreken: hij komt op het blad voor het volgende overleg.")
    return people


async def says_of_it(person: Person, label: str) -> None:
    """Tap under "is it discussed?", whatever else was asked that morning."""
    about = next(message for message in reversed(person.history) if "besproken?" in message.text)
    await person.taps_old(about, label)


def told(person: Person, words: str) -> str:
    """The newest message of the bot with these words."""
    return next(message.text for message in reversed(person.history) if words in message.text)


async def test_who_settles_it_writes_one_line_and_everyone_reads_it(town: Town) -> None:
    people = await asked(town)
    await says_of_it(people.moniek, "Ja")
    people.moniek.sees("Wat is er besloten? Typ één regel voor iedereen.")
    people.moniek.sees("Iedereen die meedoet, leest dit, zonder je naam.")
    await people.moniek.says("We maken samen één lijst")
    for person in people.all:
        said = told(person, "Besloten: ‘We maken samen één lijst’")
        assert "Thuis in Oost · besproken" in said
        assert "Moniek" not in said
    assert "Deze ronde is klaar." in people.carla.screen.text


async def test_what_is_left_is_tapped_and_goes_on_the_next_sheet(town: Town) -> None:
    people = await asked(town)
    await says_of_it(people.moniek, "Deels")
    asked_for = people.moniek.sees("Wat moeten jullie nog bespreken?")
    assert asked_for.rows[:2] == [["wie doet wat"], ["respect"]]
    await people.moniek.taps("respect")
    await people.moniek.taps("Klaar")
    await people.moniek.taps("Niets opschrijven")
    assert "Op het volgende blad: respect." in told(people.fatima, "is besproken")


async def test_after_a_missed_meeting_two_organisations_let_it_go(town: Town) -> None:
    people = await missed(town)
    await people.carla.taps("Loslaten")
    people.carla.sees("Kiest nog een organisatie of de coördinator hetzelfde")
    await people.fatima.taps("Samenvoegen")
    people.moniek.sees_not("los")
    await people.fatima.taps("Loslaten")
    for person in people.all:
        person.sees("Jullie laten de uitslag van 'Balanscheck' los")
