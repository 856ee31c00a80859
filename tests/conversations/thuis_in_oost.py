"""Thuis in Oost: four organisations and seven people, brought together by conversation."""

from __future__ import annotations

from simulator.person import Person
from tests.conversations.town import Town

ORGANISATIONS = ("Gemeente Oost", "Woonstad", "De Linde", "Politie Oost")
PARTNERS = (
    ("Yusuf Demir", "Gemeente Oost"),
    ("Carla Smit", "Woonstad"),
    ("Fatima el Amrani", "De Linde"),
    ("Jan de Wit", "De Linde"),
    ("Peter Kok", "Politie Oost"),
    ("Sanne Visser", "Politie Oost"),
)


async def founded(town: Town, name: str = "Thuis in Oost", *, meets: str = "16 december") -> Person:
    """Moniek makes the partnership, meeting at ten; gives Moniek, who also answers for the municipality."""
    moniek = town.person("Moniek Bakker")
    await moniek.opens(await town.coordinator_link())
    await moniek.taps("Ja, ik wil")
    await moniek.taps("Moniek Bakker")
    await moniek.says(name)
    await moniek.says("Mensen die na een opname weer thuis gaan wonen")
    await moniek.says("Gemeente Oost")
    await moniek.taps("Leiding of beleid")
    await moniek.says("Woonstad\nDe Linde, Politie Oost")
    await moniek.taps("Klaar")
    await moniek.says(meets)
    await moniek.taps("10:00")
    await moniek.taps("Ochtend")
    await moniek.taps("Ik")
    await moniek.taps("Klopt")
    return moniek


def link_for(moniek: Person, organisation: str) -> str:
    """The link in the newest text to pass on to this organisation."""
    invitation = next(
        message for message in reversed(moniek.history) if f"namens {organisation}" in message.text
    )
    return next(word for word in invitation.text.split() if word.startswith("https://t.me/"))


async def joins(town: Town, person: Person, link: str, layer: str = "Uitvoering") -> None:
    """In four taps after opening the link."""
    await person.opens(link)
    await person.taps("Ik doe mee")
    await person.taps(person.name)
    await person.taps(layer)
    await person.taps("Ochtend")


async def together(town: Town) -> dict[str, Person]:
    """Everybody in; by first name."""
    moniek = await founded(town)
    people = {"Moniek": moniek}
    for name, organisation in PARTNERS:
        person = town.person(name)
        await joins(town, person, link_for(moniek, organisation))
        people[name.split()[0]] = person
    return people


GREEN, ORANGE, RED = "🟢 Ja", "🟠 Twijfel", "🔴 Nee"


async def answers(person: Person, *colours: str, words: tuple[str, ...] = (), keep: str = "") -> None:
    """Go through the balance check up to the review; `words` for the questions behind a tick, in order."""
    await person.taps("Beginnen")
    left = list(words)
    for colour in colours:
        await person.taps(colour)
        if colour != GREEN:
            await person.taps(person.buttons()[0][0])
            if "Typ een paar woorden" in person.screen.text:
                await (person.says(left.pop(0)) if left else person.taps("Overslaan"))
    await (person.says(keep) if keep else person.taps("Overslaan"))
    person.sees("Nog niet verstuurd")


async def sends(person: Person, *colours: str, words: tuple[str, ...] = (), keep: str = "") -> None:
    """Answer the balance check and send it."""
    await answers(person, *colours, words=words, keep=keep)
    await person.taps("Verstuur")
    person.sees("Klaar, dank je!")
