"""Four people of three organisations say why they take part; who guesses at another reads that back alone."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from simulator.person import Person
from tests.conversations.rounds import Three, three
from tests.conversations.thuis_in_oost import GREEN, joins, link_for
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database

TITLE = "Waarom doen we mee?"
GUESSES = ("Een eigen doel of plan", "Verbonden met anderen", "Ze vinden het belangrijk")


@dataclass(frozen=True)
class Four:
    """Moniek of the municipality coordinates; Carla and Jan are of Woonstad, Fatima is of De Linde."""

    moniek: Person
    carla: Person
    fatima: Person
    jan: Person

    @property
    def all(self) -> tuple[Person, ...]:
        """All four."""
        return (self.moniek, self.carla, self.fatima, self.jan)


async def four(town: Town) -> Four:
    people: Three = await three(town)
    jan = town.person("Jan de Boer")
    await joins(town, jan, link_for(people.moniek, "Woonstad"))
    return Four(people.moniek, people.carla, people.fatima, jan)


async def to_the_extras(person: Person) -> None:
    await person.says("/overleg")
    await person.taps("Rondes")
    await person.taps("Ronde starten")
    await person.taps(TITLE)


async def tells(person: Person, *, guesses: tuple[str, ...] = (), zit: str = "") -> None:
    """The whole round: how they are and what they guess as far as that is asked, own motives, two ticks."""
    await person.taps("Beginnen")
    if zit:
        await person.taps(zit)
    for word in ("plan", "band", "waarde"):
        await person.says(f"{word} van {person.name.split()[0]}")
    for guess in guesses:
        await person.taps(guess)
    await person.taps(GREEN)
    await person.taps(GREEN)
    await person.taps("Overslaan")
    await person.taps("Verstuur")


def heard(person: Person) -> str:
    """Everything that the bot said to somebody, with what stands on the buttons."""
    return "\n".join(
        message.text + " ".join(label for row in message.rows for label in row)
        for message in person.history
        if message.from_bot
    )


async def test_the_extra_questions_are_off_until_a_coordinator_switches_them_on(town: Town) -> None:
    people = await four(town)
    await to_the_extras(people.moniek)
    people.moniek.sees("Extra vragen bij ‘Waarom doen we mee?’. Ze staan uit.")
    assert ["○ Raden naar elkaars redenen"] in people.moniek.screen.rows
    await people.moniek.taps("○ Raden naar elkaars redenen")
    assert ["✔ Raden naar elkaars redenen"] in people.moniek.screen.rows
    await people.moniek.taps("✔ Raden naar elkaars redenen")
    await people.moniek.taps("Ronde nu starten")
    people.moniek.sees("is open")
    people.carla.sees("5 vragen, 5 minuten")
    people.carla.sees_not("Extra deze keer")
    await tells(people.carla)
    assert "jouw gok" not in heard(people.carla)


async def test_guesses_come_back_to_who_made_them_beside_what_the_others_said(town: Town) -> None:
    people = await four(town)
    await to_the_extras(people.moniek)
    await people.moniek.taps("○ Raden naar elkaars redenen")
    await people.moniek.taps("○ Hoe zit je erbij?")
    await people.moniek.taps("Ronde nu starten")
    people.carla.sees(
        "Extra deze keer: Hoe zit je erbij? (alleen voor jou), Raden naar elkaars redenen (alleen voor jou)."
    )
    await people.carla.taps("Beginnen")
    people.carla.sees("Hoe zit je erbij vandaag?")
    people.carla.sees("👁 Alleen jij ziet dit. Het verdwijnt als de ronde klaar is.")
    assert "Liever mondeling" not in str(people.carla.screen.rows)
    await people.carla.taps("Hoofd vol")
    people.carla.sees("Dank je. Goed dat je er bent, hoe je er ook bij zit.")
    for word in ("plan", "band", "waarde"):
        await people.carla.says(f"{word} van Carla")
    people.carla.sees("Waarom doet Gemeente Oost vooral mee, denk je?")
    await people.carla.taps(GUESSES[0])
    people.carla.sees("Waarom doet De Linde vooral mee, denk je?")
    await people.carla.taps(GUESSES[2])
    for colour in (GREEN, GREEN):
        await people.carla.taps(colour)
    await people.carla.taps("Overslaan")
    check = people.carla.sees("Zo zien de anderen het straks").text
    shared, own = check.split("Alleen voor jou; dit krijgt niemand te zien:")
    assert "eigen doel: ‘plan van Carla’" in shared
    assert "Hoofd vol" not in shared
    assert GUESSES[0] not in shared
    assert "jouw gok: Gemeente Oost: Een eigen doel of plan" in own
    await people.carla.taps("Verstuur")

    await tells(people.fatima, zit="Zwaar", guesses=("Weet ik niet", "Overslaan"))
    await tells(people.jan, zit="Uitgerust", guesses=("Overslaan", "Overslaan"))
    await tells(people.moniek, zit="Gewoon", guesses=(GUESSES[1], "Overslaan"))

    mine = people.carla.sees("Waarom doen we mee? · jouw gok").text
    assert "👁 Alleen jij krijgt dit." in mine
    assert "Gemeente Oost\nJij dacht: Een eigen doel of plan\nZelf zeggen ze:\n" in mine
    assert "eigen doel: 'plan van Moniek'" in mine
    assert "De Linde\nJij dacht: Ze vinden het belangrijk" in mine
    assert "waarde: 'waarde van Fatima'" in mine
    people.moniek.sees("Jij dacht: Verbonden met anderen")
    for person in (people.fatima, people.jan):
        person.sees_not("jouw gok")
    for person in people.all:
        for other in people.all:
            if other is not person:
                assert _said_alone(person, other) == []

    await people.carla.taps("Vraag het aan De Linde")
    people.carla.sees("Waarover wil je De Linde iets vragen?")


def _said_alone(person: Person, other: Person) -> list[str]:
    """What somebody answered for themselves and another was shown after the reveal; nothing."""
    answered = {"Carla": "Hoofd vol", "Fatima": "Zwaar", "Jan": "Uitgerust", "Moniek": "Gewoon"}
    said = answered[other.name.split()[0]]
    after = [message.text for message in person.history if message.from_bot and "uitslag" in message.text]
    return [text for text in after if said in text]
