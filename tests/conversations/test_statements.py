"""What one act of a person costs the database, and that no statement of the main job reads a whole table."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import timedelta

from storage.store import Store
from tests.conversations.rounds import skips_through, starts
from tests.conversations.thuis_in_oost import GREEN, RED, answers, sends, together
from tests.conversations.town import Town
from tests.statements import Statements, full_scans

_COUNTED = ("SELECT", "INSERT", "UPDATE", "DELETE")

MOST: dict[str, tuple[int, int]] = {
    "tick": (19, 9),
    "words": (22, 9),
    "menu": (13, 2),
    "send": (21, 2),
    "last": (67, 100),
    "everything": (11, 19),
}
"""Statements for handling each act, and for putting its messages into words: 15 after the last answer.

The menu looks whether a question of another organisation waits, and what was asked of one; words, whether a
colleague answered the same meanwhile; the last answer, whether there are guesses to give back, something to
choose and a group to tell; and each result, what was corrected in it since.
"""


@dataclass(frozen=True)
class Ledger:
    """What acts of people cost, by name."""

    statements: Statements
    spent: dict[str, tuple[int, int]] = field(default_factory=dict)

    async def costs(self, name: str, act: Awaitable[object]) -> None:
        """Do it, and note how many statements it took; of several with one name the dearest."""
        before = len(self.statements.sent)
        await act
        fresh = [each for each in self.statements.sent[before:] if each.sql.lstrip().startswith(_COUNTED)]
        spent = (
            sum(each.unit == "receive" for each in fresh),
            sum(each.unit == "compose" for each in fresh),
        )
        self.spent[name] = max(spent, self.spent.get(name, (0, 0)))


async def test_an_act_takes_few_statements_and_every_one_an_index(
    town: Town, store: Store, statements: Statements
) -> None:
    people = await together(town)
    await starts(people["Moniek"], "Balanscheck")
    carla, ledger = people["Carla"], Ledger(statements)
    await carla.taps("Beginnen")
    await ledger.costs("tick", carla.taps(GREEN))
    await ledger.costs("tick", carla.taps(RED))
    await carla.taps("Overslaan")
    await ledger.costs("words", carla.says("Iedereen belt dezelfde huurder"))
    await ledger.costs("menu", carla.says("/menu"))
    await skips_through(carla, "Verder met")
    await ledger.costs("send", carla.taps("Verstuur"))
    for name, person in people.items():
        if name not in {"Carla", "Jan"}:
            await sends(person, GREEN, GREEN, RED, GREEN, GREEN, words=("Afspraken",), keep="Korte lijnen")
    await answers(people["Jan"], GREEN, GREEN, GREEN, GREEN, GREEN)
    await ledger.costs("last", people["Jan"].taps("Verstuur"))
    await ledger.costs("everything", carla.taps("Bekijk alles"))
    dear = {
        name: (spent, MOST[name])
        for name, spent in ledger.spent.items()
        if spent[0] > MOST[name][0] or spent[1] > MOST[name][1]
    }
    assert dear == {}
    assert ledger.spent.keys() == MOST.keys()
    await town.passes(timedelta(days=30))
    await people["Carla"].taps("Ja")
    await people["Peter"].taps("Ja")
    await people["Peter"].taps("Niets opschrijven")
    people["Jan"].sees("Deze ronde is klaar")
    assert full_scans(store, statements) == []
