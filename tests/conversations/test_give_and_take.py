"""Give and take: who needs what of whom, asked about every other organisation and never about one's own."""

from __future__ import annotations

import pytest

from simulator.person import Person
from tests.conversations.rounds import in_the_round
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database


async def answers(person: Person, needs: tuple[str, str], brings: str) -> None:
    await person.taps("Beginnen")
    await person.says("Dat gezinnen een huis houden")
    for need in needs:
        await person.taps(need)
        if "Wat precies?" in person.screen.text:
            await person.taps("Overslaan")
    await person.says("Rust in de straat")
    await person.says("Minder schulden")
    await person.says(brings)
    await person.taps("🟢 Ja")
    await person.taps("🟢 Ja")
    await person.taps("Genoeg")
    await person.taps("Overslaan")


async def test_everyone_says_what_they_need_of_each_other_and_all_see_it_side_by_side(town: Town) -> None:
    people = await in_the_round(town, "Halen en brengen (7 min)")
    await people.carla.taps("Beginnen")
    people.carla.sees("1 van")
    await people.carla.says("Dat gezinnen een huis houden")
    people.carla.sees("Wat heeft Woonstad vooral nodig van Gemeente Oost?")
    await people.carla.taps("Kennis of informatie")
    people.carla.sees("Wat precies?")
    await people.carla.says("Wie er achter de voordeur komt")
    people.carla.sees("Wat heeft Woonstad vooral nodig van De Linde?")
    people.carla.sees_not("nodig van Woonstad")
    await people.carla.taps("Nu niets")
    for words in ("Rust", "Minder leegstand", "Huizen"):
        await people.carla.says(words)
    await people.carla.taps("🟢 Ja")
    await people.carla.taps("🟠 Twijfel")
    await people.carla.taps("Overslaan")
    await people.carla.taps("Genoeg")
    await people.carla.taps("Overslaan")
    people.carla.sees("nodig van: Gemeente Oost: Kennis of informatie")
    await people.carla.taps("Verstuur")

    for person, needs in (
        (people.moniek, ("Mensen of tijd", "Een besluit")),
        (people.fatima, ("Een besluit",) * 2),
    ):
        await answers(person, needs, "Tijd")
        await person.taps("Verstuur")
    for person in people.all:
        person.sees("uitslag")
    await people.fatima.taps("Bekijk alles")
    for line in (
        "nodig van: Gemeente Oost\nWoonstad: Kennis of informatie\nDe Linde: Een besluit",
        "nodig van: Woonstad\nGemeente Oost: Mensen of tijd\nDe Linde: Een besluit",
        "Wie er achter de voordeur komt",
    ):
        people.fatima.sees(line)
