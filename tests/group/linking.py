"""How a coordinator links a group."""

from __future__ import annotations

from simulator.group import Group
from simulator.person import Person
from tests.conversations.rounds import Three
from tests.conversations.town import Town


async def group_link(person: Person) -> str:
    """The link behind the button that a coordinator gets."""
    await person.says("/overleg")
    await person.taps("Wie doen er mee")
    await person.taps("Groep koppelen")
    person.sees("Nooit aantallen, teksten, namen of beelden")
    await person.taps("Kies een groep")
    message = person.sees("Kies de groep")
    url = next(button.url for button in message.buttons if button.url is not None)
    assert url.startswith("https://t.me/vinkje_bot?startgroup=")
    return url


async def linked(town: Town, people: Three) -> Group:
    """The group of Thuis in Oost, linked by Moniek."""
    group = town.simulator.group("Overleg Oost", people.all)
    await people.moniek.adds_bot(group, await group_link(people.moniek))
    return group


def lines(group: Group) -> list[str]:
    """Everything that the bot said in the group."""
    return [each.text for each in group.chat.messages.values() if each.from_bot]
