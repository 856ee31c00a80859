"""The same four at the counter, where nothing is drawn or sent: for what has to be tried often."""

from __future__ import annotations

from dataclasses import dataclass

from process.rules.relay import Way
from storage.queries import relay
from storage.tables import Inquiry
from tests.process.counter import Counter, Guest
from tests.process.oost import everyone_in, join, make_oost, open_round
from tests.relay.table import NEEDS


@dataclass
class Table:
    """Moniek coordinates for the municipality; Carla and Jan are of Woonstad, Fatima of Zorgpunt."""

    counter: Counter
    moniek: Guest
    carla: Guest
    jan: Guest
    fatima: Guest

    @property
    def all(self) -> tuple[Guest, Guest, Guest, Guest]:
        """All four."""
        return (self.moniek, self.carla, self.jan, self.fatima)

    async def inquiries(self) -> list[Inquiry]:
        """Every question of the round."""
        return await self.counter.run(lambda unit: relay.of_round(unit, 1))

    async def ways(self) -> list[Way]:
        """Where each of them stands."""
        return [row.way for row in await self.inquiries()]

    async def asks(self, asker: Guest, organisation: str, words: str = "Wat bedoelen jullie?") -> None:
        """Ask an open question about something else and send it."""
        await self.begins(asker, organisation)
        await asker.types(words)
        await asker.taps("Verstuur")

    async def begins(self, asker: Guest, organisation: str) -> None:
        """Up to the words."""
        await asker.taps("Vraag stellen")
        await asker.taps(organisation)
        await asker.taps("Iets anders")
        await asker.taps("Vinkje vraagt het")


async def set_table(counter: Counter, *, jan_answers: bool = True) -> Table:
    """Everyone answered "Navragen", Jan only when he `jan_answers`, and has the result."""
    await make_oost(counter)
    moniek, carla, fatima = await everyone_in(counter)
    jan = await join(counter, "Jan", moniek.link_for("Woonstad"))
    await open_round(counter, "Navragen")
    for guest in (moniek, carla, fatima, *((jan,) if jan_answers else ())):
        await guest.taps("Beginnen")
        await guest.types(NEEDS)
        for _ in range(3):
            await guest.taps("Overslaan")
        await guest.taps("Verstuur")
    if not jan_answers:
        await jan.taps("Deze ronde niet")
    return Table(counter, moniek, carla, jan, fatima)
