"""What was typed in from paper is corrected by who typed it in, for who is on paper."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.process.counter import Counter
from tests.process.test_people_on_paper import to_henk, to_the_check, with_henk
from tests.rights.rounds import GREEN, RED

pytestmark = pytest.mark.one_database


async def test_a_typing_mistake_in_a_paper_is_corrected_and_shows(oost: Counter) -> None:
    moniek, carla, fatima = await with_henk(oost)
    await to_henk(carla)
    await carla.taps("Beginnen")
    await to_the_check(carla, "korte lijnen", RED)
    await carla.taps("Verstuur")
    for guest in (moniek, carla, fatima):
        await guest.commands("menu")
        await guest.taps("Verder met")
        await to_the_check(guest, "houden zo")
        await guest.taps("Verstuur")
    await oost.passes(timedelta(days=1))
    await carla.taps("Antwoorden van Henk")
    assert "antwoorden van Henk" in carla.reads
    await carla.taps(carla.labels[0])
    await carla.taps("Aanpassen")
    await carla.taps(GREEN)
    await moniek.taps("Bekijk alles")
    assert "Woonstad: was 🔴 nee, nu 🟢 ja (gecorrigeerd op" in moniek.reads
    assert not [label for label in moniek.labels if "Henk" in label]
