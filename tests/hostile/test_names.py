"""A partnership, organisations and people may be called anything that can be read as a name."""

from __future__ import annotations

import pytest

from process.acts.making import DOELGROEP_LONGEST
from process.acts.names import LONGEST, read_name
from simulator.person import Person
from tests.conversations.rounds import THE_SHEET, skips_and_sends, starts
from tests.hostile.corpus import DATABASES, batches
from tests.hostile.table import Table, is_command, parts

BATCHES = batches(60, 6)
PLAIN = "Oost"


async def fills(
    table: Table,
    person: Person,
    batch: tuple[str, ...],
    field: str,
    *,
    entry: str | None = None,
    most: int = LONGEST,
) -> str:
    """Try every text for a field, going back after each that is taken; leaves the last of those there."""
    left = PLAIN
    for text in batch:
        arrived = await table.says(person, text)
        entries = await table.entries(person)
        if len(parts(text)) == 1:
            assert (field in entries) == (arrived != "" and read_name(arrived, most) is not None)
        if field in entries:
            left = entries[entry or field]
            assert left == read_name(left, most)
            await person.taps("← Terug")
    await person.says(left)
    assert field in await table.entries(person)
    return left


async def names_others(table: Table, person: Person, batch: tuple[str, ...]) -> list[str]:
    """Type every text as other organisations and take those away again; leaves two of them, or plain ones."""
    taken = ["Woonstad", "De Linde"]
    for text in batch:
        await table.says(person, text)
        while listed := (await table.entries(person)).get("listed"):
            names = listed.split("\n")
            taken.append(names[-1])
            await person.taps(f"{names[-1]} weghalen")
    await person.says("\n".join(taken[-2:]))
    return (await table.entries(person))["listed"].split("\n")


async def comes_in(person: Person, link: str, called: str) -> None:
    """By a link, under another name than that of the account."""
    await person.opens(link)
    await person.taps("Ik doe mee")
    await person.says(called)
    await person.taps("Uitvoering")
    await person.taps("Ochtend")
    person.sees("Je doet mee!")


@pytest.mark.parametrize("database", DATABASES, indirect=True)
@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
async def test_whatever_they_are_called_everyone_gets_everything(
    table: Table, batch: tuple[str, ...]
) -> None:
    batch = tuple(text for text in batch if not is_command(text.strip()))  # a command may leave the form
    town = table.town
    moniek = town.person("Moniek")
    await moniek.opens(await town.coordinator_link())
    await moniek.taps("Ja, ik wil")
    called = await fills(table, moniek, batch, "called")
    await fills(table, moniek, batch, "name")
    await fills(table, moniek, batch, "doelgroep", most=DOELGROEP_LONGEST)
    await fills(table, moniek, batch, "own", entry="organisation")
    await moniek.taps("Leiding of beleid")
    others = await names_others(table, moniek, batch)
    await moniek.taps("Klaar")
    for text in batch:
        await table.says(moniek, text)
        if "day" in await table.entries(moniek):
            await moniek.taps("← Terug")
    await moniek.says("16 december 10:00")
    await moniek.taps("Ochtend")
    await moniek.taps("Ik")
    await moniek.taps("Klopt")
    cards = [word for message in moniek.history for word in message.text.split() if "?start=" in word]
    assert len(cards) == len(moniek.pictures) == 1 + len(others)
    carla, fatima = town.person("Carla"), town.person("Fatima")
    await comes_in(carla, cards[1], called)
    await comes_in(fatima, cards[2], called)
    await starts(moniek, "Balanscheck")
    for person in (carla, fatima, moniek):
        await skips_and_sends(person)
    await town.until(THE_SHEET)
    for person in (carla, fatima, moniek):
        assert person.documents[-1].name == "bespreekblad-1.pdf"
    await table.assert_sound()
