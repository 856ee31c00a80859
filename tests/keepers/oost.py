"""A partnership in which nothing happens but what a test does: the rounds are taken out of the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import col, select

from process.rules.keepers import Step
from storage.tables import Appointment, KeepingWatch, Member, Partnership
from storage.unit import Unit
from tests.process.counter import Counter, Guest

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@dataclass
class Oost:
    """The three, and what a test wants to know of them."""

    counter: Counter
    moniek: Guest
    carla: Guest
    fatima: Guest

    @property
    def all(self) -> tuple[Guest, Guest, Guest]:
        """Everybody."""
        return self.moniek, self.carla, self.fatima

    async def no_rounds(self) -> None:
        """Nothing but the ladder has appointments from now on."""
        await self.counter.run(
            lambda unit: unit.session.exec(delete(Appointment).where(col(Appointment.kind) != "look"))
        )

    async def step(self) -> Step:
        """How far the question has gone; calm too before anybody has looked."""
        found = await self.counter.run(lambda unit: unit.session.exec(select(KeepingWatch)).first())
        return found.step if found is not None else Step.CALM

    async def partnership(self) -> Partnership:
        """As it is kept."""
        return await self.counter.run(lambda unit: unit.session.exec(select(Partnership)).one())

    async def looks_after(self) -> tuple[str | None, str | None]:
        """The names of the keeper and the deputy."""

        def look(unit: Unit) -> tuple[str | None, str | None]:
            kept = unit.session.exec(select(Partnership)).one()
            names = {each.id: each.name for each in unit.session.exec(select(Member))}
            return names.get(kept.keeper_id or 0), names.get(kept.deputy_id or 0)

        return await self.counter.run(look)

    async def passes(self, time: timedelta) -> None:
        """Time goes by."""
        await self.counter.passes(time)

    async def some_days(self) -> None:
        """Over a weekend, if there is one: what was to be said has been said."""
        await self.passes(4 * DAY)

    async def until(self, step: Step) -> int:
        """Days until the question is there; it has to come within half a year."""
        for day in range(183):
            if await self.step() is step:
                return day
            await self.passes(DAY)
        raise AssertionError(f"it never came to {step}")


async def stands_by(guest: Guest) -> None:
    """Become the deputy, by the buttons of who takes part."""
    await guest.commands("deelnemers")
    await guest.taps("Hoeder en achtervang")
    await guest.taps("Ja, ik word achtervang")


async def leaves(guest: Guest) -> None:
    """Out, by the buttons."""
    await guest.commands("stop")
    await guest.taps("Uit Thuis in Oost")
    await guest.taps("Ja, ik stop")
