"""Twelve success factors, and then together: which two do we work on? Nobody hears who chose what."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from simulator.person import Person
from tests.conversations.rounds import starts
from tests.conversations.test_give_and_take import Four, four, told
from tests.conversations.town import Town
from tests.reports.paper import Paper

pytestmark = pytest.mark.one_database

TITLE = "Twaalf succesfactoren (6 min)"
THE_SHEET = datetime(2026, 12, 15, 7, 30, tzinfo=UTC)
ASKED = "Waar gaan jullie samen aan werken?"
"""What somebody reads who may choose."""


async def answers(person: Person, *red: int) -> None:
    """Green but for the ticks of these numbers, and send."""
    await person.taps("Beginnen")
    for number in range(1, 13):
        await person.taps("🔴 Nee" if number in red else "🟢 Ja")
        while number in red and not comes_next(person):
            await person.taps("Overslaan")
    await person.taps("Overslaan")
    await person.taps("Verstuur")


def comes_next(person: Person) -> bool:
    """Whether the next tick, or the last question, stands there."""
    return any("🔴 Nee" in row for row in person.buttons()) or "willen we houden" in person.screen.text


async def differing(town: Town) -> Four:
    """The result is there: courage, means and how decisions are made are red for somebody, and trust."""
    people = await four(town)
    await starts(people.moniek, TITLE)
    await answers(people.moniek, 2)
    await answers(people.carla, 7)
    await answers(people.fatima, 8, 10)
    await answers(people.peter)
    return people


async def chooses(person: Person, *topics: str) -> None:
    """Tap these topics and [Klaar], or nothing at all."""
    for topic in topics:
        await person.taps(f"☐ {topic}")
    await person.taps("Klaar" if topics else "Ik kies niets")


async def test_everyone_taps_two_at_most_among_what_somebody_is_not_content_with(town: Town) -> None:
    people = await differing(town)
    for person in people.all:
        asked = person.sees(ASKED)
        assert asked.rows == [["☐ durf"], ["☐ middelen"], ["☐ overleg en besluit"], ["Ik kies niets"]]
        assert "niet wie wat koos" in asked.text
    await people.carla.taps("☐ durf")
    await people.carla.taps("☐ middelen")
    assert people.carla.buttons() == [["☑ durf"], ["☑ middelen"], ["☐ overleg en besluit"], ["Klaar"]]
    await people.carla.taps("☐ overleg en besluit")
    assert people.carla.toasts[-1].text == "Meer kan niet. Haal er eerst één weg."
    await people.carla.taps("☑ durf")
    assert people.carla.buttons()[0] == ["☐ durf"]


async def test_what_they_chose_comes_to_all_at_once_without_who_chose_what(town: Town) -> None:
    people = await differing(town)
    await chooses(people.moniek, "durf", "middelen")
    await chooses(people.carla, "durf")
    people.carla.sees("Wat jullie samen kozen, hoor je uiterlijk di 15 december")
    await chooses(people.fatima, "middelen", "overleg en besluit")
    for person in people.all:
        assert not any("samen gekozen" in message.text for message in person.history)
    await chooses(people.peter)
    for person in people.all:
        said = told(person, "samen gekozen")
        assert "Hier gaan jullie samen aan werken: durf, middelen." in said
        assert "Ook genoemd: overleg en besluit." in said
        assert not any(name in said for name in ("Woonstad", "Linde", "Gemeente", "Carla"))
        assert not any(sign.isdigit() for sign in said)
    await people.peter.taps("Voorstel: middelen")
    people.peter.sees("Wat")
    await town.until(THE_SHEET)
    sheet = Paper(people.fatima.documents[-1].data).text
    assert "Hier gaan jullie samen aan werken: durf, middelen." in sheet
    assert sheet.index("1 durf") < sheet.index("2 middelen") < sheet.index("3 overleg en besluit")


async def test_what_is_wanted_as_much_is_for_the_table_and_never_decided_here(town: Town) -> None:
    people = await differing(town)
    await chooses(people.moniek, "durf", "middelen")
    await chooses(people.carla, "middelen", "overleg en besluit")
    await chooses(people.fatima, "overleg en besluit", "durf")
    await chooses(people.peter)
    said = told(people.peter, "samen gekozen")
    assert "Even vaak gekozen: durf, middelen, overleg en besluit. Kies er in het overleg 2." in said
    assert "Hier gaan jullie" not in said


async def test_before_the_sheet_it_closes_and_too_few_choose_nothing(town: Town) -> None:
    people = await differing(town)
    await chooses(people.moniek, "durf")
    await people.carla.taps("☐ durf")  # and never says that this is it
    await town.until(THE_SHEET)
    for person in people.all:
        assert "Er is te weinig gekozen" in told(person, "samen gekozen")
        assert "Hiermee begint het bespreekblad" not in told(person, "samen gekozen")
        assert "durf" not in told(person, "samen gekozen")
    assert "Er is te weinig gekozen" in Paper(people.peter.documents[-1].data).text
    await people.peter.taps_old(people.peter.chat.messages[asked_of(people.peter)], "☐ durf")
    people.peter.sees("Kiezen kan niet")


def asked_of(person: Person) -> int:
    """The number of the message in which somebody was asked to choose."""
    return next(each.message_id for each in person.history if ASKED in each.text)
