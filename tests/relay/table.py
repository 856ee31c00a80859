"""Four people of three organisations who have the result of "Navragen" before them."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.person import Person
from tests.conversations.rounds import starts, three
from tests.conversations.thuis_in_oost import joins, link_for
from tests.conversations.town import Town

NEEDS = "iemand die de huurder kent"


@dataclass(frozen=True)
class Four:
    """Moniek coordinates for the municipality; Carla and Jan are of Woonstad, Fatima of De Linde."""

    moniek: Person
    carla: Person
    jan: Person
    fatima: Person

    @property
    def all(self) -> tuple[Person, Person, Person, Person]:
        """All four."""
        return (self.moniek, self.carla, self.jan, self.fatima)


async def four(town: Town, *, meets: str = "16 december") -> Four:
    """The result is there; Jan passed this round."""
    people = await three(town, meets=meets)
    jan = town.person("Jan de Wit")
    await joins(town, jan, link_for(people.moniek, "Woonstad"))
    await starts(people.moniek, "Navragen")
    for person in people.all:
        await person.taps("Beginnen")
        await person.says(NEEDS)
        await person.taps("Overslaan")
        await person.taps("Overslaan")
        await person.taps("Overslaan")
        await person.taps("Verstuur")
    await jan.taps("Deze ronde niet")
    return Four(people.moniek, people.carla, jan, people.fatima)


async def asks(asker: Person, organisation: str, words: str, about: str = "nodig") -> None:
    """Up to the check: call first is declined."""
    await asker.taps("Vraag stellen")
    await asker.taps(organisation)
    await asker.taps(about)
    await asker.taps("Vinkje vraagt het")
    await asker.says(words)


async def sends(asker: Person, organisation: str, words: str, about: str = "nodig") -> None:
    """Ask an open question and send it."""
    await asks(asker, organisation, words, about)
    await asker.taps("Verstuur")
