"""Give and take: four organisations say what they need of each other, and see it side by side, twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from simulator.person import Person
from tests.conversations.rounds import starts
from tests.conversations.thuis_in_oost import founded, joins, link_for
from tests.conversations.town import Town
from tests.reports.paper import Paper

pytestmark = pytest.mark.one_database

NAMES = ("Gemeente Oost", "Woonstad", "De Linde", "Politie Oost")
TITLE = "Halen en brengen (7 min)"
AFTER_THE_MEETING = datetime(2026, 12, 17, 10, tzinfo=UTC)


@dataclass(frozen=True)
class Four:
    """Moniek coordinates and answers for the municipality; each of the others for one organisation."""

    moniek: Person
    carla: Person
    fatima: Person
    peter: Person

    @property
    def all(self) -> tuple[Person, ...]:
        """All four, in the order of NAMES."""
        return (self.moniek, self.carla, self.fatima, self.peter)


async def four(town: Town) -> Four:
    """Four people of four organisations, and no round yet."""
    moniek = await founded(town)
    others = (("Carla Smit", NAMES[1]), ("Fatima el Amrani", NAMES[2]), ("Peter Kok", NAMES[3]))
    for name, organisation in others:
        await joins(town, town.person(name), link_for(moniek, organisation))
    return Four(moniek, *(town.person(name) for name, _ in others))


async def answers(person: Person, needs: tuple[str, str, str], exactly: str = "") -> None:
    """Up to the check: one sentence each, what is needed of the other three, and both balances green."""
    await person.taps("Beginnen")
    for words in ("Dat gezinnen een huis houden", "Rust in de straat", "Minder schulden"):
        await person.says(words)
    for need in needs:
        await person.taps(need)
        if "Wat precies?" in person.screen.text:
            await (person.says(exactly) if exactly else person.taps("Overslaan"))
            exactly = ""
    await person.says("Tijd")
    await person.taps("🟢 Ja")
    await person.taps("🟢 Ja")
    await person.taps("Genoeg")
    await person.taps("Overslaan")


FIRST = (
    ("Mensen of tijd", "Nu niets", "Een besluit"),
    ("Kennis of informatie", "Een besluit", "Nu niets"),
    ("Een besluit", "Een besluit", "Contacten of toegang"),
    ("Geld of middelen", "Nu niets", "Nu niets"),
)
"""What each needs of the other three, in the order of NAMES without their own."""
LATER = (FIRST[0], ("Een besluit", "Een besluit", "Nu niets"), FIRST[2], ("Nu niets",) * 3)


async def play(town: Town, people: Four, needs: tuple[tuple[str, str, str], ...]) -> None:
    """Everyone answers and sends; then the result is there."""
    await starts(people.moniek, TITLE)
    for person, mine in zip(people.all, needs, strict=True):
        await answers(person, mine, "Wie er belt" if person is people.carla else "")
        await person.taps("Verstuur")
    for person in people.all:
        person.sees("uitslag")


def told(person: Person, words: str) -> str:
    """The newest message with these words."""
    return next(message.text for message in reversed(person.history) if words in message.text)


async def test_everyone_says_what_they_need_of_each_other_and_all_see_it_side_by_side(town: Town) -> None:
    people = await four(town)
    await starts(people.moniek, TITLE)
    await people.carla.taps("Beginnen")
    people.carla.sees("Wat willen jullie samen bereiken")
    for words in ("Dat gezinnen een huis houden", "Minder leegstand", "Rust"):
        await people.carla.says(words)
    people.carla.sees("Wat heeft Woonstad vooral nodig van Gemeente Oost?")
    await people.carla.taps("Kennis of informatie")
    await people.carla.says("Wie er achter de voordeur komt")
    people.carla.sees("Wat heeft Woonstad vooral nodig van De Linde?")
    people.carla.sees_not("nodig van Woonstad")
    await people.carla.taps("Nu niets")
    await people.carla.taps("Nu niets")
    await people.carla.says("Huizen")
    people.carla.sees("Is het tussen ons allemaal in balans")
    await people.carla.taps("🟢 Ja")
    people.carla.sees("Is het voor Woonstad in balans")
    await people.carla.taps("🟢 Ja")
    await people.carla.taps("Genoeg")
    await people.carla.taps("Overslaan")
    people.carla.sees("gevraagd van: Gemeente Oost: Kennis of informatie")
    await people.carla.taps("Verstuur")
    for person, needs in zip(
        (people.moniek, people.fatima, people.peter), FIRST[:1] + FIRST[2:], strict=True
    ):
        await answers(person, needs)
        await person.taps("Verstuur")
    for person in people.all:
        result, matrix = person.sees("uitslag"), person.sees("over en weer")
        assert result.message_id < matrix.message_id
        assert "Wat heeft elke organisatie vooral nodig van de ander?" in matrix.text
        assert "vorige keer" not in matrix.text
        assert matrix.attachment is not None
    await people.fatima.taps("Bekijk alles")
    for line in (
        "gevraagd van: Gemeente Oost\nWoonstad: Kennis of informatie\nDe Linde: Een besluit\n"
        "Politie Oost: Geld of middelen",
        "gevraagd van: Woonstad\nGemeente Oost: Mensen of tijd\nDe Linde: Een besluit\n"
        "Politie Oost: Nu niets",
        "Wie er achter de voordeur komt",
    ):
        people.fatima.sees(line)


async def test_beside_the_last_time_stands_what_is_new_and_what_is_asked_no_more(town: Town) -> None:
    people = await four(town)
    await play(town, people, FIRST)
    await town.until(AFTER_THE_MEETING)
    asked = next(each for each in reversed(people.moniek.history) if "besproken?" in each.text)
    await people.moniek.taps_old(asked, "Ja")
    await people.moniek.taps("Niets opschrijven")
    await play(town, people, LATER)
    for person in people.all:
        changed = person.sees("Anders dan de vorige keer").text
        assert "Woonstad → Gemeente Oost: nieuw: Een besluit; niet meer: Kennis of informatie" in changed
        assert "Politie Oost → Gemeente Oost: niet meer: Geld of middelen" in changed
        assert "De Linde →" not in changed
    await people.peter.taps("Bekijk alles")
    people.peter.sees("Woonstad: Een besluit (nieuw: Een besluit; niet meer: Kennis of informatie)")


async def test_everyone_can_take_the_worksheet_along_filled_or_blank(town: Town) -> None:
    people = await four(town)
    await play(town, people, FIRST)
    await people.peter.taps("Werkblad A4")
    filled = Paper(people.peter.documents[-1].data)
    assert "Wat heeft elke organisatie vooral nodig van de ander?" in filled.text
    assert "Een besluit" in filled.text
    assert "“Wie er belt”" in filled.text
    assert filled.sizes == [(841.8898, 595.2756)]
    await people.carla.taps("Werkblad A3 voor de wand")
    await people.carla.taps("Leeg, om zelf in te vullen")
    blank = Paper(people.carla.documents[-1].data)
    assert all(blank.text.count(name) == 2 for name in NAMES)
    assert "Een besluit" not in blank.text
    assert "Wie er belt" not in blank.text
    assert blank.sizes == [(1190.5511, 841.8898)]


async def test_who_needs_what_of_whom_is_never_added_up(town: Town) -> None:
    people = await four(town)
    await play(town, people, FIRST)
    matrix = told(people.peter, "over en weer")
    await people.peter.taps("Werkblad A4")
    await town.until(datetime(2026, 12, 15, 7, 30, tzinfo=UTC))
    sheet, worksheet = (Paper(people.peter.documents[place].data).text for place in (-1, -2))
    across = sheet[sheet.index("Over en weer") : sheet.index("Wat spreken we af?")]
    assert "Een besluit (Gemeente Oost)" in across
    for said in (matrix, worksheet, across.partition("Overleg")[0]):
        assert not re.search(r"\d|%|totaal|gemiddeld", said), said
