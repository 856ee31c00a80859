"""Two people take the same thing on in the same instant: it is on one name."""

from __future__ import annotations

import asyncio

from process.states import AgreementState as State
from storage.tables import Agreement
from tests.agreeing.table import proposes
from tests.process.counter import Counter
from tests.process.oost import everyone_in


async def test_one_of_two_who_say_yes_at_once_has_it_and_the_other_sees_whose_it_is(oost: Counter) -> None:
    moniek, carla, fatima = await everyone_in(oost)
    await proposes(fatima, "Nog niemand", topic=None)
    for guest in (moniek, carla):
        await guest.commands("afspraken")
        await guest.taps("1")
    await asyncio.gather(moniek.taps("Ik doe dit"), carla.taps("Ik doe dit"))
    row = await oost.run(lambda unit: unit.session.get_one(Agreement, 1))
    assert row.state is State.AGREED
    owner, other = (moniek, carla) if row.owner_id == 1 else (carla, moniek)
    assert "Het staat op je naam" in owner.reads
    assert f"afgesproken, {owner.name}" in other.reads
