"""A small table: three of the four organisations of Thuis in Oost, and a round that a coordinator starts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from simulator.person import Person
from tests.conversations.thuis_in_oost import founded, joins, link_for
from tests.conversations.town import Town

THE_SHEET = datetime(2026, 12, 15, 7, 30, tzinfo=UTC)
"""When the talking sheet comes: the working day before the meeting that `founded` plans, at 08:30."""


@dataclass(frozen=True)
class Three:
    """Moniek coordinates and answers for the municipality, Carla for Woonstad, Fatima for De Linde."""

    moniek: Person
    carla: Person
    fatima: Person

    @property
    def all(self) -> tuple[Person, Person, Person]:
        """All three."""
        return (self.moniek, self.carla, self.fatima)


async def three(town: Town, *, meets: str = "16 december") -> Three:
    """Three people of three organisations, and no round yet."""

    async def play() -> None:
        moniek = await founded(town, meets=meets)
        await joins(town, town.person("Carla Smit"), link_for(moniek, "Woonstad"))
        await joins(town, town.person("Fatima el Amrani"), link_for(moniek, "De Linde"))

    if town.people:
        await play()
    else:
        await town.begins(("three", meets), play)
    return Three(*(town.person(name) for name in ("Moniek Bakker", "Carla Smit", "Fatima el Amrani")))


async def starts(coordinator: Person, title: str, partnership: str = "") -> None:
    """Start a round of this flow by the buttons; on a working morning the invitations go out at once."""
    await coordinator.says("/overleg")
    if partnership:
        await coordinator.taps(partnership)
    await coordinator.taps("Rondes")
    await coordinator.taps("Ronde starten")
    await coordinator.taps(title)
    if ["Ronde nu starten"] in coordinator.screen.rows:
        await coordinator.taps("Ronde nu starten")
    if ["Toch openen"] in coordinator.screen.rows:
        await coordinator.taps("Toch openen")
    coordinator.sees("is open")


async def in_the_round(town: Town, title: str = "Balanscheck", *, meets: str = "16 december") -> Three:
    """Three people, and everyone has the invitation to a round that was just started."""
    people = await three(town, meets=meets)
    await starts(people.moniek, title)
    return people


async def skips_through(person: Person, begin: str = "Beginnen") -> None:
    """Up to the check with one "weet ik niet" and the rest skipped: the least that counts as an answer."""
    await person.taps(begin)
    await person.taps("Weet ik niet")
    for _ in range(20):
        if any(["Verstuur"] in message.rows for message in person.history):
            return
        await person.taps("Overslaan")
    raise AssertionError(f"{person.name} never came to the check: {person.screen.text}")


async def skips_and_sends(person: Person, begin: str = "Beginnen") -> None:
    """Send the least that counts."""
    await skips_through(person, begin)
    await person.taps("Verstuur")
